package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/musharaka/musharaka/dashboards"
)

// writer keeps a folder equal to the files it is given. It owns the folder.
type writer struct {
	dir                                string
	kept                               map[string]bool
	pages, written, unchanged, removed int
}

func newWriter(dir string) (*writer, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	return &writer{dir: dir, kept: map[string]bool{}}, nil
}

// put writes a file unless its bytes are there already. It goes through a
// temporary name, so that a reader never sees half a page.
func (w *writer) put(f dashboards.File) error {
	if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
		return fmt.Errorf("path %q leaves the site", f.Path)
	}
	if w.kept[f.Path] {
		return fmt.Errorf("two files named %q", f.Path)
	}
	w.kept[f.Path] = true
	if strings.HasSuffix(f.Path, ".html") {
		w.pages++
	}
	return w.write(filepath.Join(w.dir, filepath.FromSlash(f.Path)), f.Data)
}

// write writes path unless its bytes are there already.
func (w *writer) write(path string, data []byte) error {
	old, err := os.ReadFile(path)
	if err == nil && bytes.Equal(old, data) {
		w.unchanged++
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	tmp := path + ".new"
	if err := os.WriteFile(tmp, data, 0o640); err != nil {
		return err
	}
	w.written++
	return os.Rename(tmp, path)
}

// finish removes what an earlier publication left: a page of a theme that is
// gone must not stay readable.
func (w *writer) finish() error {
	return filepath.WalkDir(w.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(w.dir, path)
		if err != nil || w.kept[filepath.ToSlash(rel)] {
			return err
		}
		w.removed++
		return os.Remove(path)
	})
}
