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

// shown is how many entries the page lists; the table's caption says of how many.
const shown = 300

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
		{Head: c.T("col.decided"), Date: true}, {Head: c.T("col.contribution"), Wide: true}, {Head: c.T("col.result")}, {Head: c.T("dim.linked_type")}, {Head: c.T("col.link")}, {Head: c.T("col.activity")}}}
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
		row := []charts.Cell{charts.Text(c.Short(x.DecidedAt)), text, charts.Text(c.T("outcome." + x.Status)), charts.Text(c.Or("linked_type."+x.LinkedType, "–")), charts.Foreign(or(x.LinkedID)), charts.Foreign(or(x.Activity))}
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
	}{stack.Draw(bar, c.T("adoption.bar")), keys, tab}}}, nil
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
