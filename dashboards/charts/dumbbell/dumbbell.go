// Package dumbbell draws two values of the same things and the distance
// between them: shares of participants and of the population, before and after.
package dumbbell

import (
	"math"

	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Spec is a dumbbell chart; A and B are as long as Names.
type Spec struct {
	Names        []string
	NameA, NameB string
	A, B         []float64
	RTL          bool
}

// Option builds the chart.
func Option(s Spec) map[string]any {
	names := make([]string, len(s.Names))
	ground, bar := make([]opts.BarData, len(s.A)), make([]opts.BarData, len(s.A))
	a, b := make([]opts.ScatterData, len(s.A)), make([]opts.ScatterData, len(s.A))
	for i := range s.A {
		names[i] = charts.Clip(s.Names[i], 34)
		lo, hi := math.Min(s.A[i], s.B[i]), math.Max(s.A[i], s.B[i])
		ground[i], bar[i] = opts.BarData{Value: lo}, opts.BarData{Value: hi - lo}
		a[i] = opts.ScatterData{Value: []any{s.A[i], names[i]}, SymbolSize: 13}
		b[i] = opts.ScatterData{Value: []any{s.B[i], names[i]}, SymbolSize: 13, Symbol: "diamond"}
	}
	c := ec.NewBar()
	y := opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: names}
	if s.RTL {
		y.Position = "right"
	}
	c.SetGlobalOptions(
		ec.WithXAxisOpts(opts.XAxis{Type: "value", Inverse: opts.Bool(s.RTL), SplitNumber: 4}),
		ec.WithYAxisOpts(y), ec.WithGridOpts(echart.Grid("16", "16", "8", "8")))
	thin := opts.BarChart{Stack: "gap", BarWidth: "3"}
	c.AddSeries("", ground, ec.WithBarChartOpts(thin), ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Clear}))
	c.AddSeries("", bar, ec.WithBarChartOpts(thin), ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Line}))
	c.SetXAxis(names).XYReversal()
	dots := ec.NewScatter()
	dots.AddSeries(s.NameA, a, ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Accent}))
	dots.AddSeries(s.NameB, b, ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Warn}))
	c.Overlap(dots)
	return echart.Option(c)
}
