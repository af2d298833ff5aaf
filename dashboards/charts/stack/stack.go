// Package stack draws parts of a whole as one bar. The words and numbers of
// the parts stand under it as a list, so the drawing holds no text.
package stack

import (
	"html/template"

	"github.com/musharaka/musharaka/dashboards/charts/svg"
)

// Part is one piece with a colour class (p1 to p8, neg, neu, pos, unclear).
type Part struct {
	N     float64
	Class string
}

// Draw returns the bar, or nothing if there is nothing to divide or
// a part is withheld.
func Draw(parts []Part, label string) template.HTML {
	sum := 0.0
	for _, p := range parts {
		if p.N < 0 {
			return ""
		}
		sum += p.N
	}
	if sum <= 0 {
		return ""
	}
	const w, h, gap = 1000.0, 24.0, 3.0
	c := svg.New(w, h)
	x := 0.0
	for _, p := range parts {
		d := p.N / sum * w
		if d > gap {
			c.Rect("k "+p.Class, x, 0, d-gap, h)
		} else if d > 0 {
			c.Rect("k "+p.Class, x, 0, d, h)
		}
		x += d
	}
	return c.HTML("stackbar", label, true)
}
