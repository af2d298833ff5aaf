package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	stackC = 0.3
	// stackRarity is rarity for the stack, chosen with it by leaving out parts of
	// the development half: macro-F1 falls by .03 at 1.
	stackRarity = 0.25
	// stackOwn is what a line written for intent weighs in the stack beside one of
	// the development half: little, but submissions elsewhere are not its like.
	stackOwn = 0.2
)

// heldOut holds what the stack learns from: for every text of the development
// half and every line written for intent the answers of models that did not see
// it, with hints and cues.
type heldOut struct {
	samples       []intentSample
	fast, precise [][]float64
}

func (t *intentTrainer) heldOut(p *intentPart) (*heldOut, error) {
	h := &heldOut{}
	for f := range intentFolds {
		b, l, err := t.fit(p, func(i int) bool { return p.samples[i].fold != f })
		if err != nil {
			return nil, err
		}
		m, err := linear.Read(b)
		if err != nil {
			return nil, err
		}
		for i, s := range p.samples {
			if s.fold != f {
				continue
			}
			z := hashedLogits(m, p.texts[i], t.classes)
			row := func(hints [intent.HintFeatures]float64) []float64 {
				v := append(slices.Clone(z), hints[:]...)
				for _, x := range p.texts[i].Dense {
					v = append(v, float64(x))
				}
				return v
			}
			h.fast = append(h.fast, row(p.fast[i]))
			h.precise = append(h.precise, append(l.logits(p.vec[i*dim:(i+1)*dim]), row(p.precise[i])...))
			h.samples = append(h.samples, s)
		}
	}
	return h, nil
}

// fitStack is a small softmax regression: class-major weights, and its biases
// with a temperature as the decision.
func fitStack(rows [][]float64, ss []intentSample, classes int) ([][]float64, intent.Decision) {
	r := &fit.Rows{Off: []int{0}}
	n := len(rows[0])
	for _, row := range rows {
		for j, v := range row {
			r.Idx, r.Val = append(r.Idx, uint32(j)), append(r.Val, float32(v))
		}
		r.Off = append(r.Off, len(r.Idx))
	}
	m := fit.Fit(r, stackTargets(ss, classes), n, classes, stackC, 200)
	out := make([][]float64, classes)
	d := intent.Decision{Temperature: 1}
	for c := range out {
		out[c] = make([]float64, n)
		for j := range n {
			out[c][j] = round(m.Weights[j*classes+c])
		}
		d.Bias = append(d.Bias, round(m.Bias[c]))
	}
	return out, d
}

// stackTargets gives lines written for intent the class shares of the development
// half and a small weight, then weighs by rarity.
func stackTargets(ss []intentSample, classes int) []fit.Target {
	var n [2][fit.MaxClasses]float64 // own, corpus
	var sum [2]float64
	at := func(s intentSample) int {
		if s.corpus {
			return 1
		}
		return 0
	}
	for _, s := range ss {
		n[at(s)][s.main]++
		sum[at(s)]++
	}
	out := slices.Clone(ss)
	for i, s := range out {
		out[i].also = -1
		if !s.corpus {
			out[i].weight = float32(stackOwn * n[1][s.main] / sum[1] / (n[0][s.main] / sum[0]))
		}
	}
	return intentTargets(out, classes, stackRarity)
}

// heldScores measures the stack on folds of the development half that it was
// not fitted to.
func heldScores(rows [][]float64, ss []intentSample, classes int) string {
	var z [][]float64
	var held []intentSample
	for f := range intentFolds {
		var in [][]float64
		var with []intentSample
		for i, s := range ss {
			if s.fold != f {
				in, with = append(in, rows[i]), append(with, s)
			}
		}
		w, d := fitStack(in, with, classes)
		for i, s := range ss {
			if s.fold != f || !s.corpus {
				continue
			}
			q := weigh(w, rows[i])
			for c := range q {
				q[c] += d.Bias[c]
			}
			z, held = append(z, q), append(held, s)
		}
	}
	return intentScores(z, held, intent.Decision{Temperature: 1, Bias: make([]float64, classes)})
}

func weigh(stack [][]float64, in []float64) []float64 {
	out := make([]float64, len(stack))
	for c := range out {
		for j, v := range in {
			out[c] += stack[c][j] * v
		}
	}
	return out
}

// intentTargets weighs texts by a power of their class's rarity.
func intentTargets(ss []intentSample, classes int, power float64) []fit.Target {
	ts := make([]fit.Target, len(ss))
	for i, s := range ss {
		ts[i] = fit.Hard(s.main, s.weight)
		if s.also >= 0 {
			ts[i].P[s.main], ts[i].P[s.also] = 1-alsoShare, alsoShare
		}
	}
	plain := slices.Clone(ts)
	fit.Balance(ts, classes)
	for i := range ts {
		ts[i].W = plain[i].W * float32(math.Pow(float64(ts[i].W/plain[i].W), power))
	}
	return ts
}

// decided are the probabilities after temperature and biases.
func decided(z []float64, d intent.Decision) []float64 {
	p := make([]float64, len(z))
	for c := range z {
		p[c] = z[c]/d.Temperature + d.Bias[c]
	}
	linear.Softmax(p)
	return p
}

// perClass is the F1 of every class.
func perClass(z [][]float64, dev []intentSample, d intent.Decision) []float64 {
	k := len(intent.Labels())
	tp, wrong := make([]float64, k), make([]float64, k)
	for i := range z {
		p, b := decided(z[i], d), 0
		for c := range p {
			if p[c] > p[b] {
				b = c
			}
		}
		if b == dev[i].main {
			tp[b]++
		} else {
			wrong[b]++
			wrong[dev[i].main]++
		}
	}
	for c := range tp {
		if tp[c] > 0 {
			tp[c] = 2 * tp[c] / (2*tp[c] + wrong[c])
		}
	}
	return tp
}

func macro(z [][]float64, dev []intentSample, d intent.Decision) float64 {
	sum := 0.0
	f := perClass(z, dev, d)
	for _, v := range f {
		sum += v
	}
	return sum / float64(len(f))
}

func intentScores(z [][]float64, dev []intentSample, d intent.Decision) string {
	return fmt.Sprintf("macro %.3f each %.3f", macro(z, dev, d), perClass(z, dev, d))
}
