package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"github.com/musharaka/musharaka/internal/datasets"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	// vectorScale brings the centred vectors, which lie close together, to a
	// size at which the penalty of the fit suits them.
	vectorScale = 12
	headC       = 0.1
	dim         = encoder.Dim
)

// headSample is one text with its class.
type headSample struct {
	text, lang string
	class      int
	weight     float32
}

type headTrainer struct {
	*trainer
	enc         *encoder.Encoder
	scorer      *sentiment.Scorer
	conv        *arabizi.Converter
	own, corpus []labelled
}

// trainHeads fits the precise tiers of sentiment and intent: linear heads on
// the frozen encoder's vectors, weighed beside the fast tier's answer. It reads
// the fast models that are embedded, so it runs after sentiment and intent, in
// a program built after them.
func trainHeads(ctx context.Context, t *trainer) error {
	h := &headTrainer{trainer: t, conv: arabizi.New()}
	var err error
	if h.enc, err = encoder.Open(encoder.Options{}); err != nil {
		return err
	}
	if h.scorer, err = sentiment.New(); err != nil {
		return err
	}
	if h.own, err = t.ownText(2); err != nil {
		return err
	}
	if h.corpus, err = t.corpusText(); err != nil {
		return err
	}
	if err := h.intent(ctx); err != nil {
		return fmt.Errorf("intent: %w", err)
	}
	return h.sentiment(ctx)
}

func (h *headTrainer) sentiment(ctx context.Context) error {
	var set sentiment.Settings
	b, err := os.ReadFile(filepath.Join(h.out, "sentiment/assets/calibration.json"))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &set); err != nil {
		return err
	}
	set.Precise = map[string]sentiment.Calibration{}
	for i, name := range []string{"ar", "en"} {
		english := i == 1
		train, dev, err := h.public(english)
		if err != nil {
			return err
		}
		for _, part := range []struct {
			texts  []labelled
			weight float32
		}{{h.own, 0.5}, {h.corpus, corpusWeight}} {
			for _, l := range part.texts {
				if ((l.Lang == "en") == english || l.Lang == "mixed") && l.Intent != "-" {
					train = append(train, headSample{l.Text, l.Lang, l.Sentiment, part.weight})
				}
			}
		}
		head, cal, err := h.sentimentHead(ctx, train, dev, english)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		set.Precise[name] = cal
		if err := h.write("sentiment/assets/head_"+name+".bin", head.Bytes()); err != nil {
			return err
		}
		h.log.Info("head", "model", name, "calibration", fmt.Sprint(cal))
	}
	return h.writeJSON("sentiment/assets/calibration.json", set)
}

// public gives the same parts of the public sets as the fast tier's training.
func (h *headTrainer) public(english bool) (train, dev []headSample, err error) {
	read, lang := datasets.ArSarcasm, "ar"
	if english {
		read, lang = datasets.VADER, "en"
	}
	items, err := read(h.data)
	if err != nil {
		return nil, nil, err
	}
	p := datasets.Split(items, devShare, testShare, datasets.Seed)
	for _, it := range p.Train {
		w := float32(1)
		if english {
			w = englishWeight(it.Slice)
		}
		train = append(train, headSample{it.Text, lang, it.Label, w})
	}
	for _, it := range p.Dev {
		dev = append(dev, headSample{it.Text, lang, it.Label, 1})
	}
	return train, dev, nil
}

func (h *headTrainer) vectors(ctx context.Context, s []headSample) ([]float32, error) {
	texts := make([]string, len(s))
	for i := range s {
		texts[i] = s[i].text
	}
	v := make([]float32, dim*len(texts))
	return v, h.enc.Encode(ctx, texts, v)
}

// layer is a fitted linear layer over raw vectors.
type layer struct {
	classes int
	w       []float64 // class-major, dim+1
}

// fitLayer fits classes on vectors and folds centring and scale into the
// weights.
func fitLayer(vec []float32, ts []fit.Target, classes int) *layer {
	mean := meanVector(vec, dim)
	m := fit.Fit(denseRows(vec, mean, dim), ts, dim, classes, headC, 200)
	l := &layer{classes: classes}
	for c := range classes {
		bias := m.Bias[c]
		for j := range dim {
			x := m.Weights[j*classes+c] * vectorScale
			bias -= mean[j] * x
			l.w = append(l.w, x)
		}
		l.w = append(l.w, bias)
	}
	return l
}

func (l *layer) logits(vec []float32) []float64 {
	z := make([]float64, l.classes)
	for c := range z {
		w := l.w[c*(dim+1):]
		z[c] = w[dim]
		for j, v := range vec {
			z[c] += w[j] * float64(v)
		}
	}
	return z
}

// head is a·layer + (1-a)·log-probabilities of the fast tier.
func (l *layer) head(a float64) *linear.Head {
	var w []float32
	for c := range l.classes {
		for j := range dim {
			w = append(w, float32(a*l.w[c*(dim+1)+j]))
		}
		for k := range l.classes {
			x := float32(0)
			if k == c {
				x = float32(1 - a)
			}
			w = append(w, x)
		}
		w = append(w, float32(a*l.w[c*(dim+1)+dim]))
	}
	return linear.NewHead(l.classes, dim, l.classes, w)
}

func (h *headTrainer) sentimentHead(ctx context.Context, train, dev []headSample, english bool) (*linear.Head, sentiment.Calibration, error) {
	var none sentiment.Calibration
	vt, err := h.vectors(ctx, train)
	if err != nil {
		return nil, none, err
	}
	vd, err := h.vectors(ctx, dev)
	if err != nil {
		return nil, none, err
	}
	ts := make([]fit.Target, len(train))
	for i, s := range train {
		ts[i] = fit.Hard(s.class, s.weight)
	}
	fit.Balance(ts, 3)
	l := fitLayer(vt, ts, 3)
	zv, zf, labels := make([][3]float64, len(dev)), make([][3]float64, len(dev)), make([]int, len(dev))
	for i, s := range dev {
		copy(zv[i][:], l.logits(vd[i*dim:(i+1)*dim]))
		r := h.scorer.Score(input(s.text, s.lang, h.conv))
		zf[i] = [3]float64{safeLog(r.Neg), safeLog(r.Neu), safeLog(r.Pos)}
		labels[i] = s.class
	}
	a := mixWeight(zv, zf, labels, english)
	h.log.Info("head", "weight", a, "train", len(train), "dev", len(dev))
	return l.head(a), calibrate(mixed(zv, zf, a), labels, english), nil
}

// intentMix is the weight of the intent head, found on a fourth of the corpus's
// development half when the rest was trained on.
const intentMix = 0.5

func (h *headTrainer) intent(ctx context.Context) error {
	labels := intent.Labels()
	var train []headSample
	add := func(ls []labelled, weight float32) {
		for _, l := range ls {
			if c := slices.Index(labels, l.Intent); c >= 0 {
				train = append(train, headSample{l.Text, l.Lang, c, weight})
			}
		}
	}
	add(h.own, 0.3)
	n := len(train)
	add(h.corpus, 2)
	vec, err := h.vectors(ctx, train)
	if err != nil {
		return err
	}
	ts := make([]fit.Target, len(train))
	for i, s := range train {
		ts[i] = fit.Hard(s.class, s.weight)
	}
	fit.Balance(ts[:n], len(labels))
	fit.Balance(ts[n:], len(labels))
	return h.write("intent/assets/head.bin", fitLayer(vec, ts, len(labels)).head(intentMix).Bytes())
}

func safeLog(p float64) float64 { return math.Log(math.Max(p, 1e-6)) }

// mixed is a·head + (1-a)·fast in log-probabilities.
func mixed(zv, zf [][3]float64, a float64) [][3]float64 {
	out := make([][3]float64, len(zv))
	for i := range zv {
		for c := range 3 {
			out[i][c] = a*zv[i][c] + (1-a)*zf[i][c]
		}
	}
	return out
}

// mixWeight finds how much the head weighs by the calibrated log-loss.
func mixWeight(zv, zf [][3]float64, labels []int, balanced bool) float64 {
	best, bestLoss := 0.5, math.Inf(1)
	for a := 0.2; a < 0.85; a += 0.05 {
		z := mixed(zv, zf, a)
		c := calibrate(z, labels, balanced)
		loss := 0.0
		for i := range z {
			loss -= safeLog(probs(z[i], &c)[labels[i]])
		}
		if loss < bestLoss {
			best, bestLoss = a, loss
		}
	}
	return math.Round(best*100) / 100
}
