// Package compare sets the themes of two periods, two sources or two groups
// side by side, as shares, so that sizes do not mislead.
package compare

import (
	_ "embed"
	"math"
	"slices"
	"sort"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/dumbbell"
	"github.com/musharaka/musharaka/dashboards/charts/tilemap"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "compare", Nav: "said", Path: "themes/compare.html", Template: body, Pages: pages}
}

// shown is how many themes a comparison draws, those that differ most.
const shown = 12

// fewest is the number of messages below which a side says nothing.
const fewest = 20

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var figs []charts.Figure
	ts := c.Site.Themes.Themes
	add := func(id, nameA, nameB string, count func(model.Theme) (a, b int)) {
		if f, ok := figure(c, id, nameA, nameB, ts, count); ok {
			figs = append(figs, f)
		}
	}
	add("periods", c.T("compare.before"), c.T("compare.recent"), func(t model.Theme) (int, int) { return t.Before, t.Recent })
	if a, b, ok := largest(ts, func(t model.Theme) []model.NamedCount { return t.Sources }); ok {
		add("sources", a, b, func(t model.Theme) (int, int) { return of(t.Sources, a), of(t.Sources, b) })
	}
	if a, b, ok := largest(ts, func(t model.Theme) []model.NamedCount { return t.Groups }); ok {
		add("groups", c.GroupName(a), c.GroupName(b), func(t model.Theme) (int, int) { return of(t.Groups, a), of(t.Groups, b) })
	}
	if a, b, ok := largest(ts, func(t model.Theme) []model.NamedCount { return places(t.Governorate) }); ok {
		add("places", c.Or("gov."+a, a), c.Or("gov."+b, b), func(t model.Theme) (int, int) { return of(t.Governorate, a), of(t.Governorate, b) })
	}
	if a, b, ok := largest(ts, func(t model.Theme) []model.NamedCount { return t.Languages }); ok {
		add("languages", c.Or("lang."+a, a), c.Or("lang."+b, b), func(t model.Theme) (int, int) { return of(t.Languages, a), of(t.Languages, b) })
	}
	lead := c.T("compare.lead")
	if len(figs) == 0 {
		lead = c.T("compare.empty")
	}
	return []ui.Page{{Path: "themes/compare.html", Title: c.T("nav.compare"), Lead: lead, Data: figs,
		Kicker: []ui.Crumb{{Text: c.T("nav.themes"), Href: "themes/index.html"}, {Text: c.T("nav.compare")}}}}, nil
}

func figure(c *ui.Ctx, id, nameA, nameB string, ts []model.Theme, count func(model.Theme) (int, int)) (charts.Figure, bool) {
	allA, allB := 0, 0
	for _, t := range ts {
		a, b := count(t)
		if a < 0 || b < 0 {
			continue
		}
		allA, allB = allA+a, allB+b
	}
	if allA < fewest || allB < fewest || nameA == nameB {
		return charts.Figure{}, false
	}
	type row struct {
		t    model.Theme
		a, b int
		d    float64
	}
	rows := make([]row, 0, len(ts))
	for _, t := range ts {
		a, b := count(t)
		if a < 0 || b < 0 {
			continue
		}
		rows = append(rows, row{t, a, b, float64(b)/float64(allB) - float64(a)/float64(allA)})
	}
	sort.SliceStable(rows, func(i, j int) bool { return math.Abs(rows[i].d) > math.Abs(rows[j].d) })
	tab := charts.Table{Caption: c.T("compare.caption", nameA, nameB), File: "musharaka-compare-" + id, Cols: []charts.Col{{Head: c.T("col.theme")}, {Head: nameA, Num: true}, {Head: nameB, Num: true}, {Head: c.T("compare.shareof", nameA), Num: true}, {Head: c.T("compare.shareof", nameB), Num: true}}}
	spec := dumbbell.Spec{NameA: nameA, NameB: nameB, RTL: c.RTL()}
	for i, r := range rows {
		a, b := float64(r.a)/float64(allA), float64(r.b)/float64(allB)
		if i < shown {
			spec.Names, spec.A, spec.B = append(spec.Names, c.In(r.t.Label)), append(spec.A, a), append(spec.B, b)
		}
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Link(c.In(r.t.Label), c.ThemePath(r.t.ID)), ui.Whole(r.a), ui.Whole(r.b), c.Share(r.a, allA), c.Share(r.b, allB)})
	}
	title := c.T("compare.title", c.Iso(c.In(rows[0].t.Label)), c.Iso(nameB), c.Pct(float64(rows[0].b)/float64(allB)), c.Iso(nameA), c.Pct(float64(rows[0].a)/float64(allA)))
	size := "m"
	if len(spec.Names) > 8 {
		size = "l"
	}
	return charts.Figure{ID: "compare-" + id, Size: size, Unit: "share", Title: title, Note: c.T("compare.note", ui.Int(allA), ui.Int(allB)),
		Sub: c.T("fig.meta", c.T("unitname.share"), c.T("source.texts"), c.Day(c.Site.AsOf)), Option: dumbbell.Option(spec), Table: tab}, true
}

// places leaves out messages whose governorate is not known.
func places(list []model.NamedCount) []model.NamedCount {
	return slices.DeleteFunc(slices.Clone(list), func(n model.NamedCount) bool { return !slices.Contains(tilemap.Codes(), n.Code) })
}

// largest names the two codes with most messages over all themes.
func largest(ts []model.Theme, list func(model.Theme) []model.NamedCount) (a, b string, ok bool) {
	sums := map[string]int{}
	for _, t := range ts {
		for _, n := range list(t) {
			sums[n.Code] += max(0, n.N)
		}
	}
	codes := make([]string, 0, len(sums))
	for k := range sums {
		codes = append(codes, k)
	}
	sort.Slice(codes, func(i, j int) bool {
		if sums[codes[i]] != sums[codes[j]] {
			return sums[codes[i]] > sums[codes[j]]
		}
		return codes[i] < codes[j]
	})
	if len(codes) < 2 {
		return "", "", false
	}
	return codes[0], codes[1], true
}

func of(list []model.NamedCount, code string) int {
	for _, n := range list {
		if n.Code == code {
			return n.N
		}
	}
	return 0
}
