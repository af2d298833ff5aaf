package sdg

import (
	"math"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// keywordWeight is how much one unit of keyword evidence adds to the logit of
// a goal beside the head.
const keywordWeight = 1.3

// preciseThreshold is the probability from which the precise tier suggests.
const preciseThreshold = 0.4

// ScorePrecise also uses the encoder's vector of the text (384 values,
// L2-normalised, not centred); without a usable vector it is Score.
func (s *Scorer) ScorePrecise(in features.Input, vec []float32) []Goal {
	if !s.head.Fits(vec) {
		return s.Score(in)
	}
	e := s.pool.Get().(*evidence)
	defer s.pool.Put(e)
	s.find(in, e)
	var z [Goals + 1]float64
	s.head.Logits(vec, nil, z[:])
	top := math.Inf(-1)
	for g := range z {
		z[g] += keywordWeight * float64(e.sum[g])
		top = math.Max(top, z[g])
	}
	sum := 0.0
	for g := range z {
		z[g] = math.Exp(z[g] - top)
		sum += z[g]
	}
	for g := 1; g <= Goals; g++ {
		e.score[g] = z[g] / sum
	}
	e.score[0] = 0
	return s.best(in, e, preciseThreshold)
}
