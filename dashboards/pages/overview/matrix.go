package overview

import (
	"slices"
	"strings"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// matrix sets the scores of several units side by side, a line an indicator.
func matrix(units []UnitCard) []Line {
	var out []Line
	for _, u := range units {
		for i, s := range u.Scores {
			if i == len(out) {
				out = append(out, Line{ID: s.ID, Name: s.Name, Href: s.Href})
			}
			out[i].Cells = append(out[i].Cells, Cell{Unit: u.Name, S: s})
		}
	}
	return out
}

// spread says of many units where their numbers lie; it ranks nobody.
func spread(c *ui.Ctx) charts.Table {
	t := charts.Table{Caption: c.T("units.six"), File: "musharaka-six", Cols: []charts.Col{{Head: c.T("col.indicator")}, {Head: c.T("col.together"), Num: true},
		{Head: c.T("col.computed"), Num: true}, {Head: c.T("standing.met"), Num: true}, {Head: c.T("col.least"), Num: true}, {Head: c.T("col.median"), Num: true}, {Head: c.T("col.most"), Num: true}}}
	for _, id := range six() {
		unit := c.Def(id).Unit
		var vals []float64
		met := 0
		for _, u := range c.Site.Units {
			v, ok := c.Main(u, id)
			if !ok || !v.Known() {
				continue
			}
			vals = append(vals, *v.Value)
			if c.Standing(v) == "met" {
				met++
			}
		}
		slices.Sort(vals)
		row := []charts.Cell{charts.Link(c.Name(id), strings.TrimSpace(c.IndicatorPath(id))), charts.Text("–"), ui.Whole(len(vals)), ui.Whole(met)}
		for _, v := range c.Site.National {
			if v.KPI == id && len(v.Dims) == 0 && v.Period == c.Site.Period && v.Known() {
				row[1] = amount(c, v, unit)
			}
		}
		for _, at := range []func() float64{func() float64 { return vals[0] }, func() float64 { return (vals[(len(vals)-1)/2] + vals[len(vals)/2]) / 2 }, func() float64 { return vals[len(vals)-1] }} {
			if len(vals) == 0 {
				row = append(row, charts.Text("–"))
				continue
			}
			x := at()
			row = append(row, charts.Num(c.Amount(x, unit), x))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func amount(c *ui.Ctx, v model.Value, unit string) charts.Cell {
	return charts.Num(c.Amount(*v.Value, unit), *v.Value)
}
