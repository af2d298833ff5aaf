package lsa

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Map sends texts straight to vectors: every feature has one, and a text's is
// the weighted sum. The SVD and the ridge are folded into it, so that a text
// costs a few additions of rows.
type Map struct {
	Voc *Vocabulary
	Dim int
	row []float32 // of each feature
}

// rankOf is the number of singular directions for n texts.
func rankOf(n int) int { return min(304, max(16, n/160*16)) }

// FitSVD maps texts to their own leading directions, padded with zeros to dim
// (at least 304): vectors of a corpus without any encoder.
func FitSVD(texts []string, dim int, seed uint64) *Map {
	voc := Learn(texts)
	m := voc.Read(texts)
	rank := min(rankOf(len(texts)), (dim/16)*16)
	v := truncated(m, rank, seed)
	out := &Map{Voc: voc, Dim: dim, row: make([]float32, voc.Size()*dim)}
	for i := range voc.Size() {
		copy(out.row[i*dim:], v.row(i))
	}
	return out
}

// ridge is the penalty relative to the mean variance of a direction.
const ridge = 0.5

// FitRidge learns the map from TF-IDF, reduced by SVD, to target vectors (dim
// numbers per text). The vocabulary and the SVD see all texts; targets are
// given for the first len(target)/dim of them.
func FitRidge(texts []string, target []float32, dim int, seed uint64) *Map {
	voc := Learn(texts)
	m := voc.Read(texts)
	rank := rankOf(len(texts))
	v := truncated(m, rank, seed)
	n := len(target) / dim
	head := &Matrix{Start: m.Start[:n+1], ID: m.ID, W: m.W, Cols: m.Cols}
	z := head.times(v)
	g := gram(z)
	var trace float64
	for i := range rank {
		trace += g.At(i, i)
	}
	for i := range rank {
		g.SetSym(i, i, g.At(i, i)+ridge*trace/float64(rank)/10+1e-9)
	}
	rhs := mat.NewDense(rank, dim, nil)
	for i := range n {
		zi, yi := z.row(i), target[i*dim:(i+1)*dim]
		for a, s := range zi {
			if s == 0 {
				continue
			}
			to := rhs.RawRowView(a)
			for j, y := range yi {
				to[j] += float64(s) * float64(y)
			}
		}
	}
	var chol mat.Cholesky
	var w mat.Dense
	if !chol.Factorize(g) || chol.SolveTo(&w, rhs) != nil {
		w = *mat.NewDense(rank, dim, nil) // no content at all: everything maps to zero
	}
	out := &Map{Voc: voc, Dim: dim}
	out.row = v.right(&w).x
	return out
}

// Apply writes the vector of each text to dst, length one; zero if no feature
// of a text is known.
func (m *Map) Apply(texts []string, dst []float32) {
	parallel(len(texts), func(lo, hi int) {
		r := m.Voc.Reader()
		for i := lo; i < hi; i++ {
			to := dst[i*m.Dim : (i+1)*m.Dim]
			clear(to)
			row := r.Row(texts[i])
			for e, id := range row.ID {
				axpy(row.W[e], m.row[int(id)*m.Dim:(int(id)+1)*m.Dim], to)
			}
			var s float64
			for _, v := range to {
				s += float64(v) * float64(v)
			}
			if s > 0 {
				f := float32(1 / math.Sqrt(s))
				for j := range to {
					to[j] *= f
				}
			}
		}
	})
}
