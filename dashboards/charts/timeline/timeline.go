// Package timeline draws how long things took from their end to their
// publication: one bar each, with the line of the time allowed.
package timeline

import (
	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Bar is one thing; Days is how long it took, or has taken so far if Open.
type Bar struct {
	Name string
	Days float64
	Open bool
}

// Words name the three kinds of bars.
type Words struct{ InTime, Late, Open string }

// Option builds the chart; grace is the time allowed in days.
func Option(list []Bar, grace float64, rtl bool, w Words) map[string]any {
	names := make([]string, len(list))
	kinds := [3][]opts.BarData{}
	for k := range kinds {
		kinds[k] = make([]opts.BarData, len(list))
	}
	for i, b := range list {
		names[i] = charts.Clip(b.Name, 30)
		kind := 0
		if b.Open {
			kind = 2
		} else if b.Days > grace {
			kind = 1
		}
		for k := range kinds {
			kinds[k][i] = opts.BarData{Value: "-"}
		}
		kinds[kind][i] = opts.BarData{Value: b.Days}
	}
	c := ec.NewBar()
	y := opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: names}
	at := "right"
	grid := echart.Grid("8", "48", "8", "8")
	if rtl {
		y.Position, at = "right", "left"
		grid = echart.Grid("48", "8", "8", "8")
	}
	c.SetGlobalOptions(ec.WithXAxisOpts(opts.XAxis{Type: "value", Inverse: opts.Bool(rtl), SplitNumber: 4}),
		ec.WithYAxisOpts(y), ec.WithGridOpts(grid))
	colours := [3]string{charts.Accent, charts.Warn, charts.Bad}
	for k, name := range []string{w.InTime, w.Late, w.Open} {
		so := []ec.SeriesOpts{
			ec.WithBarChartOpts(opts.BarChart{Stack: "all", BarCategoryGap: "40%"}),
			ec.WithItemStyleOpts(opts.ItemStyle{Color: colours[k]}),
			ec.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: at, Color: charts.Ink}),
		}
		if k == 0 {
			so = append(so, ec.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{XAxis: grace}),
				ec.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none", "none"}, LineStyle: echart.Dashed(charts.Ink), Label: &opts.Label{Show: opts.Bool(false)}}))
		}
		c.AddSeries(name, kinds[k], so...)
	}
	c.SetXAxis(names).XYReversal()
	return echart.Option(c)
}
