// Package e2e runs the demo as a newcomer would, twice, and compares.
package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// root of the repository, seen from this package.
const root = "../.."

func analyze(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(filepath.Join(root, "bin", "analyze"), append([]string{"--workspace", dir, "--lang", "en"}, args...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("analyze %v: %v\n%s", args, err, errs.String())
	}
	return out
}

func demo(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("go", "run", "./tools/demo", "-bin", "bin", "-dir", dir)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// sums maps every published file to its hash.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		h := sha256.Sum256(b)
		out[rel] = hex.EncodeToString(h[:8])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDemoTwice: two demos from nothing publish the same bytes; running the
// main job again in one of them changes no number and rewrites no page; and
// every published number can be recomputed.
func TestDemoTwice(t *testing.T) {
	if _, err := os.Stat(filepath.Join(root, "bin", "analyze")); err != nil {
		t.Skip("LOUD SKIP: bin/analyze is missing; run make build first")
	}
	a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	demo(t, a)
	demo(t, b)
	const as = "2026-01-01"
	kpis := analyze(t, a, "kpi", "show", "--as-of", as, "--format", "json")
	if d := cmp.Diff(string(kpis), string(analyze(t, b, "kpi", "show", "--as-of", as, "--format", "json"))); d != "" {
		t.Errorf("indicators of two demos differ (-first +second)\n%s", d)
	}
	site := sums(t, filepath.Join(a, "out"))
	if len(site) < 20 {
		t.Errorf("only %d published files", len(site))
	}
	for _, edition := range []string{"internal", "public"} {
		structure(t, filepath.Join(a, "out", edition, "site"))
	}
	if d := cmp.Diff(site, sums(t, filepath.Join(b, "out"))); d != "" {
		t.Errorf("published files of two demos differ (-first +second)\n%s", d)
	}
	analyze(t, a, "run", "--as-of", as)
	if d := cmp.Diff(site, sums(t, filepath.Join(a, "out"))); d != "" {
		t.Errorf("analysing again changed files (-first +second)\n%s", d)
	}
	analyze(t, a, "kpi", "verify", "--as-of", as)
}
