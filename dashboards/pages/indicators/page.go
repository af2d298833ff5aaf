// Package indicators lists every indicator of the catalogue with its value
// for the reporting year, by family.
package indicators

import (
	_ "embed"
	"html/template"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "indicators", Nav: "overview", Path: "indicators/index.html", Template: body, Pages: pages}
}

// Family is a group of main rows.
type Family struct {
	ID, Name string
	Rows     []Row
	Table    *charts.Table // instead of Rows where there are several units
}

// Row is one indicator.
type Row struct {
	ID, Name, Href, Value, Target string
	Known, Hidden                 bool
	Bullet                        template.HTML
	Chip                          ui.Chip
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	u := c.Unit()
	var fams []Family
	known, all := 0, 0
	for _, g := range c.Site.Groups {
		f := Family{ID: g.ID, Name: c.In(g.Name)}
		for _, def := range c.Site.Definitions {
			if def.Group != g.ID || def.Parent != "" {
				continue
			}
			r := RowOf(c, u, def)
			all++
			for _, x := range c.Site.Units {
				if v, ok := c.Main(x, def.ID); ok && v.Known() {
					known++
					break
				}
			}
			f.Rows = append(f.Rows, r)
		}
		if len(f.Rows) > 0 && len(c.Site.Units) > 1 {
			var defs []model.Definition
			for _, def := range c.Site.Definitions {
				if def.Group == g.ID && def.Parent == "" {
					defs = append(defs, def)
				}
			}
			t := Table(c, c.In(g.Name), ui.Slug(g.ID), defs)
			f.Table = &t
		}
		if len(f.Rows) > 0 {
			fams = append(fams, f)
		}
	}
	return []ui.Page{{Path: "indicators/index.html", Title: c.T("nav.indicators"), Lead: c.T("indicators.lead", ui.Int(known), ui.Int(all)), Data: fams}}, nil
}

// columns is how many units stand side by side; beyond, only how many could be
// computed is said.
const columns = 6

// Table sets indicators of several units side by side, a line an indicator; of
// more units than fit, it says in how many each was computed.
func Table(c *ui.Ctx, caption, file string, defs []model.Definition) charts.Table {
	t := charts.Table{Caption: caption, File: "musharaka-indicators-" + file, Cols: []charts.Col{{Head: c.T("col.indicator"), Wide: true}}}
	wide := len(c.Site.Units) <= columns
	if wide {
		for _, u := range c.Site.Units {
			t.Cols = append(t.Cols, charts.Col{Head: c.In(u.Name), Num: true})
		}
	}
	t.Cols = append(t.Cols, charts.Col{Head: c.T("col.computed"), Num: true})
	marked := false
	for _, def := range defs {
		row := []charts.Cell{charts.Link(c.In(def.Name)+" ("+def.ID+")", c.IndicatorPath(def.ID))}
		known := 0
		for _, u := range c.Site.Units {
			v, ok := c.Main(u, def.ID)
			cell := charts.Text("–")
			switch {
			case ok && v.Status == model.Suppressed:
				cell.Text = ui.Mark
			case ok && v.Known():
				known++
				cell = charts.Num(c.Amount(*v.Value, def.Unit), *v.Value)
				if s := c.Standing(v); s != "none" {
					cell.Mark, cell.Say = s, c.T("standing."+s)
					marked = true
				}
			}
			if wide {
				row = append(row, cell)
			}
		}
		t.Rows = append(t.Rows, append(row, charts.Text(c.T("fraction", ui.Int(known), ui.Int(len(c.Site.Units))))))
	}
	if marked && wide {
		for _, s := range []string{"met", "below", "open"} {
			t.Marks = append(t.Marks, charts.Cell{Text: c.T("standing." + s), Mark: s})
		}
	}
	return t
}

// Side is Table where there are several units; with one it is nil and rows
// hold its lines.
func Side(c *ui.Ctx, caption, file string, pick func(model.Definition) bool) (rows []Row, table *charts.Table) {
	var defs []model.Definition
	for _, def := range c.Site.Definitions {
		if pick(def) {
			defs = append(defs, def)
		}
	}
	if len(defs) == 0 {
		return nil, nil
	}
	if len(c.Site.Units) > 1 {
		t := Table(c, caption, file, defs)
		return nil, &t
	}
	for _, def := range defs {
		rows = append(rows, RowOf(c, c.Unit(), def))
	}
	return rows, nil
}

// RowOf is the line of one indicator of a unit.
func RowOf(c *ui.Ctx, u model.Unit, def model.Definition) Row {
	v, ok := c.Main(u, def.ID)
	if !ok {
		v = model.Value{KPI: def.ID, Status: "absent"}
	}
	r := Row{ID: def.ID, Name: c.In(def.Name), Href: c.IndicatorPath(def.ID), Value: c.Show(v), Known: v.Known(), Hidden: v.Status == model.Suppressed, Chip: c.StandingChip(v), Target: "–"}
	if !v.Known() || r.Chip.Class == "none" || v.Status == model.Provisional {
		r.Chip = c.StatusChip(v)
	}
	if v.Target != nil {
		r.Target = c.Amount(*v.Target, def.Unit)
	}
	if def.Unit == "share" || def.Unit == "points" {
		b := bullet.Spec{Target: v.Target, Label: r.Name + ": " + r.Value}
		if v.Known() {
			b.Value, b.Low, b.High = v.Value, v.Low, v.High
		}
		r.Bullet = bullet.Draw(b)
	}
	return r
}
