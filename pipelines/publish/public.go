package publish

import (
	"strings"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics"
)

// Rates of fewer cases than fewCases are withheld; below limitedCases they are
// shown with a word of caution (docs/kpis.md).
const (
	fewCases     = 10
	limitedCases = 30
)

// redactor turns a full site into the public edition: it takes out everything
// that is not cleared, by listing what stays. It keeps account of every number
// that it withholds.
type redactor struct {
	k, kGroup, few    int // smallest cells; smallest rate
	protect, internal map[string]bool
	cleared           map[string]bool
	hidden            []withheld
	memory            memory
	span              string // of the site's numbers of the year, in names of tables
}

// withheld is one cell that may not be shown: its table, row and column, and
// the number that stood there.
type withheld struct {
	Table, Row, Col string
	N               float64
}

func newRedactor(infos []metrics.Info, cleared map[string]bool, k, kGroup int) *redactor {
	r := &redactor{k: k, kGroup: kGroup, few: fewCases, protect: map[string]bool{}, internal: map[string]bool{}, cleared: cleared}
	for _, x := range infos {
		r.protect[x.ID] = x.Protect != "" || x.People
		r.internal[x.ID] = x.Internal
	}
	return r
}

func (r *redactor) hide(table, row, col string, n float64) {
	r.hidden = append(r.hidden, withheld{table, row, col, n})
}

// redact empties the site of everything that is not named here. A part of the
// model that is new stays inside until it is added.
func (r *redactor) redact(site *model.Site) {
	*site = model.Site{Edition: model.Public, Name: site.Name, AsOf: site.AsOf, Period: site.Period, Version: site.Version, Zone: site.Zone,
		Units: site.Units, Groups: site.Groups, Definitions: site.Definitions, Registers: site.Registers, GroupNames: site.GroupNames,
		Seasons: site.Seasons, Duties: site.Duties, Calendar: site.Calendar, Text: site.Text, Themes: site.Themes, Changes: site.Changes, Models: site.Models, Hijri: site.Hijri,
		Answers: site.Answers, Ledger: site.Ledger, K: site.K, Areas: site.Areas}
	r.span = site.Period.Start.Format("2006-01-02") + "/"
	r.definitions(site)
	shown := map[string]bool{} // unit and indicator whose number of the year is shown
	for i := range site.Units {
		u := &site.Units[i]
		*u = model.Unit{ID: u.ID, Name: u.Name, Governorate: u.Governorate, Values: u.Values, Activities: u.Activities, Adoptions: u.Adoptions}
		partial := r.activities(u)
		before := u.Values
		u.Values = r.values(u.ID, before, partial)
		r.noteValues(u.ID, before, u.Values)
		r.adoptions(u)
		for _, v := range u.Values {
			if len(v.Dims) == 0 && v.Known() {
				shown[u.ID+"\x1f"+v.KPI+"\x1f"+valueRow(&v)] = true
			}
		}
	}
	r.ledger(site)
	duties(site)
	r.text(site)
	r.answers(site)
	r.themes(site)
	var kept []model.Change
	for _, c := range site.Changes {
		before := r.values(c.UnitID, []model.Value{c.Before}, 0)
		key := c.UnitID + "\x1f" + c.KPI + "\x1f" + valueRow(&c.Now)
		if len(before) == 1 && before[0].Known() && shown[key] {
			now := r.values(c.UnitID, []model.Value{c.Now}, 0)
			if len(now) == 1 && now[0].Known() {
				c.Before, c.Now = before[0], now[0]
				kept = append(kept, c)
			}
		}
	}
	site.Changes = kept
}

func (r *redactor) definitions(site *model.Site) {
	var kept []model.Definition
	for _, d := range site.Definitions {
		if r.internal[d.ID] || r.internal[d.Parent] || d.Group == "K" {
			continue
		}
		d.SQL = ""
		kept = append(kept, d)
	}
	site.Definitions = kept
}

// adoptions keeps what a person cleared for publication.
func (r *redactor) adoptions(u *model.Unit) {
	var kept []model.Adoption
	for _, a := range u.Adoptions {
		if a.Text == "" || !r.cleared[a.SubmissionID] {
			continue
		}
		kept = append(kept, model.Adoption{Text: a.Text, Status: a.Status, LinkedType: a.LinkedType, LinkedID: a.LinkedID, DecidedAt: a.DecidedAt, Activity: a.Activity, Did: a.Did})
	}
	u.Adoptions = kept
}

// duties keeps the obligations whose keeping everyone can see on the platform.
func duties(site *model.Site) {
	var kept []model.Duty
	for _, d := range site.Duties {
		switch d.Kind {
		case "results_after_activity", "poll_monthly", "article_quarterly", "consultation_documents", "activity_information", "start":
			kept = append(kept, d)
		}
	}
	site.Duties = kept
}

// publicDim lists the dimensions whose values are codes or names that the
// unit itself publishes.
func publicDim(key string) bool {
	switch key {
	case "group_id", "category", "governorate", "channel", "level", "kind", "stage", "linked_type", "sdg", "lang": // months and quarters are rows of their own
		return true
	}
	return false
}

// private tells whether rows of an indicator stay inside.
func (r *redactor) private(kpi string) bool {
	return r.internal[kpi] || strings.HasPrefix(kpi, "K")
}
