package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/fixture"
)

// The public edition is as accessible as the internal one, fits a phone,
// prints, and has no page, link or script of the internal one.
func TestPublicPages(t *testing.T) {
	ctx := start(t)
	source := axeSource(t)
	dir, pages := write(t, fixture.Public())
	for _, name := range []string{"explorer.html", "sources.html", "gaps.html", "design.html", "themes/map.html", "assets/explorer.js", "data"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("the public edition has %s", name)
		}
	}
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, ctx, dir)
			for _, p := range templates(pages) {
				if scheme == "dark" && strings.HasPrefix(p, "en/") {
					continue // colours know no language
				}
				b.open(t, p, 1440, 900, scheme)
				for _, x := range axe(t, b, source) {
					t.Errorf("%s: %s", p, x)
				}
				for _, x := range b.problems() {
					t.Errorf("%s: %s", p, x)
				}
			}
		})
	}
	t.Run("phone and paper", func(t *testing.T) {
		t.Parallel()
		b := newTab(t, ctx, dir)
		for _, p := range templates(pages) {
			b.open(t, p, 390, 844, "light")
			if n := eval[int](t, b, sideways); n > 0 {
				t.Errorf("%s: %d px too wide at 390: %s", p, n, eval[string](t, b, widest))
			}
			if s := eval[string](t, b, tooSmall); s != "" {
				t.Errorf("%s: text below 11 px: %s", p, s)
			}
		}
		for _, p := range []string{"index.html", "en/adoption.html"} {
			b.open(t, p, 1440, 900, "dark")
			pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
			if err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
				t.Errorf("%s: %v", p, err)
			}
		}
	})
}

// Hostile words that were cleared, or stand in names and titles, stay words in
// the public edition and in its one-file dashboard.
func TestPublicHostile(t *testing.T) {
	ctx := start(t)
	dir, pages := write(t, fixture.HostilePublic())
	b := newTab(t, ctx, dir)
	for _, p := range templates(pages) {
		if strings.HasPrefix(p, "en/") {
			continue // the words are the same
		}
		b.open(t, p, 390, 844, "light")
		if s := eval[string](t, b, `String(window.pwned) + "/" + /^PWNED/.test(document.title)`); s != "undefined/false" {
			t.Errorf("%s: hostile text ran: %s", p, s)
		}
		if n := eval[int](t, b, sideways); n > 0 {
			t.Errorf("%s: %d px too wide: %s", p, n, eval[string](t, b, widest))
		}
		if s := eval[string](t, b, formulas); s != "" {
			t.Errorf("%s: a formula in the download: %s", p, s)
		}
		for _, x := range b.problems() {
			t.Errorf("%s: %s", p, x)
		}
	}
	html, err := dashboards.Single(t.Context(), fixture.HostilePublic())
	if err != nil {
		t.Fatal(err)
	}
	if len(html) > 4_000_000 {
		t.Errorf("%d bytes, want less than 4 MB", len(html))
	}
	if err := os.WriteFile(filepath.Join(dir, "dashboard.html"), html, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, h := range []string{"", "#/en/themes/index.html", "#/ar/indicators/g2.html", "#/en/../../etc/passwd", "#/en/<script>window.pwned=1</script>"} {
		b.open(t, "dashboard.html", 390, 844, "dark")
		eval[bool](t, b, `location.hash = "`+h+`", true`)
		wait(t, b, `document.querySelectorAll("main h1").length === 1`)
		if s := eval[string](t, b, `String(window.pwned) + (`+sideways+` > 0)`); s != "undefinedfalse" {
			t.Errorf("dashboard.html%s: %s %s", h, s, eval[string](t, b, widest))
		}
		if !strings.Contains(h, "indicators") {
			continue
		}
		for _, x := range axe(t, b, axeSource(t)) {
			t.Errorf("dashboard.html%s: %s", h, x)
		}
	}
	for _, x := range b.problems() {
		t.Error(x)
	}
}
