// Package trend draws lines over time, with the band of what is still
// possible or uncertain around them. Time runs left to right in both
// languages (decision 0062).
package trend

import (
	"fmt"

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
	Breaks    []bool // true where the value cannot be compared with the one before
	Step      bool
	Dashed    bool
}

// Season is a span of days behind the lines, such as a Ramadan. Positions count
// periods from the left edge: 1.5 is the middle of the second one.
type Season struct {
	Name     string
	From, To float64
	Level    int // row of its label above the plot
}

// Break is a mark between two periods that cannot be compared.
type Break struct {
	Name string
	At   int // index of the period after it
}

// Spec is a chart of lines over the same periods.
type Spec struct {
	Names   []string // periods
	Lines   []Line
	Target  *float64
	Max     *float64
	Min     *float64
	Seasons []Season
	Breaks  []Break
}

// Option builds the chart.
func Option(s Spec) map[string]any {
	c := ec.NewLine()
	y := opts.YAxis{Type: "value", SplitNumber: 4}
	if s.Max != nil {
		y.Max = *s.Max
		y.SplitNumber = 5 // ends of 1 divide evenly
	}
	if s.Min != nil {
		y.Min = *s.Min
	}
	marked := len(s.Seasons) > 0 || len(s.Breaks) > 0
	top := "20"
	if marked {
		top = "48"
	}
	c.SetGlobalOptions(
		ec.WithXAxisOpts(opts.XAxis{Type: "category", Data: s.Names}),
		ec.WithYAxisOpts(y),
		ec.WithGridOpts(echart.Grid("8", "24", top, "8")))
	c.SetXAxis(s.Names)
	if marked {
		// A hidden axis that counts periods, for what lies between them.
		c.ExtendXAxis(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: len(s.Names)})
		c.AddSeries("", []opts.LineData{{Value: []any{0, "-"}}}, ec.WithLineChartOpts(opts.LineChart{XAxisIndex: 1, Symbol: "none"}), marks(s))
	}
	for i, l := range s.Lines {
		if l.Colour == "" {
			l.Colour = charts.Series(i)
		}
		target := s.Target
		for _, part := range l.parts() {
			part.add(c, len(s.Names), target, i == 0)
			target = nil
		}
	}
	o := echart.Option(c)
	if marked {
		o["marked"] = true
	}
	return o
}

// parts cuts a line where it breaks, so that nothing joins what cannot be compared.
func (l Line) parts() []Line {
	var out []Line
	from := 0
	cut := func(list []*float64, to int) []*float64 {
		if list == nil {
			return nil
		}
		part := make([]*float64, len(list))
		copy(part[from:to], list[from:to])
		return part
	}
	for i := 1; i <= len(l.Values); i++ {
		if i < len(l.Values) && (i >= len(l.Breaks) || !l.Breaks[i]) {
			continue
		}
		p := l
		p.Values, p.Low, p.High = cut(l.Values, i), cut(l.Low, i), cut(l.High, i)
		out = append(out, p)
		from = i
	}
	return out
}

func (l Line) add(c *ec.Line, n int, target *float64, first bool) {
	if l.Low != nil && l.High != nil {
		stack := fmt.Sprintf("band%d", len(c.MultiSeries))
		ground, height := make([]opts.LineData, n), make([]opts.LineData, n)
		for j := range n {
			ground[j], height[j] = opts.LineData{Value: "-"}, opts.LineData{Value: "-"}
			if l.Low[j] != nil && l.High[j] != nil {
				ground[j], height[j] = opts.LineData{Value: *l.Low[j]}, opts.LineData{Value: *l.High[j] - *l.Low[j]}
			}
		}
		flat := opts.LineChart{Stack: stack, Symbol: "none"}
		c.AddSeries("", ground, ec.WithLineChartOpts(flat), ec.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}))
		c.AddSeries("", height, ec.WithLineChartOpts(flat), ec.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}),
			ec.WithAreaStyleOpts(opts.AreaStyle{Color: l.Colour, Opacity: opts.Float(0.16)}))
	}
	data := make([]opts.LineData, len(l.Values))
	for j, v := range l.Values {
		data[j] = opts.LineData{Value: echart.Value(v)}
	}
	style := echart.Solid(l.Colour, 2.25)
	if l.Dashed {
		style.Type = "dashed"
	}
	lc := opts.LineChart{Symbol: "circle", SymbolSize: 7, ShowSymbol: opts.Bool(true)}
	if l.Step {
		lc.Step = "end"
	}
	so := []ec.SeriesOpts{
		ec.WithLineChartOpts(lc), ec.WithLineStyleOpts(style),
		ec.WithItemStyleOpts(opts.ItemStyle{Color: l.Colour}),
	}
	if first && target != nil {
		so = append(so, ec.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{YAxis: *target}),
			ec.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none", "none"}, LineStyle: echart.Dashed(charts.Ink), Label: &opts.Label{Show: opts.Bool(false)}}))
	}
	c.AddSeries(l.Name, data, so...)
}

// edge is one side of a season, or a break.
type edge struct {
	Name  string  `json:"name,omitempty"`
	X     float64 `json:"xAxis"`
	Label *label  `json:"label,omitempty"`
}

// label has the distance that the library's lacks.
type label struct {
	Show     bool   `json:"show"`
	Position string `json:"position"`
	Distance int    `json:"distance"`
	FontSize int    `json:"fontSize"`
	Color    string `json:"color"`
}

// marks draws seasons and breaks on the hidden axis. The library's own items
// for areas know no pairs.
func marks(s Spec) ec.SeriesOpts {
	return func(one *ec.SingleSeries) {
		if len(s.Seasons) > 0 {
			area := &opts.MarkAreas{}
			area.ItemStyle = &opts.ItemStyle{Color: charts.Line, Opacity: opts.Float(0.5)}
			for _, x := range s.Seasons {
				words := &label{Show: true, Position: "top", Distance: 4 + 14*x.Level, FontSize: 11, Color: charts.Ink}
				area.Data = append(area.Data, [2]edge{{Name: x.Name, X: x.From, Label: words}, {X: x.To}})
			}
			one.MarkAreas = area
		}
		if len(s.Breaks) > 0 {
			line := &opts.MarkLines{}
			line.Symbol = []string{"none", "none"}
			line.LineStyle = &opts.LineStyle{Color: charts.Warn, Width: 2, Type: "dotted"}
			line.Label = &opts.Label{Show: opts.Bool(true), Position: "insideEndTop", Formatter: "{b}", FontSize: 11, Color: charts.Warn}
			for _, x := range s.Breaks {
				line.Data = append(line.Data, edge{Name: x.Name, X: float64(x.At)})
			}
			one.MarkLines = line
		}
	}
}
