// Package bullet draws a measure against its target on a common scale: the
// bar is what is certain, the pale band reaches to what is still possible,
// the upright line is the target.
package bullet

import (
	"html/template"
	"math"

	"github.com/musharaka/musharaka/dashboards/charts/svg"
)

// Spec is one bullet. Nil values are left out.
type Spec struct {
	Value, Low, High, Target *float64
	Max                      float64 // right end of the scale; 0 picks one
	Class                    string  // met, below, open, none
	Label                    string  // for screen readers
}

// Draw returns the drawing, which stretches to its box. It holds no text, so
// that a right-to-left page mirrors it as a whole.
func Draw(s Spec) template.HTML {
	limit := s.Max
	if limit <= 0 {
		limit = Scale(s)
	}
	const w, h = 1000, 28
	at := func(p *float64) float64 { return math.Max(0, math.Min(1, *p/limit)) * w }
	c := svg.New(w, h)
	c.Rect("b-rail", 0, 4, w, 20)
	if s.High != nil && s.Value != nil && *s.High > *s.Value {
		c.Rect("b-band", at(s.Value), 4, at(s.High)-at(s.Value), 20)
	}
	if s.Value != nil {
		c.Rect("b-bar "+s.Class, 0, 9, math.Max(at(s.Value), 3), 10)
	}
	if s.Target != nil {
		c.Rect("b-target", math.Min(at(s.Target), w-5)-1, 0, 6, h)
	}
	return c.HTML("bullet", s.Label, true)
}

// Scale picks the right end: 1 for shares that reach above a half, else the
// next of 1, 2, 5 times a power of ten.
func Scale(s Spec) float64 {
	m := 0.0
	for _, p := range []*float64{s.Value, s.High, s.Target} {
		if p != nil && *p > m {
			m = *p
		}
	}
	if m == 0 {
		return 1
	}
	if m <= 1 && m > 0.4 {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(m)))
	for _, k := range []float64{1, 2, 5, 10} {
		if m <= k*p*1.0000001 {
			return k * p
		}
	}
	return m
}
