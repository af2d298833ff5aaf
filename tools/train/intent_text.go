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
	lines, err := t.intentLines()
	if err != nil {
		return nil, err
	}
	labels := intent.Labels()
	var out []intentSample
	for _, l := range lines {
		s := intentSample{text: l.Text, lang: l.Lang, also: -1, weight: 1, fold: len(out) % intentFolds}
		ws := strings.Fields(l.Intent)
		s.main = slices.Index(labels, ws[0])
		if len(ws) > 1 {
			s.also = slices.Index(labels, ws[1])
		}
		out = append(out, s)
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

// intentLines reads own/intent_<variety>[_n].txt; Intent holds one label or two,
// with a blank between.
func (t *trainer) intentLines() ([]labelled, error) {
	files, err := filepath.Glob(filepath.Join(t.own, "intent_*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	langs := map[string]string{"msa": "ar", "gulf": "ar", "en": "en", "arabizi": "arabizi", "mixed": "mixed"}
	var out []labelled
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		variety, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".txt")[len("intent_"):], "_")
		x := labelled{Lang: langs[variety]}
		for n, l := range strings.Split(string(b), "\n") {
			switch {
			case l == "" || l[0] == '#':
			case strings.HasPrefix(l, "= "):
				ws := strings.Fields(l[2:])
				if len(ws) == 0 || slices.ContainsFunc(ws, func(w string) bool { return !slices.Contains(intent.Labels(), w) }) {
					return nil, fmt.Errorf("%s:%d: %q", f, n+1, l)
				}
				x.Intent = strings.Join(ws, " ")
			case x.Intent == "":
				return nil, fmt.Errorf("%s:%d: no intent before the first line", f, n+1)
			default:
				y := x
				y.Text = l
				out = append(out, y)
			}
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
