package models

import (
	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/bars"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// fewest texts of a slice that is drawn: a share of fewer says nothing, and
// stands in the table of everything alone.
const fewest = 20

// slices draws the main score of a model for each slice of its main set: the
// project's own texts that no model has seen.
func slices(c *ui.Ctx, m model.ModelCard) (charts.Figure, bool) {
	set, metric := headline(m.Scores)
	var names []string
	at := map[string]int{}
	vals := map[string][]*float64{}
	tab := charts.Table{Caption: c.T("models.scores", c.In(m.Name)), File: "musharaka-model-" + ui.Slug(m.ID), Cols: []charts.Col{
		{Head: c.T("models.slice")}, {Head: c.T("models.tier")}, {Head: c.Or("metric."+metric, metric), Num: true}, {Head: c.T("col.interval"), Num: true}, {Head: c.T("models.n"), Num: true}}}
	var lo, hi *model.Score
	for i := range m.Scores {
		s := &m.Scores[i]
		tier, slice := split(s.Slice)
		if s.Set != set || s.Metric != metric || slice == "" || slice == "all" || s.N < fewest {
			continue
		}
		if _, ok := at[slice]; !ok {
			at[slice] = len(names)
			names = append(names, sliceName(c, slice))
		}
		for len(vals[tier]) <= at[slice] {
			vals[tier] = append(vals[tier], nil)
		}
		x := s.Value
		vals[tier][at[slice]] = &x
		if lo == nil || s.Value < lo.Value {
			lo = s
		}
		if hi == nil || s.Value > hi.Value {
			hi = s
		}
		interval, word := charts.Text("–"), "–"
		if s.Low != nil && s.High != nil {
			interval = charts.Text(c.T("range", c.Amount(*s.Low, "number"), c.Amount(*s.High, "number")))
		}
		if tier != "" {
			word = c.T("tier." + tier)
		}
		tab.Rows = append(tab.Rows, []charts.Cell{charts.Text(sliceName(c, slice)), charts.Text(word), charts.Num(c.Amount(s.Value, "number"), s.Value), interval, ui.Whole(s.N)})
	}
	if len(names) < 2 {
		return charts.Figure{}, false
	}
	one := 1.0
	spec := bars.Spec{Names: names, RTL: c.RTL(), Max: &one}
	for i, tier := range []string{"fast", "precise", ""} {
		if list, ok := vals[tier]; ok {
			for len(list) < len(names) {
				list = append(list, nil)
			}
			name := c.Or("metric."+metric, metric)
			if tier != "" {
				name = c.T("tier." + tier)
			}
			spec.Series = append(spec.Series, bars.Series{Name: name, Colour: charts.Series(i * 2 % 3), Values: list})
		}
	}
	_, low := split(lo.Slice)
	_, high := split(hi.Slice)
	size := "m"
	if len(names) > 6 {
		size = "l"
	}
	return charts.Figure{ID: "scores-" + ui.Slug(m.ID), Size: size, Unit: "number", Title: c.T("models.title", c.Amount(lo.Value, "number"), sliceName(c, low), c.Amount(hi.Value, "number"), sliceName(c, high)),
		Sub:  c.T("models.sub", c.Or("metric."+metric, metric), c.Or("set."+set, set)),
		Note: c.Or("metric."+metric+".note", ""), Option: bars.Option(spec), Table: tab}, true
}

// headline picks the set and the metric that say most: the project's own
// unseen texts before public sets, a mean over classes before plain hits.
func headline(scores []model.Score) (set, metric string) {
	for _, s := range scores {
		if s.Set == "corpus_test" || set == "" {
			set = s.Set
		}
		if s.Set == "corpus_test" {
			break
		}
	}
	for _, want := range []string{"macro_f1", "f1", "recall", "accuracy"} {
		for _, s := range scores {
			if s.Set == set && s.Metric == want {
				return set, want
			}
		}
	}
	for _, s := range scores {
		if s.Set == set {
			return set, s.Metric
		}
	}
	return set, metric
}
