package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// loadCorpus adds the labelled lines of the project's own corpus that are meant
// for training. The test part is never opened.
func loadCorpus(out sets, dir string) error {
	b, err := os.ReadFile(filepath.Join(dir, "labels", "train.ndjson"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for l := range strings.Lines(string(b)) {
		var row struct {
			Text    string `json:"text"`
			Lang    string `json:"lang"`
			Variety string `json:"variety"`
		}
		if err := json.Unmarshal([]byte(l), &row); err != nil {
			return err
		}
		key := row.Lang
		if row.Lang == "ar" && row.Variety != "" {
			key = row.Variety
		}
		out["corpus_"+key] = append(out["corpus_"+key], clean(row.Text))
	}
	return nil
}

// corpusLines are the lines of the corpus for one table.
func (s sets) corpusLines(table string) (out []line) {
	labels := []string{"msa", "gulf", "other", "fa", "ur"}
	if table == "latin" {
		labels = []string{"en", "arabizi", "fr", "sw", "tl", "de"}
	}
	for _, label := range labels {
		out = add(out, label, 4, s["corpus_"+label])
	}
	return out
}
