// Package treemap draws the sizes of themes as areas, widest group outside.
// The list beside it says the same without it.
package treemap

import (
	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Node is a theme or a group of themes.
type Node struct {
	Name     string
	Value    int
	Children []Node
}

// Option builds the chart.
func Option(nodes []Node) map[string]any {
	c := ec.NewTreeMap()
	c.AddSeries("", convert(nodes),
		ec.WithTreeMapOpts(opts.TreeMapChart{
			Roam: opts.Bool(false), Left: "0", Right: "0", Top: "0", Bottom: "0",
			Label: &opts.Label{Show: opts.Bool(true)},
		}))
	return echart.Option(c)
}

func convert(nodes []Node) []opts.TreeMapNode {
	out := make([]opts.TreeMapNode, len(nodes))
	for i, n := range nodes {
		out[i] = opts.TreeMapNode{Name: charts.Clip(n.Name, 60), Value: n.Value}
		if len(n.Children) > 0 {
			out[i].Children = convert(n.Children)
		}
	}
	return out
}
