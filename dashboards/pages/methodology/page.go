// Package methodology gives every definition in full, with the guideline's
// own words where it has them, and the rules that hold for all.
package methodology

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "methodology", Nav: "method", Path: "methodology.html", Template: body, Pages: pages}
}

// Family is a group of definitions.
type Family struct {
	ID, Name string
	Rows     []Row
}

// Row is one definition.
type Row struct {
	D                           model.Definition
	Name, Formula, What, Target string
	Href                        string
	Parts                       []Row
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var fams []Family
	n := 0
	for _, g := range c.Site.Groups {
		f := Family{ID: g.ID, Name: c.In(g.Name)}
		for _, d := range c.Site.Definitions {
			if d.Group != g.ID || d.Parent != "" {
				continue
			}
			r := row(c, d)
			for _, p := range c.Site.Definitions {
				if p.Parent == d.ID {
					r.Parts = append(r.Parts, row(c, p))
					n++
				}
			}
			n++
			f.Rows = append(f.Rows, r)
		}
		if len(f.Rows) > 0 {
			fams = append(fams, f)
		}
	}
	return []ui.Page{{Path: "methodology.html", Title: c.T("nav.methodology"), Lead: c.T("methodology.lead", c.N("definitions", n)), Data: fams}}, nil
}

func row(c *ui.Ctx, d model.Definition) Row {
	r := Row{D: d, Name: c.In(d.Name), Formula: c.In(d.Formula), What: c.In(d.What), Href: c.IndicatorPath(d.ID)}
	if d.Target != nil {
		r.Target = c.Amount(*d.Target, d.Unit) + " (" + c.T("target."+d.TargetFrom) + ")"
	}
	return r
}
