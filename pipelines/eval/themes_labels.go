package eval

import (
	"context"
	"math"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/themes"
)

// remembering is an encoder that encodes a text once: resamples ask again.
type remembering struct {
	themes.Encoder
	known map[string][]float32
}

func remember(e themes.Encoder) *remembering { return &remembering{e, map[string][]float32{}} }

func (r *remembering) Encode(ctx context.Context, texts []string, dst []float32) error {
	var missing []string
	for _, t := range texts {
		if _, ok := r.known[t]; !ok {
			r.known[t] = nil
			missing = append(missing, t)
		}
	}
	if len(missing) > 0 {
		v := make([]float32, len(missing)*themes.Dim)
		if err := r.Encoder.Encode(ctx, missing, v); err != nil {
			return err
		}
		for i, t := range missing {
			r.known[t] = v[i*themes.Dim : (i+1)*themes.Dim : (i+1)*themes.Dim]
		}
	}
	for i, t := range texts {
		copy(dst[i*themes.Dim:(i+1)*themes.Dim], r.known[t])
	}
	return nil
}

// labelQuality judges the labels of themes (the level that is natural).
type labelQuality struct {
	both, any, distinct float64
	// nearest is the share of labels whose vector is nearer to the centre of
	// their own theme than to that of any other; chance is 1 ÷ themes.
	nearest float64
	// apart is one minus the mean cosine of a label to the likest other label
	// of its language.
	apart float64
	words float64 // share of labels of two to six words
}

func (q labelQuality) add(add func(slice, metric string, value float64)) {
	add("", "label_in_both_languages", q.both)
	add("", "label_in_any_language", q.any)
	add("", "label_distinct", q.distinct)
	add("", "label_apart", q.apart)
	add("", "label_relevance", q.nearest)
	add("", "label_of_2_to_6_words", q.words)
}

// measureLabels compares labels with the texts of their themes by plain
// vectors, centred by language: what steered the themes has no part in it.
func measureLabels(ctx context.Context, items []themes.Item, enc themes.Encoder, res *themes.Result) (q labelQuality, err error) {
	at := map[string]int{}
	var list []themes.Theme
	for _, t := range res.Themes {
		if t.Level == 1 {
			at[t.ID] = len(list)
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return q, nil
	}
	var texts, langs []string
	var of []int
	for i, a := range res.Assignments {
		if t, ok := at[a.Theme]; ok && !a.Estimated {
			texts, langs, of = append(texts, items[i].Text), append(langs, items[i].Lang), append(of, t)
		}
	}
	v, err := centredVectors(ctx, enc, texts, langs)
	if err != nil {
		return q, err
	}
	centres := make([]float64, len(list)*themes.Dim)
	for i, t := range of {
		for j := range themes.Dim {
			centres[t*themes.Dim+j] += v[i*themes.Dim+j]
		}
	}
	unitRows(centres)
	distinct := map[string]bool{}
	total, fit := 0, 0
	for _, lang := range []string{"ar", "en"} {
		var labels, same []string
		var mine []int
		for i, t := range list {
			l := t.LabelEN
			if lang == "ar" {
				l = t.LabelAR
			}
			if l == "" {
				continue
			}
			labels, same, mine = append(labels, l), append(same, lang), append(mine, i)
			distinct[strings.ToLower(l)] = true
			if n := len(strings.Fields(l)); n >= 2 && n <= 6 {
				fit++
			}
		}
		w, err := centredVectors(ctx, enc, labels, same)
		if err != nil {
			return q, err
		}
		for i, t := range mine {
			if argmax(w[i*themes.Dim:(i+1)*themes.Dim], centres, -1) == t {
				q.nearest++
			}
			if len(mine) > 1 {
				o := argmax(w[i*themes.Dim:(i+1)*themes.Dim], w, i)
				q.apart += 1 - dot64(w[i*themes.Dim:(i+1)*themes.Dim], w[o*themes.Dim:(o+1)*themes.Dim])
			}
		}
		total += len(mine)
	}
	n := float64(max(1, total))
	q.nearest, q.apart, q.distinct, q.words = q.nearest/n, q.apart/n, float64(len(distinct))/n, float64(fit)/n
	q.both, q.any = labelled(list, true), labelled(list, false)
	return q, nil
}

func labelled(list []themes.Theme, both bool) float64 {
	ok := 0
	for _, t := range list {
		if ar, en := t.LabelAR != "", t.LabelEN != ""; both && ar && en || !both && (ar || en) {
			ok++
		}
	}
	return float64(ok) / float64(max(1, len(list)))
}

// centredVectors encodes texts and subtracts the mean of each language.
func centredVectors(ctx context.Context, enc themes.Encoder, texts, langs []string) ([]float64, error) {
	raw := make([]float32, len(texts)*themes.Dim)
	for lo := 0; lo < len(texts); lo += themes.BatchSize {
		hi := min(lo+themes.BatchSize, len(texts))
		if err := enc.Encode(ctx, texts[lo:hi], raw[lo*themes.Dim:hi*themes.Dim]); err != nil {
			return nil, err
		}
	}
	mean, n := map[string][]float64{}, map[string]float64{}
	out := make([]float64, len(raw))
	for i, l := range langs {
		if mean[l] == nil {
			mean[l] = make([]float64, themes.Dim)
		}
		n[l]++
		for j := range themes.Dim {
			out[i*themes.Dim+j] = float64(raw[i*themes.Dim+j])
			mean[l][j] += out[i*themes.Dim+j]
		}
	}
	for i, l := range langs {
		for j := range themes.Dim {
			out[i*themes.Dim+j] -= mean[l][j] / n[l]
		}
	}
	unitRows(out)
	return out, nil
}

func unitRows(x []float64) {
	for lo := 0; lo < len(x); lo += themes.Dim {
		r := x[lo : lo+themes.Dim]
		if s := math.Sqrt(dot64(r, r)); s > 0 {
			for j := range r {
				r[j] /= s
			}
		}
	}
}

func dot64(a, b []float64) (s float64) {
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

// argmax is the row of x likest to v, leaving out one.
func argmax(v, x []float64, except int) int {
	best, at := math.Inf(-1), -1
	for i := 0; i*themes.Dim < len(x); i++ {
		if s := dot64(v, x[i*themes.Dim:(i+1)*themes.Dim]); i != except && s > best {
			best, at = s, i
		}
	}
	return at
}
