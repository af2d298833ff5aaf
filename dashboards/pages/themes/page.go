// Package themes lists what people write about, largest first, with a map of
// sizes that the list makes optional.
package themes

import (
	_ "embed"
	"html/template"
	"sort"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/stack"
	"github.com/musharaka/musharaka/dashboards/charts/treemap"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/overview"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "themes", Nav: "said", Path: "themes/index.html", Template: body, Pages: pages}
}

// Item is one theme of the list.
type Item struct {
	Label, Href, Words, Count, Trend, TrendText, Area string
	Stance, Spark                                     template.HTML
	Chip                                              ui.Chip
}

type data struct {
	Items               []Item
	Map                 *charts.Figure
	Preliminary, Groups bool
	None                string
	NoneReasons         []ui.Key
	Changed             *Changed
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	set := c.Site.Themes
	d := data{Preliminary: set.Preliminary, Changed: changed(c)}
	rising := 0
	for _, t := range set.Themes {
		d.Items = append(d.Items, item(c, t))
		if t.Trend == "rising" || t.Trend == "new" {
			rising++
		}
	}
	if len(set.Themes) > 1 {
		f := sizes(c)
		d.Map = &f
	}
	if set.NoneShare != nil {
		d.None = c.T("themes.none", c.Pct(*set.NoneShare))
		for _, r := range set.None {
			d.NoneReasons = append(d.NoneReasons, ui.Key{Class: "p6", Text: c.Or("none."+r.Code, r.Code), Value: ui.Int(r.N)})
		}
	}
	lead := c.T("themes.lead.empty")
	if n := len(set.Themes); n > 0 {
		top := set.Themes[0]
		lead = c.T("themes.lead", c.G("themes", n), c.G("messages", set.Texts), c.Iso(c.In(top.Label)), ui.Int(top.Messages))
		if rising > 0 {
			lead += " " + c.N("themes.rising", rising)
		}
	}
	return []ui.Page{{Path: "themes/index.html", Title: c.T("nav.themes"), Lead: lead, Data: d}}, nil
}

func item(c *ui.Ctx, t model.Theme) Item {
	return Item{
		Label: c.In(t.Label), Href: c.ThemePath(t.ID), Words: Keywords(c, t), Area: c.AreaName(t.Area),
		Count: c.T("theme.count", c.N("messages", t.Messages), c.G("voices", t.Voices)),
		Trend: t.Trend, TrendText: rise(c, t),
		Stance: StanceBar(c, t.Stance), Spark: overview.SparkCounts(t.ByMonth), Chip: TrendChip(c, t)}
}

// Keywords joins a theme's words in the page's language.
func Keywords(c *ui.Ctx, t model.Theme) string {
	words := t.Keywords[1]
	if c.RTL() || len(words) == 0 {
		words = t.Keywords[0]
	}
	if len(words) == 0 {
		words = t.Keywords[1]
	}
	if len(words) > 6 {
		words = words[:6]
	}
	s := ""
	for i, w := range words {
		if i > 0 {
			s += c.T("list.sep")
		}
		s += w
	}
	return s
}

// rise says how a theme's quarters compare; nothing if they are withheld.
func rise(c *ui.Ctx, t model.Theme) string {
	if t.Recent < 0 || t.Before < 0 {
		return ""
	}
	return c.T("theme.rise", ui.Int(t.Before), ui.Int(t.Recent))
}

// TrendChip names a theme's direction.
func TrendChip(c *ui.Ctx, t model.Theme) ui.Chip {
	class := map[string]string{"rising": "open", "new": "open", "falling": "void", "steady": "void", "scarce": "void"}[t.Trend]
	if class == "" {
		class = "void"
	}
	return ui.Chip{Class: class, Text: c.T("trend.word." + t.Trend)}
}

// StanceBar draws the four parts of a theme's sentiment.
func StanceBar(c *ui.Ctx, s model.Stance) template.HTML {
	label := c.T("stance.label") + c.T("colon")
	for i, k := range overview.StanceKeys(c, s) {
		if i > 0 {
			label += c.T("list.sep")
		}
		label += k.Text + " " + k.Value
	}
	return stack.Draw([]stack.Part{{N: float64(s.Neg), Class: "neg"}, {N: float64(s.Neu), Class: "neu"}, {N: float64(s.Pos), Class: "pos"}, {N: float64(s.Unclear), Class: "unclear"}}, label)
}

// sizes groups the themes by their wide theme.
func sizes(c *ui.Ctx) charts.Figure {
	set := c.Site.Themes
	byParent := map[string]*treemap.Node{}
	var order []string
	tab := charts.Table{Caption: c.T("themes.table"), File: "musharaka-themes", Cols: []charts.Col{{Head: c.T("col.theme")}, {Head: c.T("col.group")}, {Head: c.T("col.messages"), Num: true}, {Head: c.T("col.voices"), Num: true}, {Head: c.T("col.negative"), Num: true}, {Head: c.T("col.trend")}}}
	for _, t := range set.Themes {
		key := t.Parent
		n := byParent[key]
		if n == nil {
			label := c.In(t.ParentLabel)
			if label == "" {
				label = c.T("themes.nogroup")
			}
			n = &treemap.Node{Name: label}
			byParent[key] = n
			order = append(order, key)
		}
		n.Value += t.Messages
		n.Children = append(n.Children, treemap.Node{Name: c.In(t.Label), Value: t.Messages})
		tab.Rows = append(tab.Rows, []charts.Cell{{Text: c.In(t.Label), Href: c.ThemePath(t.ID)}, charts.Text(n.Name), ui.Whole(t.Messages), ui.Whole(t.Voices),
			c.Share(t.Stance.Neg, t.Stance.Clear()), charts.Text(c.T("trend.word." + t.Trend))})
	}
	sort.SliceStable(order, func(i, j int) bool { return byParent[order[i]].Value > byParent[order[j]].Value })
	var nodes []treemap.Node
	for _, k := range order {
		n := *byParent[k]
		if len(order) == 1 {
			nodes = n.Children
			break
		}
		nodes = append(nodes, n)
	}
	first := set.Themes
	top, sum := 0, 0
	for i, t := range first {
		sum += t.Messages
		if i < 3 {
			top += t.Messages
		}
	}
	return charts.Figure{ID: "sizes", Size: "l", Unit: "count", Title: c.T("themes.sizes", c.Pct(float64(top)/float64(max(sum, 1)))),
		Sub:    c.T("fig.meta", c.T("col.messages"), c.T("source.texts"), c.Day(c.Site.AsOf)),
		Option: treemap.Option(nodes), Table: tab}
}
