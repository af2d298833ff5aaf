// Package adoption is the ledger of what contributions changed: what became
// of all of them, and each one that was taken up with what it is linked to.
package adoption

import (
	_ "embed"
	"html/template"
	"slices"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/stack"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "adoption", Nav: "account", Path: "adoption.html", Template: body, Pages: pages}
}

// shown is how many entries the page lists; the caption of the table says of how
// many. A page stays light: it may not weigh more than 300 kB.
const shown = 150

func pages(c *ui.Ctx) ([]ui.Page, error) {
	a := c.Site.Answers
	parts := []struct {
		key, class string
		n          int
	}{{"adopted", "p1", a.Adopted}, {"partly", "p7", a.Partly}, {"referred", "p3", a.Referred}, {"noted", "p6", a.Noted}, {"declined", "p2", a.Declined}, {"pending", "unclear", a.Pending}}
	var bar []stack.Part
	var keys []ui.Key
	for _, p := range parts {
		bar = append(bar, stack.Part{N: float64(max(0, p.n)), Class: p.class})
		keys = append(keys, ui.Key{Class: p.class, Text: c.T("outcome." + p.key), Value: ui.Int(p.n)})
	}
	tab := charts.Table{File: "musharaka-adoption", Empty: c.T("adoption.none"), Cols: []charts.Col{
		{Head: c.T("col.decided"), Date: true}, {Head: c.T("col.contribution"), Wide: true}, {Head: c.T("col.result")}, {Head: c.T("dim.linked_type")}, {Head: c.T("col.link")}, {Head: c.T("adoption.did"), Wide: true}, {Head: c.T("col.activity")}}}
	several := len(c.Site.Units) > 1
	if several {
		tab.Cols = append(tab.Cols, charts.Col{Head: c.T("col.unit")})
	}
	type entry struct {
		model.Adoption
		unit string
	}
	var list []entry
	for _, u := range c.Site.Units {
		for _, x := range u.Adoptions {
			list = append(list, entry{x, c.In(u.Name)})
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return b.DecidedAt.Compare(a.DecidedAt) })
	for _, x := range list[:min(shown, len(list))] {
		text := charts.Foreign(charts.Clip(x.Text, 400))
		if x.Text == "" {
			text = charts.Text(c.T("adoption.notext"))
		}
		row := []charts.Cell{charts.Text(c.Short(x.DecidedAt)), text, charts.Text(c.T("outcome." + x.Status)), charts.Text(c.Or("linked_type."+x.LinkedType, "–")), link(x.Adoption), charts.Foreign(or(c.In(x.Did))), charts.Foreign(or(x.Activity))}
		if several {
			row = append(row, charts.Foreign(x.unit))
		}
		tab.Rows = append(tab.Rows, row)
	}
	tab.Caption = c.T("adoption.caption", ui.Int(len(tab.Rows)), ui.Int(len(list)))
	lead := c.T("adoption.lead", ui.Int(ui.Sum(a.Adopted, a.Partly)), ui.Int(a.Received), ui.Int(a.Linked), ui.Int(a.Pending))
	if a.Received == 0 {
		lead = c.T("adoption.none")
	}
	return []ui.Page{{Path: "adoption.html", Title: c.T("nav.adoption"), Lead: lead, Data: struct {
		Bar   template.HTML
		Keys  []ui.Key
		Table charts.Table
		Rates []charts.Table
	}{stack.Draw(bar, c.T("adoption.bar")), keys, tab, rates(c)}}}, nil
}

// link is what changed, and the document that shows it.
func link(a model.Adoption) charts.Cell {
	text := or(a.LinkedID)
	if a.Document != "" {
		text += " · " + a.Document
	}
	return charts.Foreign(text)
}

// rates are the adoption rates by theme, area, source and group, with those not
// decided yet and how long a decision takes.
func rates(c *ui.Ctx) []charts.Table {
	var out []charts.Table
	for _, key := range []string{"theme", "area", "source", "group_id"} {
		t := charts.Table{Caption: c.T("adoption.by." + key), File: "musharaka-adoption-" + key, Cols: []charts.Col{{Head: c.T("adoption.part." + key)}, {Head: c.T("adoption.rate"), Num: true},
			{Head: c.T("adoption.used"), Num: true}, {Head: c.T("adoption.received"), Num: true}, {Head: c.T("adoption.undecided"), Num: true}, {Head: c.T("adoption.days"), Num: true}}}
		for _, x := range c.Site.Ledger {
			if x.Key != key {
				continue
			}
			days := charts.Text("–")
			if x.MedianDays != nil {
				days = charts.Num(c.Amount(*x.MedianDays, "days"), *x.MedianDays)
			}
			t.Rows = append(t.Rows, []charts.Cell{part(c, key, x.Code), c.Share(x.Used, x.Received), ui.Whole(x.Used), ui.Whole(x.Received), c.Share(x.Received-x.Decided, x.Received), days})
		}
		if len(t.Rows) > 1 {
			out = append(out, t)
		}
	}
	return out
}

func part(c *ui.Ctx, key, code string) charts.Cell {
	switch {
	case code == "" || code == "unknown":
		return charts.Text(c.T("adoption.none." + key))
	case key == "theme":
		for _, t := range c.Site.Themes.Themes {
			if t.ID == code {
				return charts.Link(c.In(t.Label), c.ThemePath(code))
			}
		}
		return charts.Text(c.T("adoption.other"))
	case key == "area":
		return charts.Foreign(c.AreaName(code))
	case key == "group_id":
		return charts.Foreign(c.GroupName(code))
	}
	return charts.Foreign(code)
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
