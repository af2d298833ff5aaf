package publish

import (
	"math"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics"
)

// Rates of fewer cases than fewCases are withheld; below limitedCases they are
// shown with a word of caution (kpis.md 3.5).
const (
	fewCases     = 10
	limitedCases = 30
)

// redact turns a full site into the public edition: it takes out everything
// that is not cleared, by listing what stays. infos say which numbers count
// people or what they wrote.
func redact(site *model.Site, infos []metrics.Info, cleared map[string]bool, kGroup int) {
	site.Edition = model.Public
	protect, internal := map[string]bool{}, map[string]bool{}
	for _, x := range infos {
		protect[x.ID] = x.Protect != "" || x.People
		internal[x.ID] = x.Internal
	}
	site.Sources, site.Quarantin, site.Conflicts, site.National, site.Explorer = nil, model.Quarantine{}, 0, nil, nil
	keepDefinitions(site, internal)
	for i := range site.Units {
		u := &site.Units[i]
		u.Gaps, u.Actions = nil, nil
		u.Values = publicValues(u.Values, protect, internal, site.K, kGroup)
		publicActivities(u, site.K)
		publicAdoptions(u, cleared)
	}
	publicDuties(site)
	publicText(site)
	publicThemes(site, cleared)
	var kept []model.Change
	for _, c := range site.Changes {
		list := publicValues([]model.Value{c.Before, c.Now}, protect, internal, site.K, kGroup)
		if len(list) == 2 && list[0].Known() && list[1].Known() {
			c.Before, c.Now = list[0], list[1]
			kept = append(kept, c)
		}
	}
	site.Changes = kept
}

func keepDefinitions(site *model.Site, internal map[string]bool) {
	var kept []model.Definition
	for _, d := range site.Definitions {
		if internal[d.ID] || internal[d.Parent] || d.Group == "K" {
			continue
		}
		d.SQL = ""
		kept = append(kept, d)
	}
	site.Definitions = kept
}

// publicValues applies the rules of small cells and small rates to main rows
// and to each table of rows by one dimension. Dimensions with free text, ids
// or two keys are left out.
func publicValues(list []model.Value, protect, internal map[string]bool, k, kGroup int) []model.Value {
	var out []model.Value
	tables := map[tableKey][]int{} // rows of out
	for _, v := range list {
		if internal[v.KPI] || strings.HasPrefix(v.KPI, "K") || len(v.Dims) > 1 || len(v.Dims) == 1 && !publicDim(v.Dims[0].Key) {
			continue
		}
		v.Inputs, v.Persons = "", nil
		if protect[v.KPI] {
			switch {
			case len(v.Dims) == 1:
				key := tableKey{v.KPI, v.Dims[0].Key, v.Period}
				tables[key] = append(tables[key], len(out))
			case v.Period.Months() < 12:
				// Quarters add up to their year, which is shown too.
				y := v.Period.Start.Year()
				key := tableKey{v.KPI, "", model.Period{Start: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)}}
				tables[key] = append(tables[key], len(out))
			default:
				guard(&v, k)
			}
		}
		out = append(out, v)
	}
	for key, rows := range tables {
		if key.dim == "group_id" {
			guardTable(out, rows, kGroup)
		} else {
			guardTable(out, rows, k)
		}
	}
	return out
}

type tableKey struct {
	kpi, dim string
	period   model.Period
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

// guardTable hides rows of a table of counts: numerators, denominators and
// what is left between them are each a one-way table.
func guardTable(all []model.Value, rows []int, k int) {
	hide := make([]bool, len(rows))
	pass := func(cell func(model.Value) float64) {
		cells := make([]int, len(rows))
		for i, r := range rows {
			cells[i] = int(math.Round(cell(all[r])))
		}
		hidden, ok := oneWay(cells, k)
		for i := range hide {
			hide[i] = hide[i] || hidden[i] || !ok
		}
	}
	num := func(v model.Value) float64 { return orZero(v.Num) }
	den := func(v model.Value) float64 { return orZero(v.Den) }
	pass(num)
	pass(den)
	pass(func(v model.Value) float64 { return max(0, den(v)-num(v)) })
	for i, r := range rows {
		v := &all[r]
		if hide[i] && (v.Num != nil || v.Den != nil) {
			withhold(v)
			continue
		}
		guard(v, k)
	}
}

func orZero(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

func withhold(v *model.Value) {
	*v = model.Value{KPI: v.KPI, Version: v.Version, Period: v.Period, AsOf: v.AsOf, Dims: v.Dims, Status: model.Suppressed, Reasons: []string{"SMALL_CELL"},
		Target: v.Target, TargetFrom: v.TargetFrom}
}

func guard(v *model.Value, k int) {
	for i, r := range v.Reasons {
		// The number behind a reason counts submissions too.
		if code, _, ok := strings.Cut(r, ":"); ok && code == "PENDING_OUTCOMES" {
			v.Reasons[i] = code + ":*"
		}
	}
	if !v.Known() {
		v.Num, v.Den = nil, nil
		return
	}
	hide := false
	switch {
	case v.Den != nil && *v.Den < fewCases:
		hide = true
	case v.Num != nil && v.Den != nil && smallPart(*v.Num, *v.Den, k):
		hide = true
	case v.Den == nil && v.Num != nil && *v.Num > 0 && *v.Num < float64(k):
		hide = true
	}
	if hide {
		withhold(v)
		return
	}
	if v.Den != nil && *v.Den < limitedCases {
		v.Reasons = append(v.Reasons, "FEW_CASES")
	}
	// A bound tells how many are undecided.
	if v.High != nil && v.Den != nil && smallPart((*v.High-*v.Value)**v.Den, *v.Den, k) {
		v.Low, v.High = nil, nil
	}
}

func publicActivities(u *model.Unit, k int) {
	n := make([]int, len(u.Activities))
	for i, a := range u.Activities {
		n[i] = a.Submissions
	}
	hidden, ok := oneWay(n, k)
	for i := range u.Activities {
		a := &u.Activities[i]
		a.Participants = 0
		if !ok || hidden[i] {
			a.Submissions, a.Handled = model.Hidden, model.Hidden
		} else if smallPart(float64(a.Handled), float64(a.Submissions), k) {
			a.Handled = model.Hidden
		}
	}
}

// publicAdoptions keeps what a person cleared for publication.
func publicAdoptions(u *model.Unit, cleared map[string]bool) {
	var kept []model.Adoption
	for _, a := range u.Adoptions {
		if a.Text == "" || !cleared[a.SubmissionID] {
			continue
		}
		a.SubmissionID, a.Reason = "", ""
		kept = append(kept, a)
	}
	u.Adoptions = kept
}

func publicDuties(site *model.Site) {
	var kept []model.Duty
	for _, d := range site.Duties {
		switch d.Kind {
		case "results", "poll", "article", "start":
			kept = append(kept, d)
		}
	}
	site.Duties = kept
}

func publicText(site *model.Site) {
	t := &site.Text
	t.ByDay, t.ByMonth, t.Languages, t.Intents, t.SDG = nil, nil, nil, nil, nil
	t.Failed, t.Repeats = 0, 0
	k := site.K
	if t.Messages < k || t.Voices < k {
		site.Text, site.Answers = model.TextSummary{Preliminary: t.Preliminary}, model.Answers{}
		return
	}
	t.Stance = publicStance(t.Stance, k)
	msgs, voices := make([]int, len(t.Governorate)), make([]int, len(t.Governorate))
	for i, p := range t.Governorate {
		msgs[i], voices[i] = p.Messages, p.Voices
	}
	hm, ok1 := oneWay(msgs, k)
	hv, ok2 := oneWay(voices, k)
	if !ok1 || !ok2 {
		t.Governorate = nil
	}
	for i := range t.Governorate {
		p := &t.Governorate[i]
		p.Stance = publicStance(p.Stance, k)
		if hm[i] || hv[i] {
			p.Messages, p.Voices, p.Stance = model.Hidden, model.Hidden, model.Stance{}
		}
	}
	a := &site.Answers
	cells := []*int{&a.Adopted, &a.Partly, &a.Declined, &a.Noted, &a.Referred, &a.Pending}
	plain := make([]int, len(cells))
	for i, p := range cells {
		plain[i] = *p
	}
	hidden, ok := oneWay(plain, k)
	for i, p := range cells {
		if !ok || hidden[i] {
			*p = model.Hidden
		}
	}
	for _, p := range []*int{&a.Answered, &a.Linked} {
		if !ok || smallPart(float64(*p), float64(a.Received), k) {
			*p = model.Hidden
		}
	}
}

// publicStance keeps a sentiment only if all its parts may be shown.
func publicStance(s model.Stance, k int) model.Stance {
	for _, n := range []int{s.Neg, s.Neu, s.Pos, s.Unclear} {
		if n > 0 && n < k {
			return model.Stance{}
		}
	}
	return s
}

// publicThemes leaves out small themes, and totals from which they could be
// worked out.
func publicThemes(site *model.Site, cleared map[string]bool) {
	set := &site.Themes
	set.Points, set.None, set.NoneShare, set.Model, set.Run = nil, nil, nil, "", ""
	var kept []model.Theme
	ids := map[string]bool{}
	sum := 0
	for _, t := range set.Themes {
		if t.Messages < max(site.K, fewCases) || t.Voices < site.K {
			continue
		}
		t.Sources, t.Governorate, t.Groups, t.Cohesion = nil, nil, nil, nil
		t.Stance = publicStance(t.Stance, site.K)
		t.Languages, t.Intents = publicCounts(t.Languages, site.K), publicCounts(t.Intents, site.K)
		for _, m := range t.ByMonth {
			if m.N > 0 && m.N < site.K {
				t.ByMonth = nil
				break
			}
		}
		if t.Recent > 0 && t.Recent < site.K || t.Before > 0 && t.Before < site.K {
			t.Recent, t.Before = model.Hidden, model.Hidden
		}
		var quotes []model.Quote
		for _, q := range t.Quotes {
			if cleared[q.ID] {
				q.ID, q.Source, q.Cleared = "", "", true
				quotes = append(quotes, q)
			}
		}
		t.Quotes = quotes
		ids[t.ID] = true
		sum += t.Messages
		kept = append(kept, t)
	}
	set.Themes, set.Texts = kept, sum
	for i := range set.Themes {
		var rel []string
		for _, id := range set.Themes[i].Related {
			if ids[id] {
				rel = append(rel, id)
			}
		}
		set.Themes[i].Related = rel
	}
}

func publicCounts(list []model.NamedCount, k int) []model.NamedCount {
	n := make([]int, len(list))
	for i, c := range list {
		n[i] = c.N
	}
	hidden, ok := oneWay(n, k)
	if !ok {
		return nil
	}
	for i := range list {
		if hidden[i] {
			list[i].N = model.Hidden
		}
	}
	return list
}
