package main

import (
	"math"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	// vectorScale brings the centred vectors, which lie close together, to a
	// size at which the penalty of the fit suits them.
	vectorScale = 12
	headC       = 0.1
	// layerIterations is how long layers are fitted at most.
	layerIterations = 200
	dim             = encoder.Dim
)

// headSample is one text with its class.
type headSample struct {
	text, lang string
	class      int
	weight     float32
}

// layer is a fitted linear layer over raw vectors.
type layer struct {
	classes int
	w       []float64 // class-major, dim+1
}

// fitLayer fits classes on vectors, at strength c, and folds centring and scale
// into the weights.
func fitLayer(vec []float32, ts []fit.Target, classes int, c float64, iterations int) *layer {
	mean := meanVector(vec)
	m := fit.Fit(denseRows(vec, mean), ts, dim, classes, c, iterations)
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

// times is the layer alone, its logits multiplied by a.
func (l *layer) times(a float64) *linear.Head {
	w := make([]float32, len(l.w))
	for i, x := range l.w {
		w[i] = float32(a * x)
	}
	return linear.NewHead(l.classes, dim, 0, w)
}

func meanVector(vec []float32) []float64 {
	mean := make([]float64, dim)
	n := float64(len(vec) / dim)
	for i, v := range vec {
		mean[i%dim] += float64(v) / n
	}
	return mean
}

// denseRows centres vectors and scales them.
func denseRows(vec []float32, mean []float64) *fit.Rows {
	rows := &fit.Rows{Off: []int{0}}
	for i := 0; i < len(vec); i += dim {
		for j := range dim {
			rows.Idx = append(rows.Idx, uint32(j))
			rows.Val = append(rows.Val, float32((float64(vec[i+j])-mean[j])*vectorScale))
		}
		rows.Off = append(rows.Off, len(rows.Idx))
	}
	return rows
}

func safeLog(p float64) float64 { return math.Log(math.Max(p, 1e-6)) }
