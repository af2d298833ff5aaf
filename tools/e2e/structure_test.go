package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/musharaka/musharaka/dashboards/htmlcheck"
)

// structure checks every page of a published site: language and direction,
// landmarks, a table behind each chart, ids, links, size.
func structure(t *testing.T, site string) {
	t.Helper()
	exists := map[string]bool{}
	var pages []string
	err := filepath.WalkDir(site, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(site, path)
		rel = filepath.ToSlash(rel)
		exists[rel] = true
		if strings.HasSuffix(rel, ".html") {
			pages = append(pages, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 100 {
		t.Errorf("%s has only %d pages", site, len(pages))
	}
	next := make(chan string)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for p := range next {
				body, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(p)))
				if err != nil {
					t.Error(err)
					continue
				}
				lang, dir := "ar", "rtl"
				if strings.HasPrefix(p, "en/") {
					lang, dir = "en", "ltr"
				}
				for _, bad := range htmlcheck.Page(p, body, lang, dir, func(f string) bool { return exists[f] }) {
					t.Errorf("%s: %s", p, bad)
				}
			}
		})
	}
	for _, p := range pages {
		next <- p
	}
	close(next)
	wg.Wait()
}

// TestSite checks a site that is already there, such as that of make demo:
//
//	MUSHARAKA_SITE=$PWD/demo/out/internal/site go test -run TestSite ./tools/e2e
func TestSite(t *testing.T) {
	site := os.Getenv("MUSHARAKA_SITE")
	if site == "" {
		t.Skip("MUSHARAKA_SITE names no site; TestDemoTwice checks both editions of the demo")
	}
	structure(t, site)
}
