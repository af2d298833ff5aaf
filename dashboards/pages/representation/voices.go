package representation

import (
	"math"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

const (
	listed     = 20 // themes of a unit
	sayRatioAt = 5  // expected voices from which a ratio says something
)

// Voices is which groups of a unit spoke about which theme.
type Voices struct {
	ID, Name string // Name is empty where there is one unit
	Themes   charts.Table
	More     string
	Sizes    charts.Table
	Opinion  []ui.Fact
}

// heard lists the units whose groups are known; in the internal edition only.
func heard(c *ui.Ctx) (out []Voices, more string) {
	if c.Public() {
		return nil, ""
	}
	n := 0
	for _, u := range c.Site.Units {
		if u.Represented == nil {
			continue
		}
		if n++; n > drawn {
			continue
		}
		v := Voices{ID: "voices-" + ui.Slug(u.ID), Themes: themes(c, u), Sizes: sizes(c, u), Opinion: opinion(c, u.Represented.Opinion)}
		if len(c.Site.Units) > 1 {
			v.Name = c.In(u.Name)
		}
		if k := len(u.Represented.Themes) - listed; k > 0 {
			v.More = c.T("silence.more", c.G("themes", k))
		}
		out = append(out, v)
	}
	if n > drawn {
		more = c.T("silence.units", c.G("units.n", n-drawn))
	}
	return out, more
}

func themes(c *ui.Ctx, u model.Unit) charts.Table {
	r := u.Represented
	label := map[string]string{}
	for _, t := range c.Site.Themes.Themes {
		label[t.ID] = c.In(t.Label)
	}
	t := charts.Table{Caption: c.T("silence.caption"), File: "musharaka-voices-" + ui.Slug(u.ID), Empty: c.T("silence.empty"), Cols: []charts.Col{{Head: c.T("col.theme")}}}
	for _, g := range r.Groups {
		t.Cols = append(t.Cols, charts.Col{Head: g.Name, Num: true})
	}
	for i, x := range r.Themes {
		if i == listed {
			break
		}
		row := []charts.Cell{charts.Text(x.ID)}
		if name, ok := label[x.ID]; ok {
			row[0] = charts.Link(name, c.ThemePath(x.ID))
		}
		for _, v := range x.Voices {
			row = append(row, voice(c, v, r.K))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// voice is a count with its ratio to what was expected, or silence with what
// was: nobody of a small group may be chance.
func voice(c *ui.Ctx, v model.GroupVoices, k int) charts.Cell {
	switch {
	case v.N < 0:
		return charts.Text(c.T("silence.under", ui.Int(k)))
	case v.N == 0:
		cell := charts.Cell{Text: c.T("silence.silent"), Mark: "void"}
		if x := math.Round(v.Expected); x >= 1 {
			cell.After = c.T("silence.expected", ui.Int(int(x)))
		} else if v.Expected > 0 {
			cell.After = c.T("silence.unexpected")
		}
		return cell
	}
	cell := ui.Whole(v.N)
	if v.Expected >= sayRatioAt {
		cell.After = c.T("silence.times", c.Amount(float64(v.N)/v.Expected, "points"))
	}
	return cell
}

// sizes are what weighting would rest on, with where each comes from.
func sizes(c *ui.Ctx, u model.Unit) charts.Table {
	t := charts.Table{Caption: c.T("silence.sizes"), File: "musharaka-sizes-" + ui.Slug(u.ID), Cols: []charts.Col{
		{Head: c.T("dim.group_id")}, {Head: c.T("col.size"), Num: true}, {Head: c.T("col.source"), Wide: true}, {Head: c.T("silence.on"), Date: true}}}
	for _, g := range u.Represented.Groups {
		row := []charts.Cell{charts.Foreign(g.Name), charts.Text(c.T("silence.nosize")), charts.Text("–"), charts.Text("–")}
		if g.Size != nil {
			row[1] = charts.Num(ui.Int(int(*g.Size)), float64(*g.Size))
		}
		if g.Source != "" {
			row[2] = charts.Foreign(g.Source)
		}
		if !g.SizedOn.IsZero() {
			row[3] = charts.Text(c.Day(g.SizedOn))
		}
		if g.Old {
			row[3].After = c.T("silence.old")
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func opinion(c *ui.Ctx, o model.Opinion) []ui.Fact {
	plain := ui.Fact{Term: c.T("opinion.plain"), Text: "–", Note: c.T("opinion.n", c.G("opinions", o.Messages))}
	if o.Unweighted != nil {
		plain.Text = c.Pct(*o.Unweighted)
	}
	weighted := ui.Fact{Term: c.T("opinion.weighted"), Text: "–", Note: c.In(o.Why)}
	if o.Weighted != nil {
		weighted.Text, weighted.Note = c.Pct(*o.Weighted), c.T("opinion.effective", c.Amount(math.Round(o.EffectiveN), "count"), c.Amount(o.Deff, "number"))
	}
	return []ui.Fact{plain, weighted}
}
