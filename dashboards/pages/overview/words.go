package overview

import (
	"cmp"
	"html/template"
	"slices"

	"github.com/musharaka/musharaka/dashboards/charts/spark"
	"github.com/musharaka/musharaka/dashboards/charts/stack"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// Rise is a theme that grew.
type Rise struct {
	Label, Href, Text string
	Spark             template.HTML
}

func words(c *ui.Ctx, d *data) {
	t, a := c.Site.Text, c.Site.Answers
	s := t.Stance
	d.Stance = stack.Draw([]stack.Part{{N: float64(s.Neg), Class: "neg"}, {N: float64(s.Neu), Class: "neu"}, {N: float64(s.Pos), Class: "pos"}, {N: float64(s.Unclear), Class: "unclear"}}, c.T("stance.label"))
	d.StanceKeys = StanceKeys(c, s)
	d.StanceLine = StanceLine(c, s)
	if x := t.Corrected; x != nil && !s.Withheld() {
		d.StanceCorrected = c.T("stance.corrected", c.Pct(x.Value), c.Pct(x.Low), c.Pct(x.High))
	}
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
	return c.T("stance.line", c.Pct(float64(s.Neg)/float64(s.Clear())), c.Pct(lo), c.Pct(hi), c.G("messages", s.Clear()))
}
