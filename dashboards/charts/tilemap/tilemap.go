// Package tilemap draws Oman's eleven governorates as equal tiles placed
// roughly as they lie. It claims no borders and no areas.
package tilemap

import (
	"html/template"

	"github.com/musharaka/musharaka/dashboards/charts/svg"
)

// Place is a governorate's value for its tile.
type Place struct {
	Name  string
	Value string // formatted, may be a mark
	Step  int    // 0 (nothing) to 5 (most)
}

// positions are column and row of each governorate; north is up and east is
// right in both languages, since a map is not mirrored.
func position(code string) (col, row int, ok bool) {
	switch code {
	case "OM-MU":
		return 2, 0, true
	case "OM-BU":
		return 1, 1, true
	case "OM-BS":
		return 2, 1, true
	case "OM-BJ":
		return 3, 1, true
	case "OM-MA":
		return 4, 1, true
	case "OM-ZA":
		return 1, 2, true
	case "OM-DA":
		return 2, 2, true
	case "OM-SS":
		return 3, 2, true
	case "OM-SJ":
		return 4, 2, true
	case "OM-WU":
		return 3, 3, true
	case "OM-ZU":
		return 2, 4, true
	}
	return 0, 0, false
}

// Codes lists the governorates in the order of the official list.
func Codes() []string {
	return []string{"OM-MA", "OM-ZU", "OM-MU", "OM-BU", "OM-DA", "OM-BS", "OM-BJ", "OM-SS", "OM-SJ", "OM-ZA", "OM-WU"}
}

// Draw returns the map; a governorate that is not in places gets an empty tile
// with its name from names.
func Draw(places map[string]Place, label string) template.HTML {
	const tw, th, gap = 128.0, 84.0, 6.0
	c := svg.New(4*(tw+gap)-gap, 5*(th+gap)-gap)
	for _, code := range Codes() {
		col, row, _ := position(code)
		p := places[code]
		x, y := float64(col-1)*(tw+gap), float64(row)*(th+gap)
		c.Group("tile step" + svg.N(float64(p.Step)))
		c.RoundRect("t-box", x, y, tw, th, 4)
		c.Text("t-name", x+tw/2, y+32, "middle", p.Name)
		c.Text("t-value", x+tw/2, y+62, "middle", p.Value)
		c.End()
	}
	return c.HTML("tilemap", label, false)
}
