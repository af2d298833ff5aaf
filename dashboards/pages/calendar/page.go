// Package calendar lists what is owed and when: what is due within a month and
// what is overdue first, then month by month, with Hijri days beside the
// Gregorian ones.
package calendar

import (
	_ "embed"
	"html/template"
	"strconv"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/cells"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "calendar", Nav: "account", Path: "calendar.html", Template: body, Pages: pages}
}

// Part is the duties of one month or of one kind.
type Part struct {
	ID, Name string
	Table    charts.Table
}

type data struct {
	Polls, Articles template.HTML // of a single unit
	Year            *charts.Table // of several
	Soon            charts.Table
	Overdue, Months []Part
	Done            charts.Table
}

// listed is how many duties a table of this page holds; a unit's page and the
// download of the indicators hold the rest.
const listed = 150

func pages(c *ui.Ctx) ([]ui.Page, error) {
	d := data{Soon: table(c, c.T("duty.state.soon"), "soon"), Done: table(c, c.T("calendar.done"), "done")}
	soon, over, done := 0, 0, 0
	for _, x := range c.Site.Duties {
		row := Row(c, x)
		switch x.State {
		case "overdue":
			if over++; over <= listed {
				t := at(c, &d.Overdue, x.Kind, c.T("duty."+x.Kind))
				t.Rows = append(t.Rows, row)
			}
		case "soon":
			if soon++; soon <= listed {
				d.Soon.Rows = append(d.Soon.Rows, row)
			}
		case "later":
			t := at(c, &d.Months, x.Due.Format("2006-01"), c.Month(x.Due))
			if len(t.Rows) < listed/6 {
				t.Rows = append(t.Rows, row)
			}
		default:
			if done++; c.Site.Period.Contains(x.Due) && len(d.Done.Rows) < listed {
				d.Done.Rows = append(d.Done.Rows, row)
			}
		}
	}
	if len(c.Site.Units) < 2 {
		d.Polls = strip(c, "poll", "poll_monthly", func(x model.Duty) string { return c.T("mon." + strconv.Itoa(int(x.Due.Month()))) })
		d.Articles = strip(c, "article", "article_quarterly", func(x model.Duty) string { return c.T("quarter", (int(x.Due.Month())+2)/3) })
	} else {
		d.Year = year(c)
	}
	lead := c.N("calendar.overdue", over) + " " + c.N("calendar.soon", soon)
	return []ui.Page{{Path: "calendar.html", Title: c.T("nav.calendar"), Lead: lead, Data: d}}, nil
}

// at is the table of id among parts, added at the end if it is new.
func at(c *ui.Ctx, parts *[]Part, id, name string) *charts.Table {
	for i := range *parts {
		if (*parts)[i].ID == id {
			return &(*parts)[i].Table
		}
	}
	*parts = append(*parts, Part{ID: id, Name: name, Table: table(c, name, id)})
	return &(*parts)[len(*parts)-1].Table
}

func table(c *ui.Ctx, caption, file string) charts.Table {
	t := charts.Table{Caption: caption, File: "musharaka-duties-" + file, Empty: c.T("calendar.nothing"), Cols: []charts.Col{
		{Head: c.T("col.due")}, {Head: c.T("col.hijri")}, {Head: c.T("col.duty"), Wide: true}, {Head: c.T("col.about"), Wide: true}}}
	if len(c.Site.Units) > 1 {
		t.Cols = append(t.Cols, charts.Col{Head: c.T("col.unit")})
	}
	t.Cols = append(t.Cols, charts.Col{Head: c.T("col.state")}, charts.Col{Head: c.T("col.indicator")})
	return t
}

// Row is one duty as a table row.
func Row(c *ui.Ctx, x model.Duty) []charts.Cell {
	about := charts.Foreign(c.DutySubject(x))
	if about.Text == "" {
		about = charts.Text("–")
	}
	state := charts.Cell{Text: c.T("duty.state." + x.State), Mark: x.State}
	if !x.Done.IsZero() {
		state.After = c.Short(x.Done)
	}
	row := []charts.Cell{charts.Text(c.Day(x.Due)), charts.Text(c.Hijri(x.Due)), charts.Text(c.T("duty." + x.Kind)), about}
	if len(c.Site.Units) > 1 {
		row = append(row, charts.Foreign(c.In(x.Unit)))
	}
	return append(row, state, link(c, x.KPI))
}

func link(c *ui.Ctx, id string) charts.Cell {
	if c.Defined(id) {
		return charts.Link(id, c.IndicatorPath(id))
	}
	return charts.Text(id)
}

// strip draws the year's polls or articles of a unit as cells.
func strip(c *ui.Ctx, word, kind string, label func(model.Duty) string) template.HTML {
	var list []cells.Cell
	for _, x := range c.Site.Duties {
		if x.Kind == kind && c.Site.Period.Contains(x.Due) {
			list = append(list, cells.Cell{Label: label(x), State: state(x)})
		}
	}
	return cells.Draw(list, 6, c.RTL(), c.T("calendar.strip."+word))
}

func state(x model.Duty) string {
	switch x.State {
	case "done", "late", "unproven":
		return "yes"
	case "overdue":
		return "no"
	}
	return "wait"
}

// year is a line for each unit with its polls and articles of the year.
func year(c *ui.Ctx) *charts.Table {
	t := charts.Table{Caption: c.T("calendar.year.caption"), File: "musharaka-duties-year", Cols: []charts.Col{{Head: c.T("col.unit")}}}
	type slot struct{ kind, due string }
	at := map[slot]int{}
	for _, kind := range []string{"poll_monthly", "article_quarterly"} {
		for _, x := range c.Site.Duties {
			k := slot{kind, x.Due.Format("2006-01-02")}
			if _, ok := at[k]; x.Kind != kind || ok || !c.Site.Period.Contains(x.Due) {
				continue
			}
			at[k] = len(t.Cols)
			head := c.T("mon." + strconv.Itoa(int(x.Due.Month())))
			if kind == "article_quarterly" {
				head = c.T("quarter", (int(x.Due.Month())+2)/3)
			}
			t.Cols = append(t.Cols, charts.Col{Head: head})
		}
	}
	if len(at) == 0 {
		return nil
	}
	for _, u := range c.Site.Units {
		row := make([]charts.Cell, len(t.Cols))
		row[0] = charts.Link(c.In(u.Name), c.UnitPath(u.ID))
		for i := range row[1:] {
			row[i+1] = charts.Text("–")
		}
		for _, x := range c.Site.Duties {
			i, ok := at[slot{x.Kind, x.Due.Format("2006-01-02")}]
			if !ok || x.UnitID != u.ID {
				continue
			}
			switch state(x) {
			case "yes":
				row[i] = charts.Cell{Text: c.T("yes"), Mark: "done"}
			case "no":
				row[i] = charts.Cell{Text: c.T("no"), Mark: "overdue"}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return &t
}
