// Package docscheck keeps the documents true: what they name exists, what they
// link to is there, and the recipe for an indicator of a workspace runs.
package docscheck

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

var (
	link = regexp.MustCompile(`\]\(([^)#]+)\)`)
	code = regexp.MustCompile("`([a-z]+/[A-Za-z0-9_./-]+)`")
	file = regexp.MustCompile("(?s)`(kpis/[^`]+)`:\n```[a-z]+\n(.*?)```")
)

func documents(t *testing.T) []string {
	t.Helper()
	docs, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil || len(docs) < 4 {
		t.Fatalf("documents: %v %v", docs, err)
	}
	for _, pattern := range []string{"docs/*.md", "docs/*/*.md"} {
		more, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, more...)
	}
	return docs
}

// TestNamesExist: links lead somewhere, and paths of the repository that are
// named in backticks are there.
func TestNamesExist(t *testing.T) {
	top := map[string]bool{}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		top[e.Name()] = e.IsDir() && e.Name() != "bin" && e.Name() != "demo"
	}
	for _, doc := range documents(t) {
		b, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(b), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(doc), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", filepath.Base(doc), m[1])
			}
		}
		if filepath.Base(filepath.Dir(doc)) == "recipes" {
			continue // they name what the reader is going to write
		}
		for _, m := range code.FindAllStringSubmatch(string(b), -1) {
			first, _, _ := strings.Cut(m[1], "/")
			if !top[first] || strings.Contains(m[1], "...") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
				t.Errorf("%s names %s, which is not there", filepath.Base(doc), m[1])
			}
		}
	}
}

// TestWorkspaceIndicatorRecipe runs the indicator that CONTRIBUTING.md gives
// as an example, as its text says.
func TestWorkspaceIndicatorRecipe(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files := file.FindAllStringSubmatch(string(b), -1)
	if len(files) != 3 {
		t.Fatalf("the recipe has %d files", len(files))
	}
	for _, f := range files {
		path := filepath.Join(dir, f[1])
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "run", "./cmd/analyze", "--lang", "en", "kpi", "test", filepath.Join(dir, "kpis"))
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
