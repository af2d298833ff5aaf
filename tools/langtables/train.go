package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/detect/ngram"
)

// result is a trained table and how it did on lines it had not seen.
type result struct {
	table   *ngram.Table
	heldOut float64
}

// example is one window of words.
type example struct {
	feats []uint32
	y     int
}

const (
	epochs   = 4
	rate     = 0.35
	l2       = 1e-6
	longest  = 12 // words in a window
	perClass = 60000
)

func train(lines []line, labels []string, rng *rand.Rand) result {
	var fit, held []example
	for _, l := range lines {
		y := slices.Index(labels, l.label)
		test := rng.IntN(20) == 0
		for range max(l.weight, 1) {
			if f := window(l.text, rng); len(f) > 0 {
				if test {
					held = append(held, example{f, y})
				} else {
					fit = append(fit, example{f, y})
				}
			}
		}
	}
	fit = balance(fit, len(labels), rng)
	w := make([]float32, ngram.Buckets*ngram.Classes)
	g := make([]float32, len(w))
	var bias, gb [ngram.Classes]float64
	for range epochs {
		rng.Shuffle(len(fit), func(i, j int) { fit[i], fit[j] = fit[j], fit[i] })
		for _, e := range fit {
			step(w, g, &bias, &gb, e, len(labels))
		}
	}
	t := quantise(w, bias, labels)
	right := 0
	for _, e := range held {
		var sum ngram.Sum
		for _, f := range e.feats {
			for c := range ngram.Classes {
				sum.V[c] += int32(t.Weights[f*ngram.Classes+uint32(c)])
			}
			sum.N++
		}
		logits := t.Logits(&sum)
		best := 0
		for c := range labels {
			if logits[c] > logits[best] {
				best = c
			}
		}
		if best == e.y {
			right++
		}
	}
	return result{t, float64(right) / float64(max(len(held), 1))}
}

// window cuts a random run of 1 to 12 words out of a line.
func window(text string, rng *rand.Rand) []uint32 {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil
	}
	n := 1 + rng.IntN(longest)
	if n < len(words) {
		at := rng.IntN(len(words) - n + 1)
		words = words[at : at+n]
	}
	var feats []uint32
	var buf []rune
	for _, w := range words {
		w = strings.Trim(w, ".,;:!?()[]{}\"«»،؛؟…-*/|“”")
		if w == "" || strings.Trim(w, "0123456789.,:/%-٠١٢٣٤٥٦٧٨٩") == "" {
			continue
		}
		buf = ngram.Fold(buf[:0], w)
		ngram.Each(buf, func(b uint32) { feats = append(feats, b) })
	}
	return feats
}

// balance draws every class about equally often: small ones at most four times.
func balance(in []example, classes int, rng *rand.Rand) []example {
	by := make([][]example, classes)
	for _, e := range in {
		by[e.y] = append(by[e.y], e)
	}
	var out []example
	for _, list := range by {
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		n := min(perClass, 2*len(list))
		for i := range n {
			out = append(out, list[i%max(len(list), 1)])
		}
	}
	return out
}

// step is one AdaGrad step of multinomial logistic regression.
func step(w, g []float32, bias, gb *[ngram.Classes]float64, e example, classes int) {
	var logits [ngram.Classes]float64
	scale := 1 / math.Sqrt(float64(len(e.feats)))
	for _, f := range e.feats {
		for c := range classes {
			logits[c] += float64(w[int(f)*ngram.Classes+c])
		}
	}
	for c := range classes {
		logits[c] = logits[c]*scale + bias[c]
	}
	ngram.Softmax(logits[:classes])
	for c := range classes {
		d := logits[c]
		if c == e.y {
			d--
		}
		gb[c] += d * d
		bias[c] -= 0.1 * d / math.Sqrt(gb[c]+1)
		d *= scale
		if math.Abs(d) < 1e-4 {
			continue
		}
		for _, f := range e.feats {
			k := int(f)*ngram.Classes + c
			grad := float32(d) + l2*w[k]
			g[k] += grad * grad
			w[k] -= rate * grad / float32(math.Sqrt(float64(g[k])+1e-2))
		}
	}
}

func quantise(w []float32, bias [ngram.Classes]float64, labels []string) *ngram.Table {
	abs := make([]float64, 0, len(w))
	for _, x := range w {
		if x != 0 {
			abs = append(abs, math.Abs(float64(x)))
		}
	}
	slices.Sort(abs)
	scale := abs[int(0.9995*float64(len(abs)-1))] / 127
	t := &ngram.Table{Labels: labels, Scale: float32(scale), Weights: make([]int8, len(w))}
	for i, x := range w {
		t.Weights[i] = int8(max(-127, min(127, math.Round(float64(x)/scale))))
	}
	for c := range bias {
		t.Bias[c] = float32(bias[c])
	}
	return t
}
