// Package sources says where the data comes from, how fresh it is, and what
// could not be read.
package sources

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/heatcal"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "sources", Nav: "method", Path: "sources.html", Template: body, Internal: true, Pages: pages}
}

type data struct {
	Sources    charts.Table
	Quality    []indicators.Row
	Side       *charts.Table
	Calendar   *charts.Figure
	Reasons    charts.Table
	Rows       charts.Table
	Open       int
	Conflicts  int
	Failed     int
	Languages  charts.Table
	HasDetails bool
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	d := data{Open: c.Site.Quarantin.Open, Conflicts: c.Site.Conflicts, Failed: c.Site.Text.Failed}
	bad := 0
	d.Sources = charts.Table{ID: "sources", Caption: c.T("sources.caption"), File: "musharaka-sources", Empty: c.T("overview.nosources"), Cols: []charts.Col{
		{Head: c.T("col.source")}, {Head: c.T("col.kind")}, {Head: c.T("col.state")}, {Head: c.T("col.lastrun")}, {Head: c.T("col.messages"), Num: true},
		{Head: c.T("col.newest")}, {Head: c.T("col.silent"), Num: true}, {Head: c.T("col.usual"), Num: true}, {Head: c.T("col.quarantine"), Num: true}}}
	for _, s := range c.Site.Sources {
		if s.LastStatus == "failed" {
			bad++
		}
		usual := charts.Text("–")
		if s.UsualGapDays > 0 {
			usual = charts.Num(c.Amount(s.UsualGapDays, "days"), s.UsualGapDays)
		}
		d.Sources.Rows = append(d.Sources.Rows, []charts.Cell{charts.Foreign(s.Name), charts.Text(c.Or("kind."+s.Kind, s.Kind)), {Text: c.T("source." + s.LastStatus), Mark: s.LastStatus},
			charts.Text(c.Short(s.LastRun)), ui.Whole(s.Submissions), charts.Text(c.Short(s.Newest)), ui.Whole(s.SilentDays), usual, ui.Whole(s.QuarantinedOpen)})
	}
	d.Quality, d.Side = indicators.Side(c, c.T("sources.quality"), "quality", func(x model.Definition) bool { return x.Group == "Q" && x.Parent == "" })
	if len(c.Site.Text.ByDay) > 1 {
		f := calendar(c)
		d.Calendar = &f
	}
	quarantine(c, &d)
	lead := c.N("sources.lead", len(c.Site.Sources))
	if bad > 0 {
		lead += " " + c.N("sources.lead.failed", bad)
	}
	if d.Open > 0 {
		lead += " " + c.N("sources.lead.open", d.Open)
	}
	return []ui.Page{{Path: "sources.html", Title: c.T("nav.sources"), Lead: lead, Data: d}}, nil
}

func quarantine(c *ui.Ctx, d *data) {
	q := c.Site.Quarantin
	d.Reasons = charts.Table{Caption: c.T("quarantine.reasons"), File: "musharaka-quarantine-reasons", Empty: c.T("quarantine.none"), Cols: []charts.Col{{Head: c.T("col.reason")}, {Head: c.T("col.rows"), Num: true}}}
	for _, r := range q.ByCode {
		d.Reasons.Rows = append(d.Reasons.Rows, []charts.Cell{charts.Text(reason(c, r.Reason.In(c.Lang), r.Code)), ui.Whole(r.N)})
	}
	d.Rows = charts.Table{Caption: c.T("quarantine.rows"), File: "musharaka-quarantine", Cols: []charts.Col{{Head: c.T("col.place")}, {Head: c.T("col.source")}, {Head: c.T("col.column")}, {Head: c.T("col.reason"), Wide: true}, {Head: c.T("col.seen")}}}
	for _, r := range q.Rows {
		d.Rows.Rows = append(d.Rows.Rows, []charts.Cell{charts.Foreign(r.Place), charts.Foreign(r.Source), charts.Foreign(r.Column), charts.Text(reason(c, r.Reason.In(c.Lang), r.Code)), charts.Text(c.Short(r.SeenAt))})
	}
}

func reason(c *ui.Ctx, s, code string) string {
	if s != "" {
		return s
	}
	return c.Or("quarantine."+code, code)
}

func calendar(c *ui.Ctx) charts.Figure {
	days := c.Site.Text.ByDay
	p := c.Site.Period
	var top model.Count
	quiet := 0
	seen := map[string]bool{}
	tab := charts.Table{Caption: c.T("calendar.caption"), File: "musharaka-days", Cols: []charts.Col{{Head: c.T("col.day")}, {Head: c.T("col.messages"), Num: true}}}
	for _, d := range days {
		if !p.Contains(d.Start) {
			continue
		}
		seen[d.Start.String()] = true
		if d.N > top.N {
			top = d
		}
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Text(c.Day(d.Start)), ui.Whole(d.N)})
	}
	for d := p.Start; d.Before(p.End) && d.Before(c.Site.AsOf); d = d.AddDate(0, 0, 1) {
		if !seen[d.String()] {
			quiet++
		}
	}
	return charts.Figure{ID: "days", Size: "s", Unit: "count", Title: c.T("calendar.title", c.Day(top.Start), c.N("messages", top.N), c.N("unit.days", quiet)),
		Sub: c.T("fig.meta", c.T("col.messages"), c.T("source.texts"), c.Day(c.Site.AsOf)), Option: heatcal.Option(days, p.Start, p.End), Table: tab}
}
