package indicator

import (
	"cmp"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/trend"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// most is how many units share one chart of lines.
const most = 6

func lines(c *ui.Ctx, def model.Definition) (charts.Figure, bool) {
	if def.Unit == "yesno" {
		return charts.Figure{}, false
	}
	if len(c.Site.Units) > most {
		return quartiles(c, def)
	}
	var spec trend.Spec
	tab := charts.Table{Caption: c.T("history.caption", c.In(def.Name)), File: "musharaka-" + ui.Slug(def.ID), Cols: []charts.Col{{Head: c.T("col.unit")}, {Head: c.T("col.period")}, {Head: c.T("col.value"), Num: true}}}
	tab.Cols = append(tab.Cols, charts.Col{Head: c.T("col.seasons")})
	known, peak := 0, 0.0
	for i, u := range c.Site.Units {
		vals := c.Series(u, def.ID)
		line := trend.Line{Name: c.In(u.Name)}
		marks, cut := c.Breaks(vals)
		line.Breaks = cut
		var names []string
		var periods []model.Period
		for _, v := range vals {
			names, periods = append(names, c.PeriodShort(v.Period)), append(periods, v.Period)
			cell := charts.Text(c.T("status." + v.Status))
			var x *float64
			if v.Known() {
				x, cell = v.Value, charts.Num(c.Amount(*v.Value, def.Unit), *v.Value)
				peak = max(peak, *v.Value)
				known++
			}
			line.Values = append(line.Values, x)
			tab.Rows = append(tab.Rows, []charts.Cell{charts.Foreign(c.In(u.Name)), charts.Text(c.Period(v.Period)), cell, c.Within(v.Period, v.Break)})
		}
		if i < most && len(names) > 1 && (spec.Names == nil || len(names) == len(spec.Names)) {
			if spec.Names == nil {
				spec.Names, spec.Seasons, spec.Breaks = names, c.Seasons(periods), marks
			}
			spec.Lines = append(spec.Lines, line)
		}
	}
	if def.Unit == "share" {
		spec.Max = whole(peak)
	}
	if known < 2 || len(spec.Lines) == 0 {
		return charts.Figure{}, false
	}
	return charts.Figure{ID: "history", Size: "l", Unit: def.Unit, Title: spread(c, def), Note: c.SeasonNote(spec.Seasons), Sub: c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)),
		Option: trend.Option(spec), Table: tab}, true
}

// quartiles draws many units as their median with the middle half around it:
// it names nobody.
func quartiles(c *ui.Ctx, def model.Definition) (charts.Figure, bool) {
	var periods []model.Period
	at := map[model.Period][]float64{}
	for _, u := range c.Site.Units {
		for _, v := range c.Series(u, def.ID) {
			if _, ok := at[v.Period]; !ok {
				at[v.Period] = nil
				periods = append(periods, v.Period)
			}
			if v.Known() {
				at[v.Period] = append(at[v.Period], *v.Value)
			}
		}
	}
	slices.SortFunc(periods, func(a, b model.Period) int { return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End)) })
	line := trend.Line{Name: c.T("col.median"), Colour: charts.Accent}
	tab := charts.Table{Caption: c.T("history.caption", c.In(def.Name)), File: "musharaka-" + ui.Slug(def.ID), Cols: []charts.Col{{Head: c.T("col.period")}, {Head: c.T("col.computed"), Num: true}, {Head: c.T("col.least"), Num: true},
		{Head: c.T("col.q1"), Num: true}, {Head: c.T("col.median"), Num: true}, {Head: c.T("col.q3"), Num: true}, {Head: c.T("col.most"), Num: true}, {Head: c.T("col.seasons")}}}
	var names []string
	known, top := 0, 0.0
	var last float64
	for _, p := range periods {
		vals := at[p]
		slices.Sort(vals)
		names = append(names, c.PeriodShort(p))
		row := []charts.Cell{charts.Text(c.Period(p)), ui.Whole(len(vals))}
		if len(vals) == 0 {
			line.Values, line.Low, line.High = append(line.Values, nil), append(line.Low, nil), append(line.High, nil)
			for range 5 {
				row = append(row, charts.Text("–"))
			}
			tab.Rows = append(tab.Rows, append(row, c.Within(p, "")))
			continue
		}
		known++
		q := [5]float64{}
		for k := range q {
			q[k] = quantile(vals, float64(k)/4)
			row = append(row, charts.Num(c.Amount(q[k], def.Unit), q[k]))
		}
		last, top = q[2], max(top, q[3])
		line.Values, line.Low, line.High = append(line.Values, &q[2]), append(line.Low, &q[1]), append(line.High, &q[3])
		tab.Rows = append(tab.Rows, append(row, c.Within(p, "")))
	}
	if known < 2 {
		return charts.Figure{}, false
	}
	spec := trend.Spec{Names: names, Lines: []trend.Line{line}, Seasons: c.Seasons(periods)}
	if def.Unit == "share" {
		spec.Max = whole(top)
	}
	note := strings.TrimSpace(c.T("history.quartiles") + " " + c.SeasonNote(spec.Seasons))
	return charts.Figure{ID: "history", Size: "l", Unit: def.Unit, Title: c.T("history.median", c.Amount(last, def.Unit), c.Period(periods[len(periods)-1])), Note: note,
		Sub: c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)), Option: trend.Option(spec), Table: tab}, true
}

// quantile of sorted values, between two where it falls between them.
func quantile(vals []float64, at float64) float64 {
	x := at * float64(len(vals)-1)
	i := int(x)
	if i+1 >= len(vals) {
		return vals[len(vals)-1]
	}
	return vals[i] + (x-float64(i))*(vals[i+1]-vals[i])
}

// spread is the finding of several units' lines: the lowest and highest now.
// For the public nobody is put last.
func spread(c *ui.Ctx, def model.Definition) string {
	var lo, hi *model.Unit
	var least, most float64
	for i := range c.Site.Units {
		u := &c.Site.Units[i]
		v, ok := c.Main(*u, def.ID)
		if !ok || !v.Known() {
			continue
		}
		if lo == nil || *v.Value < least {
			lo, least = u, *v.Value
		}
		if hi == nil || *v.Value > most {
			hi, most = u, *v.Value
		}
	}
	if lo == nil || least == most || c.Public() {
		return c.T("history.caption", c.In(def.Name))
	}
	return c.T("history.spread", c.Year(), c.Iso(c.In(lo.Name)), c.Amount(least, def.Unit), c.Iso(c.In(hi.Name)), c.Amount(most, def.Unit))
}

func history(c *ui.Ctx, u model.Unit, def model.Definition) (charts.Figure, bool) {
	vals := c.Series(u, def.ID)
	if len(vals) < 2 || def.Unit == "yesno" {
		return charts.Figure{}, false
	}
	var names []string
	line := trend.Line{Name: c.In(def.Name), Colour: charts.Accent}
	var first, last *model.Value
	var periods []model.Period
	marks, cut := c.Breaks(vals)
	line.Breaks = cut
	for i := range vals {
		names, periods = append(names, c.PeriodShort(vals[i].Period)), append(periods, vals[i].Period)
		if cut[i] {
			first = nil // what came before cannot be compared
		}
		if vals[i].Known() {
			line.Values = append(line.Values, vals[i].Value)
			line.Low, line.High = append(line.Low, vals[i].Low), append(line.High, vals[i].High)
			if first == nil {
				first = &vals[i]
			}
			last = &vals[i]
			continue
		}
		line.Values, line.Low, line.High = append(line.Values, nil), append(line.Low, nil), append(line.High, nil)
	}
	if last == nil {
		return charts.Figure{}, false
	}
	if first == nil {
		first = last
	}
	title := c.T("trend.flat", c.In(def.Name), c.QuantityG(*last.Value, def.Unit))
	if *last.Value > *first.Value {
		title = c.T("trend.up", c.QuantityG(*first.Value, def.Unit), c.Period(first.Period), c.QuantityG(*last.Value, def.Unit), c.Period(last.Period))
	} else if *last.Value < *first.Value {
		title = c.T("trend.down", c.QuantityG(*first.Value, def.Unit), c.Period(first.Period), c.QuantityG(*last.Value, def.Unit), c.Period(last.Period))
	}
	seasons := c.Seasons(periods)
	var ceiling *float64
	if def.Unit == "share" {
		ceiling = whole(peak(vals))
	}
	f := charts.Figure{ID: "history", Title: title, Sub: c.T("fig.meta", c.T("unitname."+def.Unit), c.T("source.registers"), c.Day(c.Site.AsOf)), Unit: def.Unit,
		Option: trend.Option(trend.Spec{Names: names, Lines: []trend.Line{line}, Target: vals[len(vals)-1].Target, Max: ceiling, Seasons: seasons, Breaks: marks}),
		Table: c.ValueTable(c.T("history.caption", c.In(def.Name)), "musharaka-"+ui.Slug(def.ID), c.T("col.period"), vals,
			func(v model.Value) charts.Cell { return charts.Text(c.Period(v.Period)) })}
	f.Table.Cols = append(f.Table.Cols, charts.Col{Head: c.T("col.seasons")})
	for i := range f.Table.Rows {
		f.Table.Rows[i] = append(f.Table.Rows[i], c.Within(vals[i].Period, vals[i].Break))
	}
	var notes []string
	if def.Bounds {
		notes = append(notes, c.T("trend.band"))
	}
	if len(marks) > 0 {
		notes = append(notes, c.T("break.note"))
	}
	if s := c.SeasonNote(seasons); s != "" {
		notes = append(notes, s)
	}
	f.Note = strings.Join(notes, " ")
	return f, true
}

// peak is the largest number that a line, its band or its target reaches.
func peak(vals []model.Value) float64 {
	m := 0.0
	for _, v := range vals {
		for _, p := range []*float64{v.Value, v.High, v.Target} {
			if p != nil && v.Known() {
				m = max(m, *p)
			}
		}
	}
	return m
}
