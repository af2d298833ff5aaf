package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

func sortByTime(texts []*master.Text, subjects map[string]master.Subject) {
	slices.SortFunc(texts, func(a, b *master.Text) int {
		return cmp.Or(a.Created(subjects[a.Subject]).Compare(b.Created(subjects[b.Subject])), cmp.Compare(a.Key, b.Key))
	})
}

// ndjson writes one JSON object a line, without escaping < and &.
func (c *corpus) ndjson(name string, rows []any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return c.write(name, b.Bytes())
}

// table encodes rows as separated values; a comma of '\t' gives TSV.
func table(comma rune, rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (c *corpus) csv(name string, rows [][]string) error {
	b, err := table(',', rows)
	if err != nil {
		return err
	}
	return c.write(name, b)
}

func (c *corpus) write(name string, b []byte) error {
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}
