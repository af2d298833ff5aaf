// Package textmap draws a sample of messages on a plane where near means
// alike, coloured by theme.
package textmap

import (
	_ "embed"
	"math"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/scatter"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "textmap", Nav: "said", Path: "themes/map.html", Template: body, Internal: true, Pages: pages}
}

// coloured is how many themes get a colour of their own.
const coloured = 7

func pages(c *ui.Ctx) ([]ui.Page, error) {
	set := c.Site.Themes
	var fig *charts.Figure
	lead := c.T("textmap.empty")
	if len(set.Points) > 0 {
		at := map[string]int{}
		var groups []scatter.Group
		tab := charts.Table{Caption: c.T("textmap.caption"), File: "musharaka-map", Cols: []charts.Col{{Head: c.T("col.theme")}, {Head: c.T("textmap.points"), Num: true}, {Head: c.T("col.messages"), Num: true}}}
		counts := map[string]int{}
		for _, p := range set.Points {
			counts[p.Theme]++
		}
		for i, t := range set.Themes {
			if i < coloured {
				at[t.ID] = i
				groups = append(groups, scatter.Group{Name: charts.Clip(c.In(t.Label), 32)})
			}
			tab.Rows = append(tab.Rows, []charts.Cell{charts.Link(c.In(t.Label), c.ThemePath(t.ID)), ui.Whole(counts[t.ID]), ui.Whole(t.Messages)})
		}
		rest := len(groups)
		groups = append(groups, scatter.Group{Name: c.T("textmap.rest"), Colour: charts.Line})
		labels := named(c, set)
		for _, p := range set.Points {
			g := rest
			if i, ok := at[p.Theme]; ok {
				g = i
			}
			groups[g].Points = append(groups[g].Points, [2]float64{p.X, p.Y})
		}
		lead = c.T("textmap.lead", ui.Int(len(set.Points)), ui.Int(set.Texts))
		fig = &charts.Figure{ID: "map", Size: "xl", Unit: "number", Title: c.T("textmap.title"), Sub: c.T("fig.meta", c.T("col.messages"), c.T("source.texts"), c.Day(c.Site.AsOf)), Note: c.T("textmap.note"),
			Option: scatter.Map(groups, labels, 6), Table: tab}
	}
	return []ui.Page{{Path: "themes/map.html", Title: c.T("nav.textmap"), Lead: lead, Data: fig,
		Kicker: []ui.Crumb{{Text: c.T("nav.themes"), Href: "themes/index.html"}, {Text: c.T("nav.textmap")}}}}, nil
}

// worded is how many themes, the largest, have their names on the map.
const worded = 16

// named puts the names of themes at the middle of their points.
func named(c *ui.Ctx, set model.ThemeSet) []scatter.Label {
	var out []scatter.Label
	for _, t := range set.Themes {
		var x, y, n float64
		for _, p := range set.Points {
			if p.Theme == t.ID {
				x, y, n = x+p.X, y+p.Y, n+1
			}
		}
		if n > 0 && len(out) < worded {
			out = append(out, scatter.Label{Text: c.In(t.Label), X: math.Round(x/n*1e3) / 1e3, Y: math.Round(y/n*1e3) / 1e3})
		}
	}
	return out
}
