// Package cells draws a row of yes and no: months with a poll, quarters with
// an article, goals that were covered. Shape tells as much as colour.
package cells

import (
	"html/template"

	"github.com/musharaka/musharaka/dashboards/charts/svg"
)

// Cell is one item: State is yes, no, wait (not due yet), hint (suggested) or
// none; Ring outlines it as relevant.
type Cell struct {
	Label string
	State string
	Ring  bool
}

// Draw returns the cells in rows of per, each with its label.
func Draw(list []Cell, per int, mirror bool, label string) template.HTML {
	if len(list) == 0 {
		return ""
	}
	const size, gap = 56.0, 8.0
	rows := (len(list) + per - 1) / per
	w := float64(min(per, len(list)))*(size+gap) - gap
	c := svg.New(w, float64(rows)*(size+gap)-gap)
	for i, cell := range list {
		x, y := float64(i%per)*(size+gap), float64(i/per)*(size+gap)
		if mirror {
			x = w - size - x
		}
		c.Group("cell " + cell.State)
		c.RoundRect("c-box", x+1, y+1, size-2, size-2, 6)
		if cell.Ring {
			c.RoundRect("c-ring", x+2.5, y+2.5, size-5, size-5, 5)
		}
		c.Text("c-label", x+size/2, y+23, "middle", cell.Label)
		cx, cy := x+size/2, y+40
		switch cell.State {
		case "yes":
			c.Path("c-mark", [][2]float64{{cx - 6, cy}, {cx - 1.5, cy + 4.5}, {cx + 7, cy - 5}}, nil)
		case "no":
			c.Path("c-mark", [][2]float64{{cx - 5, cy - 5}, {cx + 5, cy + 5}}, nil)
			c.Path("c-mark", [][2]float64{{cx - 5, cy + 5}, {cx + 5, cy - 5}}, nil)
		case "hint":
			c.Circle("c-dot", cx, cy, 3)
		}
		c.End()
	}
	return c.HTML("cells", label, false)
}
