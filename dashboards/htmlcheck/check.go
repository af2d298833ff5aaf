// Package htmlcheck asserts what every page of the site must have, by its
// structure and not by its text. It is used by tests only.
package htmlcheck

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"golang.org/x/net/html"
)

// Largest is the size of a page before shared assets, in bytes.
const Largest = 300_000

// Page returns what is wrong with the page at name (below the site's folder).
// exists tells whether a file of the site exists.
func Page(name string, body []byte, lang, dir string, exists func(string) bool) []string {
	var bad []string
	fail := func(format string, args ...any) { bad = append(bad, fmt.Sprintf(format, args...)) }
	if len(body) > Largest {
		fail("%d bytes", len(body))
	}
	if !bytes.HasPrefix(body, []byte("<!doctype html>")) {
		fail("no doctype")
	}
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return append(bad, err.Error())
	}
	w := &walker{name: name, ids: map[string]int{}, count: map[string]int{}, exists: exists, fail: fail}
	w.walk(doc)
	if w.lang != lang || w.dir != dir {
		fail("lang %q dir %q, want %q %q", w.lang, w.dir, lang, dir)
	}
	for _, tag := range []string{"main", "header", "footer", "h1", "title"} {
		if w.count[tag] != 1 {
			fail("%d elements <%s>", w.count[tag], tag)
		}
	}
	if w.count["nav"] == 0 {
		fail("no navigation")
	}
	for id, n := range w.ids {
		if n > 1 {
			fail("id %q %d times", id, n)
		}
	}
	for _, ref := range w.refs {
		if w.ids[ref] == 0 {
			fail("nothing has the id %q", ref)
		}
	}
	if !bytes.Contains(body, []byte("Content-Security-Policy")) || bytes.Contains(body, []byte("unsafe-")) {
		fail("policy missing or unsafe")
	}
	return bad
}

type walker struct {
	name, lang, dir string
	ids, count      map[string]int
	refs            []string
	level           int
	exists          func(string) bool
	fail            func(string, ...any)
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func (w *walker) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		w.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *walker) element(n *html.Node) {
	if n.Namespace != "svg" {
		w.count[n.Data]++
	}
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"):
			w.fail("<%s %s>", n.Data, a.Key)
		case a.Key == "style":
			w.fail("<%s style>", n.Data)
		case a.Key == "id":
			w.ids[a.Val]++
		case a.Key == "aria-labelledby", a.Key == "aria-controls":
			w.refs = append(w.refs, a.Val)
		case (a.Key == "href" || a.Key == "src") && n.Data != "blockquote":
			w.link(n, a.Val)
		}
	}
	switch n.Data {
	case "html":
		w.lang, _ = attr(n, "lang")
		w.dir, _ = attr(n, "dir")
	case "script":
		if t, _ := attr(n, "type"); t != "application/json" {
			if _, ok := attr(n, "src"); !ok {
				w.fail("inline script")
			}
		}
	case "h1", "h2", "h3", "h4":
		l := int(n.Data[1] - '0')
		if l > w.level+1 {
			w.fail("<%s> after <h%d>: %q", n.Data, w.level, text(n))
		}
		w.level = l
	case "figure":
		if !has(n, "table") && !has(n, "p", "empty") {
			w.fail("a figure without its table: %q", text(n))
		}
	case "table":
		if !has(n, "caption") {
			w.fail("a table without a caption")
		}
	case "img":
		if _, ok := attr(n, "alt"); !ok {
			w.fail("an image without alt")
		}
	}
}

func (w *walker) link(n *html.Node, to string) {
	if frag, ok := strings.CutPrefix(to, "#"); ok {
		w.refs = append(w.refs, frag)
		return
	}
	if strings.Contains(to, ":") || strings.HasPrefix(to, "/") {
		w.fail("<%s> leads out of the site: %.60q", n.Data, to)
		return
	}
	to, _, _ = strings.Cut(to, "#")
	target := path.Join(path.Dir(w.name), to)
	if strings.HasPrefix(target, "..") || !w.exists(target) {
		w.fail("dead link: %.80q", to)
	}
}

func has(n *html.Node, tag string, class ...string) bool {
	if n.Type == html.ElementNode && n.Data == tag {
		if len(class) == 0 {
			return true
		}
		if c, _ := attr(n, "class"); c == class[0] {
			return true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if has(c, tag, class...) {
			return true
		}
	}
	return false
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c))
	}
	s := strings.TrimSpace(b.String())
	if r := []rune(s); len(r) > 50 {
		s = string(r[:50])
	}
	return s
}
