// Package governorates shows where messages and participants come from, on a
// schematic map that claims no borders.
package governorates

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/tilemap"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "governorates", Nav: "units", Path: "governorates.html", Template: body, Pages: pages}
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	list := c.Site.Text.Governorate
	most, all, unknown := 1, 0, 0
	var top model.PlaceStance
	places := map[string]tilemap.Place{}
	for _, code := range tilemap.Codes() {
		places[code] = tilemap.Place{Name: c.T("gov.short." + code), Value: "0"}
	}
	for _, p := range list {
		if p.Messages < 0 {
			if t, ok := places[p.Code]; ok {
				t.Value = ui.Mark
				places[p.Code] = t
			}
			continue
		}
		all += p.Messages
		if _, ok := places[p.Code]; !ok {
			unknown += p.Messages
			continue
		}
		if p.Messages > top.Messages {
			top = p
		}
		most = max(most, p.Messages)
	}
	tab := charts.Table{Caption: c.T("places.caption"), File: "musharaka-governorates", Cols: []charts.Col{{Head: c.T("dim.governorate")}, {Head: c.T("col.messages"), Num: true},
		{Head: c.T("col.voices"), Num: true}, {Head: c.T("col.share"), Num: true}, {Head: c.T("col.negative"), Num: true}, {Head: c.T("col.interval"), Num: true}}}
	for _, p := range list {
		if t, ok := places[p.Code]; ok && p.Messages >= 0 {
			t.Value, t.Step = ui.Int(p.Messages), (p.Messages*5+most-1)/most
			places[p.Code] = t
		}
		interval := charts.Text("–")
		if p.Withheld() {
			interval = charts.Text(ui.Mark)
		} else if p.Clear() > 0 {
			lo, hi := ui.Wilson(p.Neg, p.Clear())
			interval = charts.Text(c.Interval(lo, hi, "share"))
		}
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Text(c.Or("gov."+p.Code, p.Code)), ui.Whole(p.Messages), ui.Whole(p.Voices), c.Share(p.Messages, all), c.Share(p.Neg, p.Clear()), interval})
	}
	lead := c.T("governorates.empty")
	var fig *charts.Figure
	if all > 0 && top.Messages > 0 {
		lead = c.T("places.title", c.T("gov."+top.Code), c.Pct(float64(top.Messages)/float64(all)))
		if unknown > 0 {
			lead += c.T("governorates.unknown", c.Pct(float64(unknown)/float64(all)))
		}
		title := c.T("places.title", c.T("gov."+top.Code), c.Pct(float64(top.Messages)/float64(all)))
		fig = &charts.Figure{ID: "places", Title: title, Sub: c.T("fig.meta", c.T("col.messages"), c.T("source.texts"), c.Day(c.Site.AsOf)), Note: c.T("places.note"),
			SVG: tilemap.Draw(places, title), Table: tab}
	}
	return []ui.Page{{Path: "governorates.html", Title: c.T("nav.governorates"), Lead: lead, Data: struct {
		Fig   *charts.Figure
		Table charts.Table
	}{fig, tab}}}, nil
}
