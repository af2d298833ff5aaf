// Package bars draws ranked or ordered amounts as horizontal bars with their
// numbers at the ends. In a right-to-left page bars grow from the right.
package bars

import (
	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Series is one set of values over the same names.
type Series struct {
	Name   string
	Colour string
	Values []*float64
}

// Spec is a bar chart. Stacked series add up; others stand side by side.
type Spec struct {
	Names   []string // top to bottom
	Series  []Series
	Stacked bool
	Max     *float64
	Target  *float64
	RTL     bool
}

// Option builds the chart.
func Option(s Spec) map[string]any {
	names := make([]string, len(s.Names))
	for i, n := range s.Names {
		names[i] = charts.Clip(n, 34)
	}
	b := ec.NewBar()
	x := opts.XAxis{Type: "value", Inverse: opts.Bool(s.RTL), SplitNumber: 4}
	if s.Max != nil {
		x.Max = *s.Max
		x.SplitNumber = 5 // ends of 1 divide evenly
	}
	y := opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: names}
	at := "right"
	if s.RTL {
		y.Position, at = "right", "left"
	}
	b.SetGlobalOptions(
		ec.WithXAxisOpts(x), ec.WithYAxisOpts(y),
		ec.WithGridOpts(echart.Grid("8", "48", "8", "8")))
	if s.RTL {
		b.SetGlobalOptions(ec.WithGridOpts(echart.Grid("48", "8", "8", "8")))
		b.GridList = b.GridList[len(b.GridList)-1:]
	}
	for i, ser := range s.Series {
		data := make([]opts.BarData, len(ser.Values))
		for j, v := range ser.Values {
			data[j] = opts.BarData{Value: echart.Value(v)}
		}
		colour := ser.Colour
		if colour == "" {
			colour = charts.Series(i)
		}
		so := []ec.SeriesOpts{
			ec.WithItemStyleOpts(opts.ItemStyle{Color: colour}),
			ec.WithBarChartOpts(opts.BarChart{BarCategoryGap: "38%", BarGap: "12%"}),
		}
		if s.Stacked {
			so = append(so, ec.WithBarChartOpts(opts.BarChart{Stack: "all", BarCategoryGap: "38%"}))
		} else {
			so = append(so, ec.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: at, Color: charts.Ink}))
		}
		if i == 0 && s.Target != nil {
			so = append(so, ec.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{XAxis: *s.Target}),
				ec.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none", "none"}, LineStyle: echart.Dashed(charts.Ink), Label: &opts.Label{Show: opts.Bool(false)}}))
		}
		b.AddSeries(ser.Name, data, so...)
	}
	b.SetXAxis(names).XYReversal()
	return echart.Option(b)
}
