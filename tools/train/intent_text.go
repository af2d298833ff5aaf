package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/intent"
)

// intentText reads own/intent_*.txt, the whole submissions that were written for
// sentiment, and, at a small weight, the grammars.
func (t *trainer) intentText() ([]intentSample, error) {
	files, err := filepath.Glob(filepath.Join(t.own, "intent_*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	langs := map[string]string{"msa": "ar", "gulf": "ar", "en": "en", "arabizi": "arabizi", "mixed": "mixed"}
	labels := intent.Labels()
	var out []intentSample
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".txt")[len("intent_"):], "_")
		s := intentSample{lang: langs[name], main: -1, also: -1, weight: 1}
		for n, l := range strings.Split(string(b), "\n") {
			switch {
			case l == "" || l[0] == '#':
			case strings.HasPrefix(l, "= "):
				ws := strings.Fields(l[2:])
				s.main, s.also = slices.Index(labels, ws[0]), -1
				if len(ws) > 1 {
					s.also = slices.Index(labels, ws[1])
				}
				if s.main < 0 || len(ws) > 1 && s.also < 0 {
					return nil, fmt.Errorf("%s:%d: %q", f, n+1, l)
				}
			default:
				x := s
				x.text, x.fold = l, len(out)%intentFolds
				out = append(out, x)
			}
		}
	}
	real, err := t.realText()
	if err != nil {
		return nil, err
	}
	for _, l := range real {
		if c := slices.Index(labels, l.Intent); c >= 0 {
			out = append(out, intentSample{text: l.Text, lang: l.Lang, main: c, also: -1, weight: 1, fold: -1})
		}
	}
	abuse, err := t.marksLines()
	if err != nil {
		return nil, err
	}
	for _, l := range abuse {
		if l.label != "none" && l.label != "self_harm" { // advertising and abuse ask for nothing
			out = append(out, intentSample{text: l.text, main: slices.Index(labels, intent.Other), also: -1, weight: abuseWeight, fold: -1})
		}
	}
	own, err := t.grammarText(1)
	if err != nil {
		return nil, err
	}
	for _, l := range own {
		if c := slices.Index(labels, l.Intent); c >= 0 {
			out = append(out, intentSample{text: l.Text, lang: l.Lang, main: c, also: -1, weight: intentGrammar, fold: -1})
		}
	}
	return out, nil
}

// intentFolds is how many parts of the development half are left out in turn.
const intentFolds = 5

// intentDev reads the development half of the corpus. TestHalvesAreApart of
// pipelines/eval holds it apart from the test half, which is not read here.
// Copies and texts of one campaign are left out together.
func (t *trainer) intentDev() ([]intentSample, error) {
	type line struct {
		ID, Text, Lang, Intent string
		DupOf                  string `json:"dup_of"`
	}
	lines, err := readNDJSON[line](t.corpus)
	if err != nil {
		return nil, err
	}
	var out []intentSample
	for _, l := range lines {
		c := slices.Index(intent.Labels(), l.Intent)
		if c < 0 {
			continue
		}
		if l.DupOf == "" {
			l.DupOf = l.ID
		}
		sum := sha256.Sum256([]byte(l.DupOf))
		out = append(out, intentSample{text: l.Text, lang: l.Lang, main: c, also: -1, weight: 1, fold: int(sum[0]) % intentFolds, corpus: true})
	}
	t.log.Info("development half", "texts", len(out))
	return out, nil
}

// readNDJSON reads one value a line.
func readNDJSON[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	for d := json.NewDecoder(f); ; {
		var v T
		switch err := d.Decode(&v); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
		}
		out = append(out, v)
	}
}
