// Package browsertest opens the site in Chromium, from the disk, and proves
// what only a browser can: nothing is requested from anywhere, nothing breaks,
// WCAG 2.2 AA holds, hostile words stay words.
package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/assets"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/tools/browser"
)

// write builds a site into a folder and lists its pages.
func write(t *testing.T, s *model.Site) (dir string, pages []string) {
	t.Helper()
	dir = t.TempDir()
	err := dashboards.Build(t.Context(), s, func(f dashboards.File) error {
		if strings.HasSuffix(f.Path, ".html") {
			pages = append(pages, f.Path)
		}
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return err
		}
		return os.WriteFile(path, f.Data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(pages)
	return dir, some(pages)
}

// some drops pages that differ from their neighbours only by the unit or the
// theme that they are about, beyond a few; the structure test sees them all.
func some(pages []string) []string {
	seen := map[string]int{}
	var out []string
	for _, p := range pages {
		lang, _, _ := strings.Cut(p, "/")
		for _, many := range []string{"-u-", "units/u-", "themes/t-"} {
			if strings.Contains(p, many) {
				if lang != "en" {
					lang = ""
				}
				seen[lang+many]++
				if seen[lang+many] > 4 {
					p = ""
				}
				break
			}
		}
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// start opens a browser for one test. Without Chromium or the npm packages
// the test is skipped, loudly: make test installs both.
func start(t *testing.T) context.Context {
	t.Helper()
	if browser.Find() == "" {
		t.Skip("SKIPPED, NOTHING WAS TESTED: no Chromium. Install it: apt-get install chromium")
	}
	if err := assets.Check(); err != nil {
		t.Skipf("SKIPPED, NOTHING WAS TESTED: %v", err)
	}
	ctx, stop := browser.Start(t.Context())
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is one page of the browser with a record of what went wrong in it.
type tab struct {
	ctx  context.Context
	dir  string
	mu   sync.Mutex
	seen []string

	allow string // address of a served site
}

func newTab(t *testing.T, ctx context.Context, dir string) *tab {
	t.Helper()
	tctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{ctx: tctx, dir: dir}
	if err := chromedp.Do(tctx, call(network.Enable, network.EnableParams{}), call(log.Enable, cdp.Empty{})); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(tctx, b.event); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *tab) event(ev any) {
	var s string
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		u := e.Request.URL
		if !strings.HasPrefix(u, "file://") && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && (b.allow == "" || !strings.HasPrefix(u, b.allow+"/")) {
			s = "request to " + u
		}
	case *network.EventLoadingFailed:
		s = "not loaded: " + e.ErrorText
	case *runtime.EventExceptionThrown:
		s = "exception: " + fmt.Sprint(e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			s = fmt.Sprintf("console.%s", e.Type)
			for _, a := range e.Args {
				s += " " + string(a.Value) + a.Description
			}
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			s = "log: " + e.Entry.Text
		}
	case *page.EventJavascriptDialogOpening:
		s = "dialog: " + e.Message
	}
	if s != "" {
		b.mu.Lock()
		b.seen = append(b.seen, s)
		b.mu.Unlock()
	}
}

// open navigates and waits until charts are drawn.
func (b *tab) open(t *testing.T, path string, width, height int64, scheme string) {
	t.Helper()
	url, err := browser.FileURL(filepath.Join(b.dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	err = chromedp.Do(b.ctx, browser.Media(scheme), chromedp.EmulateViewport(width, height), chromedp.Navigate(url))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		if eval[bool](t, b, `!document.querySelector("[data-chart]") || document.documentElement.classList.contains("drawn")`) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: charts were not drawn; %v", path, b.problems())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// problems returns and forgets what went wrong.
func (b *tab) problems() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.seen
	b.seen = nil
	return p
}

func eval[T any](t *testing.T, b *tab, js string) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", js, err)
	}
	return v
}

// axe runs the accessibility checker on the open page: WCAG 2.2 A and AA.
func axe(t *testing.T, b *tab, source string) []string {
	t.Helper()
	eval[bool](t, b, source+";true")
	raw := eval[string](t, b, `axe.run(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa"], resultTypes: ["violations"], preload: false}).then(function (r) {
		return JSON.stringify(r.violations.map(function (v) { return {id: v.id, help: v.help, nodes: v.nodes.slice(0, 4).map(function (n) { return n.html.slice(0, 160) + " :: " + (n.any[0] ? n.any[0].message : "").slice(0, 160); })}; })); })`)
	var list []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range list {
		out = append(out, v.ID+": "+v.Help+"\n      "+strings.Join(v.Nodes, "\n      "))
	}
	return out
}

func axeSource(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skipf("SKIPPED, ACCESSIBILITY WAS NOT TESTED: run npm ci --ignore-scripts in dashboards (%v)", err)
	}
	return string(b)
}
