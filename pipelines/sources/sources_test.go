package sources_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/sources"
)

// TestEveryFolderIsWhole finds what somebody who adds a connector may forget:
// its line in All, its README, its sample configuration, its test, its fake.
func TestEveryFolderIsWhole(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, k := range sources.All() {
		kinds = append(kinds, strings.ReplaceAll(k.Name, "_", ""))
		if k.Text.AR == "" || k.Text.EN == "" {
			t.Errorf("%s has no name in both languages", k.Name)
		}
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		name := e.Name()
		if !slices.Contains(kinds, name) {
			t.Errorf("%s is not in All", name)
		}
		want := []string{name + ".go", name + "_test.go", "README.md", "sample.yaml", "testdata"}
		if name != "files" {
			want = append(want, "fake/main.go")
		}
		for _, f := range want {
			if _, err := os.Stat(filepath.Join(name, f)); err != nil {
				t.Errorf("%s lacks %s", name, f)
			}
		}
	}
}

// TestSamples loads each sample as a workspace would.
func TestSamples(t *testing.T) {
	t.Setenv("KOBO_TOKEN", "x")
	t.Setenv("CRM_TOKEN", "x")
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "secrets"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "secrets/mastodon"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, k := range sources.All() {
		b, err := os.ReadFile(filepath.Join(strings.ReplaceAll(k.Name, "_", ""), "sample.yaml"))
		if err != nil {
			t.Error(err)
			continue
		}
		c, err := config.Parse([]byte("sources:\n  " + strings.ReplaceAll(strings.TrimSpace(string(b)), "\n", "\n  ") + "\n"))
		if err != nil {
			t.Errorf("%s: %v", k.Name, err)
			continue
		}
		if len(c.Sources) != 1 || c.Sources[0].Kind != k.Name {
			t.Errorf("%s: the sample is of another kind: %+v", k.Name, c.Sources)
			continue
		}
		if _, err := k.New(source.Env{Config: c.Sources[0], Dir: dir, Zone: time.UTC}); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
		if _, err := k.New(source.Env{Config: config.Source{Name: "x", Node: &yaml.Node{Kind: yaml.MappingNode}}, Dir: dir}); err == nil {
			t.Errorf("%s took an empty configuration", k.Name)
		}
	}
}
