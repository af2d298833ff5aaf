// Package gaps lists what the latest assessment found missing, in the order
// in which closing it pays most, and the plan of action.
package gaps

import (
	"cmp"
	_ "embed"
	"slices"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bars"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "gaps", Nav: "account", Path: "gaps.html", Template: body, Internal: true, Pages: pages}
}

// listed is how many rows a table holds; the database has them all.
const listed = 200

func pages(c *ui.Ctx) ([]ui.Page, error) {
	ranked := charts.Table{Caption: c.T("gaps.ranked"), File: "musharaka-gaps", Empty: c.T("gaps.none"), Cols: []charts.Col{{Head: c.T("dim.criterion")}, {Head: c.T("col.unit")}, {Head: c.T("col.score"), Num: true}, {Head: c.T("col.target"), Num: true}, {Head: c.T("col.importance"), Num: true}, {Head: c.T("col.investment"), Num: true}, {Head: c.T("col.priority"), Num: true}}}
	uncosted := charts.Table{Caption: c.T("gaps.uncosted"), File: "musharaka-gaps-uncosted", Empty: c.T("gaps.allcosted"), Cols: []charts.Col{{Head: c.T("dim.criterion")}, {Head: c.T("col.unit")}, {Head: c.T("col.score"), Num: true}, {Head: c.T("col.target"), Num: true}, {Head: c.T("col.importance"), Num: true}}}
	actions := charts.Table{Caption: c.T("gaps.actions"), File: "musharaka-actions", Empty: c.T("gaps.noactions"), Cols: []charts.Col{{Head: c.T("col.action")}, {Head: c.T("dim.criterion")}, {Head: c.T("col.unit")}, {Head: c.T("col.owner")}, {Head: c.T("col.due"), Date: true}, {Head: c.T("col.done"), Date: true}, {Head: c.T("col.cost"), Num: true}, {Head: c.T("col.state")}}}
	spec := bars.Spec{RTL: c.RTL()}
	ser := bars.Series{Name: c.T("col.priority"), Colour: charts.Accent}
	first, n, late := "", 0, 0
	// Over all units, most urgent first: a unit's own order is kept among equals.
	type gap struct {
		model.Gap
		unit string
	}
	var gaps []gap
	for _, u := range c.Site.Units {
		for _, g := range u.Gaps {
			gaps = append(gaps, gap{g, c.In(u.Name)})
		}
	}
	slices.SortStableFunc(gaps, func(a, b gap) int {
		switch {
		case a.Priority == nil && b.Priority == nil:
			return 0
		case a.Priority == nil:
			return 1
		case b.Priority == nil:
			return -1
		}
		return cmp.Compare(*b.Priority, *a.Priority)
	})
	several := len(c.Site.Units) > 1
	for _, g := range gaps {
		n++
		name := criterion(c, g.Criterion)
		base := []charts.Cell{charts.Foreign(name), charts.Foreign(g.unit), charts.Num(c.Amount(g.Score, "points"), g.Score), charts.Num(c.Amount(g.Target, "points"), g.Target), ui.Whole(g.Importance)}
		if g.Priority == nil || g.Investment == nil {
			if len(uncosted.Rows) < listed {
				uncosted.Rows = append(uncosted.Rows, base)
			}
			continue
		}
		if first == "" {
			first = name
			if several {
				first = c.T("gaps.of", c.Iso(name), c.Iso(g.unit))
			}
		}
		if len(ranked.Rows) < listed {
			ranked.Rows = append(ranked.Rows, append(base, charts.Num(c.Amount(*g.Investment, "number"), *g.Investment), charts.Num(c.Amount(*g.Priority, "number"), *g.Priority)))
		}
		if len(spec.Names) < 12 {
			label := name
			if several {
				label = c.T("gaps.label", g.Criterion, g.unit)
			}
			spec.Names, ser.Values = append(spec.Names, label), append(ser.Values, g.Priority)
		}
	}
	for _, u := range c.Site.Units {
		for _, a := range u.Actions {
			if a.State == "overdue" {
				late++
			}
			cost := charts.Text("–")
			if a.Cost != nil {
				cost = charts.Num(c.Amount(*a.Cost, "omr"), *a.Cost)
			}
			actions.Rows = append(actions.Rows, []charts.Cell{charts.Foreign(a.ID), charts.Foreign(criterion(c, a.Criterion)), charts.Foreign(c.In(u.Name)), charts.Foreign(a.Owner), charts.Text(c.Short(a.Due)), charts.Text(c.Short(a.Done)), cost, {Text: c.T("duty.state." + a.State), Mark: a.State}})
		}
	}
	lead := c.T("gaps.none")
	if n > 0 {
		lead = c.N("gaps.lead", n)
		if first != "" {
			lead += " " + c.T("gaps.lead.first", first)
		}
		if late > 0 {
			lead += " " + c.N("gaps.lead.late", late)
		}
	}
	var fig *charts.Figure
	if len(spec.Names) > 1 {
		spec.Series = []bars.Series{ser}
		fig = &charts.Figure{ID: "priority", Unit: "number", Title: c.T("gaps.title", first), Sub: c.T("fig.meta", c.T("col.priority"), c.T("source.registers"), c.Day(c.Site.AsOf)), Note: c.T("gaps.note"), Option: bars.Option(spec), Table: ranked}
	}
	return []ui.Page{{Path: "gaps.html", Title: c.T("nav.gaps"), Lead: lead, Data: struct {
		Fig                       *charts.Figure
		Ranked, Uncosted, Actions charts.Table
	}{fig, ranked, uncosted, actions}}}, nil
}

// criterion names a criterion: mostly an indicator's id.
func criterion(c *ui.Ctx, id string) string {
	if c.Defined(id) {
		return id + " · " + c.Name(id)
	}
	return id
}
