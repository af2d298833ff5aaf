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
	dim         = encoder.Dim
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

// fitLayer fits classes on vectors and folds centring and scale into the
// weights.
func fitLayer(vec []float32, ts []fit.Target, classes int) *layer {
	return fitLayerC(vec, ts, classes, headC)
}

func fitLayerC(vec []float32, ts []fit.Target, classes int, c float64) *layer {
	mean := meanVector(vec, dim)
	m := fit.Fit(denseRows(vec, mean, dim), ts, dim, classes, c, 200)
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

func safeLog(p float64) float64 { return math.Log(math.Max(p, 1e-6)) }
