// Package calendar lists what is owed and when: overdue first, then month by
// month, with Hijri days beside the Gregorian ones.
package calendar

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/cells"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
	"html/template"
	"strconv"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "calendar", Nav: "account", Path: "calendar.html", Template: body, Pages: pages}
}

// Month is the duties of one month.
type Month struct {
	ID, Name string
	Table    charts.Table
}

type data struct {
	Polls, Articles template.HTML
	Overdue, Soon   charts.Table
	Months          []Month
	Done            charts.Table
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	d := data{Overdue: table(c, "duty.state.overdue", "overdue"), Soon: table(c, "duty.state.soon", "soon"), Done: table(c, "calendar.done", "done")}
	over, soon := 0, 0
	for _, x := range c.Site.Duties {
		row := Row(c, x)
		switch x.State {
		case "overdue":
			over++
			d.Overdue.Rows = append(d.Overdue.Rows, row)
		case "soon":
			soon++
			d.Soon.Rows = append(d.Soon.Rows, row)
		case "later":
			id := x.Due.Format("2006-01")
			if len(d.Months) == 0 || d.Months[len(d.Months)-1].ID != id {
				t := table(c, "calendar.month", id)
				t.Caption = c.Month(x.Due)
				d.Months = append(d.Months, Month{ID: id, Name: c.Month(x.Due), Table: t})
			}
			m := &d.Months[len(d.Months)-1]
			m.Table.Rows = append(m.Table.Rows, row)
		default:
			if c.Site.Period.Contains(x.Due) {
				d.Done.Rows = append(d.Done.Rows, row)
			}
		}
	}
	d.Polls = strip(c, "poll", func(x model.Duty) string { return c.T("mon." + strconv.Itoa(int(x.Due.Month()))) })
	d.Articles = strip(c, "article", func(x model.Duty) string { return c.T("quarter", (int(x.Due.Month())+2)/3) })
	lead := c.N("calendar.overdue", over) + " " + c.N("calendar.soon", soon)
	return []ui.Page{{Path: "calendar.html", Title: c.T("nav.calendar"), Lead: lead, Data: d}}, nil
}

func table(c *ui.Ctx, caption, file string) charts.Table {
	return charts.Table{Caption: c.T(caption), File: "musharaka-duties-" + file, Empty: c.T("calendar.nothing"), Cols: []charts.Col{
		{Head: c.T("col.due")}, {Head: c.T("col.hijri")}, {Head: c.T("col.duty")}, {Head: c.T("col.about"), Wide: true}, {Head: c.T("col.unit")}, {Head: c.T("col.done")}, {Head: c.T("col.state")}, {Head: c.T("col.indicator")}}}
}

// Row is one duty as a table row.
func Row(c *ui.Ctx, x model.Duty) []charts.Cell {
	about := charts.Foreign(c.DutySubject(x))
	if x.Subject == "" {
		about = charts.Text("–")
	}
	return []charts.Cell{charts.Text(c.Day(x.Due)), charts.Text(c.Hijri(x.Due)), charts.Text(c.T("duty." + x.Kind)), about, charts.Foreign(c.In(x.Unit)), charts.Text(c.Short(x.Done)),
		{Text: c.T("duty.state." + x.State), Mark: x.State}, link(c, x.KPI)}
}

func link(c *ui.Ctx, id string) charts.Cell {
	if c.Defined(id) {
		return charts.Link(id, c.IndicatorPath(id))
	}
	return charts.Text(id)
}

// strip draws the year's polls or articles of the first unit as cells.
func strip(c *ui.Ctx, kind string, label func(model.Duty) string) template.HTML {
	var list []cells.Cell
	u := c.Unit()
	for _, x := range c.Site.Duties {
		if x.Kind != kind || x.UnitID != u.ID || !c.Site.Period.Contains(x.Due) {
			continue
		}
		state := "wait"
		switch x.State {
		case "done", "late":
			state = "yes"
		case "overdue":
			state = "no"
		}
		list = append(list, cells.Cell{Label: label(x), State: state})
	}
	return cells.Draw(list, 6, c.RTL(), c.T("calendar.strip."+kind))
}
