// Package representation asks whose voices are heard: participants by group
// beside the sizes of the groups, and the inclusion indicators.
package representation

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/dumbbell"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/indicators"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "representation", Nav: "units", Path: "representation.html", Template: body, Pages: pages}
}

// drawn is how many units get a figure; more are told apart in the table.
const drawn = 6

func pages(c *ui.Ctx) ([]ui.Page, error) {
	caption := c.T("representation.indicators")
	rows, table := indicators.Side(c, caption, "inclusion", func(d model.Definition) bool { return d.Group == "I" && d.Parent == "" })
	var figs []charts.Figure
	all := charts.Table{Caption: c.T("representation.units"), File: "musharaka-representation-units", Cols: []charts.Col{
		{Head: c.T("col.unit")}, {Head: c.T("representation.least"), Wide: true}, {Head: c.T("representation.participants"), Num: true}, {Head: c.T("representation.population"), Num: true}}}
	lead := c.T("representation.lead")
	several := len(c.Site.Units) > 1
	uneven, known := 0, 0
	for _, u := range c.Site.Units {
		g := compare(c, u)
		if g.hidden {
			all.Rows = append(all.Rows, []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID)), charts.Text(c.T("representation.withheld")), charts.Text(ui.Mark), charts.Text(ui.Mark)})
			continue
		}
		if len(g.names) == 0 {
			all.Rows = append(all.Rows, []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID)), charts.Text(c.T("representation.nosizes")), charts.Text("–"), charts.Text("–")})
			continue
		}
		if len(g.names) < 2 {
			all.Rows = append(all.Rows, []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID)), charts.Text(c.T("representation.one")), charts.Text("–"), charts.Text("–")})
			continue
		}
		known++
		cell := []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID)), charts.Text(c.T("representation.even")), charts.Text("–"), charts.Text("–")}
		if g.worst >= 0 {
			uneven++
			a, b := g.spec.A[g.worst], g.spec.B[g.worst]
			cell = []charts.Cell{cell[0], charts.Foreign(g.names[g.worst]), charts.Num(c.Pct(a), a), charts.Num(c.Pct(b), b)}
		}
		all.Rows = append(all.Rows, cell)
		if len(figs) < drawn {
			f := g.figure(c, u, several)
			figs = append(figs, f)
			if !several && g.worst >= 0 {
				lead = f.Title
			}
		}
	}
	var units *charts.Table
	if several {
		units = &all
	}
	if several && known > 0 {
		lead = c.T("representation.lead.units", ui.Int(uneven), c.G("units.n", known))
	}
	voices, more := heard(c)
	return []ui.Page{{Path: "representation.html", Title: c.T("nav.representation"), Lead: lead, Data: struct {
		Figs  []charts.Figure
		Units *charts.Table
		Rows  []indicators.Row
		Table *charts.Table

		Voices []Voices
		More   string
	}{figs, units, rows, table, voices, more}}}, nil
}

// groups are the shares of a unit's groups among participants and among those
// it targets.
type groups struct {
	names []string
	spec  dumbbell.Spec
	table charts.Table
	worst int // the group that is missed most, −1: none by more than two points

	hidden bool // a group is withheld: shares among the others would mislead
}

// compare reads the rows of G1 by group: num = participants, den = size of the group.
func compare(c *ui.Ctx, u model.Unit) groups {
	g := groups{worst: -1, spec: dumbbell.Spec{NameA: c.T("representation.participants"), NameB: c.T("representation.population"), RTL: c.RTL()}}
	g.table = charts.Table{Caption: c.T("representation.caption"), File: "musharaka-representation-" + ui.Slug(u.ID), Cols: []charts.Col{{Head: c.T("dim.group_id")}, {Head: c.T("col.participants"), Num: true}, {Head: c.T("col.size"), Num: true}, {Head: g.spec.NameA, Num: true}, {Head: g.spec.NameB, Num: true}}}
	var sumNum, sumDen float64
	list := c.By(u, "G1", "group_id")
	for _, v := range list {
		if v.Status == model.Suppressed {
			g.hidden = true
			return g
		}
		if v.Num != nil && v.Den != nil && *v.Den > 0 {
			sumNum, sumDen = sumNum+*v.Num, sumDen+*v.Den
		}
	}
	if sumNum == 0 || sumDen == 0 {
		return g
	}
	gap := 0.02
	for _, v := range list {
		if v.Num == nil || v.Den == nil || *v.Den <= 0 {
			continue
		}
		a, b := *v.Num/sumNum, *v.Den/sumDen
		name := c.GroupName(v.Dim("group_id"))
		g.names = append(g.names, name)
		g.spec.Names, g.spec.A, g.spec.B = append(g.spec.Names, name), append(g.spec.A, a), append(g.spec.B, b)
		g.table.Rows = append(g.table.Rows, []charts.Cell{charts.Foreign(name), c.Raw(v.Num), c.Raw(v.Den), charts.Num(c.Pct(a), a), charts.Num(c.Pct(b), b)})
		if b-a > gap {
			g.worst, gap = len(g.names)-1, b-a
		}
	}
	return g
}

func (g groups) figure(c *ui.Ctx, u model.Unit, several bool) charts.Figure {
	title := c.T("representation.even")
	if g.worst >= 0 {
		title = c.T("representation.title", c.Iso(g.names[g.worst]), c.Pct(g.spec.A[g.worst]), c.Pct(g.spec.B[g.worst]))
	}
	if several {
		title = c.In(u.Name) + c.T("colon") + title
	}
	size := "s"
	if len(g.names) > 4 {
		size = "m"
	}
	if len(g.names) > 8 {
		size = "l"
	}
	return charts.Figure{ID: "groups-" + ui.Slug(u.ID), Size: size, Unit: "share", Title: title, Sub: c.T("fig.meta", c.T("unitname.share"), c.T("source.registers"), c.Day(c.Site.AsOf)),
		Note: c.T("representation.note"), Option: dumbbell.Option(g.spec), Table: g.table}
}
