// Package overview is the page that leadership opens first: where the six
// indicators stand, what is owed, what people say, and how sure we are.
package overview

import (
	"cmp"
	_ "embed"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/charts/spark"
	"github.com/musharaka/musharaka/dashboards/charts/stack"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "overview", Nav: "overview", Path: "index.html", Template: body, Pages: pages}
}

// Score is one line of the scorecard.
type Score struct {
	ID, Name, Href, Value string
	Known                 bool
	Bullet, Spark         template.HTML
	Under                 string // target and bounds in words
	Chip                  ui.Chip
}

// Duty is one line of what is due within a month.
type Duty struct {
	Text, Subject, Unit string
	Item                model.Duty
}

// Debt is a duty that is overdue, once or several times.
type Debt struct {
	Text, Count, Who, Href string
	Oldest                 time.Time
	n                      int
}

// Pillar is one bar of the maturity card.
type Pillar struct {
	Name, Value string
	Bullet      template.HTML
}

// Rise is a theme that grew.
type Rise struct {
	Label, Href, Text string
	Spark             template.HTML
}

type data struct {
	Units                []UnitCard
	Several              bool
	Duties               []Duty // due within a month
	Debts                []Debt // overdue, by duty
	DutyCounts           [2]int // overdue, soon
	Level                *Level
	Pillars              []Pillar
	Rising, Most         []Rise
	Themes               int
	Stance               template.HTML
	StanceKeys           []ui.Key
	StanceLine           string
	Figures              []ui.Fact
	Sources              []SourceLine
	Changes              []string
	Previous             string
	HasText, Preliminary bool
	Conflicts            int
}

// UnitCard leads to a unit's page where a site has several.
type UnitCard struct {
	ID, Name, Href, Level string
	Scores                []Score
}

// full is how many units show all their lines on the overview; the others are
// links to their pages.
const full = 4

func six() []string { return []string{"G1", "G2", "G3", "G4", "G5", "G6"} }

// Level is the maturity level and what holds it back.
type Level struct{ Value, Name, Why string }

// SourceLine is one source's health.
type SourceLine struct {
	Name, Text string
	Chip       ui.Chip
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	u := c.Unit()
	d := data{Themes: len(c.Site.Themes.Themes), HasText: c.Site.Text.Messages > 0, Preliminary: c.Site.Text.Preliminary, Conflicts: c.Site.Conflicts}
	d.Several = len(c.Site.Units) > 1
	for i, x := range c.Site.Units {
		card := UnitCard{ID: ui.Slug(x.ID), Name: c.In(x.Name), Href: c.UnitPath(x.ID)}
		if v, ok := c.Main(x, "M1"); ok {
			card.Level = c.Show(v)
			if v.Known() {
				card.Level += " · " + c.T("level."+ui.Int(int(*v.Value)))
			}
		}
		if i < full {
			for _, id := range six() {
				card.Scores = append(card.Scores, ScoreOf(c, x, id))
			}
		}
		d.Units = append(d.Units, card)
	}
	duties(c, &d)
	if !d.Several {
		maturity(c, u, &d)
	}
	words(c, &d)
	for _, s := range c.Site.Sources {
		d.Sources = append(d.Sources, sourceLine(c, s))
	}
	for _, ch := range c.Site.Changes {
		d.Changes = append(d.Changes, Sentence(c, ch))
		d.Previous = c.Day(ch.Previous)
	}
	return []ui.Page{{Path: "index.html", Title: c.T("overview.title", c.Year()), Lead: lead(c, d), Data: d}}, nil
}

// ScoreOf makes the scorecard line of an indicator of a unit.
func ScoreOf(c *ui.Ctx, u model.Unit, id string) Score {
	def := c.Def(id)
	s := Score{ID: id, Name: c.Name(id), Href: c.IndicatorPath(id)}
	v, ok := c.Main(u, id)
	if !ok {
		v = model.Value{KPI: id, Status: "absent"}
	}
	s.Known, s.Value = v.Known(), c.Show(v)
	b := bullet.Spec{Target: v.Target, Label: s.Name + ": " + s.Value}
	if def.Unit == "share" {
		b.Max = 0
	}
	if v.Known() {
		b.Value, b.Low, b.High, b.Class = v.Value, v.Low, v.High, c.Standing(v)
	}
	s.Bullet = bullet.Draw(b)
	s.Under = under(c, v, def, bullet.Scale(b))
	s.Chip = c.StandingChip(v)
	if !v.Known() {
		s.Chip = c.StatusChip(v)
	} else if s.Chip.Class == "none" || v.Status == model.Provisional {
		s.Chip = c.StatusChip(v)
	}
	var vals []*float64
	for _, x := range c.Series(u, id) {
		if x.Known() {
			vals = append(vals, x.Value)
		} else {
			vals = append(vals, nil)
		}
	}
	s.Spark = spark.Draw(vals, "")
	return s
}

func under(c *ui.Ctx, v model.Value, def model.Definition, scale float64) string {
	var parts []string
	if !v.Known() {
		if r := c.Reasons(v); len(r) > 0 {
			return r[0]
		}
		return ""
	}
	if v.Target != nil {
		parts = append(parts, c.T("score.target", c.Amount(*v.Target, def.Unit)))
	} else {
		parts = append(parts, c.T("score.notarget"))
	}
	if v.Low != nil && v.High != nil && *v.High-*v.Low > 0.0005 {
		parts = append(parts, c.T("score.bounds", c.Amount(*v.Low, def.Unit), c.Amount(*v.High, def.Unit)))
	}
	if scale != 1 && def.Unit == "share" {
		parts = append(parts, c.T("score.scale", c.Amount(scale, def.Unit)))
	}
	s := parts[0]
	for _, p := range parts[1:] {
		s += " · " + p
	}
	return s
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
		s = c.T("overview.lead.units", c.N("units.n", len(c.Site.Units)), ui.Int(met), ui.Int(targets))
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

// soonest is how many of the duties of the next month the overview names.
const soonest = 6

func duties(c *ui.Ctx, d *data) {
	at := map[string]int{}
	who := map[string]map[string]bool{}
	for _, x := range c.Site.Duties {
		switch x.State {
		case "soon":
			if d.DutyCounts[1]++; d.DutyCounts[1] <= soonest {
				d.Duties = append(d.Duties, Duty{Text: c.T("duty." + x.Kind), Subject: c.DutySubject(x), Unit: unitName(c, x), Item: x})
			}
		case "overdue":
			d.DutyCounts[0]++
			i, ok := at[x.Kind]
			if !ok {
				i = len(d.Debts)
				at[x.Kind], who[x.Kind] = i, map[string]bool{}
				d.Debts = append(d.Debts, Debt{Text: c.T("duty." + x.Kind), Href: "calendar.html#o-" + x.Kind, Oldest: x.Due})
			}
			d.Debts[i].n++
			who[x.Kind][x.UnitID] = true
		}
	}
	for i := range d.Debts {
		x := &d.Debts[i]
		x.Count = ui.Int(x.n)
		if len(c.Site.Units) > 1 {
			x.Who = c.N("debt.units", len(who[strings.TrimPrefix(x.Href, "calendar.html#o-")]))
		}
	}
	slices.SortStableFunc(d.Debts, func(a, b Debt) int { return cmp.Compare(b.n, a.n) })
}

// unitName names a duty's unit where there are several.
func unitName(c *ui.Ctx, x model.Duty) string {
	if len(c.Site.Units) < 2 {
		return ""
	}
	return c.In(x.Unit)
}

func maturity(c *ui.Ctx, u model.Unit, d *data) {
	v, ok := c.Main(u, "M1")
	if !ok {
		return
	}
	d.Level = &Level{Value: c.Show(v)}
	if v.Known() {
		d.Level.Name = c.T("level." + ui.Int(int(*v.Value)))
	} else if r := c.Reasons(v); len(r) > 0 {
		d.Level.Why = r[0]
	}
	lowest, low := "", 101.0
	for _, p := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		pv, ok := c.Main(u, "M1.p"+p)
		if !ok {
			continue
		}
		b := bullet.Spec{Max: 100, Label: c.T("pillar."+p) + ": " + c.Show(pv)}
		if pv.Known() {
			b.Value = pv.Value
			if *pv.Value < low {
				low, lowest = *pv.Value, c.T("pillar."+p)
			}
		}
		d.Pillars = append(d.Pillars, Pillar{Name: c.T("pillar." + p), Value: c.Show(pv), Bullet: bullet.Draw(b)})
	}
	if lowest != "" && v.Known() {
		d.Level.Why = c.T("overview.holdback", lowest)
	}
}

func words(c *ui.Ctx, d *data) {
	t, a := c.Site.Text, c.Site.Answers
	s := t.Stance
	d.Stance = stack.Draw([]stack.Part{{N: float64(s.Neg), Class: "neg"}, {N: float64(s.Neu), Class: "neu"}, {N: float64(s.Pos), Class: "pos"}, {N: float64(s.Unclear), Class: "unclear"}}, c.T("stance.label"))
	d.StanceKeys = StanceKeys(c, s)
	d.StanceLine = StanceLine(c, s)
	for _, th := range c.Site.Themes.Themes {
		if th.Trend != "rising" && th.Trend != "new" || len(d.Rising) == 5 {
			continue
		}
		d.Rising = append(d.Rising, rise(c, th))
	}
	if len(d.Rising) == 0 {
		d.Most = most(c)
	}
	d.Figures = []ui.Fact{
		{Term: c.T("fig.messages"), Text: ui.Int(t.Messages), Note: repeats(c, t)},
		{Term: c.T("fig.voices"), Text: ui.Int(t.Voices), Note: c.T("fig.voices.note")},
		{Term: c.T("fig.answered"), Text: ui.Int(a.Answered), Note: c.T("fig.of", ui.Int(a.Received))},
		{Term: c.T("fig.adopted"), Text: ui.Int(ui.Sum(a.Adopted, a.Partly)), Note: c.T("fig.linked", ui.Int(a.Linked))},
	}
}

func repeats(c *ui.Ctx, t model.TextSummary) string {
	if t.Repeats == 0 {
		return ""
	}
	return c.T("fig.repeats", ui.Int(t.Repeats))
}

// most lists the themes whose share grew most when none grew by more than
// chance explains.
func most(c *ui.Ctx) []Rise {
	list := slices.Clone(c.Site.Themes.Themes)
	var now, then float64
	for _, t := range list {
		now, then = now+float64(max(0, t.Recent)), then+float64(max(0, t.Before))
	}
	if now == 0 || then == 0 {
		return nil
	}
	grew := func(t model.Theme) float64 { return float64(t.Recent)/now - float64(t.Before)/then }
	slices.SortStableFunc(list, func(a, b model.Theme) int { return cmp.Compare(grew(b), grew(a)) })
	var out []Rise
	for _, t := range list {
		if len(out) == 3 || grew(t) <= 0 {
			break
		}
		if t.Recent >= 10 && t.Before >= 0 {
			out = append(out, rise(c, t))
		}
	}
	return out
}

func rise(c *ui.Ctx, t model.Theme) Rise {
	return Rise{Label: c.In(t.Label), Href: c.ThemePath(t.ID), Text: c.T("theme.rise", ui.Int(t.Before), ui.Int(t.Recent)), Spark: SparkCounts(t.ByMonth)}
}

// SparkCounts draws counts by month.
func SparkCounts(list []model.Count) template.HTML {
	vals := make([]*float64, len(list))
	for i, x := range list {
		v := float64(x.N)
		vals[i] = &v
	}
	return spark.Draw(vals, "")
}

// StanceKeys lists the four shares with their numbers.
func StanceKeys(c *ui.Ctx, s model.Stance) []ui.Key {
	share := func(n int) string {
		switch {
		case s.Withheld():
			return ui.Mark
		case s.All() == 0:
			return "–"
		}
		return c.Pct(float64(n) / float64(s.All()))
	}
	return []ui.Key{{Class: "neg", Text: c.T("stance.neg"), Value: share(s.Neg)}, {Class: "neu", Text: c.T("stance.neu"), Value: share(s.Neu)},
		{Class: "pos", Text: c.T("stance.pos"), Value: share(s.Pos)}, {Class: "unclear", Text: c.T("stance.unclear"), Value: share(s.Unclear)}}
}

// StanceLine is the sentence about dissatisfaction with its interval.
func StanceLine(c *ui.Ctx, s model.Stance) string {
	if s.Withheld() {
		return c.T("stance.withheld", c.Threshold())
	}
	if s.Clear() == 0 {
		return c.T("stance.nothing")
	}
	lo, hi := ui.Wilson(s.Neg, s.Clear())
	return c.T("stance.line", c.Pct(float64(s.Neg)/float64(s.Clear())), c.Pct(lo), c.Pct(hi), c.N("messages", s.Clear()))
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
		l.Text = c.T("source.silentsince", c.N("unit.days", s.SilentDays))
	}
	return l
}

// Sentence says one change since the last edition.
func Sentence(c *ui.Ctx, ch model.Change) string {
	def := c.Def(ch.KPI)
	name := c.In(def.Name)
	var s string
	switch {
	case ch.Before.Known() && ch.Now.Known() && *ch.Now.Value > *ch.Before.Value:
		s = c.T("change.up", name, c.Quantity(*ch.Before.Value, def.Unit), c.Quantity(*ch.Now.Value, def.Unit))
	case ch.Before.Known() && ch.Now.Known():
		s = c.T("change.down", name, c.Quantity(*ch.Before.Value, def.Unit), c.Quantity(*ch.Now.Value, def.Unit))
	case ch.Now.Known():
		s = c.T("change.new", name, c.Quantity(*ch.Now.Value, def.Unit))
	default:
		s = c.T("change.gone", name, c.T("status."+ch.Now.Status))
	}
	if len(c.Site.Units) > 1 {
		s = c.In(ch.Unit) + c.T("colon") + s
	}
	return s
}
