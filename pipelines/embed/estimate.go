package embed

import (
	"math"

	"github.com/musharaka/musharaka/internal/nlp/themes/lsa"
)

// Bounds of what estimates are learned from.
const (
	minLearn = 100    // texts; below, there is nothing to learn and the rest is skipped
	maxLearn = 20_000 // texts; more cost memory and gain little
	// trust shrinks an estimate towards the mean of all vectors: what words alone
	// say about a text's direction is partly wrong. Cosine to the true vectors of 1,000
	// StackOverflow titles and of 1,000 Gulf tweets, 2,000 encoded: mean alone .901
	// and .919, 0.5 .935 and .931, 1.0 .921 and .909.
	trust = 0.5
)

// estimator guesses vectors of texts that are not encoded from the words of
// those that are (adaptive distillation): a ridge from TF-IDF, reduced by SVD,
// to the encoded vectors less their mean.
type estimator struct {
	texts   []string
	vectors []float32
	seed    uint64
	mean    []float32
	radius  float32 // mean distance of the encoded vectors from their mean
	words   *lsa.Map
}

// learn remembers encoded texts.
func (e *estimator) learn(texts []string, vectors []float32) {
	n := min(len(texts), maxLearn-len(e.texts))
	e.texts = append(e.texts, texts[:n]...)
	e.vectors = append(e.vectors, vectors[:n*Dim]...)
}

// ready reports whether enough was encoded, and fits on the first call.
func (e *estimator) ready() bool {
	if e.words != nil {
		return true
	}
	n := len(e.texts)
	if n < minLearn {
		return false
	}
	e.mean = make([]float32, Dim)
	for i, x := range e.vectors {
		e.mean[i%Dim] += x / float32(n)
	}
	for i := range n {
		v := e.vectors[i*Dim : (i+1)*Dim]
		for j := range v {
			v[j] -= e.mean[j]
		}
		e.radius += float32(length(v)) / float32(n)
	}
	e.words = lsa.FitRidge(e.texts, e.vectors, Dim, e.seed)
	e.texts, e.vectors = nil, nil
	return true
}

// apply writes the guesses for texts to dst, of length one. A text without a
// known word gets the mean.
func (e *estimator) apply(texts []string, dst []float32) {
	e.words.Apply(texts, dst)
	for i := range texts {
		v := dst[i*Dim : (i+1)*Dim]
		for j := range v {
			v[j] = e.mean[j] + trust*e.radius*v[j]
		}
		if l := float32(length(v)); l > 0 {
			for j := range v {
				v[j] /= l
			}
		}
	}
}

func length(v []float32) float64 {
	var s float64
	for _, x := range v {
		s += float64(x) * float64(x)
	}
	return math.Sqrt(s)
}
