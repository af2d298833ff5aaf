// Package models says what the machine does with people's words, how well it
// was measured to do it, and what it cannot do.
package models

import (
	_ "embed"

	"github.com/musharaka/musharaka/dashboards/charts"
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
	ID, Name, Does, Cannot, Data string
	Scores                       charts.Table
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	var cards []Card
	for _, m := range c.Site.Models {
		k := Card{ID: ui.Slug(m.ID), Name: c.In(m.Name), Does: c.In(m.Does), Cannot: c.In(m.Cannot), Data: c.In(m.Data)}
		k.Scores = charts.Table{Caption: c.T("models.scores", k.Name), File: "musharaka-model-" + k.ID, Empty: c.T("models.unmeasured"), Cols: []charts.Col{{Head: c.T("models.set")}, {Head: c.T("models.slice")}, {Head: c.T("models.metric")}, {Head: c.T("col.value"), Num: true}, {Head: c.T("col.interval"), Num: true}, {Head: "n", Num: true}}}
		for _, s := range m.Scores {
			interval := charts.Text("–")
			if s.Low != nil && s.High != nil {
				interval = charts.Text(c.Interval(*s.Low, *s.High, "number"))
			}
			k.Scores.Rows = append(k.Scores.Rows, []charts.Cell{charts.Text(s.Set), charts.Text(s.Slice), charts.Text(s.Metric), charts.Num(c.Amount(s.Value, "number"), s.Value), interval, ui.Whole(s.N)})
		}
		cards = append(cards, k)
	}
	return []ui.Page{{Path: "models.html", Title: c.T("nav.models"), Lead: c.T("models.lead"), Data: cards}}, nil
}
