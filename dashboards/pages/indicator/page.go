// Package indicator explains one indicator: its value, its history, what it
// is made of, and how it was counted.
package indicator

import (
	_ "embed"
	"html/template"
	"sort"
	"strings"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bars"
	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/charts/trend"
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

// several is the page of an indicator where there are several units: each with
// its value, and its own page behind it.
func several(c *ui.Ctx, def model.Definition) ui.Page {
	d := data{Several: true, Def: def, What: c.In(def.What), Formula: c.In(def.Formula), SQL: def.SQL, Quote: def.Quote, Section: def.Section, Provenance: provenance(c, def)}
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
		d.Parts = append(d.Parts, p)
	}
	if f, ok := lines(c, def); ok {
		d.Figures = append(d.Figures, f)
	}
	d.Facts = facts(c, def, model.Value{KPI: def.ID, Version: def.Version, Period: c.Site.Period})
	t := units(c, def)
	d.Units = &t
	return ui.Page{Path: c.IndicatorPath(def.ID), Title: c.In(def.Name), Data: d,
		Kicker: []ui.Crumb{{Text: c.T("nav.indicators"), Href: "indicators/index.html"}, {Text: def.ID}},
		Lead:   c.T("finding.several", c.N("units.n", known), c.N("units.n", len(c.Site.Units)), ui.Int(met))}
}

// most is how many units share one chart of lines.
const most = 6

func lines(c *ui.Ctx, def model.Definition) (charts.Figure, bool) {
	if def.Unit == "yesno" {
		return charts.Figure{}, false
	}
	var spec trend.Spec
	tab := charts.Table{Caption: c.T("history.caption", c.In(def.Name)), File: "musharaka-" + ui.Slug(def.ID), Cols: []charts.Col{{Head: c.T("col.unit")}, {Head: c.T("col.period")}, {Head: c.T("col.value"), Num: true}}}
	known := 0
	for i, u := range c.Site.Units {
		vals := c.Series(u, def.ID)
		line := trend.Line{Name: c.In(u.Name)}
		var names []string
		for _, v := range vals {
			names = append(names, c.PeriodShort(v.Period))
			cell := charts.Text(c.T("status." + v.Status))
			var x *float64
			if v.Known() {
				x, cell = v.Value, charts.Num(c.Amount(*v.Value, def.Unit), *v.Value)
				known++
			}
			line.Values = append(line.Values, x)
			tab.Rows = append(tab.Rows, []charts.Cell{charts.Foreign(c.In(u.Name)), charts.Text(c.Period(v.Period)), cell})
		}
		if i < most && len(names) > 1 && (spec.Names == nil || len(names) == len(spec.Names)) {
			spec.Names = names
			spec.Lines = append(spec.Lines, line)
		}
	}
	if known < 2 || len(spec.Lines) == 0 {
		return charts.Figure{}, false
	}
	return charts.Figure{ID: "history", Size: "l", Unit: def.Unit, Title: c.T("history.caption", c.In(def.Name)), Sub: c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)),
		Option: trend.Option(spec), Table: tab}, true
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
		Reasons: c.Reasons(v), What: c.In(def.What), Formula: c.In(def.Formula), SQL: def.SQL, Quote: def.Quote, Section: def.Section}
	d.Fraction = fraction(c, v)
	d.Bullet, d.Under = drawing(c, def, v)
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
		Lead:   Finding(c, def, v), Data: d}
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

func history(c *ui.Ctx, u model.Unit, def model.Definition) (charts.Figure, bool) {
	vals := c.Series(u, def.ID)
	if len(vals) < 2 || def.Unit == "yesno" {
		return charts.Figure{}, false
	}
	var names []string
	line := trend.Line{Name: c.In(def.Name), Colour: charts.Accent}
	var first, last *model.Value
	for i := range vals {
		names = append(names, c.PeriodShort(vals[i].Period))
		if vals[i].Known() {
			line.Values = append(line.Values, vals[i].Value)
			line.Low, line.High = append(line.Low, vals[i].Low), append(line.High, vals[i].High)
			if first == nil {
				first = &vals[i]
			}
			last = &vals[i]
			continue
		}
		line.Values, line.Low, line.High = append(line.Values, nil), append(line.Low, nil), append(line.High, nil)
	}
	if first == nil {
		return charts.Figure{}, false
	}
	title := c.T("trend.flat", c.In(def.Name), c.Quantity(*last.Value, def.Unit))
	if *last.Value > *first.Value {
		title = c.T("trend.up", c.Quantity(*first.Value, def.Unit), c.Period(first.Period), c.Quantity(*last.Value, def.Unit), c.Period(last.Period))
	} else if *last.Value < *first.Value {
		title = c.T("trend.down", c.Quantity(*first.Value, def.Unit), c.Period(first.Period), c.Quantity(*last.Value, def.Unit), c.Period(last.Period))
	}
	f := charts.Figure{ID: "history", Title: title, Sub: c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)), Unit: def.Unit,
		Option: trend.Option(trend.Spec{Names: names, Lines: []trend.Line{line}, Target: vals[len(vals)-1].Target}),
		Table: c.ValueTable(c.T("history.caption", c.In(def.Name)), "musharaka-"+ui.Slug(def.ID), c.T("col.period"), vals,
			func(v model.Value) charts.Cell { return charts.Text(c.Period(v.Period)) })}
	if def.Bounds {
		f.Note = c.T("trend.band")
	}
	return f, true
}

// breakdowns draws one figure for each key by which rows exist.
func breakdowns(c *ui.Ctx, u model.Unit, def model.Definition) []charts.Figure {
	keys := map[string]bool{}
	for _, v := range u.Values {
		if v.KPI == def.ID && len(v.Dims) == 1 && v.Period == c.Site.Period {
			keys[v.Dims[0].Key] = true
		}
	}
	order := make([]string, 0, len(keys))
	for k := range keys {
		order = append(order, k)
	}
	sort.Strings(order)
	var out []charts.Figure
	for _, k := range order {
		vals := c.By(u, def.ID, k)
		if k == "month" || k == "quarter" || k == "item" && len(vals) > 40 {
			continue
		}
		label := func(v model.Value) string { return Label(c, k, v.Dim(k)) }
		spec := bars.Spec{RTL: c.RTL()}
		ser := bars.Series{Name: c.In(def.Name), Colour: charts.Accent}
		var top *model.Value
		named := 0
		for i, v := range vals {
			if v.Known() && v.Dim(k) != "unknown" {
				named++
			}
			if len(spec.Names) == 20 {
				continue
			}
			spec.Names = append(spec.Names, label(v))
			if v.Known() {
				ser.Values = append(ser.Values, v.Value)
				if top == nil || *v.Value > *top.Value {
					top = &vals[i]
				}
			} else {
				ser.Values = append(ser.Values, nil)
			}
		}
		if top == nil || named < 2 {
			continue
		}
		spec.Series = []bars.Series{ser}
		size := "m"
		if len(spec.Names) > 10 {
			size = "l"
		} else if len(spec.Names) < 5 {
			size = "s"
		}
		out = append(out, charts.Figure{ID: "by-" + ui.Slug(k), Size: size, Unit: def.Unit,
			Title:  c.T("by.title", c.T("dim."+k), label(*top), c.Quantity(*top.Value, def.Unit)),
			Sub:    c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)),
			Option: bars.Option(spec),
			Table: c.ValueTable(c.T("by.caption", c.In(def.Name), c.T("dim."+k)), "musharaka-"+ui.Slug(def.ID)+"-"+ui.Slug(k), c.T("dim."+k), vals,
				func(v model.Value) charts.Cell { return charts.Foreign(label(v)) })})
	}
	return out
}

// Label names a value of a dimension: codes by the catalogue, the rest as it is.
func Label(c *ui.Ctx, key, value string) string {
	switch key {
	case "governorate":
		return c.Or("gov."+value, value)
	case "group_id":
		return c.GroupName(value)
	case "kind":
		return c.Or("kindof."+value, value)
	case "sdg":
		return c.Or("sdg."+value, value)
	}
	return c.Or(key+"."+value, c.Or("code."+value, value))
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
