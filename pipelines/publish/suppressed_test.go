package publish_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/indicator"
	"github.com/musharaka/musharaka/dashboards/ui"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/publish"
)

// Every cell that the rules hide is read back by its address (page, table, row
// and column; chart, series and point; place in a drawing or a list) in every
// artefact of the public edition, the one-file dashboard included. A build
// with suppression off shows the number at each of these addresses, which
// proves that the address is right and that this test would see a leak; the
// public build shows the mark or nothing.
func TestEverySuppressedCell(t *testing.T) {
	db := smallCells(t)
	o := options(t.TempDir())
	o.Edition = model.Public
	site, hidden, err := publish.PublicSite(t.Context(), db, o, false)
	if err != nil {
		t.Fatal(err)
	}
	bare, none, err := publish.PublicSite(t.Context(), db, o, true)
	if err != nil || len(none) > 0 {
		t.Fatalf("suppression is not off: %v, %v", none, err)
	}
	on, off := artefacts(t, site), artefacts(t, bare)
	read, leaks, kinds := 0, 0, map[string]int{}
	for _, h := range hidden {
		for _, a := range addresses(t, bare, h) {
			want := a.read(off)
			if want == "" {
				continue // this artefact has no such cell, in neither build
			}
			read++
			kind, _, _ := strings.Cut(h.Table, "/")
			kinds[kind+" "+a.kind]++
			if !strings.Contains(want, a.want) {
				t.Errorf("%v at %v: with suppression off there is %q, want %q: the address is wrong", h, a, want, a.want)
			}
			if want != ui.Mark {
				leaks++
			}
			if got := a.read(on); got != "" && got != ui.Mark {
				t.Errorf("%v at %v: the public edition shows %q", h, a, got)
			}
		}
	}
	t.Logf("%d hidden cells, %d addresses read: %v", len(hidden), read, kinds)
	if leaks != read {
		t.Errorf("with suppression off %d of %d addresses would fail this test, want all", leaks, read)
	}
	for _, want := range []string{"activities table", "answers list", "governorates table", "governorates drawing", "kpi table", "kpi chart", "themes list", "themes table", "themes chart"} {
		if kinds[want] == 0 {
			t.Errorf("no address of kind %q was read", want)
		}
	}
}

// smallCells is the seeded year with a small cell in every table that the
// public edition has.
func smallCells(t *testing.T) *store.DB {
	t.Helper()
	db := seeded(t)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, sql := range []string{
			`UPDATE participants SET governorate = 'OM-WU' WHERE participant_id = 'ps-000003'`,
			`UPDATE outcomes SET status = 'noted' WHERE status = 'referred' AND submission_id NOT IN ('S4', 'S10', 'S34')`,
			`UPDATE enrichments SET lang = 'en' WHERE submission_id IN ('S4', 'S8')`,
		} {
			if _, err := tx.Exec(ctx, sql); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// address is one place where a cell would stand.
type address struct {
	kind, file, table string // table: its caption; chart: its id; list: a class
	row               []string
	col               string
	want              string
}

// parsed is a page of an edition, by its file and, in the one-file dashboard,
// the address of the page in it.
type parsed struct {
	tables []table
	charts map[string]chart
	lists  map[string][]string // text of items by class of the list
	drawn  []string            // words of drawings, in their order
}

type table struct {
	caption string
	heads   []string
	rows    [][]cell
}

type cell struct{ text, v string }

type chart struct {
	Option struct {
		XAxis  []struct{ Data []string } `json:"xAxis"`
		YAxis  []struct{ Data []string } `json:"yAxis"`
		Series []struct {
			Name string
			Data []json.RawMessage
		}
	}
}

// read gives what stands at an address, or "" if there is no such place.
func (a address) read(pages map[string]parsed) string {
	var found []string
	for file, p := range pages {
		if file != a.file && !strings.HasSuffix(file, "#"+a.file) {
			continue
		}
		switch a.kind {
		case "table":
			for _, tab := range p.tables {
				found = append(found, tab.read(a)...)
			}
		case "chart":
			if c, ok := p.charts[a.table]; ok {
				found = append(found, c.read(a)...)
			}
		case "drawing":
			if i := slices.Index(p.drawn, a.row[0]); i >= 0 && i+1 < len(p.drawn) {
				found = append(found, p.drawn[i+1])
			}
		case "list":
			for _, item := range p.lists[a.table] {
				rest, ok := strings.CutPrefix(item, a.row[0])
				if rest = strings.Trim(rest, " \u200e"); ok && strings.Trim(rest, "0123456789,.%*–") == "" {
					found = append(found, rest)
				}
			}
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	return strings.Join(found, " / ")
}

func (tab table) read(a address) (found []string) {
	col := slices.Index(tab.heads, a.col)
	if tab.caption != a.table || col < 0 {
		return nil
	}
	exact := func(c cell, want string) bool { return c.text == want }
	begins := func(c cell, want string) bool { return strings.HasPrefix(c.text, want) } // a note stands behind the name
	for _, same := range []func(cell, string) bool{exact, begins} {
		for _, r := range tab.rows {
			match := col < len(r)
			for _, want := range a.row {
				match = match && slices.ContainsFunc(r, func(c cell) bool { return same(c, want) })
			}
			if match {
				found = append(found, r[col].text)
				if r[col].v != "" && r[col].text == ui.Mark {
					found = append(found, "data-v="+r[col].v)
				}
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return found
}

func (c chart) read(a address) (found []string) {
	var names []string
	for _, axis := range append(c.Option.XAxis, c.Option.YAxis...) {
		if len(axis.Data) > 0 {
			names = axis.Data
		}
	}
	i := slices.Index(names, a.row[0])
	for _, s := range c.Option.Series {
		if i < 0 || i >= len(s.Data) {
			continue
		}
		var v struct{ Value any }
		if json.Unmarshal(s.Data[i], &v) == nil && v.Value != nil && v.Value != "-" {
			found = append(found, fmt.Sprint(v.Value))
		}
	}
	return found
}

// artefacts builds everything of an edition and parses it.
func artefacts(t *testing.T, site *model.Site) map[string]parsed {
	t.Helper()
	out := map[string]parsed{}
	add := func(name string, body []byte) {
		doc, err := html.Parse(strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = parse(t, doc)
		for n := range doc.Descendants() {
			if id := attr(n, "id"); n.Data == "template" && strings.HasPrefix(id, "p:") {
				path := strings.TrimPrefix(strings.TrimPrefix(id, "p:ar:"), "p:")
				out[name+"#"+strings.Replace(path, "en:", "en/", 1)] = parse(t, n)
			}
		}
	}
	if err := dashboards.Build(t.Context(), site, func(f dashboards.File) error {
		if strings.HasSuffix(f.Path, ".html") {
			add(f.Path, f.Data)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	single, err := dashboards.Single(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	add("dashboard.html", single)
	return out
}

func parse(t *testing.T, root *html.Node) parsed {
	t.Helper()
	p := parsed{charts: map[string]chart{}, lists: map[string][]string{}}
	for n := range root.Descendants() {
		switch {
		case n.Data == "table":
			p.tables = append(p.tables, readTable(n))
		case n.Data == "script" && attr(n, "class") == "chart-data":
			var c chart
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &c); err != nil {
				t.Fatal(err)
			}
			p.charts[strings.TrimSuffix(attr(n, "id"), "-data")] = c
		case n.Type == html.ElementNode && n.Data == "text":
			p.drawn = append(p.drawn, text(n))
		case n.Data == "li" && n.Parent != nil:
			class := attr(n.Parent, "class")
			p.lists[class] = append(p.lists[class], text(n))
		}
	}
	return p
}

func readTable(n *html.Node) (tab table) {
	for d := range n.Descendants() {
		switch d.Data {
		case "caption":
			tab.caption = text(d)
		case "tr":
			var row []cell
			head := false
			for c := range d.ChildNodes() {
				if c.Data == "th" || c.Data == "td" {
					row = append(row, cell{text(c), attr(c, "data-v")})
					head = head || attr(c, "scope") == "col"
				}
			}
			if head {
				for _, c := range row {
					tab.heads = append(tab.heads, c.text)
				}
			} else {
				tab.rows = append(tab.rows, row)
			}
		}
	}
	return tab
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == nil || d.Parent.Data != "script") {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// addresses lists where a hidden cell would stand, in both languages.
func addresses(t *testing.T, site *model.Site, h publish.Withheld) []address {
	t.Helper()
	var out []address
	for _, l := range i18n.Langs() {
		c, err := ui.NewCtx(site, l)
		if err != nil {
			t.Fatal(err)
		}
		at := places{c: c, h: h}
		if l == i18n.EN {
			at.dir = "en/"
		}
		table, rest, _ := strings.Cut(h.Table, "/")
		switch table {
		case "kpi":
			at.kpi(rest)
		case "activities":
			at.activity()
		case "governorates":
			at.governorate()
		case "answers":
			at.add("list", "adoption.html", "legend", []string{c.T("outcome." + h.Row)}, "", ui.Int(int(h.N)))
		case "themes":
			at.theme(rest)
		}
		out = append(out, at.list...)
	}
	return out
}

type places struct {
	c    *ui.Ctx
	h    publish.Withheld
	dir  string
	list []address
}

func (p *places) add(kind, file, table string, row []string, col, want string) {
	p.list = append(p.list, address{kind, p.dir + file, table, row, col, strings.Trim(want, "\u200e")})
}

// value finds the value that a hidden cell of an indicator belongs to.
func (p *places) value(id string) (model.Value, string, bool) {
	unit, kpi, _ := strings.Cut(id, "/")
	for _, u := range p.c.Site.Units {
		for _, v := range u.Values {
			if u.ID == unit && v.KPI == kpi && publish.ValueRow(v) == p.h.Row {
				return v, kpi, true
			}
		}
	}
	return model.Value{}, kpi, false
}

func (p *places) kpi(id string) {
	v, kpi, ok := p.value(id)
	if !ok || !v.Known() {
		return
	}
	c := p.c
	col, want := c.T("col.value"), c.Show(v)
	switch p.h.Col {
	case "num":
		col, want = c.T("col.num"), c.Raw(v.Num).Text
	case "den":
		col, want = c.T("col.den"), c.Raw(v.Den).Text
	}
	file := c.IndicatorPath(kpi)
	if len(v.Dims) == 1 {
		k := v.Dims[0].Key
		label := indicator.Label(c, k, v.Dims[0].Value)
		p.add("table", file, c.T("by.caption", c.Name(kpi), c.T("dim."+k)), []string{label}, col, want)
		if p.h.Col == "value" {
			p.add("chart", file, "by-"+ui.Slug(k), []string{label}, "", fmt.Sprint(*v.Value))
		}
		return
	}
	p.add("table", file, c.T("history.caption", c.Name(kpi)), []string{c.Period(v.Period)}, col, want)
	if p.h.Col == "value" && !strings.Contains(kpi, ".") {
		p.add("chart", file, "history", []string{c.PeriodShort(v.Period)}, "", fmt.Sprint(*v.Value))
	}
}

func (p *places) activity() {
	for _, u := range p.c.Site.Units {
		for _, a := range u.Activities {
			if a.ID != p.h.Row {
				continue
			}
			col, want := p.c.T("col.messages"), ui.Int(a.Submissions)
			if p.h.Col == "handled" {
				col, want = p.c.T("col.handled"), p.c.Share(a.Handled, a.Submissions).Text
			}
			p.add("table", "transparency.html", p.c.T("transparency.caption"), []string{a.Title}, col, want)
		}
	}
}

func (p *places) governorate() {
	for _, g := range p.c.Site.Text.Governorate {
		if g.Code != p.h.Row {
			continue
		}
		col, want := p.c.T("col.negative"), p.c.Share(g.Neg, g.Clear()).Text
		switch p.h.Col {
		case "messages":
			col, want = p.c.T("col.messages"), ui.Int(g.Messages)
		case "voices":
			col, want = p.c.T("col.voices"), ui.Int(g.Voices)
		}
		if p.h.Col == "messages" {
			p.add("drawing", "governorates.html", "", []string{p.c.T("gov.short." + g.Code)}, "", want)
		}
		p.add("table", "governorates.html", p.c.T("places.caption"), []string{p.c.Or("gov."+g.Code, g.Code)}, col, want)
	}
}

func (p *places) theme(rest string) {
	id, part, _ := strings.Cut(rest, "/")
	c := p.c
	for _, th := range c.Site.Themes.Themes {
		if th.ID != id {
			continue
		}
		file := c.ThemePath(id)
		keys := map[string]int{"negative": th.Stance.Neg, "neutral": th.Stance.Neu, "positive": th.Stance.Pos, "unclear": th.Stance.Unclear}
		switch {
		case part != "":
			p.add("chart", file, part, []string{c.Or(strings.TrimSuffix(part, "s")+"."+p.h.Row, c.Or("lang."+p.h.Row, p.h.Row))}, "", fmt.Sprint(p.h.N))
		case p.h.Row == "" && p.h.Col == "negative":
			p.add("table", "themes/index.html", c.T("themes.table"), []string{c.In(th.Label)}, c.T("col.negative"), c.Share(th.Stance.Neg, th.Stance.Clear()).Text)
			fallthrough
		case p.h.Row == "" && keys[p.h.Col] > 0:
			p.add("list", file, "legend", []string{c.T("stance.code." + p.h.Col)}, "", c.Pct(float64(keys[p.h.Col])/float64(th.Stance.All())))
		case p.h.Row != "":
			for _, m := range th.ByMonth {
				if m.Start.Format("2006-01") == p.h.Row {
					p.add("table", file, c.T("theme.months.caption"), []string{c.Month(m.Start)}, c.T("col.messages"), ui.Int(m.N))
					p.add("chart", file, "months", []string{c.MonthShort(m.Start)}, "", fmt.Sprint(m.N))
				}
			}
		}
	}
}

// Nobody can tell hidden numbers apart: other numbers in the hidden cells,
// with the same totals, give the same bytes in every file.
func TestHiddenNumbersChangeNoByte(t *testing.T) {
	db := smallCells(t)
	o := options(t.TempDir())
	o.Edition = model.Public
	build := func(change func(*model.Site)) map[string]string {
		site, err := publish.PublicSiteOf(t.Context(), db, o, change)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		if err := dashboards.Build(t.Context(), site, func(f dashboards.File) error { out[f.Path] = string(f.Data); return nil }); err != nil {
			t.Fatal(err)
		}
		single, err := dashboards.Single(t.Context(), site)
		if err != nil {
			t.Fatal(err)
		}
		out["dashboard.html"] = string(single)
		return out
	}
	before := build(func(*model.Site) {})
	moved := 0
	after := build(func(s *model.Site) {
		a := map[string]*model.PlaceStance{}
		for i := range s.Text.Governorate {
			a[s.Text.Governorate[i].Code] = &s.Text.Governorate[i]
		}
		x, y := a["OM-MA"], a["OM-DA"] // positive and unclear of both are hidden
		x.Pos, x.Unclear, y.Pos, y.Unclear = x.Pos+1, x.Unclear-1, y.Pos-1, y.Unclear+1
		for i := range s.Themes.Themes {
			m := s.Themes.Themes[i].ByMonth
			if n := len(m); n > 2 && m[n-1].N > 1 {
				m[n-1].N, m[n-2].N, moved = m[n-1].N-1, m[n-2].N+1, moved+1
			}
		}
		acts := s.Units[0].Activities
		acts[0].Handled, acts[1].Handled = acts[0].Handled-1, acts[1].Handled+1
		var quarters []*model.Value
		for i := range s.Units[0].Values {
			if v := &s.Units[0].Values[i]; v.KPI == "G2" && len(v.Dims) == 0 && v.Period.Months() == 3 && v.Known() {
				quarters = append(quarters, v)
			}
		}
		p, q := quarters[0], quarters[1]
		pn, qn := *p.Num+1, *q.Num-1
		pv, qv := pn / *p.Den, qn / *q.Den
		p.Num, q.Num, p.Value, q.Value = &pn, &qn, &pv, &qv
	})
	if moved == 0 {
		t.Error("nothing was moved")
	}
	for name, b := range before {
		if after[name] != b {
			t.Errorf("%s tells hidden numbers apart: %s", name, firstDifference(b, after[name]))
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-80):min(len(a), i+40)] + " | " + b[max(0, i-80):min(len(b), i+40)]
}
