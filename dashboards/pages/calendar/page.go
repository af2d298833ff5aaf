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
	ID, Name  string
	KPI, Href string // the indicator that counts a duty
	Known     bool
	N         int
	Table     charts.Table
}

type data struct {
	Polls, Articles template.HTML // of a single unit
	Year            *charts.Table // of several
	Soon            charts.Table
	Overdue, Months []Part
	Done            charts.Table
	DoneN           int
	Cut             bool // some lists are longer than the page shows
}

// listed is how many duties a table of this page holds; a unit's page and the
// download of the indicators hold the rest.
const listed = 150

// many units are listed on their own pages: this one shows the beginnings.
const many = 12

func pages(c *ui.Ctx) ([]ui.Page, error) {
	open, full, bare := columns{duty: true}, columns{duty: true, state: true}, columns{}
	d := data{Soon: table(c, c.T("duty.state.soon"), "soon", open), Done: table(c, c.T("calendar.done"), "done", full)}
	soon, over, shown, each := 0, 0, 0, listed
	if len(c.Site.Units) > many {
		each = listed / 5
	}
	add := func(t *charts.Table, x model.Duty, cols columns, most int) {
		if len(t.Rows) == most {
			d.Cut = true
			return
		}
		t.Rows = append(t.Rows, row(c, x, cols))
	}
	for _, x := range c.Site.Duties {
		switch x.State {
		case "overdue":
			over++
			p := at(&d.Overdue, x.Kind, func() Part {
				return Part{ID: x.Kind, Name: c.T("duty." + x.Kind), KPI: x.KPI, Href: c.IndicatorPath(x.KPI), Known: c.Defined(x.KPI), Table: table(c, c.T("duty."+x.Kind), x.Kind, bare)}
			})
			p.N++
			add(&p.Table, x, bare, each)
		case "soon":
			soon++
			add(&d.Soon, x, open, listed)
		case "later":
			id := x.Due.Format("2006-01")
			p := at(&d.Months, id, func() Part {
				return Part{ID: id, Name: c.Month(x.Due), Table: table(c, c.Month(x.Due), id, open)}
			})
			p.N++
			add(&p.Table, x, open, each)
		default:
			if c.Site.Period.Contains(x.Due) {
				shown++
				add(&d.Done, x, full, listed)
			}
		}
	}
	d.DoneN = shown
	if len(c.Site.Units) < 2 {
		d.Polls = strip(c, "poll", "poll_monthly", func(x model.Duty) string { return c.T("mon." + strconv.Itoa(int(x.Due.Month()))) })
		d.Articles = strip(c, "article", "article_quarterly", func(x model.Duty) string { return c.T("quarter", (int(x.Due.Month())+2)/3) })
	} else if len(c.Site.Units) <= many {
		d.Year = year(c)
	}
	lead := c.N("calendar.overdue", over) + " " + c.N("calendar.soon", soon)
	return []ui.Page{{Path: "calendar.html", Title: c.T("nav.calendar"), Lead: lead, Data: d}}, nil
}

// at is the part of id, made and added at the end if it is new.
func at(parts *[]Part, id string, fresh func() Part) *Part {
	for i := range *parts {
		if (*parts)[i].ID == id {
			return &(*parts)[i]
		}
	}
	*parts = append(*parts, fresh())
	return &(*parts)[len(*parts)-1]
}

func table(c *ui.Ctx, caption, file string, cols columns) charts.Table {
	t := charts.Table{Caption: caption, File: "musharaka-duties-" + file, Empty: c.T("calendar.nothing"), Cols: []charts.Col{
		{Head: c.T("col.due")}}}
	if cols.duty {
		t.Cols = append(t.Cols, charts.Col{Head: c.T("col.duty"), Wide: true})
	}
	t.Cols = append(t.Cols, charts.Col{Head: c.T("col.about"), Wide: true})
	if len(c.Site.Units) > 1 {
		t.Cols = append(t.Cols, charts.Col{Head: c.T("col.unit"), Wide: true})
	}
	if cols.state {
		t.Cols = append(t.Cols, charts.Col{Head: c.T("col.state")})
	}
	if cols.duty {
		t.Cols = append(t.Cols, charts.Col{Head: c.T("col.indicator")})
	}
	return t
}

// columns are those that not every table has: a list of one duty does not
// repeat its name, a list of what is open does not repeat that.
type columns struct{ duty, state bool }

func row(c *ui.Ctx, x model.Duty, cols columns) []charts.Cell {
	about := charts.Foreign(c.DutySubject(x))
	if about.Text == "" {
		about = charts.Text("–")
	}
	out := []charts.Cell{{Text: c.Short(x.Due), After: c.Hijri(x.Due)}}
	if cols.duty {
		out = append(out, charts.Text(c.T("duty."+x.Kind)))
	}
	out = append(out, about)
	if len(c.Site.Units) > 1 {
		out = append(out, charts.Foreign(c.In(x.Unit)))
	}
	if cols.state {
		state := charts.Cell{Text: c.T("duty.state." + x.State), Mark: x.State}
		if !x.Done.IsZero() {
			state.After = c.Short(x.Done)
		}
		out = append(out, state)
	}
	if cols.duty {
		out = append(out, link(c, x.KPI))
	}
	return out
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
