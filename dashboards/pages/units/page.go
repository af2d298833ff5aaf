// Package units is the national picture and a page per unit. It compares by
// funnel plots and ranks nobody.
package units

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/funnel"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/pages/overview"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the pages to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "units", Nav: "units", Path: "units/index.html", Template: body, Pages: pages}
}

type data struct {
	National bool
	Table    charts.Table
	Funnels  []charts.Figure
	Scores   []overview.Score
	Rows     []indicators.Row
	Duties   charts.Table
	Facts    []ui.Fact
	Missing  string
}

// peers is how many units a funnel needs before it says anything.
const peers = 5

func six() []string { return []string{"G1", "G2", "G3", "G4", "G5", "G6"} }

func pages(c *ui.Ctx) ([]ui.Page, error) {
	out := []ui.Page{national(c)}
	for _, u := range c.Site.Units {
		out = append(out, page(c, u))
	}
	return out, nil
}

func national(c *ui.Ctx) ui.Page {
	d := data{National: true}
	d.Table = charts.Table{Caption: c.T("units.six"), File: "musharaka-units", Cols: []charts.Col{{Head: c.T("col.unit")}}}
	for _, id := range six() {
		d.Table.Cols = append(d.Table.Cols, charts.Col{Head: c.Name(id), Num: true})
	}
	d.Table.Cols = append(d.Table.Cols, charts.Col{Head: c.T("col.overdue"), Num: true})
	overdue := map[string]int{}
	for _, x := range c.Site.Duties {
		if x.State == "overdue" {
			overdue[x.UnitID]++
		}
	}
	for _, u := range c.Site.Units {
		row := []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID))}
		for _, id := range six() {
			row = append(row, value(c, u, id))
		}
		d.Table.Rows = append(d.Table.Rows, append(row, ui.Whole(overdue[u.ID])))
	}
	for _, id := range []string{"G2", "R1", "G4.pub"} {
		if f, ok := plot(c, id); ok {
			d.Funnels = append(d.Funnels, f)
		}
	}
	if len(d.Funnels) == 0 {
		d.Missing = c.T("units.nofunnel")
	}
	for _, s := range []string{"met", "below", "open"} {
		d.Table.Marks = append(d.Table.Marks, charts.Cell{Text: c.T("standing." + s), Mark: s})
	}
	met, targets := 0, 0
	for _, u := range c.Site.Units {
		for _, id := range six() {
			if v, ok := c.Main(u, id); ok && v.Known() && v.Target != nil {
				targets++
				if c.Standing(v) == "met" {
					met++
				}
			}
		}
	}
	lead := c.N("units.lead", len(c.Site.Units))
	if len(c.Site.Units) > 1 && targets > 0 {
		lead = c.T("overview.lead.units", c.G("units.n", len(c.Site.Units)), ui.Int(met), ui.Int(targets))
	}
	return ui.Page{Path: "units/index.html", Title: c.T("nav.national"), Lead: lead, Data: d}
}

func value(c *ui.Ctx, u model.Unit, id string) charts.Cell {
	v, ok := c.Main(u, id)
	if ok && v.Status == model.Suppressed {
		return charts.Text(ui.Mark)
	}
	if !ok || !v.Known() {
		return charts.Text("–")
	}
	cell := charts.Num(c.Amount(*v.Value, c.Def(id).Unit), *v.Value)
	if s := c.Standing(v); s != "none" {
		cell.Mark, cell.Say = s, c.T("standing."+s)
	}
	return cell
}

func plot(c *ui.Ctx, id string) (charts.Figure, bool) {
	if !c.Defined(id) {
		return charts.Figure{}, false
	}
	var pts []funnel.Point
	tab := charts.Table{Caption: c.T("units.caption", c.Name(id)), File: "musharaka-funnel-" + ui.Slug(id), Cols: []charts.Col{{Head: c.T("col.unit")}, {Head: c.T("col.value"), Num: true}, {Head: c.T("col.den"), Num: true}}}
	for _, u := range c.Site.Units {
		v, ok := c.Main(u, id)
		if !ok || !v.Known() || v.Num == nil || v.Den == nil || *v.Den <= 0 {
			continue
		}
		pts = append(pts, funnel.Point{Name: c.In(u.Name), Num: *v.Num, Den: *v.Den})
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID)), charts.Num(c.Amount(*v.Value, "share"), *v.Value), c.Raw(v.Den)})
	}
	if len(pts) < peers {
		return charts.Figure{}, false
	}
	rate := funnel.Pooled(pts)
	outside := 0
	for _, p := range pts {
		lo, hi := funnel.Limits(rate, p.Den, 3.09)
		if r := p.Num / p.Den; r < lo || r > hi {
			outside++
		}
	}
	f := charts.Figure{ID: "funnel-" + ui.Slug(id), Size: "l", Unit: "share",
		Title: c.T("funnel.title", c.Name(id), c.N("units.n", outside), c.Pct(rate)),
		Sub:   c.T("fig.meta", c.T("unitname.share"), c.T("source.registers"), c.Day(c.Site.AsOf)), Note: c.T("funnel.note"), Table: tab,
		Option: funnel.Option(pts, struct{ Units, Few, Pooled, L95, L998 string }{c.T("nav.units"), c.T("funnel.small"), c.T("funnel.pooled"), "95%", "99.8%"})}
	f.Option["funnel"] = true
	return f, true
}

func page(c *ui.Ctx, u model.Unit) ui.Page {
	d := data{}
	met := 0
	for _, id := range six() {
		d.Scores = append(d.Scores, overview.ScoreOf(c, u, id))
		if v, ok := c.Main(u, id); ok && c.Standing(v) == "met" {
			met++
		}
	}
	for _, def := range c.Site.Definitions {
		if def.Parent == "" && def.Group != "G" {
			d.Rows = append(d.Rows, indicators.RowOf(c, u, def))
		}
	}
	d.Duties = charts.Table{Caption: c.T("overview.duties"), File: "musharaka-duties", Empty: c.T("overview.noduties"), Cols: []charts.Col{{Head: c.T("col.duty")}, {Head: c.T("col.about"), Wide: true}, {Head: c.T("col.due")}, {Head: c.T("col.state")}}}
	for _, x := range c.Site.Duties {
		if x.UnitID == u.ID && (x.State == "overdue" || x.State == "soon") {
			d.Duties.Rows = append(d.Duties.Rows, []charts.Cell{charts.Text(c.T("duty." + x.Kind)), charts.Foreign(c.DutySubject(x)), charts.Text(c.Short(x.Due)), {Text: c.T("duty.state." + x.State), Mark: x.State}})
		}
	}
	d.Facts = []ui.Fact{{Term: c.T("fact.unitid"), Text: u.ID, Code: true}}
	if u.Governorate != "" {
		d.Facts = append(d.Facts, ui.Fact{Term: c.T("dim.governorate"), Text: c.Or("gov."+u.Governorate, u.Governorate)})
	}
	d.Facts = append(d.Facts, ui.Fact{Term: c.T("col.activities"), Text: ui.Int(len(u.Activities))})
	return ui.Page{Path: c.UnitPath(u.ID), Title: c.In(u.Name), Lead: c.T("unit.lead", c.N("indicators", met)), Data: d,
		Kicker: []ui.Crumb{{Text: c.T("nav.national"), Href: "units/index.html"}, {Text: u.ID}}}
}
