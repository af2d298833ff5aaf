package indicator

import (
	"sort"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bars"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// breakdowns draws one figure for each key by which rows exist.
func breakdowns(c *ui.Ctx, u model.Unit, def model.Definition) []charts.Figure {
	keys := map[string]bool{}
	for _, v := range u.Values {
		if v.KPI == def.ID && len(v.Dims) == 1 && v.Period == c.Site.Period {
			keys[v.Dims[0].Key] = true
		}
	}
	order := make([]string, 0, len(keys))
	for k := range keys {
		order = append(order, k)
	}
	sort.Strings(order)
	var out []charts.Figure
	for _, k := range order {
		vals := c.By(u, def.ID, k)
		if k == "month" || k == "quarter" || k == "item" && len(vals) > 40 {
			continue
		}
		label := func(v model.Value) string { return Label(c, k, v.Dim(k)) }
		spec := bars.Spec{RTL: c.RTL()}
		ser := bars.Series{Name: c.In(def.Name), Colour: charts.Accent}
		var top *model.Value
		named := 0
		for i, v := range vals {
			if v.Known() && v.Dim(k) != "unknown" {
				named++
			}
			if len(spec.Names) == 20 {
				continue
			}
			spec.Names = append(spec.Names, label(v))
			if v.Known() {
				ser.Values = append(ser.Values, v.Value)
				if top == nil || *v.Value > *top.Value {
					top = &vals[i]
				}
			} else {
				ser.Values = append(ser.Values, nil)
			}
		}
		if top == nil || named < 2 {
			continue
		}
		spec.Series = []bars.Series{ser}
		if def.Unit == "share" {
			spec.Max = whole(*top.Value)
		}
		size := "m"
		if len(spec.Names) > 10 {
			size = "l"
		} else if len(spec.Names) < 5 {
			size = "s"
		}
		out = append(out, charts.Figure{ID: "by-" + ui.Slug(k), Size: size, Unit: def.Unit,
			Title:  c.T("by.title", c.T("dim."+k), c.Iso(label(*top)), c.Quantity(*top.Value, def.Unit)),
			Sub:    c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)),
			Option: bars.Option(spec),
			Table: c.ValueTable(c.T("by.caption", c.In(def.Name), c.T("dim."+k)), "musharaka-"+ui.Slug(def.ID)+"-"+ui.Slug(k), c.T("dim."+k), vals,
				func(v model.Value) charts.Cell { return charts.Foreign(label(v)) })})
	}
	return out
}

// Label names a value of a dimension: codes by the catalogue, the rest as it is.
func Label(c *ui.Ctx, key, value string) string {
	switch key {
	case "governorate":
		return c.Or("gov."+value, value)
	case "group_id":
		return c.GroupName(value)
	case "kind":
		return c.Or("kindof."+value, c.Or("code."+value, value))
	case "sdg":
		return c.Or("sdg."+value, value)
	}
	return c.Or(key+"."+value, c.Or("code."+value, value))
}

// whole ends the scale of a share at 100 % where the values come near it;
// charts would round it up beyond.
func whole(most float64) *float64 {
	if most <= 0.8 || most > 1 {
		return nil
	}
	one := 1.0
	return &one
}
