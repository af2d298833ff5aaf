// Package representation asks whose voices are heard: participants by group
// beside the sizes of the groups, and the inclusion indicators.
package representation

import (
	_ "embed"
	"strings"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/dumbbell"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "representation", Nav: "units", Path: "representation.html", Template: body, Pages: pages}
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	u := c.Unit()
	var rows []indicators.Row
	for _, def := range c.Site.Definitions {
		if def.Group == "I" && def.Parent == "" {
			rows = append(rows, indicators.RowOf(c, u, def))
		}
	}
	var fig *charts.Figure
	lead := c.T("representation.lead")
	// Rows of G1 by group: num = participants, den = size of the group.
	var sumNum, sumDen float64
	groups := c.By(u, "G1", "group_id")
	for _, v := range groups {
		if v.Num != nil && v.Den != nil && *v.Den > 0 {
			sumNum, sumDen = sumNum+*v.Num, sumDen+*v.Den
		}
	}
	if sumNum > 0 && sumDen > 0 {
		spec := dumbbell.Spec{NameA: c.T("representation.participants"), NameB: c.T("representation.population"), RTL: c.RTL()}
		tab := charts.Table{Caption: c.T("representation.caption"), File: "musharaka-representation", Cols: []charts.Col{{Head: c.T("dim.group_id")}, {Head: c.T("col.participants"), Num: true}, {Head: c.T("col.size"), Num: true}, {Head: spec.NameA, Num: true}, {Head: spec.NameB, Num: true}}}
		worst, gap := "", 0.0
		for _, v := range groups {
			if v.Num == nil || v.Den == nil || *v.Den <= 0 {
				continue
			}
			a, b := *v.Num/sumNum, *v.Den/sumDen
			name := c.GroupName(v.Dim("group_id"))
			spec.Names, spec.A, spec.B = append(spec.Names, name), append(spec.A, a), append(spec.B, b)
			tab.Rows = append(tab.Rows, []charts.Cell{charts.Foreign(name), c.Raw(v.Num), c.Raw(v.Den), charts.Num(c.Pct(a), a), charts.Num(c.Pct(b), b)})
			if b-a > gap {
				worst, gap = name, b-a
			}
		}
		title := c.T("representation.even")
		if gap > 0.02 {
			title = c.T("representation.title", worst)
			lead = title
		}
		size := "m"
		if len(spec.Names) > 8 {
			size = "l"
		}
		fig = &charts.Figure{ID: "groups", Size: size, Unit: "share", Title: title, Sub: c.T("fig.meta", c.T("unitname.share"), c.T("source.registers"), c.Day(c.Site.AsOf)),
			Note: strings.TrimSpace(c.T("representation.note") + " " + c.UnitNote()), Option: dumbbell.Option(spec), Table: tab}
	}
	return []ui.Page{{Path: "representation.html", Title: c.T("nav.representation"), Lead: lead, Data: struct {
		Fig  *charts.Figure
		Rows []indicators.Row
	}{fig, rows}}}, nil
}
