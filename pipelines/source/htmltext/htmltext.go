// Package htmltext turns the markup that platforms send into the text that a
// reader would see. It is no sanitiser: nothing of the markup survives.
package htmltext

import (
	"html"
	"io"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxTokens bounds what hostile markup can cost.
const maxTokens = 200_000

// Plain returns the text of s: paragraphs and line breaks become newlines,
// scripts, styles and the text of embedded things go, character references
// are read. A text without markup comes back unchanged but for its edges.
func Plain(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.TrimSpace(s)
	}
	if !strings.Contains(s, "<") {
		return strings.TrimSpace(html.UnescapeString(s))
	}
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(4 << 20)
	hidden := 0
	for range maxTokens {
		switch z.Next() {
		case xhtml.ErrorToken:
			if z.Err() != io.EOF { //nolint:errorlint // the tokenizer returns it bare
				return strings.TrimSpace(b.String())
			}
			return squeeze(b.String())
		case xhtml.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case xhtml.StartTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case invisible(a):
				hidden++
			case breaks(a):
				b.WriteByte('\n')
			}
		case xhtml.SelfClosingTagToken:
			if name, _ := z.TagName(); breaks(atom.Lookup(name)) {
				b.WriteByte('\n')
			}
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case invisible(a):
				hidden = max(hidden-1, 0)
			case a != atom.Br && breaks(a):
				b.WriteByte('\n')
			}
		}
	}
	return squeeze(b.String())
}

func invisible(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Iframe, atom.Object, atom.Noscript:
		return true
	}
	return false
}

func breaks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Br, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Blockquote, atom.Section, atom.Article, atom.Hr, atom.Pre:
		return true
	}
	return false
}

// squeeze takes out the blanks that markup leaves: at most one empty line, no
// blanks around lines.
func squeeze(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r", ""), "\n")
	out := lines[:0]
	for _, l := range lines {
		l = strings.Trim(l, " \t\u00a0")
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
