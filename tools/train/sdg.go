package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/sdg"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	goalC          = 1
	goalIterations = 150
	// goalLineWeight is what a line of own/sdg.txt weighs beside the text of an
	// indicator: it is written as people write.
	goalLineWeight = 3
)

type goalText struct {
	text   string
	goal   int
	weight float32
}

// trainSDG fits the head of the precise tier on the texts of goals and
// indicators in both languages, on lines and phrases written for each goal,
// and, for "no goal", on the project's own text that asks, thanks or greets.
func trainSDG(ctx context.Context, t *trainer) error {
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return err
	}
	texts, err := t.goalTexts()
	if err != nil {
		return err
	}
	plain := make([]string, len(texts))
	ts := make([]fit.Target, len(texts))
	for i, g := range texts {
		plain[i] = g.text
		ts[i] = fit.Hard(g.goal, g.weight)
	}
	fit.Balance(ts, sdg.Goals+1)
	vec := make([]float32, dim*len(plain))
	if err := enc.Encode(ctx, plain, vec); err != nil {
		return err
	}
	l := fitLayer(vec, ts, sdg.Goals+1, goalC, goalIterations)
	t.log.Info("sdg", "texts", len(texts))
	return t.write("sdg/assets/head.bin", l.times(1).Bytes())
}

func (t *trainer) goalTexts() ([]goalText, error) {
	var out []goalText
	f, err := os.Open(filepath.Join(t.data, "sdg/goals_indicators_ar_en/goals_indicators.tsv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("goals: %w", err)
	}
	for _, row := range rows[1:] {
		if g, err := strconv.Atoi(row[0]); err == nil && len(row) >= 5 {
			out = append(out, goalText{row[3], g, 1}, goalText{row[4], g, 1})
		}
	}
	b, err := os.ReadFile(filepath.Join(t.out, "sdg/words.tsv"))
	if err != nil {
		return nil, err
	}
	for _, l := range strings.Split(string(b), "\n") {
		phrases, rest, ok := strings.Cut(l, "\t")
		if !ok || l[0] == '#' {
			continue
		}
		g, err := strconv.Atoi(strings.Split(rest, "\t")[0])
		if err != nil {
			return nil, err
		}
		ps := strings.Split(phrases, "|")
		for i := 0; i+2 < len(ps); i++ { // neighbours in the list give a little context
			out = append(out, goalText{strings.ReplaceAll(ps[i]+"، "+ps[i+1]+"، "+ps[i+2], "~", ""), g, 0.5})
		}
	}
	lines, err := t.goalLines()
	if err != nil {
		return nil, err
	}
	out = append(out, lines...)
	own, err := t.ownText(1)
	if err != nil {
		return nil, err
	}
	for _, l := range own {
		if l.Intent == "other" || l.Intent == "praise" || l.Intent == "question" || l.Intent == "-" {
			out = append(out, goalText{l.Text, 0, 0.5})
		}
	}
	return out, nil
}

// goalLines reads own/sdg.txt.
func (t *trainer) goalLines() ([]goalText, error) {
	b, err := os.ReadFile(filepath.Join(t.own, "sdg.txt"))
	if err != nil {
		return nil, err
	}
	var out []goalText
	goal := 0
	for n, l := range strings.Split(string(b), "\n") {
		switch {
		case l == "" || l[0] == '#':
		case strings.HasPrefix(l, "= "):
			if goal, err = strconv.Atoi(l[2:]); err != nil || goal < 0 || goal > sdg.Goals {
				return nil, fmt.Errorf("sdg.txt:%d: goal %q", n+1, l[2:])
			}
		default:
			out = append(out, goalText{l, goal, goalLineWeight})
		}
	}
	return out, nil
}
