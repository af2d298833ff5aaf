package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/musharaka/musharaka/internal/datasets"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/tools/train/fit"
)

// vectorScale brings the centred vectors, which lie close together, to a size
// at which the penalty of the fit suits them.
const vectorScale = 12

type headSample struct {
	text, lang string
	class      int
	weight     float32
}

// trainHeads fits the precise tier: a linear head on the frozen encoder's
// vectors for each model, then its weight beside the fast tier's answer on the
// development part. It reads the fast models that are embedded, so it runs
// after sentiment.
func trainHeads(ctx context.Context, t *trainer) error {
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return err
	}
	scorer, err := sentiment.New()
	if err != nil {
		return err
	}
	own, err := t.ownText(2)
	if err != nil {
		return err
	}
	corpus, err := t.corpusText()
	if err != nil {
		return err
	}
	path := filepath.Join(t.out, "sentiment/assets/calibration.json")
	var set sentiment.Settings
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &set); err != nil {
		return err
	}
	set.Precise = map[string]sentiment.Calibration{}
	h := &headTrainer{trainer: t, enc: enc, scorer: scorer, conv: arabizi.New()}
	for i, name := range []string{"ar", "en"} {
		english := i == 1
		train, dev, err := h.public(english)
		if err != nil {
			return err
		}
		for _, l := range append(own, corpus...) {
			if (l.Lang == "en") == english || l.Lang == "mixed" {
				w := float32(0.7)
				if l.Intent != "-" && len(l.Text) > 0 {
					train = append(train, headSample{l.Text, l.Lang, l.Sentiment, w})
				}
			}
		}
		for _, l := range corpus {
			if (l.Lang == "en") == english || l.Lang == "mixed" {
				train = append(train, headSample{l.Text, l.Lang, l.Sentiment, corpusWeight})
			}
		}
		head, cal, err := h.fit(ctx, train, dev)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		set.Precise[name] = cal
		if err := t.write("sentiment/assets/head_"+name+".bin", head); err != nil {
			return err
		}
		t.log.Info("head", "model", name, "calibration", fmt.Sprint(cal))
	}
	return t.writeJSON("sentiment/assets/calibration.json", set)
}

const corpusWeight = 2

type headTrainer struct {
	*trainer
	enc    *encoder.Encoder
	scorer *sentiment.Scorer
	conv   *arabizi.Converter
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
		if !english || it.Slice == "tweets" {
			dev = append(dev, headSample{it.Text, lang, it.Label, 1})
		}
	}
	return train, dev, nil
}

func (h *headTrainer) vectors(ctx context.Context, s []headSample) ([]float32, error) {
	texts := make([]string, len(s))
	for i := range s {
		texts[i] = s[i].text
	}
	v := make([]float32, encoder.Dim*len(texts))
	return v, h.enc.Encode(ctx, texts, v)
}

func (h *headTrainer) fit(ctx context.Context, train, dev []headSample) ([]byte, sentiment.Calibration, error) {
	var none sentiment.Calibration
	vt, err := h.vectors(ctx, train)
	if err != nil {
		return nil, none, err
	}
	vd, err := h.vectors(ctx, dev)
	if err != nil {
		return nil, none, err
	}
	const dim = encoder.Dim
	mean := make([]float64, dim)
	for i, v := range vt {
		mean[i%dim] += float64(v) / float64(len(train))
	}
	rows := &fit.Rows{Off: []int{0}}
	targets := make([]fit.Target, len(train))
	for i, s := range train {
		for j := range dim {
			rows.Idx = append(rows.Idx, uint32(j))
			rows.Val = append(rows.Val, float32((float64(vt[i*dim+j])-mean[j])*vectorScale))
		}
		rows.Off = append(rows.Off, len(rows.Idx))
		targets[i] = fit.Hard(s.class, s.weight)
	}
	fit.Balance(targets, 3)
	m := fit.Fit(rows, targets, dim, 3, 0.3, 200)
	// the head's own logits on the development part, beside the fast tier's
	zv, zf := make([][3]float64, len(dev)), make([][3]float64, len(dev))
	labels := make([]int, len(dev))
	for i, s := range dev {
		for c := range 3 {
			zv[i][c] = m.Bias[c]
			for j := range dim {
				zv[i][c] += (float64(vd[i*dim+j]) - mean[j]) * vectorScale * m.Weights[j*3+c]
			}
		}
		r := h.scorer.Score(input(s.text, s.lang, h.conv))
		zf[i] = [3]float64{safeLog(r.Neg), safeLog(r.Neu), safeLog(r.Pos)}
		labels[i] = s.class
	}
	a := mixWeight(zv, zf, labels)
	w := make([]float32, 3*(dim+4))
	for c := range 3 {
		bias := m.Bias[c]
		for j := range dim {
			x := m.Weights[j*3+c] * vectorScale
			bias -= mean[j] * x
			w[c*(dim+4)+j] = float32(a * x)
		}
		w[c*(dim+4)+dim+c] = float32(1 - a)
		w[c*(dim+4)+dim+3] = float32(a * bias)
	}
	cal := calibrate(mixed(zv, zf, a), labels)
	h.log.Info("head", "weight", a, "train", len(train), "dev", len(dev))
	return sentiment.WriteHead(dim, w), cal, nil
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
func mixWeight(zv, zf [][3]float64, labels []int) float64 {
	best, bestLoss := 0.5, math.Inf(1)
	for a := 0.2; a < 0.85; a += 0.05 {
		z := mixed(zv, zf, a)
		c := calibrate(z, labels)
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
