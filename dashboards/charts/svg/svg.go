// Package svg writes the few drawings that must print and work without
// scripts. Attributes are numbers and fixed class names; text is escaped.
package svg

import (
	"fmt"
	"html"
	"html/template"
	"strconv"
	"strings"
)

// Canvas collects elements in a coordinate system of w by h.
type Canvas struct {
	b    strings.Builder
	w, h float64
}

// New makes a canvas.
func New(w, h float64) *Canvas { return &Canvas{w: w, h: h} }

// N writes a coordinate with two decimals at most, the same everywhere.
func N(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// Rect draws a rectangle of a class of assets/charts.css.
func (c *Canvas) Rect(class string, x, y, w, h float64) {
	if w < 0 {
		x, w = x+w, -w
	}
	fmt.Fprintf(&c.b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, N(x), N(y), N(w), N(h))
}

// RoundRect is Rect with rounded corners.
func (c *Canvas) RoundRect(class string, x, y, w, h, r float64) {
	fmt.Fprintf(&c.b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s" rx="%s"/>`, class, N(x), N(y), N(w), N(h), N(r))
}

// Circle draws a dot.
func (c *Canvas) Circle(class string, x, y, r float64) {
	fmt.Fprintf(&c.b, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`, class, N(x), N(y), N(r))
}

// Line draws a straight line.
func (c *Canvas) Line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&c.b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, N(x1), N(y1), N(x2), N(y2))
}

// Path draws points joined by lines; a gap starts a new piece.
func (c *Canvas) Path(class string, pts [][2]float64, gap func(i int) bool) {
	var d strings.Builder
	pen := "M"
	for i, p := range pts {
		if gap != nil && gap(i) {
			pen = "M"
			continue
		}
		d.WriteString(pen + N(p[0]) + " " + N(p[1]))
		pen = "L"
	}
	fmt.Fprintf(&c.b, `<path class="%s" d="%s"/>`, class, d.String())
}

// Text draws a label; anchor is start, middle or end.
func (c *Canvas) Text(class string, x, y float64, anchor, s string) {
	fmt.Fprintf(&c.b, `<text class="%s" x="%s" y="%s" text-anchor="%s">%s</text>`, class, N(x), N(y), anchor, html.EscapeString(s))
}

// Title names the element opened by Group.
func (c *Canvas) Title(s string) { fmt.Fprintf(&c.b, `<title>%s</title>`, html.EscapeString(s)) }

// Group opens a group; End closes it.
func (c *Canvas) Group(class string) { fmt.Fprintf(&c.b, `<g class="%s">`, class) }

// End closes a group.
func (c *Canvas) End() { c.b.WriteString("</g>") }

// HTML is the finished drawing. With a label it is an image of that name,
// without one it is decoration. Stretched drawings fill their box in both
// directions and therefore hold no text.
func (c *Canvas) HTML(class, label string, stretch bool) template.HTML {
	role := `aria-hidden="true"`
	if label != "" {
		role = `role="img" aria-label="` + html.EscapeString(label) + `"`
	}
	ratio := ` width="` + N(c.w) + `"`
	if stretch {
		ratio = ` preserveAspectRatio="none"`
	}
	s := fmt.Sprintf(`<svg class="%s" viewBox="0 0 %s %s"%s %s focusable="false">%s</svg>`, class, N(c.w), N(c.h), ratio, role, c.b.String())
	return template.HTML(s) //nolint:gosec // built from numbers, fixed names and escaped text
}
