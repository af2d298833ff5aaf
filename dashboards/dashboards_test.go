package dashboards_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/fixture"
	"github.com/musharaka/musharaka/dashboards/htmlcheck"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

func build(t testing.TB, s *model.Site) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := dashboards.Build(t.Context(), s, func(f dashboards.File) error {
		out[f.Path] = f.Data
		return nil
	})
	if e, ok := errors.AsType[*i18n.Error](err); ok && e != nil {
		t.Skipf("SKIPPED, the site is NOT tested: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every page, of honest and of hostile texts, has the structure it must have.
func TestStructure(t *testing.T) {
	for name, site := range map[string]*model.Site{"fixture": fixture.Site(), "hostile": fixture.Hostile(), "empty": empty()} {
		t.Run(name, func(t *testing.T) {
			files := build(t, site)
			for path, body := range files {
				if !strings.HasSuffix(path, ".html") {
					continue
				}
				lang, dir := "ar", "rtl"
				if strings.HasPrefix(path, "en/") {
					lang, dir = "en", "ltr"
				}
				for _, bad := range htmlcheck.Page(path, body, lang, dir, func(p string) bool { return files[p] != nil }) {
					t.Errorf("%s: %s", path, bad)
				}
				if m := regexp.MustCompile(`«[a-z]+\.[a-z0-9._]+»`).Find(body); m != nil {
					t.Errorf("%s: no words for %s", path, m)
				}
				if i := bytes.Index(body, []byte("%!")); i >= 0 {
					t.Errorf("%s: a sentence with wrong arguments: %q", path, body[max(0, i-40):i+30])
				}
			}
		})
	}
}

// empty is a workspace on its first day: no rows at all.
func empty() *model.Site {
	s := fixture.Site()
	return &model.Site{Edition: s.Edition, Name: s.Name, AsOf: s.AsOf, Period: s.Period, Version: s.Version, Definitions: s.Definitions, Groups: s.Groups, K: 5}
}

func TestDeterministic(t *testing.T) {
	if diff := cmp.Diff(build(t, fixture.Site()), build(t, fixture.Site())); diff != "" {
		t.Error(diff)
	}
}

// Both languages make the same pages.
func TestBothLanguages(t *testing.T) {
	files := build(t, fixture.Site())
	for path := range files {
		if strings.HasSuffix(path, ".html") && !strings.HasPrefix(path, "en/") && files["en/"+path] == nil {
			t.Errorf("%s has no English page", path)
		}
	}
}

// A folder of pages or charts that nobody lists is dead; the design page shows every chart.
func TestEveryFolderIsUsed(t *testing.T) {
	listed := map[string]bool{}
	for _, s := range dashboards.Specs() {
		listed[s.Name] = true
	}
	dirs, err := os.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if !listed[d.Name()] {
			t.Errorf("pages/%s is not in pages.go", d.Name())
		}
	}
	design, err := os.ReadFile("pages/design/page.go")
	if err != nil {
		t.Fatal(err)
	}
	if dirs, err = os.ReadDir("charts"); err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if d.IsDir() && d.Name() != "svg" && d.Name() != "echart" && !bytes.Contains(design, []byte("charts/"+d.Name()+`"`)) {
			t.Errorf("charts/%s is not on the design page", d.Name())
		}
	}
}

// Chart options hold no functions and nothing that ends their script element.
func TestOptionsAreInert(t *testing.T) {
	data := regexp.MustCompile(`(?s)<script type="application/json"[^>]*>(.*?)</script>`)
	for path, body := range build(t, fixture.Hostile()) {
		for _, m := range data.FindAllSubmatch(body, -1) {
			if bytes.ContainsAny(m[1], "<>") {
				t.Errorf("%s: raw markup in chart data", path)
			}
		}
		if strings.HasSuffix(path, ".html") && bytes.Contains(body, []byte("function(")) {
			// The attack itself is there as text, quoted; never bare in a script.
			for _, m := range data.FindAllSubmatch(body, -1) {
				if !bytes.Contains(m[1], []byte(`__f__(function(){window.pwned`)) && bytes.Contains(m[1], []byte("function(")) {
					t.Errorf("%s: a function in chart data", path)
				}
			}
		}
	}
}

func TestNoAddressLeavesTheMachine(t *testing.T) {
	var list []string
	for _, pattern := range []string{"assets/*.css", "assets/*.js", "assets/explorer/*.js"} {
		found, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		list = append(list, found...)
	}
	names := strings.NewReplacer("http://www.w3.org/2000/svg", "", "http://schemas.openxmlformats.org/", "") // of formats, asked by nobody
	for _, name := range list {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := names.Replace(string(b))
		if strings.Contains(s, "http://") || strings.Contains(s, "https://") || strings.Contains(s, "fetch(") {
			t.Errorf("%s speaks to the network", name)
		}
	}
}

// The one-file dashboard is small, needs nothing beside it, and its policy
// names what it runs.
func TestSingle(t *testing.T) {
	for name, site := range map[string]*model.Site{"fixture": fixture.Site(), "hostile": fixture.Hostile()} {
		b, err := dashboards.Single(t.Context(), site)
		if e, ok := errors.AsType[*i18n.Error](err); ok && e != nil {
			t.Skipf("SKIPPED: %v", err)
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(b) > 4<<20 {
			t.Errorf("%s: %d bytes", name, len(b))
		}
		doc, err := html.Parse(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		policy := false
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				if n.Data != "a" && (a.Key == "src" || a.Key == "href") {
					t.Errorf("%s: <%s %s=%.60s>", name, n.Data, a.Key, a.Val)
				}
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: <%s %s>", name, n.Data, a.Key)
				}
				policy = policy || a.Key == "content" && strings.Contains(a.Val, "script-src 'sha256-") && !strings.Contains(a.Val, "unsafe")
			}
		}
		if !policy {
			t.Errorf("%s: no policy by hashes", name)
		}
	}
}
