package linear

import (
	"encoding/binary"
	"fmt"
	"math"
)

const headMagic = "MLD1"

// Head is a dense linear layer: for every class Dims weights of a sentence
// vector, Extra weights of other inputs and a bias. It is read only and safe
// for concurrent use.
type Head struct {
	Classes, Dims, Extra int
	w                    []float32
}

// NewHead makes a head; w is class-major with the bias last in every class.
func NewHead(classes, dims, extra int, w []float32) *Head {
	return &Head{classes, dims, extra, w}
}

// ReadHead parses "MLD1", u32 classes, u32 dims, u32 extra, then the weights as
// f32, little-endian.
func ReadHead(b []byte) (*Head, error) {
	if len(b) < 16 || string(b[:4]) != headMagic {
		return nil, ErrFormat
	}
	u := func(at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	h := &Head{Classes: u(4), Dims: u(8), Extra: u(12)}
	if h.Classes < 1 || h.Classes > 64 || h.Dims > 1<<14 || h.Extra > 64 || len(b) != 16+4*h.Classes*(h.Dims+h.Extra+1) {
		return nil, fmt.Errorf("%w: head of %d bytes", ErrFormat, len(b))
	}
	for i := 16; i < len(b); i += 4 {
		h.w = append(h.w, math.Float32frombits(binary.LittleEndian.Uint32(b[i:])))
	}
	return h, nil
}

// Bytes is the inverse of ReadHead.
func (h *Head) Bytes() []byte {
	out := []byte(headMagic)
	for _, v := range []int{h.Classes, h.Dims, h.Extra} {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	for _, v := range h.w {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

// Fits says that a vector has the right length.
func (h *Head) Fits(vec []float32) bool { return h != nil && len(vec) == h.Dims }

// Logits writes one value for each class.
func (h *Head) Logits(vec []float32, extra, out []float64) {
	n := h.Dims + h.Extra + 1
	for c := range h.Classes {
		w := h.w[c*n : (c+1)*n]
		sum := float64(w[n-1])
		for i, v := range vec {
			sum += float64(v * w[i])
		}
		for i, v := range extra {
			sum += v * float64(w[h.Dims+i])
		}
		out[c] = sum
	}
}

// Logs are the logarithms of probabilities, none below one in a million.
func Logs(p, dst []float64) []float64 {
	for _, v := range p {
		dst = append(dst, math.Log(math.Max(v, 1e-6)))
	}
	return dst
}
