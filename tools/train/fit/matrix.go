// Package fit fits the linear models: hashed tf-idf rows, softmax regression
// by L-BFGS, quantisation to bytes. Everything is computed in a fixed order,
// so the same texts give the same bytes on one machine and another.
package fit

import (
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// IDFStep is the value of one step of the idf byte.
const IDFStep = 12.0 / 255

// Text is what training reads of one text: buckets of n-grams (features.Bits
// wide) and the values of features that are not n-grams.
type Text struct {
	Words, Chars []uint32
	Dense        []float32
}

// Space says how texts become rows: the idf byte of every bucket, 0 for
// buckets that are not used.
type Space struct {
	Bits int
	IDF  []byte
}

// NewSpace counts in how many texts every bucket occurs; those in fewer than
// minDF are left out.
func NewSpace(docs []Text, bits, minDF int) *Space {
	df := make([]int32, 1<<bits)
	last := make([]int32, 1<<bits)
	shift := uint(features.Bits - bits)
	for i, d := range docs {
		for _, block := range [][]uint32{d.Words, d.Chars} {
			for _, b := range block {
				if b >>= shift; last[b] != int32(i+1) {
					last[b] = int32(i + 1)
					df[b]++
				}
			}
		}
	}
	s := &Space{Bits: bits, IDF: make([]byte, 1<<bits)}
	for b, n := range df {
		if int(n) >= minDF {
			v := math.Log(float64(len(docs)+1)/float64(n+1)) + 1
			s.IDF[b] = byte(math.Min(255, math.Round(v/IDFStep)))
		}
	}
	return s
}

// Rows is a sparse matrix; every row is a text.
type Rows struct {
	Off []int
	Idx []uint32
	Val []float32
}

// Len is the number of rows.
func (r *Rows) Len() int { return len(r.Off) - 1 }

// Rows turns texts into rows: words and characters each of length one, dense
// features in columns after the buckets.
func (s *Space) Rows(docs []Text) *Rows {
	r := &Rows{Off: make([]int, 1, len(docs)+1)}
	shift := uint(features.Bits - s.Bits)
	var buf []uint64
	for _, d := range docs {
		start := len(r.Idx)
		for _, block := range [][]uint32{d.Words, d.Chars} {
			norm := 0.0
			buf = buf[:0]
			for _, b := range block {
				v := float64(s.IDF[b>>shift])
				norm += v * v
				buf = append(buf, uint64(b>>shift))
			}
			if norm == 0 {
				continue
			}
			inv := 1 / math.Sqrt(norm)
			for _, b := range buf {
				if v := s.IDF[b]; v > 0 {
					r.Idx = append(r.Idx, uint32(b))
					r.Val = append(r.Val, float32(float64(v)*inv))
				}
			}
		}
		for i, v := range d.Dense {
			if v != 0 {
				r.Idx = append(r.Idx, uint32(1<<s.Bits+i))
				r.Val = append(r.Val, v)
			}
		}
		r.merge(start)
		r.Off = append(r.Off, len(r.Idx))
	}
	return r
}

// merge adds up repeats in the row that starts at start.
func (r *Rows) merge(start int) {
	type cell struct {
		i uint32
		v float32
	}
	cells := make([]cell, 0, len(r.Idx)-start)
	for k := start; k < len(r.Idx); k++ {
		cells = append(cells, cell{r.Idx[k], r.Val[k]})
	}
	slices.SortStableFunc(cells, func(a, b cell) int { return int(a.i) - int(b.i) })
	k := start
	for i, c := range cells {
		if i > 0 && r.Idx[k-1] == c.i {
			r.Val[k-1] += c.v
			continue
		}
		r.Idx[k], r.Val[k] = c.i, c.v
		k++
	}
	r.Idx, r.Val = r.Idx[:k], r.Val[:k]
}

// Column adds one dense value to every row as a new bucket.
func (r *Rows) Column(bucket uint32, values []float32) *Rows {
	out := &Rows{Off: make([]int, 1, len(r.Off))}
	for i := range r.Len() {
		out.Idx = append(append(out.Idx, r.Idx[r.Off[i]:r.Off[i+1]]...), bucket)
		out.Val = append(append(out.Val, r.Val[r.Off[i]:r.Off[i+1]]...), values[i])
		out.Off = append(out.Off, len(out.Idx))
	}
	return out
}
