// Command readlevel reports how hard the public edition is to read: words in a
// sentence, long sentences, the Flesch reading ease of its English, and words
// that a newspaper would explain. It reads the running text of built pages;
// tables, quotations, rules for specialists and code are left out.
//
//	go run ./tools/readlevel -site demo/out/public/site
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
)

func main() {
	site := flag.String("site", "demo/out/public/site", "folder of a built public edition")
	all := flag.Bool("all", false, "list every page and every word of jargon")
	flag.Parse()
	if err := report(*site, *all); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func report(site string, all bool) error {
	text := map[string][]string{}
	seen := map[string]bool{} // a sentence that stands on every page counts once
	err := filepath.WalkDir(site, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(site, path)
		if err != nil {
			return err
		}
		lang := "ar"
		if strings.HasPrefix(rel, "en"+string(filepath.Separator)) {
			lang = "en"
		}
		doc, err := html.Parse(strings.NewReader(string(b)))
		if err != nil {
			return err
		}
		var own []string
		for _, s := range Split(prose(doc)) {
			own = append(own, s)
			if key := lang + s; !seen[key] {
				seen[key] = true
				text[lang] = append(text[lang], s)
			}
		}
		if all {
			show(rel, lang, own, false)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, lang := range []string{"ar", "en"} {
		show("all pages", lang, text[lang], all)
	}
	return nil
}

func show(name, lang string, sentences []string, jargon bool) {
	s := Measure(lang, sentences)
	fmt.Printf("%-40s %s  %5d sentences  %4.1f words each  %4.1f%% over %d words", name, lang, s.Sentences, s.PerSentence(), 100*s.LongShare(), longest)
	if lang == "en" {
		fmt.Printf("  Flesch %.0f", s.Flesch)
	}
	fmt.Printf("  jargon %d\n", len(s.Jargon))
	if jargon {
		fmt.Printf("  longest: %s\n", s.Longest)
		for _, j := range s.Jargon {
			fmt.Printf("  %s\n", j)
		}
	}
}

// prose is the running text of a page: paragraphs and items of the main part.
func prose(doc *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "main":
				in = true
			case "script", "style", "table", "blockquote", "code", "pre", "svg", "button", "nav", "dl":
				return
			}
			if c := class(n); strings.Contains(c, "formula") || strings.Contains(c, "asof") || strings.Contains(c, "words") || strings.Contains(c, "keep") || strings.Contains(c, "subs") || strings.Contains(c, "fig-sub") {
				return
			}
		}
		if n.Type == html.TextNode && in {
			b.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c, in)
		}
		if n.Type == html.ElementNode {
			switch n.Data {
			case "p", "li", "h1", "h2", "h3", "div", "figcaption", "summary", "section":
				b.WriteString("\n")
			}
		}
	}
	walk(doc, false)
	return b.String()
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}
