package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// manifest is sentiment/manifest.json: which bytes a training wrote, and the
// digest of the project's own text that it read.
type manifest struct {
	Command string            `json:"command"`
	Own     string            `json:"own"`
	Assets  map[string]string `json:"assets"`
}

// manifest writes the digests of what has been trained for sentiment.
func (t *trainer) manifest() error {
	m := manifest{Command: "go run ./tools/train -data DIR sentiment heads", Assets: map[string]string{}}
	var err error
	if m.Own, err = digest(t.own); err != nil {
		return err
	}
	dir := filepath.Join(t.out, "sentiment/assets")
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if m.Assets[e.Name()], err = digest(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return t.writeJSON("sentiment/manifest.json", m)
}

// digest is the SHA-256 of a file, or of the files of a folder in the order of
// their names.
func digest(path string) (string, error) {
	files := []string{path}
	if list, err := os.ReadDir(path); err == nil {
		files = nil
		for _, e := range list {
			files = append(files, filepath.Join(path, e.Name()))
		}
		slices.Sort(files)
	}
	h := sha256.New()
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			return "", err
		}
		_, err = io.Copy(h, r)
		r.Close()
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// readManifest reads what manifest wrote.
func readManifest(path string) (m manifest, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(b, &m)
}
