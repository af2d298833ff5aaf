// Package design shows the design system: every token, component and chart on
// one page, so that the next person adds a chart in an hour.
package design

import (
	_ "embed"
	"html/template"
	"time"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bars"
	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/charts/cells"
	"github.com/musharaka/musharaka/dashboards/charts/dumbbell"
	"github.com/musharaka/musharaka/dashboards/charts/funnel"
	"github.com/musharaka/musharaka/dashboards/charts/heatcal"
	"github.com/musharaka/musharaka/dashboards/charts/scatter"
	"github.com/musharaka/musharaka/dashboards/charts/spark"
	"github.com/musharaka/musharaka/dashboards/charts/stack"
	"github.com/musharaka/musharaka/dashboards/charts/tilemap"
	"github.com/musharaka/musharaka/dashboards/charts/timeline"
	"github.com/musharaka/musharaka/dashboards/charts/treemap"
	"github.com/musharaka/musharaka/dashboards/charts/trend"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "design", Nav: "method", Path: "design.html", Template: body, Internal: true, Pages: pages}
}

type data struct {
	Colours, Inks []string
	Type, Space   []string
	Chips         []ui.Chip
	Bullets       []template.HTML
	Cells         template.HTML
	Figures       []charts.Figure
	Plurals       []string
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	d := data{
		Inks:    []string{"ink", "ink2", "muted", "accent", "good", "warn", "bad"},
		Colours: []string{"p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "neg", "neu", "pos", "unclear"},
		Type:    []string{"t8", "t7", "t6", "t5", "t4", "t3", "t2", "t1"},
		Space:   []string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"},
	}
	for _, s := range []string{"met", "below", "open", "none"} {
		d.Chips = append(d.Chips, ui.Chip{Class: s, Text: c.T("standing." + s)})
	}
	d.Chips = append(d.Chips, ui.Chip{Class: "prov", Text: c.T("status.provisional")}, ui.Chip{Class: "void", Text: c.T("status.not_computable")})
	f := func(x float64) *float64 { return &x }
	d.Bullets = []template.HTML{
		bullet.Draw(bullet.Spec{Value: f(0.62), Low: f(0.62), High: f(0.81), Target: f(0.7), Max: 1, Label: c.T("design.bullet")}),
		bullet.Draw(bullet.Spec{Value: f(0.03), Target: f(0.04), Label: c.T("design.bullet")}),
		stack.Draw([]stack.Part{{N: 40, Class: "neg"}, {N: 25, Class: "neu"}, {N: 20, Class: "pos"}, {N: 15, Class: "unclear"}}, c.T("stance.label")),
		spark.Draw([]*float64{f(1), f(3), nil, f(2), f(5)}, c.T("design.spark")),
	}
	d.Cells = cells.Draw([]cells.Cell{{Label: "1", State: "yes"}, {Label: "2", State: "no"}, {Label: "3", State: "wait"}, {Label: "4", State: "hint", Ring: true}}, 12, c.RTL(), c.T("design.cells"))
	for _, n := range []int{0, 1, 2, 3, 11, 100, 103, 1234} {
		d.Plurals = append(d.Plurals, c.N("messages", n))
	}
	d.Figures = figures(c)
	return []ui.Page{{Path: "design.html", Title: c.T("nav.design"), Lead: c.T("design.lead"), Data: d}}, nil
}

func figures(c *ui.Ctx) []charts.Figure {
	f := func(x float64) *float64 { return &x }
	name := func(i int) string { return c.T("design.item", ui.Int(i)) }
	names := []string{name(1), name(2), name(3), name(4)}
	tab := charts.Table{Caption: c.T("design.sample"), File: "musharaka-sample", Cols: []charts.Col{{Head: c.T("design.thing")}, {Head: c.T("col.value"), Num: true}}}
	for i, n := range names {
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Text(n), ui.Whole((i + 1) * 10)})
	}
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	var days []model.Count
	for i := 0; i < 365; i += 3 {
		days = append(days, model.Count{Start: day.AddDate(0, 0, i), N: 1 + i*7%11})
	}
	var pts []funnel.Point
	for i := 1; i < 14; i++ {
		pts = append(pts, funnel.Point{Name: name(i), Den: float64(i * 12), Num: float64(i*12) * (0.35 + 0.04*float64(i%5))})
	}
	fig := func(id, size, unit string, option map[string]any) charts.Figure {
		return charts.Figure{ID: "d-" + id, Size: size, Unit: unit, Title: c.T("design.chart." + id), Sub: c.T("design.sample"), Option: option, Table: tab}
	}
	places := map[string]tilemap.Place{}
	for i, code := range tilemap.Codes() {
		places[code] = tilemap.Place{Name: c.T("gov.short." + code), Value: ui.Int(i * 5), Step: i % 6}
	}
	vals := []*float64{f(0.4), f(0.7), f(0.2), f(0.55)}
	return []charts.Figure{
		fig("trend", "m", "share", trend.Option(trend.Spec{Names: names, Target: f(0.6), Lines: []trend.Line{{Name: name(1), Colour: charts.Accent, Values: vals, Low: vals, High: []*float64{f(0.6), f(0.8), f(0.5), f(0.7)}, Breaks: []bool{false, false, false, true}}},
			Seasons: []trend.Season{{Name: c.T("hijri.9"), From: 0.6, To: 0.95}}, Breaks: []trend.Break{{Name: c.T("break.definition"), At: 3}}})),
		fig("bars", "m", "share", bars.Option(bars.Spec{Names: names, RTL: c.RTL(), Series: []bars.Series{{Name: c.T("col.value"), Colour: charts.Accent, Values: vals}}})),
		fig("dumbbell", "m", "share", dumbbell.Option(dumbbell.Spec{Names: names, NameA: name(1), NameB: name(2), A: []float64{0.1, 0.3, 0.4, 0.2}, B: []float64{0.2, 0.2, 0.35, 0.25}, RTL: c.RTL()})),
		fig("timeline", "m", "days", timeline.Option([]timeline.Bar{{Name: name(1), Days: 12}, {Name: name(2), Days: 47}, {Name: name(3), Days: 60, Open: true}}, 30, c.RTL(), timeline.Words{InTime: c.T("transparency.intime"), Late: c.T("transparency.late"), Open: c.T("transparency.open")})),
		fig("heatcal", "s", "count", heatcal.Option(days, day, day.AddDate(1, 0, 0))),
		fig("treemap", "m", "count", treemap.Option([]treemap.Node{{Name: name(1), Value: 40}, {Name: name(2), Value: 30}, {Name: name(3), Value: 20}, {Name: name(4), Value: 10}})),
		fig("funnel", "m", "share", func() map[string]any {
			o := funnel.Option(pts, struct{ Units, Few, Pooled, L95, L998 string }{c.T("nav.units"), c.T("funnel.small"), c.T("funnel.pooled"), "95%", "99.8%"})
			o["funnel"] = true
			return o
		}()),
		fig("scatter", "m", "number", scatter.Map([]scatter.Group{{Name: name(1), Points: [][2]float64{{1, 1}, {1.2, 0.8}}}, {Name: name(2), Points: [][2]float64{{3, 2}, {2.8, 2.4}}}}, nil, 9)),
		{ID: "d-tilemap", Title: c.T("design.chart.tilemap"), Sub: c.T("design.sample"), SVG: tilemap.Draw(places, c.T("design.chart.tilemap")), Table: tab},
	}
}
