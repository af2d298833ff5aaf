package encoder

import (
	"errors"
	"math"
)

// Quantised is the length in bytes of a vector as Quantise writes it.
const Quantised = Dim

// ErrQuantised is the error of bytes that Quantise did not write.
var ErrQuantised = errors.New("not a quantised vector")

// Quantise appends v in one signed byte a number, largest magnitude 127. The
// length of v is not kept: Dequantise gives a vector of length one. Of a vector
// of length one, less than 1/10,000 of the cosine is lost.
func Quantise(dst []byte, v []float32) []byte {
	var most float32
	for _, x := range v {
		if x < 0 {
			x = -x
		}
		most = max(most, x)
	}
	scale := 0.0
	if most > 0 {
		scale = 127 / float64(most)
	}
	for _, x := range v {
		dst = append(dst, byte(int8(math.RoundToEven(float64(x)*scale))))
	}
	return dst
}

// Dequantise writes the vector that b stands for into dst, scaled to length one.
func Dequantise(dst []float32, b []byte) error {
	if len(b) != Quantised || len(dst) != Dim {
		return ErrQuantised
	}
	var sum int32
	for i, x := range b {
		dst[i] = float32(int8(x))
		sum += int32(int8(x)) * int32(int8(x))
	}
	if sum == 0 {
		return nil
	}
	scale := float32(1 / math.Sqrt(float64(sum)))
	for i := range dst {
		dst[i] *= scale
	}
	return nil
}

// Round replaces every vector of vectors by what Dequantise gives back for it,
// so that fresh vectors and those out of a cache are the same bits. Rounding
// twice changes nothing more. len(vectors) must be a multiple of Dim.
func Round(vectors []float32) {
	var b [Quantised]byte
	for ; len(vectors) >= Dim; vectors = vectors[Dim:] {
		_ = Dequantise(vectors[:Dim], Quantise(b[:0], vectors[:Dim])) // the lengths are right
	}
}
