package theme

import (
	"math"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/indicator"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// liftsShown is how many of the groups that a theme hears more from are listed.
const liftsShown = 12

// signals says how a theme moved, what became of it and who speaks of it more
// than of other things, each with how sure that is.
func signals(c *ui.Ctx, t model.Theme, d *data) {
	s := t.Signals
	switch x := s.Trend; x.Kind {
	case "new":
		d.Moves = c.T("theme.moves.new", c.G("messages", x.Recent))
	case "scarce":
		d.Moves = c.T("theme.moves.scarce")
	default:
		d.Moves = c.T("theme.moves."+x.Kind, times(c, x.Change), times(c, x.Low), times(c, x.High))
	}
	if x := s.Adopted; x.Share != nil {
		d.Outcome = append(d.Outcome, ui.Fact{Term: c.T("theme.adopted"), Text: c.Pct(*x.Share), Note: c.T("fraction", ui.Int(x.Used), ui.Int(x.Countable)) + c.T("list.sep") + c.T("theme.ci", c.Pct(x.Low), c.Pct(x.High))})
	}
	if x := s.Open; x.Messages > 0 {
		d.Outcome = append(d.Outcome, ui.Fact{Term: c.T("theme.open"), Text: c.N("messages", x.Messages), Note: c.T("theme.open.note", c.QuantityG(math.Round(x.MedianDays), "days"), c.QuantityG(float64(x.OldestDays), "days"))})
	} else {
		d.Outcome = append(d.Outcome, ui.Fact{Term: c.T("theme.open"), Text: c.N("messages", 0)})
	}
	if len(s.Lifts) == 0 {
		return
	}
	tab := charts.Table{Caption: c.T("theme.lifts.caption"), File: "musharaka-theme-" + ui.Slug(t.ID) + "-lifts", Cols: []charts.Col{
		{Head: c.T("theme.lifts.what")}, {Head: c.T("col.kind")}, {Head: c.T("col.messages"), Num: true}, {Head: c.T("col.voices"), Num: true}, {Head: c.T("theme.lifts.times"), Num: true}, {Head: c.T("col.interval"), Num: true}}}
	for i, l := range s.Lifts {
		if i == liftsShown {
			break
		}
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Foreign(liftName(c, l)), charts.Text(c.Or("lift."+l.Dimension, l.Dimension)), ui.Whole(l.Messages), ui.Whole(l.Voices),
			charts.Num(c.Amount(l.Lift, "points"), l.Lift), charts.Text(c.T("range", c.Amount(l.Low, "points"), c.Amount(l.High, "points")))})
	}
	d.Lifts = &tab
}

// times writes a ratio: 2.4, with one digit more below one.
func times(c *ui.Ctx, x float64) string {
	if x < 1 {
		return c.Amount(x, "number")
	}
	return c.Amount(x, "points")
}

func liftName(c *ui.Ctx, l model.Lift) string {
	if s := c.In(l.Name); s != "" {
		return s
	}
	if l.Dimension == "governorate" {
		return indicator.Label(c, l.Dimension, l.Code)
	}
	return l.Code
}

// voices are a theme's quotes by sentiment, in the order of the legend; quotes
// of which none is told stand together.
func voices(c *ui.Ctx, t model.Theme) []Voices {
	var out []Voices
	for _, k := range []struct{ stance, class string }{{"negative", "neg"}, {"neutral", "neu"}, {"positive", "pos"}, {"unclear", "unclear"}, {"", ""}} {
		v := Voices{Class: k.class}
		if k.class != "" {
			v.Head = c.T("stance." + k.class)
		}
		for _, q := range t.Quotes {
			if q.Stance == k.stance && q.Text != "" && (!c.Public() || q.Cleared) {
				v.Quotes = append(v.Quotes, q)
			}
		}
		if len(v.Quotes) > 0 {
			out = append(out, v)
		}
	}
	return out
}
