// Package models says what the machine does with people's words, how well it
// was measured to do it, and what it cannot do.
package models

import (
	_ "embed"
	"strings"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "models", Nav: "method", Path: "models.html", Template: body, Pages: pages}
}

// Card is one model's card.
type Card struct {
	ID, Name, Does, Data string
	Cannot               []string
	Figure               *charts.Figure // the slices of the main set
	Note                 string
	Sets                 []charts.Table
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var cards []Card
	for _, m := range c.Site.Models {
		k := Card{ID: ui.Slug(m.ID), Name: c.In(m.Name), Does: c.In(m.Does), Data: c.In(m.Data)}
		for line := range strings.SplitSeq(c.In(m.Cannot), "\n") {
			if line != "" {
				k.Cannot = append(k.Cannot, line)
			}
		}
		if f, ok := slices(c, m); ok {
			k.Figure = &f
		}
		k.Sets = sets(c, m)
		cards = append(cards, k)
	}
	return []ui.Page{{Path: "models.html", Title: c.T("nav.models"), Lead: c.T("models.lead"), Data: cards}}, nil
}

// sets is a table of scores for each set on which a model was measured.
func sets(c *ui.Ctx, m model.ModelCard) []charts.Table {
	var out []charts.Table
	at := map[string]int{}
	for _, s := range m.Scores {
		i, ok := at[s.Set]
		if !ok {
			i = len(out)
			at[s.Set] = i
			out = append(out, charts.Table{Caption: c.Or("set."+s.Set, s.Set), File: "musharaka-model-" + ui.Slug(m.ID) + "-" + ui.Slug(s.Set), Cols: []charts.Col{
				{Head: c.T("models.slice")}, {Head: c.T("models.tier")}, {Head: c.T("models.metric"), Wide: true}, {Head: c.T("col.value"), Num: true}, {Head: c.T("col.interval"), Num: true}, {Head: c.T("models.n"), Num: true}}})
		}
		tier, slice := split(s.Slice)
		interval := charts.Text("–")
		if s.Low != nil && s.High != nil {
			interval = charts.Text(c.T("range", c.Amount(*s.Low, "number"), c.Amount(*s.High, "number")))
		}
		if tier != "" {
			tier = c.T("tier." + tier)
		} else {
			tier = "–"
		}
		out[i].Rows = append(out[i].Rows, []charts.Cell{charts.Text(sliceName(c, slice)), charts.Text(tier), charts.Text(c.Or("metric."+s.Metric, s.Metric)),
			charts.Num(c.Amount(s.Value, "number"), s.Value), interval, ui.Whole(s.N)})
	}
	return out
}

// split takes the tier, which the name of a slice begins with, apart.
func split(slice string) (tier, rest string) {
	first, rest, _ := strings.Cut(slice, " ")
	first, comma := strings.CutSuffix(first, ",")
	if first != "fast" && first != "precise" {
		return "", slice
	}
	if comma {
		rest = strings.TrimSpace(rest)
	}
	return first, rest
}

func sliceName(c *ui.Ctx, slice string) string {
	if slice == "" {
		slice = "all"
	}
	if s := c.Or("slice."+slice, ""); s != "" {
		return s
	}
	return c.Or("lang."+slice, c.Or("intent."+slice, slice))
}
