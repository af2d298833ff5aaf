package browsertest

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/fixture"
	"github.com/musharaka/musharaka/dashboards/model"
)

func press(key string, code int64) chromedp.Action[chromedp.Void] {
	down := input.DispatchKeyEventParams{Type: "keyDown", Key: key, Code: key, WindowsVirtualKeyCode: code}
	up := down
	up.Type = "keyUp"
	return chromedp.Steps(call(input.DispatchKeyEvent, down), call(input.DispatchKeyEvent, up))
}

// What a person does with the pages, by keyboard where there is a choice.
func TestUse(t *testing.T) {
	ctx := start(t)
	dir, _ := write(t, fixture.Site())
	b := newTab(t, ctx, dir)

	t.Run("the first tab stop skips to the content, focus is visible", func(t *testing.T) {
		b.open(t, "index.html", 1440, 900, "light")
		if err := chromedp.Do(b.ctx, press("Tab", 9)); err != nil {
			t.Fatal(err)
		}
		if s := eval[string](t, b, `document.activeElement.className + "/" + getComputedStyle(document.activeElement).outlineStyle`); s != "skip/solid" {
			t.Errorf("first stop: %s", s)
		}
		for range 40 {
			if err := chromedp.Do(b.ctx, press("Tab", 9)); err != nil {
				t.Fatal(err)
			}
			if s := eval[string](t, b, `(function () { var e = document.activeElement; var r = e.getBoundingClientRect(); return e === document.body ? "" : getComputedStyle(e).outlineStyle === "none" ? e.outerHTML.slice(0, 80) : r.width === 0 ? "hidden: " + e.outerHTML.slice(0, 80) : ""; })()`); s != "" {
				t.Fatalf("no visible focus on %s", s)
			}
		}
	})
	t.Run("digits switch in text and back, not in citizens' words", func(t *testing.T) {
		b.open(t, "themes/t-t0.html", 1440, 900, "light")
		words := eval[string](t, b, `document.querySelector("blockquote.keep p").textContent`)
		before := eval[string](t, b, `document.body.innerText`)
		eval[bool](t, b, `document.getElementById("digits-button").click(), true`)
		after := eval[string](t, b, `document.querySelector(".asof").textContent + document.querySelector(".facts").textContent`)
		if strings.ContainsAny(after, "0123456789") || !strings.ContainsAny(after, "٠١٢٣٤٥٦٧٨٩") {
			t.Errorf("not switched: %s", after)
		}
		if eval[string](t, b, `document.querySelector("blockquote.keep p").textContent`) != words {
			t.Error("a citizen's words changed")
		}
		eval[bool](t, b, `document.getElementById("digits-button").click(), true`)
		if eval[string](t, b, `document.body.innerText`) != before {
			t.Error("switching back changed the page")
		}
	})
	t.Run("theme switches", func(t *testing.T) {
		b.open(t, "index.html", 1440, 900, "light")
		eval[bool](t, b, `document.getElementById("theme-button").click(), true`)
		if s := eval[string](t, b, `document.documentElement.dataset.theme`); s != "dark" {
			t.Errorf("theme %q", s)
		}
		eval[bool](t, b, `localStorage.clear(), true`)
	})
	t.Run("menu opens on a phone", func(t *testing.T) {
		b.open(t, "en/index.html", 390, 844, "light")
		open := `getComputedStyle(document.getElementById("nav")).display + document.getElementById("menu-button").getAttribute("aria-expanded")`
		if s := eval[string](t, b, open); s != "nonefalse" {
			t.Errorf("at first %s", s)
		}
		eval[bool](t, b, `document.getElementById("menu-button").click(), true`)
		if s := eval[string](t, b, open); s != "gridtrue" {
			t.Errorf("opened %s", s)
		}
	})
	t.Run("the other language is the same page", func(t *testing.T) {
		b.open(t, "indicators/g4.html", 1440, 900, "light")
		if s := eval[string](t, b, `document.getElementById("language").href`); !strings.HasSuffix(s, "/en/indicators/g4.html") {
			t.Error(s)
		}
	})
	t.Run("downloads", func(t *testing.T) {
		b.open(t, "indicators/g1.html", 1440, 900, "light")
		csv := eval[string](t, b, `window.musharaka.csv(document.querySelector("#history table"))`)
		if !strings.HasPrefix(csv, "\ufeff\"") || !strings.Contains(csv, "0.25") || !strings.Contains(csv, "\r\n") {
			t.Errorf("csv: %.200q", csv)
		}
		for kind, want := range map[string]string{"png": "\x89PNG", "svg": "<svg"} {
			got := eval[string](t, b, `new Promise(function (ok) { window.musharaka.image("history", "`+kind+`", function (name, blob) { blob.arrayBuffer().then(function (a) { ok(btoa(String.fromCharCode.apply(null, new Uint8Array(a).slice(0, 400)))); }); }); })`)
			raw, err := base64.StdEncoding.DecodeString(got)
			if err != nil || !strings.HasPrefix(string(raw), want) {
				t.Errorf("%s: %.60q (%v)", kind, raw, err)
			}
		}
	})
	t.Run("prints on A4 with page numbers", func(t *testing.T) {
		for _, p := range []string{"index.html", "en/index.html", "indicators/g1.html"} {
			b.open(t, p, 1440, 900, "dark")
			pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(pdf), "%PDF") || !strings.Contains(string(pdf), "/MediaBox [0 0 594.95996 841.91998]") && !strings.Contains(string(pdf), "/MediaBox [0 0 595") && !strings.Contains(string(pdf), "/MediaBox [0 0 594") {
				t.Errorf("%s: not A4", p)
			}
		}
	})
	for _, x := range b.problems() {
		t.Error(x)
	}
}

// The one-file dashboard works from anywhere on the disk, in both languages,
// under its own policy.
func TestSingle(t *testing.T) {
	ctx := start(t)
	source := axeSource(t)
	for name, site := range map[string]*model.Site{"fixture": fixture.Site(), "hostile": fixture.Hostile()} {
		t.Run(name, func(t *testing.T) {
			html, err := dashboards.Single(t.Context(), site)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "dashboard.html"), html, 0o600); err != nil {
				t.Fatal(err)
			}
			b := newTab(t, ctx, dir)
			b.open(t, "dashboard.html", 1440, 900, "light")
			if s := eval[string](t, b, `document.documentElement.lang + document.querySelector("h1").closest("main").id`); s != "armain" {
				t.Errorf("opened on %s", s)
			}
			for _, h := range []string{"#/en/index.html", "#/en/indicators/g1.html", "#/ar/themes/index.html", "#/en/calendar.html#o-poll_monthly", "#/ar/indicators/g4.html"} {
				eval[bool](t, b, `new Promise(function (ok) { addEventListener("musharaka:look", function () { ok(true); }, {once: true}); document.addEventListener("musharaka:look", function () { ok(true); }, {once: true}); location.hash = "`+h+`"; })`)
				if s := eval[string](t, b, `document.documentElement.lang`); s != h[2:4] {
					t.Errorf("%s: language %s", h, s)
				}
				if name == "fixture" {
					for _, x := range axe(t, b, source) {
						t.Errorf("%s: %s", h, x)
					}
				}
				if s := eval[string](t, b, `String(window.pwned)`); s != "undefined" {
					t.Errorf("%s: hostile text ran: %s", h, s)
				}
			}
			if s := eval[string](t, b, `getComputedStyle(document.body).fontFamily.slice(0, 4) + window.musharaka.charts().length`); s != "Plex1" && s != "Plex2" {
				t.Errorf("style or charts missing: %s", s)
			}
			for _, x := range b.problems() {
				t.Error(x)
			}
		})
	}
}
