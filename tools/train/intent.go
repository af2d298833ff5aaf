package main

import (
	"context"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const intentBits = 16

// trainIntent fits one model for all languages on the project's own text and
// the development half of the corpus.
func trainIntent(_ context.Context, t *trainer) error {
	x, err := intent.NewExtractor()
	if err != nil {
		return err
	}
	own, err := t.ownText(5)
	if err != nil {
		return err
	}
	corpus, err := t.corpusText()
	if err != nil {
		return err
	}
	conv := arabizi.New()
	labels := intent.Labels()
	var texts []fit.Text
	var ts []fit.Target
	add := func(ls []labelled, weight float32) {
		from := len(ts)
		for _, l := range ls {
			if c := slices.Index(labels, l.Intent); c >= 0 {
				texts = append(texts, fit.Text(x.Sample(input(l.Text, l.Lang, conv))))
				ts = append(ts, fit.Hard(c, weight))
			}
		}
		fit.Balance(ts[from:], len(labels))
	}
	add(own, 1)
	if len(corpus) > 0 {
		add(corpus, 3)
	}
	space := fit.NewSpace(texts, intentBits, 2)
	n := 1<<space.Bits + len(texts[0].Dense)
	m := fit.Fit(space.Rows(texts), ts, n, len(labels), 1, 80)
	b := fit.Quantise(space, m)
	t.log.Info("intent", "texts", len(texts), "bytes", len(b))
	if err := t.write("intent/assets/intent.bin", b); err != nil {
		return err
	}
	return t.writeJSON("intent/assets/settings.json", intent.Settings{Temperature: 1})
}
