// Package transparency shows, for each activity that ended, how long its
// results took and how many contributions were answered for.
package transparency

import (
	"cmp"
	_ "embed"
	"slices"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/timeline"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "transparency", Nav: "account", Path: "transparency.html", Template: body, Pages: pages}
}

const grace = 30

// drawn is how many activities the figure shows, and listed how many the table.
const (
	drawn  = 16
	listed = 200
)

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var acts []model.Activity
	units := map[string]string{}
	for _, u := range c.Site.Units {
		for _, a := range u.Activities {
			if !a.Cancelled && !a.Ended.IsZero() && c.Site.Period.Contains(a.Ended) {
				acts = append(acts, a)
				units[a.ID] = c.In(u.Name)
			}
		}
	}
	tab := table(c, acts, units)
	var bars []timeline.Bar
	inTime, open := 0, 0
	for _, a := range acts {
		b := timeline.Bar{Name: a.Title}
		if a.Lag != nil {
			b.Days = float64(*a.Lag)
			if *a.Lag <= grace {
				inTime++
			}
		} else {
			b.Open, b.Days = true, c.Site.AsOf.Sub(a.Ended).Hours()/24
			if b.Days > grace {
				open++
			}
		}
		bars = append(bars, b)
	}
	// The longest waits first: what a reader looks for.
	slices.SortStableFunc(bars, func(a, b timeline.Bar) int { return cmp.Compare(b.Days, a.Days) })
	bars = bars[:min(drawn, len(bars))]
	lead := c.T("transparency.none")
	var fig *charts.Figure
	if len(acts) > 0 {
		lead = c.T("transparency.lead", ui.Int(inTime), c.N("activities", len(acts)), ui.Int(open))
		size := "m"
		if len(bars) > 8 {
			size = "l"
		}
		note := c.T("transparency.note")
		if len(acts) > len(bars) {
			note = c.T("transparency.longest", ui.Int(len(bars)), ui.Int(len(acts))) + " " + note
		}
		fig = &charts.Figure{ID: "lags", Size: size, Unit: "days", Title: lead, Sub: c.T("fig.meta", c.T("unitname.days"), c.T("source.registers"), c.Day(c.Site.AsOf)), Note: note,
			Option: timeline.Option(bars, grace, c.RTL(), timeline.Words{InTime: c.T("transparency.intime"), Late: c.T("transparency.late"), Open: c.T("transparency.open")}), Table: tab}
	}
	rows, side := indicators.Side(c, c.T("transparency.indicators"), "transparency", func(d model.Definition) bool {
		return slices.Contains([]string{"G4", "G4.pub", "G4.ontime", "G4.hand", "G4.lag", "G4.open", "O2", "H6", "R1", "R2", "R3"}, d.ID)
	})
	return []ui.Page{{Path: "transparency.html", Title: c.T("nav.transparency"), Lead: lead, Data: struct {
		Fig   *charts.Figure
		Table charts.Table
		Rows  []indicators.Row
		Side  *charts.Table
	}{fig, tab, rows, side}}}, nil
}

func table(c *ui.Ctx, acts []model.Activity, units map[string]string) charts.Table {
	t := charts.Table{Caption: c.T("transparency.caption"), File: "musharaka-transparency", Empty: c.T("transparency.none"), Cols: []charts.Col{
		{Head: c.T("col.activity"), Wide: true}, {Head: c.T("col.unit"), Wide: true}, {Head: c.T("col.ended"), Date: true}, {Head: c.T("col.published"), Date: true}, {Head: c.T("col.lag"), Num: true},
		{Head: c.T("col.messages"), Num: true}, {Head: c.T("col.handled"), Num: true}}}
	for _, a := range acts[:min(listed, len(acts))] {
		lag, pub := charts.Text("–"), charts.Text(c.T("transparency.notyet"))
		if a.Lag != nil {
			lag, pub = ui.Whole(*a.Lag), charts.Text(c.Short(a.Published))
		}
		t.Rows = append(t.Rows, []charts.Cell{{Text: a.Title, Keep: true, After: c.Or("kindof."+a.Kind, a.Kind)}, charts.Foreign(units[a.ID]), charts.Text(c.Short(a.Ended)), pub, lag, ui.Whole(a.Submissions), c.Share(a.Handled, a.Submissions)})
	}
	return t
}
