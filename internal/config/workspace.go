package config

import "path/filepath"

// Workspace is a folder with its configuration.
type Workspace struct {
	Dir string
	*Config
}

// Open loads the workspace at dir.
func Open(dir string) (*Workspace, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	c, err := Load(abs)
	if err != nil {
		return nil, err
	}
	return &Workspace{abs, c}, nil
}

// Path resolves a path of the configuration: a relative one lies in the
// workspace.
func (w *Workspace) Path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(w.Dir, p)
}

// Database is the path of the workspace's DuckDB file.
func (w *Workspace) Database() string { return filepath.Join(w.Dir, "data", "musharaka.duckdb") }

// Registers is the folder of hand-kept registers.
func (w *Workspace) Registers() string { return filepath.Join(w.Dir, "registers") }

// Out is the folder of an edition, "internal" or "public".
func (w *Workspace) Out(edition string) string { return filepath.Join(w.Dir, "out", edition) }
