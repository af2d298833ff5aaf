package sentiment

import (
	"fmt"
	"io/fs"
	"math"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// heads are linear layers over the encoder's vector. Tweets and submissions
// speak differently of the same things, so each kind has its own, and the gate
// says from the vector how much of a submission a text is.
type heads struct {
	tweets        [models]*linear.Head
	service, gate *linear.Head
	cal           [models]Calibration
}

// openHeads reads the heads. A program that trains them has none yet: then the
// fast tier answers.
func openHeads(files fs.FS, set *Settings) (*heads, error) {
	h := &heads{}
	for _, f := range []struct {
		name string
		to   **linear.Head
	}{{"head_ar", &h.tweets[modelAR]}, {"head_en", &h.tweets[modelEN]}, {"head_service", &h.service}, {"gate", &h.gate}} {
		b, err := fs.ReadFile(files, f.name+".bin")
		if err != nil {
			return nil, nil //nolint:nilerr // no heads is a state, not a fault
		}
		if *f.to, err = linear.ReadHead(b); err != nil {
			return nil, fmt.Errorf("sentiment: %s: %w", f.name, err)
		}
	}
	for i, name := range modelNames {
		h.cal[i] = set.Precise[name]
	}
	return h, nil
}

// add adds what the heads say of a vector to the fast tier's log-probabilities.
func (h *heads) add(model int, vec []float32, share float64, z *[3]float64) {
	var tweet, service [3]float64
	var gate [2]float64
	h.tweets[model].Logits(vec, nil, tweet[:])
	h.service.Logits(vec, nil, service[:])
	h.gate.Logits(vec, nil, gate[:])
	g := 1 / (1 + math.Exp(gate[0]-gate[1]))
	for c := range z {
		z[c] += share * ((1-g)*tweet[c] + g*service[c])
	}
}

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
	if s.heads == nil || !s.heads.gate.Fits(vec) {
		return fast
	}
	var logs [3]float64
	linear.Logs(p[:], logs[:0])
	share := 1.0
	if in.Doc.Lang == "arabizi" {
		share = arabiziShare
	}
	s.heads.add(m, vec, share, &logs)
	q := s.heads.cal[m].apply(logs)
	if max(p[0], p[1], p[2]) > max(q[0], q[1], q[2])+trust {
		return fast
	}
	return result(q, Precise, s.heads.cal[m].Threshold)
}

// arabiziShare is what the heads count in Arabizi, which the encoder reads
// badly and the fast tier through its Arabic.
const arabiziShare = 0.5

// trust is by how much the fast tier must be surer to be believed against the
// precise one, which has read its answer already.
const trust = 0.15
