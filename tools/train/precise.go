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
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	// serviceC is the strength of the fit of the head for submissions, which has
	// a tenth of the texts that the heads for tweets have.
	serviceC = 0.04
	gateC    = 0.1
	// serviceWeight is what a logit of that head counts beside one of the fast
	// tier's log-probabilities, found on the development half of the corpus.
	serviceWeight = 2.2
)

type headTrainer struct {
	*trainer
	vec    *vectors
	scorer *sentiment.Scorer
	conv   *arabizi.Converter
}

// trainHeads fits the precise tier of sentiment: linear heads on the frozen
// encoder's vectors, whose logits are added to the fast tier's log-probabilities.
// Public sets are tweets and reviews, so there are three heads and a gate: one
// for tweets in each language, one for submissions in all, and the gate says
// from the vector which of the two kinds a text is. It reads the fast models
// that the job sentiment has written.
func trainHeads(ctx context.Context, t *trainer) error {
	h := &headTrainer{trainer: t, conv: arabizi.New()}
	var err error
	if h.vec, err = openVectors(h.cache); err != nil {
		return err
	}
	if h.scorer, err = sentiment.Open(os.DirFS(filepath.Join(h.out, "sentiment/assets"))); err != nil {
		return err
	}
	var set sentiment.Settings
	b, err := os.ReadFile(filepath.Join(h.out, "sentiment/assets/calibration.json"))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &set); err != nil {
		return err
	}
	set.Precise = map[string]sentiment.Calibration{}
	tweets := [2]headSet{}
	for i := range tweets {
		if tweets[i], err = h.public(ctx, i == 1); err != nil {
			return err
		}
	}
	service, gate, err := h.service(ctx, tweets)
	if err != nil {
		return err
	}
	for i, name := range []string{"ar", "en"} {
		a, cal := h.calibrateHead(&tweets[i], service, gate, i == 1)
		set.Precise[name] = cal
		if err := h.write("sentiment/assets/head_"+name+".bin", tweets[i].layer.times(a).Bytes()); err != nil {
			return err
		}
		h.log.Info("head", "model", name, "weight", a, "train", len(tweets[i].train), "dev", len(tweets[i].dev), "calibration", fmt.Sprint(cal))
	}
	if err := h.write("sentiment/assets/head_service.bin", service.times(serviceWeight).Bytes()); err != nil {
		return err
	}
	if err := h.write("sentiment/assets/gate.bin", gate.times(1).Bytes()); err != nil {
		return err
	}
	if err := h.writeJSON("sentiment/assets/calibration.json", set); err != nil {
		return err
	}
	return h.manifest()
}

// headSet is the public set of one language with its vectors and its head.
type headSet struct {
	train, dev   []headSample
	vTrain, vDev []float32
	layer        *layer
}

// public gives the same parts of the public sets as the fast tier's training.
func (h *headTrainer) public(ctx context.Context, english bool) (s headSet, err error) {
	read, lang := datasets.ArSarcasm, "ar"
	if english {
		read, lang = datasets.VADER, "en"
	}
	items, err := read(h.data)
	if err != nil {
		return s, err
	}
	p := datasets.Split(items, devShare, testShare, datasets.Seed)
	for _, it := range p.Train {
		w := float32(1)
		if english {
			w = englishWeight(it.Slice)
		}
		s.train = append(s.train, headSample{it.Text, lang, it.Label, w})
	}
	for _, it := range p.Dev {
		s.dev = append(s.dev, headSample{it.Text, lang, it.Label, 1})
	}
	if s.vTrain, err = h.vec.encode(ctx, s.train); err != nil {
		return s, err
	}
	if s.vDev, err = h.vec.encode(ctx, s.dev); err != nil {
		return s, err
	}
	ts := make([]fit.Target, len(s.train))
	for i, x := range s.train {
		ts[i] = fit.Hard(x.class, x.weight)
	}
	fit.Balance(ts, 3)
	s.layer = fitLayer(s.vTrain, ts, 3, headC, layerIterations)
	return s, nil
}

// service fits the head for submissions, on the project's own text in all
// languages at once, and the gate that knows submissions from tweets.
func (h *headTrainer) service(ctx context.Context, tweets [2]headSet) (head, gate *layer, err error) {
	var own []headSample
	for _, p := range []struct {
		read   func() ([]labelled, error)
		weight float32
	}{{h.realText, 1}, {h.weakText, weakWeight}, {func() ([]labelled, error) { return readLabelled(h.reviewed) }, 2}} {
		texts, err := p.read()
		if err != nil {
			return nil, nil, err
		}
		for _, l := range texts {
			own = append(own, headSample{l.Text, l.Lang, l.Sentiment, p.weight})
		}
	}
	vec, err := h.vec.encode(ctx, own)
	if err != nil {
		return nil, nil, err
	}
	ts := make([]fit.Target, len(own))
	for i, s := range own {
		ts[i] = fit.Hard(s.class, s.weight)
	}
	fit.Balance(ts, 3)
	head = fitLayer(vec, ts, 3, serviceC, layerIterations)

	others, err := h.others(tweets)
	if err != nil {
		return nil, nil, err
	}
	ov, err := h.vec.encode(ctx, others)
	if err != nil {
		return nil, nil, err
	}
	ts = ts[:0]
	for range own {
		ts = append(ts, fit.Hard(1, 1))
	}
	for _, v := range [][]float32{tweets[0].vTrain, tweets[1].vTrain, ov} {
		for range len(v) / dim {
			ts = append(ts, fit.Hard(0, 1))
		}
		vec = append(vec, v...)
	}
	fit.Balance(ts, 2)
	h.log.Info("head for submissions", "texts", len(own), "others", len(ts)-len(own))
	return head, fitLayer(vec, ts, 2, gateC, layerIterations), nil
}

// others are more texts that are no submissions, for the gate: tweets of which
// the sentiment is unknown or weak, none near those that are kept for measuring.
func (h *headTrainer) others(tweets [2]headSet) ([]headSample, error) {
	items, err := datasets.ArSarcasm(h.data)
	if err != nil {
		return nil, err
	}
	p := datasets.Split(items, devShare, testShare, datasets.Seed)
	held := append(append([]datasets.Item{}, p.Test...), p.Dev...)
	var out []headSample
	for _, s := range []struct {
		read func(string) ([]datasets.Item, error)
		n    int
	}{{datasets.SaudiIrony, 3000}, {datasets.EmojiTweets, 2000}, {datasets.AJGT, 1800}} {
		items, err := s.read(h.data)
		if err != nil {
			return nil, err
		}
		datasets.SortByKey(items, datasets.Seed)
		for _, it := range datasets.Without(items[:min(s.n, len(items))], held) {
			out = append(out, headSample{text: it.Text, lang: "ar", weight: 1})
		}
	}
	return out, nil
}

// calibrateHead finds on the development part what a logit of the head counts
// beside the fast tier's log-probabilities, and the calibration of the sum.
func (h *headTrainer) calibrateHead(s *headSet, service, gate *layer, english bool) (float64, sentiment.Calibration) {
	n := len(s.dev)
	zt, zs, zf, labels := make([][3]float64, n), make([][3]float64, n), make([][3]float64, n), make([]int, n)
	g := make([]float64, n)
	for i, d := range s.dev {
		v := s.vDev[i*dim : (i+1)*dim]
		copy(zt[i][:], s.layer.logits(v))
		copy(zs[i][:], service.logits(v))
		gz := gate.logits(v)
		g[i] = 1 / (1 + math.Exp(gz[0]-gz[1]))
		r := h.scorer.Score(input(d.text, d.lang, h.conv))
		zf[i] = [3]float64{safeLog(r.Neg), safeLog(r.Neu), safeLog(r.Pos)}
		labels[i] = d.class
	}
	sum := func(a float64) [][3]float64 {
		z := make([][3]float64, n)
		for i := range z {
			for c := range 3 {
				z[i][c] = zf[i][c] + a*(1-g[i])*zt[i][c] + serviceWeight*g[i]*zs[i][c]
			}
		}
		return z
	}
	best, bestLoss := 1.0, math.Inf(1)
	for a := 0.3; a < 3; a += 0.1 {
		z := sum(a)
		c := calibrate(z, labels, english)
		loss := 0.0
		for i := range z {
			loss -= safeLog(probs(z[i], &c)[labels[i]])
		}
		if loss < bestLoss {
			best, bestLoss = math.Round(a*100)/100, loss
		}
	}
	return best, calibrate(sum(best), labels, english)
}
