// Package theme is the page of one theme: how it moved, how people feel about
// it, who writes where, and examples in their own words.
package theme

import (
	_ "embed"
	"html/template"
	"slices"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bars"
	"github.com/musharaka/musharaka/dashboards/charts/tilemap"
	"github.com/musharaka/musharaka/dashboards/charts/trend"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/overview"
	"github.com/musharaka/musharaka/dashboards/pages/themes"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the pages to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "theme", Path: "themes/t-0.html", Template: body, Pages: pages}
}

type data struct {
	T                       model.Theme
	Facts                   []ui.Fact
	Preliminary             bool
	Stance                  template.HTML
	Keys                    []ui.Key
	Line, Words, OtherWords string
	Figures                 []charts.Figure
	Quotes                  []Voices
	Related                 []Near
	Chip                    ui.Chip
	Moves                   string // how its share moved, with how sure that is
	Outcome                 []ui.Fact
	Lifts                   *charts.Table
}

// Voices are the quotes of one sentiment.
type Voices struct {
	Class, Head string
	Quotes      []model.Quote
}

// Near is a related theme and why.
type Near struct{ Text, Href, Why string }

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var out []ui.Page
	labels := map[string]model.Theme{}
	for _, t := range c.Site.Themes.Themes {
		labels[t.ID] = t
	}
	for _, t := range c.Site.Themes.Themes {
		out = append(out, page(c, t, labels))
	}
	return out, nil
}

func page(c *ui.Ctx, t model.Theme, all map[string]model.Theme) ui.Page {
	d := data{T: t, Preliminary: c.Site.Themes.Preliminary, Stance: themes.StanceBar(c, t.Stance), Keys: overview.StanceKeys(c, t.Stance),
		Line: overview.StanceLine(c, t.Stance), Words: themes.Keywords(c, t), Chip: themes.TrendChip(c, t)}
	d.Facts = []ui.Fact{
		{Term: c.T("col.messages"), Text: ui.Int(t.Messages)},
		{Term: c.T("col.voices"), Text: ui.Int(t.Voices), Note: c.T("fig.voices.note")},
	}
	if t.Area != "" {
		d.Facts = append(d.Facts, ui.Fact{Term: c.T("col.area"), Text: c.AreaName(t.Area)})
	}
	if g := c.In(t.ParentLabel); g != "" {
		d.Facts = append(d.Facts, ui.Fact{Term: c.T("col.group"), Text: g})
	}
	if t.Cohesion != nil {
		d.Facts = append(d.Facts, ui.Fact{Term: c.T("theme.cohesion"), Text: c.Amount(*t.Cohesion, "number"), Note: c.T("theme.cohesion.note")})
	}
	if other := t.Label.In(c.OtherLang()); other != "" && other != c.In(t.Label) {
		d.Facts = append(d.Facts, ui.Fact{Term: c.T("theme.other"), Text: other})
	}
	d.Facts = append(d.Facts, themes.Since(c, t)...)
	d.Figures = figures(c, t)
	d.Quotes = voices(c, t)
	why := map[string]string{}
	if t.Signals != nil {
		signals(c, t, &d)
		for _, r := range t.Signals.Related {
			why[r.ID] = c.Or("theme.by."+r.By, "")
		}
	}
	for _, id := range t.Related {
		if r, ok := all[id]; ok {
			d.Related = append(d.Related, Near{Text: c.In(r.Label), Href: c.ThemePath(id), Why: why[id]})
		}
	}
	lead := c.T("theme.lead", c.N("messages", t.Messages), c.G("voices", t.Voices), ui.Int(t.Before), ui.Int(t.Recent))
	if t.Recent < 0 || t.Before < 0 { // withheld
		lead = c.T("theme.count", c.N("messages", t.Messages), c.G("voices", t.Voices)) + "."
	}
	if t.Signals != nil {
		if e := t.Signals.Evidence.In(c.Lang); e != "" {
			lead = e
		}
	}
	return ui.Page{Path: c.ThemePath(t.ID), Title: c.In(t.Label), Lead: lead, Data: d,
		Kicker: []ui.Crumb{{Text: c.T("nav.themes"), Href: "themes/index.html"}, {Text: c.T("theme.one")}}}
}

func figures(c *ui.Ctx, t model.Theme) []charts.Figure {
	var out []charts.Figure
	meta := c.T("fig.meta", c.T("col.messages"), c.T("source.texts"), c.Day(c.Site.AsOf))
	if len(t.ByMonth) > 1 {
		out = append(out, months(c, t, meta))
	}
	add := func(id, title, head string, list []model.NamedCount, name func(model.NamedCount) string) {
		if len(list) == 0 || sum(list) == 0 {
			return
		}
		out = append(out, Counts(c, id, c.T(title, c.Iso(name(list[0])), c.Pct(float64(list[0].N)/float64(sum(list)))), c.T(head), meta, list, name))
	}
	code := func(prefix string) func(model.NamedCount) string {
		return func(n model.NamedCount) string {
			if s := c.In(n.Name); s != "" {
				return s
			}
			return c.Or(prefix+"."+n.Code, n.Code)
		}
	}
	add("languages", "theme.languages", "col.language", t.Languages, code("lang"))
	add("sources", "theme.sources", "col.source", t.Sources, code("source"))
	add("intents", "theme.intents", "col.intent", t.Intents, code("intent"))
	add("groups", "theme.groups", "col.audience", t.Groups, func(n model.NamedCount) string { return c.GroupName(n.Code) })
	if len(t.Governorate) > 0 {
		out = append(out, Places(c, "places", t.Governorate, meta))
	}
	return out
}

func months(c *ui.Ctx, t model.Theme, meta string) charts.Figure {
	f := charts.Figure{ID: "months", Sub: meta, Unit: "count", Title: c.T("theme.months", ui.Int(t.Before), ui.Int(t.Recent)),
		Table: charts.Table{Caption: c.T("theme.months.caption"), File: "musharaka-theme-" + ui.Slug(t.ID), Cols: []charts.Col{{Head: c.T("col.month")}, {Head: c.T("col.messages"), Num: true}}}}
	line := trend.Line{Name: c.T("col.messages"), Colour: charts.Accent}
	var names []string
	var periods []model.Period
	f.Table.Cols = append(f.Table.Cols, charts.Col{Head: c.T("col.seasons")})
	for _, m := range t.ByMonth {
		v := float64(m.N)
		p := model.Period{Start: m.Start, End: m.Start.AddDate(0, 1, 0)}
		periods = append(periods, p)
		names, line.Values = append(names, c.MonthShort(m.Start)), append(line.Values, &v)
		f.Table.Rows = append(f.Table.Rows, []charts.Cell{charts.Text(c.Month(m.Start)), ui.Whole(m.N), c.Within(p, "")})
	}
	zero := 0.0
	seasons := c.Seasons(periods)
	f.Note = c.SeasonNote(seasons)
	f.Option = trend.Option(trend.Spec{Names: names, Lines: []trend.Line{line}, Min: &zero, Seasons: seasons})
	return f
}

// Counts draws named counts as bars.
func Counts(c *ui.Ctx, id, title, head, meta string, list []model.NamedCount, name func(model.NamedCount) string) charts.Figure {
	f := charts.Figure{ID: id, Title: title, Sub: meta, Unit: "count", Size: "s",
		Table: charts.Table{Caption: title, File: "musharaka-" + id, Cols: []charts.Col{{Head: head}, {Head: c.T("col.messages"), Num: true}, {Head: c.T("col.share"), Num: true}}}}
	spec := bars.Spec{RTL: c.RTL()}
	ser := bars.Series{Name: c.T("col.messages"), Colour: charts.Accent}
	all := sum(list)
	for _, n := range list {
		if len(spec.Names) < 12 {
			var v *float64
			if n.N >= 0 {
				x := float64(n.N)
				v = &x
			}
			spec.Names, ser.Values = append(spec.Names, name(n)), append(ser.Values, v)
		}
		f.Table.Rows = append(f.Table.Rows, []charts.Cell{charts.Foreign(name(n)), ui.Whole(n.N), c.Share(n.N, all)})
	}
	if len(spec.Names) > 6 {
		f.Size = "m"
	}
	spec.Series = []bars.Series{ser}
	f.Option = bars.Option(spec)
	return f
}

// Places draws counts on the tile map.
func Places(c *ui.Ctx, id string, list []model.NamedCount, meta string) charts.Figure {
	most, all := 1, sum(list)
	var top model.NamedCount
	unknown := 0
	for _, n := range list {
		if !named(n.Code) {
			unknown += max(0, n.N)
			continue
		}
		most = max(most, n.N)
		if n.N > top.N {
			top = n
		}
	}
	places := map[string]tilemap.Place{}
	title := c.T("places.none")
	if top.N > 0 {
		title = c.T("places.title", c.T("gov."+top.Code), c.Pct(float64(top.N)/float64(max(all, 1))))
		if unknown > 0 {
			title += c.T("governorates.unknown", c.N("messages", unknown))
		}
	}
	f := charts.Figure{ID: id, Title: title, Sub: meta, Note: c.T("places.note"),
		Table: charts.Table{Caption: c.T("places.caption"), File: "musharaka-governorates", Cols: []charts.Col{{Head: c.T("dim.governorate")}, {Head: c.T("col.messages"), Num: true}, {Head: c.T("col.share"), Num: true}}}}
	for _, code := range tilemap.Codes() {
		places[code] = tilemap.Place{Name: c.T("gov.short." + code), Value: "0"}
	}
	for _, n := range list {
		f.Table.Rows = append(f.Table.Rows, []charts.Cell{charts.Text(c.Or("gov."+n.Code, n.Code)), ui.Whole(n.N), c.Share(n.N, all)})
		if _, ok := places[n.Code]; ok {
			places[n.Code] = tilemap.Place{Name: c.T("gov.short." + n.Code), Value: ui.Int(n.N), Step: (n.N*5 + most - 1) / most}
		}
	}
	f.SVG = tilemap.Draw(places, f.Title)
	return f
}

// named tells whether code is one of the governorates.
func named(code string) bool {
	return slices.Contains(tilemap.Codes(), code)
}

func sum(list []model.NamedCount) int {
	s := 0
	for _, n := range list {
		s += max(0, n.N)
	}
	return s
}
