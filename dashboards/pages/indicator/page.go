// Package indicator explains one indicator: its value, its history, what it
// is made of, and how it was counted.
package indicator

import (
	_ "embed"
	"html/template"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the pages to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "indicator", Path: "indicators/g1.html", Template: body, Pages: pages}
}

// Part is a component row with its own definition.
type Part struct {
	ID, Name, Value, Formula, Fraction string
	Href                               string
	Known                              bool
	Bullet                             template.HTML
	Chip                               ui.Chip
	Reasons                            []string
}

type data struct {
	Several                    bool
	Def                        model.Definition
	Value, Fraction            string
	Known                      bool
	Bullet                     template.HTML
	Under                      []string
	Chip, Standing             ui.Chip
	Reasons                    []string
	Figures                    []charts.Figure
	Parts                      []Part
	Facts                      []ui.Fact
	What, Formula, SQL         string
	Other                      string // the formula in the other language
	Excluded                   []model.CodeCount
	Quote, Section, Provenance string
	Units                      *charts.Table
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var out []ui.Page
	for _, def := range c.Site.Definitions {
		if def.Parent != "" {
			continue
		}
		if len(c.Site.Units) < 2 {
			out = append(out, page(c, c.Unit(), def))
			continue
		}
		out = append(out, several(c, def))
		for _, u := range c.Site.Units {
			if c.HasUnitPage(u, def.ID) {
				p := page(c, u, def)
				p.Path = c.UnitIndicatorPath(u.ID, def.ID)
				p.Kicker = []ui.Crumb{{Text: c.T("nav.indicators"), Href: "indicators/index.html"}, {Text: def.ID, Href: c.IndicatorPath(def.ID)}, {Text: c.In(u.Name)}}
				p.Title += c.T("colon") + c.In(u.Name)
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// cards is how many units are drawn one by one.
const cards = 12

// several is the page of an indicator where there are several units: each with
// its value, and its own page behind it.
func several(c *ui.Ctx, def model.Definition) ui.Page {
	d := data{Several: true, Def: def, What: c.In(def.What), Formula: c.In(def.Formula), Other: def.Formula.In(c.OtherLang()), SQL: def.SQL, Quote: def.Quote, Section: def.Section, Provenance: provenance(c, def)}
	met, known := 0, 0
	for _, u := range c.Site.Units {
		p := part(c, u, def)
		p.Name, p.ID, p.Formula = c.In(u.Name), u.ID, ""
		p.Href = c.UnitPath(u.ID)
		if c.HasUnitPage(u, def.ID) {
			p.Href = c.UnitIndicatorPath(u.ID, def.ID)
		}
		if v, ok := c.Main(u, def.ID); ok && v.Known() {
			known++
			if c.Standing(v) == "met" {
				met++
			}
			if s := c.StandingChip(v); s.Class != "none" {
				p.Chip = s
			}
		}
		if len(c.Site.Units) <= cards { // of more, the table alone
			d.Parts = append(d.Parts, p)
		}
	}
	if f, ok := lines(c, def); ok {
		d.Figures = append(d.Figures, f)
	}
	d.Excluded = excludedAll(c, def.ID)
	d.Facts = facts(c, def, model.Value{KPI: def.ID, Version: def.Version, Period: c.Site.Period})
	t := units(c, def)
	d.Units = &t
	return ui.Page{Path: c.IndicatorPath(def.ID), Title: c.In(def.Name), Data: d,
		Kicker: []ui.Crumb{{Text: c.T("nav.indicators"), Href: "indicators/index.html"}, {Text: def.ID}},
		Lead:   ask(c, def, c.T("finding.several", c.G("units.n", known), c.G("units.n", len(c.Site.Units)), ui.Int(met)))}
}

func provenance(c *ui.Ctx, def model.Definition) string {
	if def.Ours {
		return c.T("provenance.ours")
	}
	return c.T("provenance.gt")
}

func page(c *ui.Ctx, u model.Unit, def model.Definition) ui.Page {
	v, ok := c.Main(u, def.ID)
	if !ok {
		v = model.Value{KPI: def.ID, Status: "absent", Period: c.Site.Period, Version: def.Version}
	}
	d := data{Def: def, Value: c.Show(v), Known: v.Known(), Chip: c.StatusChip(v), Standing: c.StandingChip(v),
		Reasons: c.Reasons(v), What: c.In(def.What), Formula: c.In(def.Formula), Other: def.Formula.In(c.OtherLang()), SQL: def.SQL, Quote: def.Quote, Section: def.Section, Excluded: u.Excluded[def.ID]}
	d.Fraction = fraction(c, v)
	d.Bullet, d.Under = drawing(c, def, v)
	if v.Known() && v.Previous != nil {
		before := model.Period{Start: v.Period.Start.AddDate(0, -v.Period.Months(), 0), End: v.Period.Start}
		d.Under = append(d.Under, c.T("prior.was", c.Quantity(*v.Previous, def.Unit), c.Period(before)))
	}
	d.Provenance = provenance(c, def)
	if f, ok := history(c, u, def); ok {
		d.Figures = append(d.Figures, f)
	}
	d.Figures = append(d.Figures, breakdowns(c, u, def)...)
	for _, p := range c.Site.Definitions {
		if p.Parent == def.ID {
			d.Parts = append(d.Parts, part(c, u, p))
		}
	}
	d.Facts = facts(c, def, v)
	title := c.In(def.Name)
	return ui.Page{Path: c.IndicatorPath(def.ID), Title: title,
		Kicker: []ui.Crumb{{Text: c.T("nav.indicators"), Href: "indicators/index.html"}, {Text: def.ID}},
		Lead:   ask(c, def, Finding(c, def, v)), Data: d}
}

// Finding is the sentence of an indicator: where it stands and how sure.
func Finding(c *ui.Ctx, def model.Definition, v model.Value) string {
	if !v.Known() {
		if r := c.Reasons(v); len(r) > 0 {
			return r[0]
		}
		return c.T("finding.none")
	}
	now := c.Quantity(*v.Value, def.Unit)
	switch c.Standing(v) {
	case "met":
		return c.T("finding.met", now, c.Amount(*v.Target, def.Unit))
	case "below":
		return c.T("finding.below", now, c.Amount(*v.Target, def.Unit))
	case "open":
		return c.T("finding.open", now, c.Amount(*v.High, def.Unit), c.Amount(*v.Target, def.Unit))
	}
	return c.T("finding.value", now)
}

// ask puts the question that an indicator answers before its answer, where the
// edition has one in plain words.
func ask(c *ui.Ctx, def model.Definition, answer string) string {
	if q := c.Or("plain."+def.ID, ""); q != "" {
		return q + " " + answer
	}
	return answer
}

// fraction says of what the share is: "5 of 8".
func fraction(c *ui.Ctx, v model.Value) string {
	if v.Num == nil || v.Den == nil || !v.Known() {
		return ""
	}
	return c.T("fraction", c.Raw(v.Num).Text, c.Raw(v.Den).Text)
}

func drawing(c *ui.Ctx, def model.Definition, v model.Value) (template.HTML, []string) {
	b := bullet.Spec{Target: v.Target, Label: c.In(def.Name) + ": " + c.Show(v)}
	var under []string
	if v.Target != nil {
		under = append(under, c.T("score.target", c.Amount(*v.Target, def.Unit))+" ("+c.T("target."+v.TargetFrom)+")")
	} else {
		under = append(under, c.T("score.notarget"))
	}
	if !v.Known() {
		return "", under
	}
	b.Value, b.Low, b.High, b.Class = v.Value, v.Low, v.High, c.Standing(v)
	if v.Low != nil && v.High != nil {
		under = append(under, c.T("bounds.say", c.Amount(*v.Low, def.Unit), c.Amount(*v.High, def.Unit)))
	}
	if scale := bullet.Scale(b); def.Unit == "share" && scale != 1 {
		under = append(under, c.T("score.scale", c.Amount(scale, def.Unit)))
	}
	if def.Unit == "yesno" || def.Unit == "level" {
		return "", under
	}
	return bullet.Draw(b), under
}

// excludedAll adds what the units leave out, reason by reason in the order in
// which they first come.
func excludedAll(c *ui.Ctx, id string) []model.CodeCount {
	var out []model.CodeCount
	for _, u := range c.Site.Units {
		for _, e := range u.Excluded[id] {
			i := slices.IndexFunc(out, func(x model.CodeCount) bool { return x.Reason == e.Reason })
			if i < 0 {
				out = append(out, e)
				continue
			}
			out[i].N += e.N
		}
	}
	return out
}

func part(c *ui.Ctx, u model.Unit, def model.Definition) Part {
	v, ok := c.Main(u, def.ID)
	if !ok {
		v = model.Value{KPI: def.ID, Status: "absent"}
	}
	p := Part{ID: def.ID, Name: c.In(def.Name), Value: c.Show(v), Known: v.Known(), Formula: c.In(def.Formula), Fraction: fraction(c, v), Chip: c.StatusChip(v), Reasons: c.Reasons(v)}
	if def.Unit == "share" {
		p.Bullet, _ = drawing(c, def, v)
	}
	return p
}

func facts(c *ui.Ctx, def model.Definition, v model.Value) []ui.Fact {
	f := []ui.Fact{
		{Term: c.T("fact.period"), Text: c.Period(v.Period)},
		{Term: c.T("fact.asof"), Text: c.Day(c.Site.AsOf), Note: c.Hijri(c.Site.AsOf)},
		{Term: c.T("fact.version"), Text: def.ID + " v" + v.Version},
		{Term: c.T("fact.unit"), Text: c.T("unitname." + def.Unit)},
		{Term: c.T("fact.direction"), Text: c.T("direction." + def.Direction)},
	}
	if v.Num != nil {
		f = append(f, ui.Fact{Term: c.T("col.num"), Text: c.Raw(v.Num).Text})
	}
	if v.Den != nil {
		f = append(f, ui.Fact{Term: c.T("col.den"), Text: c.Raw(v.Den).Text})
	}
	if v.Persons != nil {
		f = append(f, ui.Fact{Term: c.T("fact.persons"), Text: ui.Int(int(*v.Persons))})
	}
	var needs []string
	for _, n := range def.Needs {
		name := strings.TrimSuffix(n, "°")
		if t, ok := c.Site.Registers[name]; ok {
			name = c.In(t)
		}
		needs = append(needs, name)
	}
	if len(needs) > 0 {
		f = append(f, ui.Fact{Term: c.T("fact.needs"), Text: strings.Join(needs, c.T("list.sep"))})
	}
	if v.Inputs != "" {
		f = append(f, ui.Fact{Term: c.T("fact.inputs"), Text: v.Inputs, Code: true})
	}
	return append(f, ui.Fact{Term: c.T("fact.check"), Text: "analyze kpi explain " + def.ID, Code: true})
}

// units lists an indicator by unit, in the order of the register: it ranks nobody.
func units(c *ui.Ctx, def model.Definition) charts.Table {
	t := charts.Table{Caption: c.T("units.caption", c.In(def.Name)), File: "musharaka-" + ui.Slug(def.ID) + "-units",
		Cols: []charts.Col{{Head: c.T("col.unit")}, {Head: c.T("col.value"), Num: true}, {Head: c.T("col.num"), Num: true}, {Head: c.T("col.den"), Num: true}, {Head: c.T("col.status")}}}
	for _, u := range c.Site.Units {
		v, ok := c.Main(u, def.ID)
		if !ok {
			v = model.Value{KPI: def.ID, Status: "absent"}
		}
		val := charts.Text(c.Show(v))
		if v.Known() {
			val.V = v.Value
		} else {
			val.Text = "–"
		}
		num, den := c.Raw(v.Num), c.Raw(v.Den)
		if v.Status == model.Suppressed {
			val, num, den = charts.Text(ui.Mark), charts.Text(ui.Mark), charts.Text(ui.Mark)
		}
		t.Rows = append(t.Rows, []charts.Cell{charts.Link(c.In(u.Name), c.UnitPath(u.ID)), val, num, den, charts.Text(c.T("status." + v.Status))})
	}
	return t
}
