package sentiment

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// head is a linear layer over the encoder's vector and the fast tier's
// log-probabilities: dims+3 inputs and a bias for each of the three classes.
type head struct {
	dims int
	w    []float32 // 3 × (dims+4), the bias last
}

var errHead = errors.New("not a head")

// readHead parses "SMH1", u32 dims, 3 × (dims+4) × f32, little-endian.
func readHead(b []byte) (*head, error) {
	if len(b) < 8 || string(b[:4]) != "SMH1" {
		return nil, errHead
	}
	h := &head{dims: int(binary.LittleEndian.Uint32(b[4:]))}
	if h.dims > 4096 || len(b) != 8+12*(h.dims+4) {
		return nil, errHead
	}
	for i := 8; i < len(b); i += 4 {
		h.w = append(h.w, math.Float32frombits(binary.LittleEndian.Uint32(b[i:])))
	}
	return h, nil
}

// WriteHead is the inverse: w holds for every class dims weights of the vector,
// three of the fast tier's log-probabilities and the bias.
func WriteHead(dims int, w []float32) []byte {
	out := binary.LittleEndian.AppendUint32([]byte("SMH1"), uint32(dims))
	for _, v := range w {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

func (h *head) logits(vec []float32, fast [3]float64) (z [3]float64) {
	n := h.dims + 4
	for c := range z {
		w := h.w[c*n : (c+1)*n]
		var sum float64
		for i, v := range vec {
			sum += float64(v * w[i])
		}
		for i, p := range fast {
			sum += float64(w[h.dims+i]) * math.Log(math.Max(p, 1e-6))
		}
		z[c] = sum + float64(w[n-1])
	}
	return z
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
	h := s.heads[m]
	if h == nil || len(vec) != h.dims {
		return fast
	}
	q := s.headCal[m].apply(h.logits(vec, p))
	precise := result(q, Precise, s.headCal[m].Threshold)
	if max(p[0], p[1], p[2]) > max(q[0], q[1], q[2]) {
		return fast
	}
	return precise
}
