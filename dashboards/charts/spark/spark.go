// Package spark draws a small line of a few periods. Periods without a value
// are gaps, never zeros. Time runs left to right in both languages.
package spark

import (
	"html/template"
	"math"

	"github.com/musharaka/musharaka/dashboards/charts/svg"
)

// Draw returns a line through vals; the last known value gets a dot.
func Draw(vals []*float64, label string) template.HTML {
	lo, hi := math.Inf(1), math.Inf(-1)
	last := -1
	for i, v := range vals {
		if v != nil {
			lo, hi = math.Min(lo, *v), math.Max(hi, *v)
			last = i
		}
	}
	const w, h, pad = 120.0, 32.0, 5.0
	c := svg.New(w, h)
	if last < 0 {
		c.Line("s-none", pad, h/2, w-pad, h/2)
		return c.HTML("spark", label, false)
	}
	if hi-lo < 1e-9 {
		lo, hi = lo-0.5, hi+0.5
	}
	pts := make([][2]float64, len(vals))
	for i, v := range vals {
		x := w / 2
		if len(vals) > 1 {
			x = pad + (w-2*pad)*float64(i)/float64(len(vals)-1)
		}
		pts[i] = [2]float64{x, h / 2}
		if v != nil {
			pts[i][1] = pad + (h-2*pad)*(1-(*v-lo)/(hi-lo))
		}
	}
	c.Path("s-line", pts, func(i int) bool { return vals[i] == nil })
	for i, v := range vals {
		alone := v != nil && (i == 0 || vals[i-1] == nil) && (i == len(vals)-1 || vals[i+1] == nil)
		if i == last {
			c.Circle("s-dot", pts[i][0], pts[i][1], 3.2)
		} else if alone {
			c.Circle("s-dot", pts[i][0], pts[i][1], 2)
		}
	}
	return c.HTML("spark", label, false)
}
