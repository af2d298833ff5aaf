package browsertest

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/dashboards/fixture"
)

func call[P, R any](cmd cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cmd, params)
		return err
	})
}

// templates picks one page of each template from a site's pages.
func templates(pages []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, p := range pages {
		kind := p
		for _, many := range []string{"indicators/", "themes/t-", "units/u-"} {
			if i := strings.Index(p, many); i >= 0 && !strings.HasSuffix(p, "index.html") {
				kind = p[:i] + many
			}
		}
		if !seen[kind] {
			seen[kind] = true
			out = append(out, p)
		}
	}
	return out
}

// sideways is how many pixels the page can be scrolled to the side.
const sideways = `Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth`

// small lists pieces of text that are cut off or below readable size.
const tooSmall = `Array.from(document.querySelectorAll("main *")).filter(function (e) { return e.children.length === 0 && e.textContent.trim() && !e.closest("svg") && parseFloat(getComputedStyle(e).fontSize) < 11; }).slice(0, 3).map(function (e) { return e.outerHTML.slice(0, 80); }).join("|")`

func TestTemplates(t *testing.T) {
	ctx := start(t)
	source := axeSource(t)
	dir, pages := write(t, fixture.Site())
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, ctx, dir)
			for _, p := range templates(pages) {
				b.open(t, p, 1440, 900, scheme)
				for _, x := range axe(t, b, source) {
					t.Errorf("%s: %s", p, x)
				}
				if s := eval[string](t, b, tooSmall); s != "" {
					t.Errorf("%s: text below 11 px: %s", p, s)
				}
				for _, x := range b.problems() {
					t.Errorf("%s: %s", p, x)
				}
			}
		})
	}
	t.Run("phone", func(t *testing.T) {
		t.Parallel()
		b := newTab(t, ctx, dir)
		for _, p := range pages {
			b.open(t, p, 390, 844, "light")
			if n := eval[int](t, b, sideways); n > 0 {
				t.Errorf("%s: %d px too wide at 390: %s", p, n, eval[string](t, b, widest))
			}
			for _, x := range b.problems() {
				t.Errorf("%s: %s", p, x)
			}
		}
	})
}

// widest names the element that sticks out most.
const widest = `(function () { var w = innerWidth, m = null, d = 0; document.querySelectorAll("body *").forEach(function (e) { if (e.closest(".scroll") && !e.matches(".scroll")) return; var r = e.getBoundingClientRect(); var over = Math.max(r.right - w, -r.left); if (over > d) { d = over; m = e; } }); return m ? m.outerHTML.slice(0, 120) + " +" + d : ""; })()`

// Hostile words in every free text stay words: no script runs, no title
// changes, no layout breaks, tooltips and downloads hold them as text.
func TestHostile(t *testing.T) {
	ctx := start(t)
	dir, pages := write(t, fixture.Hostile())
	half := len(pages) / 2
	for name, part := range map[string][]string{"a": pages[:half], "b": pages[half:]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, ctx, dir)
			for _, p := range part {
				b.open(t, p, 390, 844, "light")
				eval[bool](t, b, `(window.musharaka.charts ? window.musharaka.charts() : []).forEach(function (c) { for (var i = 0; i < 4; i++) c.dispatchAction({type: "showTip", seriesIndex: i, dataIndex: 0}); }), true`)
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
		})
	}
}

// formulas downloads every table of the page as CSV and looks for cells that
// a spreadsheet would run.
const formulas = `Array.from(document.querySelectorAll("table")).map(function (tab) {
	var csv = window.musharaka.csv(tab);
	if (csv.charCodeAt(0) !== 0xFEFF) return "no BOM";
	var m = csv.slice(1).match(/(^|,|\n)"[=+@\t\r][^"]{0,30}/);
	return m ? m[0] : "";
}).join("")`
