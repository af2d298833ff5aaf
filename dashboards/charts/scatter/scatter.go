// Package scatter draws points of two numbers, coloured by group. It serves
// the map of messages and the funnel's units.
package scatter

import (
	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Group is points of one kind.
type Group struct {
	Name   string
	Colour string
	Points [][2]float64
}

// Label is a word at a place of the map.
type Label struct {
	Text string
	X, Y float64
}

// Map builds a map whose axes have no meaning of their own and are hidden.
func Map(groups []Group, labels []Label, size int) map[string]any {
	c := ec.NewScatter()
	hidden := opts.Bool(false)
	c.SetGlobalOptions(
		ec.WithXAxisOpts(opts.XAxis{Type: "value", Show: hidden, Scale: opts.Bool(true)}),
		ec.WithYAxisOpts(opts.YAxis{Type: "value", Show: hidden, Scale: opts.Bool(true)}),
		ec.WithGridOpts(opts.Grid{Left: "8", Right: "8", Top: "8", Bottom: "8"}))
	for i, g := range groups {
		colour := g.Colour
		if colour == "" {
			colour = charts.Series(i)
		}
		data := make([]opts.ScatterData, len(g.Points))
		for j, p := range g.Points {
			data[j] = opts.ScatterData{Value: []float64{p[0], p[1]}, SymbolSize: size}
		}
		c.AddSeries(g.Name, data, ec.WithItemStyleOpts(opts.ItemStyle{Color: colour, Opacity: opts.Float(0.75)}))
	}
	if len(labels) > 0 {
		data := make([]opts.ScatterData, len(labels))
		for i, l := range labels {
			data[i] = opts.ScatterData{Name: charts.Clip(l.Text, 24), Value: []float64{l.X, l.Y}, SymbolSize: 1}
		}
		c.AddSeries("", data, ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Clear}), ec.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "top"}))
	}
	return echart.Option(c)
}
