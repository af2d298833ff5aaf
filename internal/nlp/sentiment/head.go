package sentiment

import (
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// ScorePrecise answers with the precise tier: the encoder's vector of the text
// (encoder.Encode: 384 values, L2-normalised, not centred) together with the
// fast tier. The calibrated answer that is surer of itself is given, and Tier
// says whose it is; without a usable vector the fast tier answers.
func (s *Scorer) ScorePrecise(in features.Input, vec []float32) Result {
	v := s.pool.Get().(*[models]view)
	defer s.pool.Put(v)
	z, m := s.logits(in, v)
	p := s.fastCal[m].apply(z)
	fast := result(p, Fast, s.fastCal[m].Threshold)
	h := s.heads[m]
	if !h.Fits(vec) {
		return fast
	}
	var logs [3]float64
	h.Logits(vec, linear.Logs(p[:], logs[:0]), z[:])
	q := s.headCal[m].apply(z)
	if max(p[0], p[1], p[2]) > max(q[0], q[1], q[2])+trust {
		return fast
	}
	return result(q, Precise, s.headCal[m].Threshold)
}

// trust is by how much the fast tier must be surer to be believed against the
// precise one, which has read its answer already.
const trust = 0.15
