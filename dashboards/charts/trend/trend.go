// Package trend draws lines over time, with the band of what is still
// possible or uncertain around them. Time runs left to right in both
// languages (decision 0062).
package trend

import (
	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Line is one line with an optional band; all slices are as long as Names.
type Line struct {
	Name      string
	Colour    string
	Values    []*float64
	Low, High []*float64
	Step      bool
	Dashed    bool
}

// Spec is a chart of lines over the same periods.
type Spec struct {
	Names  []string // periods
	Lines  []Line
	Target *float64
	Max    *float64
	Min    *float64
}

// Option builds the chart.
func Option(s Spec) map[string]any {
	c := ec.NewLine()
	y := opts.YAxis{Type: "value", SplitNumber: 4}
	if s.Max != nil {
		y.Max = *s.Max
	}
	if s.Min != nil {
		y.Min = *s.Min
	}
	c.SetGlobalOptions(
		ec.WithXAxisOpts(opts.XAxis{Type: "category", Data: s.Names}),
		ec.WithYAxisOpts(y),
		ec.WithGridOpts(echart.Grid("8", "24", "20", "8")))
	c.SetXAxis(s.Names)
	for i, l := range s.Lines {
		colour := l.Colour
		if colour == "" {
			colour = charts.Series(i)
		}
		if l.Low != nil && l.High != nil {
			stack := "band" + l.Name
			ground, height := make([]opts.LineData, len(l.Low)), make([]opts.LineData, len(l.Low))
			for j := range l.Low {
				ground[j], height[j] = opts.LineData{Value: "-"}, opts.LineData{Value: "-"}
				if l.Low[j] != nil && l.High[j] != nil {
					ground[j], height[j] = opts.LineData{Value: *l.Low[j]}, opts.LineData{Value: *l.High[j] - *l.Low[j]}
				}
			}
			flat := opts.LineChart{Stack: stack, Symbol: "none"}
			c.AddSeries("", ground, ec.WithLineChartOpts(flat), ec.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}))
			c.AddSeries("", height, ec.WithLineChartOpts(flat), ec.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}),
				ec.WithAreaStyleOpts(opts.AreaStyle{Color: colour, Opacity: opts.Float(0.16)}))
		}
		data := make([]opts.LineData, len(l.Values))
		for j, v := range l.Values {
			data[j] = opts.LineData{Value: echart.Value(v)}
		}
		style := echart.Solid(colour, 2.25)
		if l.Dashed {
			style.Type = "dashed"
		}
		lc := opts.LineChart{Symbol: "circle", SymbolSize: 7, ShowSymbol: opts.Bool(true)}
		if l.Step {
			lc.Step = "end"
		}
		so := []ec.SeriesOpts{
			ec.WithLineChartOpts(lc), ec.WithLineStyleOpts(style),
			ec.WithItemStyleOpts(opts.ItemStyle{Color: colour}),
		}
		if i == 0 && s.Target != nil {
			so = append(so, ec.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{YAxis: *s.Target}),
				ec.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none", "none"}, LineStyle: echart.Dashed(charts.Ink), Label: &opts.Label{Show: opts.Bool(false)}}))
		}
		c.AddSeries(l.Name, data, so...)
	}
	return echart.Option(c)
}
