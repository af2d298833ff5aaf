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

// Map builds a map whose axes have no meaning of their own and are hidden.
func Map(groups []Group, size int) map[string]any {
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
	return echart.Option(c)
}
