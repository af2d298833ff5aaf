// Package lang holds the labelled cases that judge the language packages, so
// that tests and `analyze eval` read the same lines. It has no rules of its own.
package lang

import (
	_ "embed"
	"strings"
)

// PrivacyCases are the frozen lines of the privacy suite; the head of the file
// explains the format.
//
//go:embed privacy.tsv
var PrivacyCases string

// PrivacyHardCases are frozen lines in the same format, harder and more varied.
//
//go:embed privacy_hard.tsv
var PrivacyHardCases string

// PrivacyCase is one line of the privacy cases.
type PrivacyCase struct {
	Lang  string
	Trap  string // the kind that a line without data is a trap for, else empty
	Text  string
	Spans []PrivacySpan
}

// PrivacySpan is marked data, in code points of the text, end exclusive.
type PrivacySpan struct {
	Kind       string
	Start, End int
}

// ParsePrivacy reads the format of privacy.tsv; ⏎ is a line end of the text.
func ParsePrivacy(tsv string) []PrivacyCase {
	var out []PrivacyCase
	for line := range strings.Lines(tsv) {
		f := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", 3)
		if len(f) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		c := PrivacyCase{Lang: f[0]}
		c.Trap, _ = strings.CutPrefix(f[1], "-")
		if c.Trap == f[1] {
			c.Trap = ""
		}
		var text []rune
		for rest := strings.ReplaceAll(f[2], "⏎", "\n"); rest != ""; {
			before, marked, ok := strings.Cut(rest, "⟦")
			text = append(text, []rune(before)...)
			if !ok {
				break
			}
			inside, after, _ := strings.Cut(marked, "⟧")
			kind, value, _ := strings.Cut(inside, ":")
			start := len(text)
			text = append(text, []rune(value)...)
			c.Spans = append(c.Spans, PrivacySpan{kind, start, len(text)})
			rest = after
		}
		c.Text = string(text)
		out = append(out, c)
	}
	return out
}

// ShortLines are lines of one to four words, "language<tab>text".
//
//go:embed short.tsv
var ShortLines string

// Line is a text with its label.
type Line struct{ Label, Text string }

// ParseLines reads "label<tab>text" lines; # begins a comment.
func ParseLines(tsv string) []Line {
	var out []Line
	for l := range strings.Lines(tsv) {
		if label, text, ok := strings.Cut(strings.TrimRight(l, "\r\n"), "\t"); ok && !strings.HasPrefix(l, "#") {
			out = append(out, Line{label, text})
		}
	}
	return out
}

// ArabiziCases are sentences "group<tab>arabizi<tab>arabic", word by word.
//
//go:embed arabizi.tsv
var ArabiziCases string
