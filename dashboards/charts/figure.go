// Package charts is the chart grammar of the site. Every chart kind is a
// folder below: those with axes are ECharts options built by go-echarts' typed
// options, the few that must also print and work without scripts are SVG.
//
// A figure always carries the table of what it draws. No option ever holds a
// function, and its JSON is escaped for a non-executable script element; the
// site's own script (assets/charts.js) draws it.
package charts

import (
	"encoding/json"
	"fmt"
	"html/template"
)

// Colours of options are names that the page's script resolves to the theme's
// colours, so that one option serves light, dark and print.
const (
	Accent  = "@accent"
	Soft    = "@accent-soft"
	Warn    = "@warn"
	Bad     = "@bad"
	Good    = "@good"
	Ink     = "@ink"
	Muted   = "@muted"
	Line    = "@line"
	Surface = "@surface"
	Clear   = "rgba(0,0,0,0)"
)

// Series is the i-th colour of the categorical palette, which stays apart for
// the colour-blind; after eight it starts again.
func Series(i int) string { return fmt.Sprintf("@s%d", i%8+1) }

// Figure is a chart with everything a reader needs to judge it.
type Figure struct {
	ID     string // unique on the page: a-z, 0-9, -
	Title  string // the finding
	Sub    string // unit, source, n, as-of
	Note   string
	Size   string // s, m, l: height class
	Unit   string // of the values, for labels made in the page
	Alt    string // one sentence for those who do not see the canvas; Title if empty
	Option map[string]any
	SVG    template.HTML // instead of Option
	Table  Table
}

// JSON is the option for a script element of type application/json.
// json.Marshal escapes <, > and &, so nothing in it can end the element.
func (f Figure) JSON() (template.JS, error) {
	b, err := json.Marshal(struct {
		Unit   string         `json:"unit"`
		Option map[string]any `json:"option"`
	}{f.Unit, f.Option})
	return template.JS(b), err //nolint:gosec // escaped by json.Marshal
}

// Label is what a screen reader says for the drawing.
func (f Figure) Label() string {
	if f.Alt != "" {
		return f.Alt
	}
	return f.Title
}

// Table is the data behind a figure, or a table of its own.
type Table struct {
	ID      string
	Caption string
	Cols    []Col
	Rows    [][]Cell
	Foot    []Cell
	Empty   string // sentence instead of a table without rows
	Marks   []Cell // key of the marks in it, below
	File    string // name of the CSV download, without ending
}

// Col is a column head. Numbers are aligned at their ends.
type Col struct {
	Head string
	Num  bool
	Wide bool // running text
	Date bool // stays on one line
}

// Cell is one value. V is the unrounded number for downloads.
type Cell struct {
	Text  string
	V     *float64
	Href  string // path below the language's folder
	Lang  string // of foreign text; empty means the page's
	Keep  bool   // foreign words: digits stay as written
	Code  bool
	SVG   template.HTML
	Mark  string // class of a chip
	After string // small words behind it
	Say   string // what a mark means, for those who do not see it
}

// Text is a plain cell.
func Text(s string) Cell { return Cell{Text: s} }

// Foreign is a cell with words that others wrote.
func Foreign(s string) Cell { return Cell{Text: s, Keep: true} }

// Link is a cell that leads to a page.
func Link(s, href string) Cell { return Cell{Text: s, Href: href} }

// Num is a cell with a formatted number and its value.
func Num(s string, v float64) Cell { return Cell{Text: s, V: &v} }

// Clip shortens a label for a chart; the table keeps it whole.
func Clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
