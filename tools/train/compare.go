package main

import (
	"context"
	"fmt"

	"github.com/musharaka/musharaka/internal/datasets"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/tools/train/fit"
)

// compareEnglish fits what the fast tier would be in English without word
// lists, rules and VADER's values, on the same texts, and measures it on the
// public sets: the figure that `analyze eval sentiment` is held against. It
// writes nothing.
func compareEnglish(_ context.Context, t *trainer) error {
	x, err := sentiment.NewExtractor()
	if err != nil {
		return err
	}
	s := &sentimentTrainer{trainer: t, x: x, conv: arabizi.New()}
	if s.own, err = t.parts(4); err != nil {
		return err
	}
	items, err := datasets.VADER(t.data)
	if err != nil {
		return err
	}
	p := datasets.Split(items, devShare, testShare, datasets.Seed)
	plain := func(text string) fit.Text {
		d := features.New(text, "en")
		return fit.Text{Words: d.Words, Chars: d.Chars}
	}
	var main set
	add := func(text string, class int, weight float32) {
		main.texts, main.target = append(main.texts, plain(text)), append(main.target, fit.Hard(class, weight))
	}
	for _, it := range p.Train {
		add(it.Text, it.Label, englishWeight(it.Slice))
	}
	fit.Balance(main.target, 3)
	for _, part := range s.own {
		from := len(main.target)
		for _, l := range part.texts {
			if l.Lang == "en" || l.Lang == "mixed" {
				add(l.Text, l.Sentiment, part.weight)
			}
		}
		fit.Balance(main.target[from:], 3)
	}
	space := fit.NewSpace(main.texts, t.bits, 2)
	m, err := linear.Read(fit.Quantise(space, fit.Fit(space.Rows(main.texts), main.target, 1<<t.bits, 3, 1, iterations)))
	if err != nil {
		return err
	}
	for _, q := range []struct {
		name string
		read func(string) ([]datasets.Item, error)
	}{{"tweeteval_val", datasets.TweetEval}, {"umsab_english", datasets.UMSAB}, {"vader_groundtruth_held15", func(string) ([]datasets.Item, error) { return p.Test, nil }}} {
		items, err := q.read(t.data)
		if err != nil {
			return err
		}
		var seen [3][3]float64
		for _, it := range items {
			d := plain(it.Text)
			var z [linear.MaxClasses]float32
			m.Score(d.Words, d.Chars, nil, nil, &z)
			seen[it.Label][top([3]float64{float64(z[0]), float64(z[1]), float64(z[2])})]++
		}
		recall, f1 := macros(seen)
		t.log.Info("linear alone", "set", q.name, "macro_recall", fmt.Sprintf("%.4f", recall), "macro_f1", fmt.Sprintf("%.4f", f1), "n", len(items))
	}
	return nil
}

// macros are the macro recall and macro-F1 of a confusion, truth first.
func macros(c [3][3]float64) (recall, f1 float64) {
	for k := range 3 {
		var truth, said float64
		for j := range 3 {
			truth += c[k][j]
			said += c[j][k]
		}
		recall += c[k][k] / max(1, truth) / 3
		f1 += 2 * c[k][k] / max(1, truth+said) / 3
	}
	return recall, f1
}
