package overview

import (
	"html/template"
	"strconv"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// Pillar is one bar of the maturity card.
type Pillar struct {
	Name, Value string
	Bullet      template.HTML
}

// Level is the maturity level and what holds it back.
type Level struct{ Value, Name, Why string }

func pillars() []string { return []string{"1", "2", "3", "4", "5", "6", "7"} }

func maturity(c *ui.Ctx, u model.Unit, d *data) {
	v, ok := c.Main(u, "M1")
	if !ok {
		return
	}
	d.Level = &Level{Value: c.Show(v)}
	if v.Known() {
		d.Level.Name = c.T("level." + ui.Int(int(*v.Value)))
		if v.Status == model.Provisional {
			d.Level.Name += c.T("level.provisional")
		}
	} else if r := c.Reasons(v); len(r) > 0 {
		d.Level.Why = r[0]
	}
	lowest, low := "", 101.0
	for _, p := range pillars() {
		pv, ok := c.Main(u, "M1.p"+p)
		if !ok {
			continue
		}
		b := bullet.Spec{Max: 100, Label: c.T("pillar."+p) + ": " + c.Show(pv)}
		if pv.Known() {
			b.Value = pv.Value
			if *pv.Value < low {
				low, lowest = *pv.Value, c.T("pillar."+p)
			}
		}
		d.Pillars = append(d.Pillars, Pillar{Name: c.T("pillar." + p), Value: c.Show(pv), Bullet: bullet.Draw(b)})
	}
	if lowest != "" && v.Known() {
		d.Level.Why = c.T("overview.holdback", lowest)
	}
}

// levels fills the levels of several units: each with what holds it back, the
// scores of their pillars side by side, or, of many, how many stand where.
func levels(c *ui.Ctx, d *data) {
	many := len(c.Site.Units) > full
	t := charts.Table{Caption: c.T("overview.pillars"), File: "musharaka-pillars", Cols: []charts.Col{{Head: c.T("col.pillar")}}}
	counts := map[int]int{}
	for i := range d.Units {
		u := &c.Site.Units[i]
		one := data{}
		maturity(c, *u, &one)
		if one.Level == nil {
			continue
		}
		d.Units[i].Level, d.Units[i].Why = one.Level.Value, one.Level.Why
		if one.Level.Name != "" {
			d.Units[i].Level += " · " + one.Level.Name
		}
		if v, ok := c.Main(*u, "M1"); ok && v.Known() {
			counts[int(*v.Value)]++
		}
	}
	if many {
		t = charts.Table{Caption: c.T("overview.levels"), File: "musharaka-levels", Cols: []charts.Col{{Head: c.T("fact.level")}, {Head: c.T("nav.units"), Num: true}}}
		for l := 5; l >= 1; l-- {
			name := c.Quantity(float64(l), "level") + " · " + c.T("level."+strconv.Itoa(l))
			t.Rows = append(t.Rows, []charts.Cell{charts.Text(name), ui.Whole(counts[l])})
		}
		d.PillarTable = &t
		return
	}
	for i := range d.Units {
		t.Cols = append(t.Cols, charts.Col{Head: d.Units[i].Name, Num: true})
	}
	known := false
	for _, p := range pillars() {
		row := []charts.Cell{charts.Text(c.T("pillar." + p))}
		for _, u := range c.Site.Units {
			v, ok := c.Main(u, "M1.p"+p)
			if !ok || !v.Known() {
				row = append(row, charts.Text("–"))
				continue
			}
			known = true
			row = append(row, charts.Num(c.Amount(*v.Value, "points"), *v.Value))
		}
		t.Rows = append(t.Rows, row)
	}
	if known {
		d.PillarTable = &t
	}
}
