package areas

import (
	"math"
	"slices"
)

// Training settings, chosen by five-fold validation on the development half of
// the project's corpus.
const (
	trainRounds = 400
	trainDecay  = 1.0 / 8 // weight of the squared weights against the sum over lines
)

// Line is one text to learn from: its words, its centred vector and its area.
type Line struct {
	Text   string
	Vector []float32
	Area   string
}

// Train fits a head: multinomial logistic regression by accelerated gradient
// descent over all lines, in their order, so that the same lines give the same
// bits.
func Train(lines []Line, lexicon *Lexicon) *Head {
	h := &Head{idf: make([]uint8, headBuckets)}
	for _, l := range lines {
		h.codes = append(h.codes, l.Area)
	}
	slices.Sort(h.codes)
	h.codes = slices.Compact(h.codes)
	all := make([][]gram, len(lines))
	df := make([]int, headBuckets)
	for i, l := range lines {
		all[i] = grams(l.Text, lexicon, lexicon.Find(l.Text))
		for _, g := range all[i] {
			df[g.bucket]++
		}
	}
	for b, n := range df {
		idf := 1 + math.Log(float64(1+len(lines))/float64(1+n))
		h.idf[b] = uint8(min(255, math.Round(idf/idfStep)))
	}
	for i := range all {
		all[i] = weigh(all[i], h.idf)
	}
	h.fit(lines, all)
	return h
}

func (h *Head) fit(lines []Line, all [][]gram) {
	k := len(h.codes)
	width := headBuckets + Dim + 1
	w := make([]float64, width*k) // at, feature by feature
	ahead, grad := make([]float64, len(w)), make([]float64, len(w))
	step := 1 / (0.75*float64(len(lines)) + trainDecay) // the curvature stays below half of 1.5 a line
	t := 1.0
	p := make([]float64, k)
	for range trainRounds {
		for i := range grad {
			grad[i] = trainDecay * ahead[i]
		}
		for c := range k {
			grad[(width-1)*k+c] = 0 // the bias is free
		}
		for i, l := range lines {
			copy(p, ahead[(width-1)*k:])
			each(l, all[i], func(f int, x float64) {
				for c := range k {
					p[c] += x * ahead[f*k+c]
				}
			})
			logSoftmax(p)
			for c := range p {
				p[c] = math.Exp(p[c])
			}
			p[slices.Index(h.codes, l.Area)]--
			for c := range k {
				grad[(width-1)*k+c] += p[c]
			}
			each(l, all[i], func(f int, x float64) {
				for c := range k {
					grad[f*k+c] += x * p[c]
				}
			})
		}
		next := (1 + math.Sqrt(1+4*t*t)) / 2
		m := (t - 1) / next
		t = next
		for i := range w {
			moved := ahead[i] - step*grad[i]
			ahead[i] = moved + m*(moved-w[i])
			w[i] = moved
		}
	}
	h.keep(w, width)
}

// each calls f for every feature of a line.
func each(l Line, gs []gram, f func(i int, x float64)) {
	for _, g := range gs {
		f(int(g.bucket), float64(g.weight))
	}
	for j, x := range l.Vector {
		f(headBuckets+j, float64(x))
	}
}

// keep rounds the weights of letters to bytes, by class.
func (h *Head) keep(w []float64, width int) {
	k := len(h.codes)
	h.bias, h.scale = make([]float32, k), make([]float32, k)
	h.vectors, h.letters = make([]float32, k*Dim), make([]int8, headBuckets*k)
	for c := range k {
		h.bias[c] = float32(w[(width-1)*k+c])
		var most float64
		for b := range headBuckets {
			most = max(most, math.Abs(w[b*k+c]))
		}
		h.scale[c] = float32(most / 127)
		for b := range headBuckets {
			if most > 0 {
				h.letters[b*k+c] = int8(math.Round(w[b*k+c] / most * 127))
			}
		}
		for j := range Dim {
			h.vectors[c*Dim+j] = float32(w[(headBuckets+j)*k+c])
		}
	}
}
