// Package funnel draws units' rates against their numbers of cases, with the
// limits inside which units differ by chance alone. It ranks nobody.
package funnel

import (
	"math"

	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
)

// Point is one unit's rate.
type Point struct {
	Name     string
	Num, Den float64
}

// small is the number of cases below which a unit is only shown in grey.
const small = 30

// Pooled is the rate of all units together.
func Pooled(pts []Point) float64 {
	var n, d float64
	for _, p := range pts {
		n, d = n+p.Num, d+p.Den
	}
	if d == 0 {
		return 0
	}
	return n / d
}

// Limits are the lower and upper limit around the pooled rate for den cases,
// by the normal approximation, cut to 0 and 1. z is 1.96 or 3.09.
func Limits(rate, den, z float64) (lo, hi float64) {
	se := math.Sqrt(rate * (1 - rate) / den)
	return math.Max(0, rate-z*se), math.Min(1, rate+z*se)
}

// Option builds the plot: units (grey below 30 cases), pooled rate, limits.
func Option(pts []Point, words struct{ Units, Few, Pooled, L95, L998 string }) map[string]any {
	rate, most := Pooled(pts), 0.0
	for _, p := range pts {
		most = math.Max(most, p.Den)
	}
	c := ec.NewScatter()
	c.SetGlobalOptions(
		ec.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, SplitNumber: 4}),
		ec.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0, Max: 1, SplitNumber: 4}),
		ec.WithGridOpts(echart.Grid("8", "24", "20", "8")))
	var main, few []opts.ScatterData
	for _, p := range pts {
		if p.Den <= 0 {
			continue
		}
		d := opts.ScatterData{Name: charts.Clip(p.Name, 40), Value: []float64{p.Den, p.Num / p.Den}, SymbolSize: 11}
		if p.Den < small {
			few = append(few, d)
		} else {
			main = append(main, d)
		}
	}
	line := ec.NewLine()
	add := func(name string, z float64, upper bool, style opts.LineStyle) {
		var data []opts.LineData
		for i := 1; i <= 60; i++ {
			den := most * 1.05 * float64(i) / 60
			lo, hi := Limits(rate, den, z)
			v := lo
			if upper {
				v = hi
			}
			data = append(data, opts.LineData{Value: []float64{round(den), round(v)}})
		}
		line.AddSeries(name, data, ec.WithLineChartOpts(opts.LineChart{Symbol: "none"}), ec.WithLineStyleOpts(style))
	}
	add(words.Pooled, 0, true, echart.Solid(charts.Ink, 1.5))
	for _, up := range []bool{false, true} {
		name95, name998 := words.L95, words.L998
		if up {
			name95, name998 = "", ""
		}
		add(name95, 1.96, up, *echart.Dashed(charts.Muted))
		add(name998, 3.09, up, echart.Solid(charts.Muted, 1))
	}
	c.AddSeries(words.Units, main, ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Accent}))
	c.AddSeries(words.Few, few, ec.WithItemStyleOpts(opts.ItemStyle{Color: charts.Muted, Opacity: opts.Float(0.5)}))
	c.Overlap(line)
	return echart.Option(c)
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
