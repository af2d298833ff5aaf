package ui

import (
	"math"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
)

// Fact is a term and what it is, for the component "facts".
type Fact struct {
	Term, Text, Note, Href string
	Code                   bool
}

// Key is one entry of the component "legend".
type Key struct{ Class, Text, Value string }

// Chip is a short marked word.
type Chip struct{ Class, Text string }

// StatusChip says how far a value can be relied on, or how it stands against
// its target.
func (c *Ctx) StatusChip(v model.Value) Chip {
	if !v.Known() {
		return Chip{Class: "void", Text: c.T("status." + v.Status)}
	}
	if v.Status == model.Provisional {
		return Chip{Class: "prov", Text: c.T("status.provisional")}
	}
	return Chip{Class: "ok", Text: c.T("status.ok")}
}

// StandingChip says how a value stands against its target.
func (c *Ctx) StandingChip(v model.Value) Chip {
	s := c.Standing(v)
	return Chip{Class: s, Text: c.T("standing." + s)}
}

// ValueTable lists values of one indicator by the label that head gives them.
func (c *Ctx) ValueTable(caption, file, head string, vals []model.Value, label func(model.Value) charts.Cell) charts.Table {
	t := charts.Table{Caption: caption, File: file, Cols: []charts.Col{
		{Head: head}, {Head: c.T("col.value"), Num: true}, {Head: c.T("col.num"), Num: true}, {Head: c.T("col.den"), Num: true},
		{Head: c.T("col.bounds"), Num: true}, {Head: c.T("col.status")}}}
	for _, v := range vals {
		unit := c.Def(v.KPI).Unit
		row := []charts.Cell{label(v), charts.Text(c.Show(v)), c.Raw(v.Num), c.Raw(v.Den), charts.Text("–"), charts.Text(c.T("status." + v.Status))}
		if v.Status == model.Suppressed {
			row[2], row[3], row[4] = charts.Text(Mark), charts.Text(Mark), charts.Text(Mark)
		}
		if v.Known() {
			row[1].V = v.Value
			if v.Low != nil && v.High != nil {
				row[4] = charts.Text(c.Interval(*v.Low, *v.High, unit))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Raw is a numerator or denominator as it is.
func (c *Ctx) Raw(p *float64) charts.Cell {
	if p == nil {
		return charts.Text("–")
	}
	return charts.Num(decimals(*p, 3, true), *p)
}

// Sum adds counts; if one of them is withheld, so is the sum.
func Sum(counts ...int) int {
	s := 0
	for _, n := range counts {
		if n < 0 {
			return model.Hidden
		}
		s += n
	}
	return s
}

// Whole is a count.
func Whole(n int) charts.Cell {
	if n < 0 {
		return charts.Text(Mark)
	}
	return charts.Num(Int(n), float64(n))
}

// Share is a fraction of two counts, or a dash.
func (c *Ctx) Share(n, of int) charts.Cell {
	if n < 0 || of < 0 {
		return charts.Text(Mark)
	}
	if of == 0 {
		return charts.Text("–")
	}
	v := float64(n) / float64(of)
	return charts.Num(c.Pct(v), v)
}

// Wilson is the 95 % interval of a share of n out of all, for comparing
// groups. It says how sure a share of labelled messages is, not how people in
// general think: those who wrote volunteered.
func Wilson(n, all int) (lo, hi float64) {
	if all == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	p, m := float64(n)/float64(all), float64(all)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return math.Max(0, mid-half), math.Min(1, mid+half)
}
