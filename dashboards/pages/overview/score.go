package overview

import (
	"html/template"

	"github.com/musharaka/musharaka/dashboards/charts/bullet"
	"github.com/musharaka/musharaka/dashboards/charts/spark"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// Score is one line of the scorecard.
type Score struct {
	ID, Name, Href, Value string
	Known                 bool
	Bullet, Spark         template.HTML
	Under                 string // target and bounds in words
	Chip                  ui.Chip
}

// Line is one indicator of the matrix of several units.
type Line struct {
	ID, Name, Href string
	Cells          []Cell
}

// Cell is an indicator of one unit.
type Cell struct {
	Unit string
	S    Score
}

// ScoreOf makes the scorecard line of an indicator of a unit.
func ScoreOf(c *ui.Ctx, u model.Unit, id string) Score {
	def := c.Def(id)
	s := Score{ID: id, Name: c.Name(id), Href: c.IndicatorPath(id)}
	v, ok := c.Main(u, id)
	if !ok {
		v = model.Value{KPI: id, Status: "absent"}
	}
	s.Known, s.Value = v.Known(), c.Show(v)
	b := bullet.Spec{Target: v.Target, Label: s.Name + ": " + s.Value}
	if def.Unit == "share" {
		b.Max = 0
	}
	if v.Known() {
		b.Value, b.Low, b.High, b.Class = v.Value, v.Low, v.High, c.Standing(v)
	}
	s.Bullet = bullet.Draw(b)
	s.Under = under(c, v, def, bullet.Scale(b))
	s.Chip = c.StandingChip(v)
	if !v.Known() {
		s.Chip = c.StatusChip(v)
	} else if s.Chip.Class == "none" || v.Status == model.Provisional {
		s.Chip = c.StatusChip(v)
	}
	var vals []*float64
	for _, x := range c.Series(u, id) {
		if x.Known() {
			vals = append(vals, x.Value)
		} else {
			vals = append(vals, nil)
		}
	}
	s.Spark = spark.Draw(vals, "")
	return s
}

func under(c *ui.Ctx, v model.Value, def model.Definition, scale float64) string {
	var parts []string
	if !v.Known() {
		if r := c.Reasons(v); len(r) > 0 {
			return r[0]
		}
		return ""
	}
	if v.Target != nil {
		parts = append(parts, c.T("score.target", c.Amount(*v.Target, def.Unit)))
	} else {
		parts = append(parts, c.T("score.notarget"))
	}
	if v.Low != nil && v.High != nil && *v.High-*v.Low > 0.0005 {
		parts = append(parts, c.T("score.bounds", c.Amount(*v.Low, def.Unit), c.Amount(*v.High, def.Unit)))
	}
	if scale != 1 && def.Unit == "share" {
		parts = append(parts, c.T("score.scale", c.Amount(scale, def.Unit)))
	}
	s := parts[0]
	for _, p := range parts[1:] {
		s += " · " + p
	}
	return s
}
