package eval

import (
	"context"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
)

// arabiziUse measures what writing Arabizi in Arabic letters is good for: whether
// a sentence finds its own meaning (its Arabic form among all) by its vector, as
// themes need it, and what the fast tier makes of its mood.
func arabiziUse(ctx context.Context, env Env) ([]Row, error) {
	c := arabizi.New()
	rows, err := arabiziMood(c, env.Seed)
	if err != nil {
		return nil, err
	}
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		env.say("encoder: %v", err)
		return rows, nil
	}
	var raw, converted, meant []string
	for _, l := range lang.ParseLines(lang.ArabiziCases) {
		latin, arabic, _ := strings.Cut(l.Text, "\t")
		raw, converted, meant = append(raw, latin), append(converted, c.Convert(latin)), append(meant, arabic)
	}
	want, err := vectorsOf(ctx, enc, meant)
	if err != nil {
		return rows, err
	}
	for _, form := range []struct {
		name  string
		texts []string
	}{{"as_written", raw}, {"converted", converted}} {
		got, err := vectorsOf(ctx, enc, form.texts)
		if err != nil {
			return rows, err
		}
		hit := 0
		for i := range meant {
			if nearest(got[i], want) == i {
				hit++
			}
		}
		rows = append(rows, share("text", "arabizi_meaning", form.name, "found_first", hit, len(meant)))
	}
	return rows, nil
}

// vectorsOf encodes texts and centres their vectors.
func vectorsOf(ctx context.Context, enc *encoder.Encoder, texts []string) ([][]float32, error) {
	flat := make([]float32, len(texts)*encoder.Dim)
	if err := enc.Encode(ctx, texts, flat); err != nil {
		return nil, err
	}
	var mean [encoder.Dim]float32
	for i, v := range flat {
		mean[i%encoder.Dim] += v / float32(len(texts))
	}
	out := make([][]float32, len(texts))
	for i := range out {
		out[i] = flat[i*encoder.Dim : (i+1)*encoder.Dim]
		for k := range out[i] {
			out[i][k] -= mean[k]
		}
	}
	return out, nil
}

// nearest is the place of the vector with the largest cosine.
func nearest(v []float32, all [][]float32) int {
	best, at := float32(-2), -1
	for i, w := range all {
		var dot, norm float32
		for k := range v {
			dot += v[k] * w[k]
			norm += w[k] * w[k]
		}
		if c := dot * abs32(dot) / max(norm, 1e-12); c > best { // the cosine's square, with its sign
			best, at = c, i
		}
	}
	return at
}

func abs32(x float32) float32 { return max(x, -x) }

// arabiziMood scores the Arabizi of the corpus' test half with and without its
// Arabic form.
func arabiziMood(c *arabizi.Converter, seed uint64) ([]Row, error) {
	s, err := sentiment.New()
	if err != nil {
		return nil, err
	}
	items, err := corpusTest()
	if err != nil {
		return nil, nil //nolint:nilerr // outside the source tree
	}
	var rows []Row
	for _, convert := range []bool{false, true} {
		var pairs []pair
		for _, it := range items {
			if it.Lang != detect.Arabizi {
				continue
			}
			var doc, arabic features.Doc
			doc.Reset(it.Text, it.Lang)
			in := features.Input{Doc: &doc}
			if convert {
				arabic.Reset(c.Convert(it.Text), "ar")
				in.Converted = &arabic
			}
			pairs = append(pairs, pair{it.Sentiment, s.Score(in).Label})
		}
		set := map[bool]string{false: "corpus_test_arabizi_mood_as_written", true: "corpus_test_arabizi_mood_converted"}[convert]
		got := macroRows("text", set, pairs, seed)
		rows = append(rows, got[:min(1, len(got))]...)
	}
	return rows, nil
}
