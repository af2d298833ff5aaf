// Package echart finishes the options that go-echarts' types build. The rule
// of the grammar: a series without a name is scaffolding (the ground of a
// band, the offset of a bar) and never appears in tooltips.
package echart

import (
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Chart is what every chart of go-echarts offers.
type Chart interface {
	Validate()
	JSON() map[string]any
}

// Option returns the chart's option without the parts that the page's own
// script decides for all charts alike: title, toolbox, legend, tooltip, palette.
func Option(c Chart) map[string]any {
	c.Validate()
	o := c.JSON()
	for _, k := range []string{"title", "toolbox", "legend", "tooltip", "color", "backgroundColor"} {
		delete(o, k)
	}
	return o
}

// Grid is the plot area with room for the labels around it.
func Grid(left, right, top, bottom string) opts.Grid {
	return opts.Grid{Left: left, Right: right, Top: top, Bottom: bottom, ContainLabel: opts.Bool(true)}
}

// Value boxes a number for a data item; nil becomes ECharts' gap mark.
func Value(p *float64) any {
	if p == nil {
		return "-"
	}
	return *p
}

// Fill is an item style of one colour.
func Fill(colour string) *opts.ItemStyle { return &opts.ItemStyle{Color: colour} }

// Solid and the two below are the lines of the grammar.
func Solid(colour string, width float32) opts.LineStyle {
	return opts.LineStyle{Color: colour, Width: width}
}

// Dashed marks targets and limits.
func Dashed(colour string) *opts.LineStyle {
	return &opts.LineStyle{Color: colour, Width: 1.5, Type: "dashed"}
}
