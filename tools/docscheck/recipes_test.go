package docscheck

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var goFile = regexp.MustCompile("(?s)`([a-z]+/[^`]+\\.go)`:\n```go\n(.*?)```")

// overlay lays the files of a recipe over the repository without writing into
// it, and returns the option of the go command that says so.
func overlay(t *testing.T, doc string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, doc))
	if err != nil {
		t.Fatal(err)
	}
	files := goFile.FindAllSubmatch(b, -1)
	if len(files) == 0 {
		t.Fatalf("%s has no files", doc)
	}
	dir := t.TempDir()
	replace := map[string]string{}
	for _, f := range files {
		target, err := filepath.Abs(filepath.Join(root, string(f[1])))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.Base(target))
		if err := os.WriteFile(path, f[2], 0o600); err != nil {
			t.Fatal(err)
		}
		replace[target] = path
	}
	b, err = json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return "-overlay=" + path
}

// TestGoRecipes builds the package of each recipe and runs its test.
func TestGoRecipes(t *testing.T) {
	for doc, pkg := range map[string]string{
		"docs/recipes/connector.md": "./pipelines/sources/guestbook",
		"docs/recipes/chart.md":     "./dashboards/charts/pareto",
	} {
		t.Run(doc, func(t *testing.T) {
			test := filepath.Join(t.TempDir(), "recipe.test")
			// The folder exists in the overlay only, where vet cannot go.
			build := exec.Command("go", "test", "-c", "-vet=off", "-o", test, overlay(t, doc), pkg)
			build.Dir = root
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			out, err := exec.Command(test, "-test.v").CombinedOutput()
			if err != nil || !strings.Contains(string(out), "--- PASS") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
