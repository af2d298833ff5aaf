package sourcetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Sample loads the folder's sample.yaml as a workspace would, with every
// secret that it names in place.
func Sample(t *testing.T, kind source.Kind) {
	t.Helper()
	b, err := os.ReadFile("sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for word := range strings.FieldsSeq(string(b)) {
		if name, ok := strings.CutPrefix(word, "env:"); ok {
			t.Setenv(name, "x")
		}
		if name, ok := strings.CutPrefix(word, "file:"); ok {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	c, err := config.Parse([]byte("sources:\n  " + strings.ReplaceAll(strings.TrimSpace(string(b)), "\n", "\n  ") + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Sources {
		if s.Kind != kind.Name {
			t.Errorf("%s is of the kind %s", s.Name, s.Kind)
		}
		if _, err := kind.New(source.Env{Config: s, Dir: dir, Zone: time.UTC}); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
	if len(c.Sources) == 0 {
		t.Error("there is no source")
	}
}
