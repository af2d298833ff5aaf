// Package overview is the page that leadership opens first: where the six
// indicators stand, what is owed, what people say, and how sure we are.
package overview

import (
	_ "embed"
	"html/template"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "overview", Nav: "overview", Path: "index.html", Template: body, Pages: pages}
}

type data struct {
	Units                 []UnitCard
	Several               bool
	Duties                []Duty // due within a month
	Debts                 []Debt // overdue, by duty
	DutyCounts            [2]int // overdue, soon
	MoreDebts, MoreDuties int
	Matrix                []Line        // the six of several units
	PillarTable           *charts.Table // of several units
	Spread                *charts.Table // the six of many units
	Level                 *Level
	Pillars               []Pillar
	Rising, Most          []Rise
	Themes                int
	Stance                template.HTML
	StanceKeys            []ui.Key
	StanceLine            string
	StanceCorrected       string
	Figures               []ui.Fact
	Sources               []SourceLine
	Changes               []string
	MoreChanges           int
	Previous              string
	HasText, Preliminary  bool
	Conflicts             int
}

// UnitCard leads to a unit's page where a site has several.
type UnitCard struct {
	ID, Name, Href, Level, Why string
	Scores                     []Score
}

// full is how many units show their six numbers side by side; of more, the
// overview says how they spread.
const full = 4

func six() []string { return []string{"G1", "G2", "G3", "G4", "G5", "G6"} }

// SourceLine is one source's health.
type SourceLine struct {
	Name, Text string
	Chip       ui.Chip
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	u := c.Unit()
	d := data{Themes: len(c.Site.Themes.Themes), HasText: c.Site.Text.Messages > 0, Preliminary: c.Site.Text.Preliminary, Conflicts: c.Site.Conflicts}
	d.Several = len(c.Site.Units) > 1
	for _, x := range c.Site.Units {
		card := UnitCard{ID: ui.Slug(x.ID), Name: c.In(x.Name), Href: c.UnitPath(x.ID)}
		if len(c.Site.Units) <= full {
			for _, id := range six() {
				card.Scores = append(card.Scores, ScoreOf(c, x, id))
			}
		}
		d.Units = append(d.Units, card)
	}
	duties(c, &d)
	if d.Several {
		d.Matrix = matrix(d.Units)
		levels(c, &d)
		if len(c.Site.Units) > full {
			t := spread(c)
			d.Spread = &t
		}
	} else {
		maturity(c, u, &d)
	}
	words(c, &d)
	for _, s := range c.Site.Sources {
		d.Sources = append(d.Sources, sourceLine(c, s))
	}
	if err := changes(c, &d); err != nil {
		return nil, err
	}
	return []ui.Page{{Path: "index.html", Title: c.T("overview.title", c.Year()), Lead: lead(c, d), Data: d}}, nil
}

// lead is the one sentence a minister remembers.
func lead(c *ui.Ctx, d data) string {
	met, targets := 0, 0
	for _, u := range c.Site.Units {
		for _, id := range six() {
			v, ok := c.Main(u, id)
			if ok && v.Known() && v.Target != nil {
				targets++
				if c.Standing(v) == "met" {
					met++
				}
			}
		}
	}
	var s string
	switch {
	case d.Several && targets > 0:
		s = c.T("overview.lead.units", c.G("units.n", len(c.Site.Units)), ui.Int(met), ui.Int(targets))
	case targets == 0:
		s = c.T("overview.lead.notargets")
	case met == targets:
		s = c.T("overview.lead.all", c.N("indicators", targets))
	default:
		s = c.T("overview.lead.some", c.N("indicators", met), c.N("indicators.of", targets))
	}
	if n := d.DutyCounts[0]; n > 0 {
		s += " " + c.N("overview.lead.overdue", n)
	} else if len(c.Site.Duties) > 0 {
		s += " " + c.T("overview.lead.nothingdue")
	}
	return s
}

func sourceLine(c *ui.Ctx, s model.Source) SourceLine {
	l := SourceLine{Name: s.Name, Chip: ui.Chip{Class: s.LastStatus, Text: c.T("source." + s.LastStatus)}}
	if s.LastRun.IsZero() {
		l.Text = c.T("source.norun")
	} else {
		l.Text = c.T("source.last", c.Short(s.LastRun), c.N("messages", s.Submissions))
	}
	if s.LastStatus == "ok" && s.SilentDays > 0 && s.UsualGapDays > 0 && float64(s.SilentDays) > 4*s.UsualGapDays+3 {
		l.Chip = ui.Chip{Class: "late", Text: c.T("source.silent")}
		l.Text = c.T("source.silentsince", c.G("unit.days", s.SilentDays))
	}
	return l
}
