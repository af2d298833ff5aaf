package lsa

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

// Matrix is sparse, in compressed rows.
type Matrix struct {
	Start []int
	ID    []int32
	W     []float32
	Cols  int
}

// Rows is the number of rows.
func (m *Matrix) Rows() int { return len(m.Start) - 1 }

// Read makes the matrix of the texts.
func (v *Vocabulary) Read(texts []string) *Matrix {
	m := &Matrix{Start: make([]int, 1, len(texts)+1), Cols: v.Size()}
	r := v.Reader()
	for _, t := range texts {
		row := r.Row(t)
		m.ID, m.W = append(m.ID, row.ID...), append(m.W, row.W...)
		m.Start = append(m.Start, len(m.ID))
	}
	return m
}

// dense is a row-major matrix whose row length is a multiple of 16.
type dense struct {
	x    []float32
	cols int
}

func newDense(rows, cols int) dense { return dense{make([]float32, rows*cols), cols} }

func (d dense) rows() int           { return len(d.x) / d.cols }
func (d dense) row(i int) []float32 { return d.x[i*d.cols : (i+1)*d.cols] }

// times is m*b, where b has m.Cols rows.
func (m *Matrix) times(b dense) dense {
	out := newDense(m.Rows(), b.cols)
	parallel(m.Rows(), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			to := out.row(i)
			for e := m.Start[i]; e < m.Start[i+1]; e++ {
				axpy(m.W[e], b.row(int(m.ID[e])), to)
			}
		}
	})
	return out
}

// transpose swaps rows and columns.
func (m *Matrix) transpose() *Matrix {
	t := &Matrix{Start: make([]int, m.Cols+1), ID: make([]int32, len(m.ID)), W: make([]float32, len(m.W)), Cols: m.Rows()}
	for _, j := range m.ID {
		t.Start[j+1]++
	}
	for j := range m.Cols {
		t.Start[j+1] += t.Start[j]
	}
	next := slices.Clone(t.Start[:m.Cols])
	for i := range m.Rows() {
		for e := m.Start[i]; e < m.Start[i+1]; e++ {
			j := m.ID[e]
			t.ID[next[j]], t.W[next[j]] = int32(i), m.W[e]
			next[j]++
		}
	}
	return t
}

// gram is the matrix of dot products of the columns of d.
func gram(d dense) *mat.SymDense {
	p := d.cols
	parts := make([][]float64, runtime.GOMAXPROCS(0))
	chunk := (d.rows() + len(parts) - 1) / len(parts)
	var wg sync.WaitGroup
	for w := range parts {
		lo, hi := min(w*chunk, d.rows()), min((w+1)*chunk, d.rows())
		wg.Go(func() {
			acc := make([]float64, p*p)
			const block = 256 // rows summed in single precision before they join
			t := make([]float32, p*block)
			out := make([]float32, p*p)
			for b := lo; b < hi; b += block {
				clear(t)
				for i := b; i < min(b+block, hi); i++ {
					for j, v := range d.row(i) {
						t[j*block+i-b] = v
					}
				}
				graph.Dots(t, t, block, out)
				for i, v := range out {
					acc[i] += float64(v)
				}
			}
			parts[w] = acc
		})
	}
	wg.Wait()
	sum := parts[0]
	for _, q := range parts[1:] {
		for i, v := range q {
			sum[i] += v
		}
	}
	return mat.NewSymDense(p, sum)
}

// right multiplies every row of d by the p×q matrix b (q a multiple of 16).
func (d dense) right(b *mat.Dense) dense {
	p, q := b.Dims()
	t := make([]float32, q*p)
	for i := range p {
		for j := range q {
			t[j*p+i] = float32(b.At(i, j))
		}
	}
	out := newDense(d.rows(), q)
	parallel(d.rows(), func(lo, hi int) {
		if lo < hi {
			graph.Dots(d.x[lo*p:hi*p], t, p, out.x[lo*q:hi*q])
		}
	})
	return out
}

// orthonormal gives d orthonormal columns that span the same space; directions
// without content become zero.
func (d dense) orthonormal() dense {
	w, _ := whiten(gram(d))
	return d.right(w)
}

// whiten decomposes a Gram matrix: g's eigenvectors divided by the roots of
// their eigenvalues, largest first, and the roots.
func whiten(g *mat.SymDense) (*mat.Dense, []float64) {
	p := g.SymmetricDim()
	var eig mat.EigenSym
	eig.Factorize(g, true)
	values := eig.Values(nil)
	var vec mat.Dense
	eig.VectorsTo(&vec)
	out := mat.NewDense(p, p, nil)
	roots := make([]float64, p)
	floor := max(values[p-1], 0) * 1e-10
	for j := range p {
		if l := values[p-1-j]; l > floor && l > 0 {
			roots[j] = math.Sqrt(l)
			for i := range p {
				out.Set(i, j, vec.At(i, p-1-j)/roots[j])
			}
		}
	}
	return out, roots
}

// truncated is a randomised SVD (Halko, Martinsson, Tropp 2011): the rank
// leading right singular vectors of m as columns, m.Cols × rank. rank is a
// multiple of 16.
func truncated(m *Matrix, rank int, seed uint64) dense {
	p := rank + 16
	t := m.transpose()
	rng := rand.New(rand.NewPCG(seed, 0x57d))
	b := newDense(m.Cols, p)
	for i := range b.x {
		b.x[i] = float32(rng.NormFloat64())
	}
	for range 3 {
		b = t.times(m.times(b).orthonormal())
	}
	w, _ := whiten(gram(b))
	return b.right(mat.DenseCopyOf(w.Slice(0, p, 0, rank)))
}

func axpy(a float32, x, y []float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += a * v
	}
}

// parallel runs f over contiguous parts of 0…n-1.
func parallel(n int, f func(lo, hi int)) {
	w := runtime.GOMAXPROCS(0)
	chunk := (n + w - 1) / w
	var wg sync.WaitGroup
	for lo := 0; lo < n; lo += chunk {
		wg.Go(func() { f(lo, min(lo+chunk, n)) })
	}
	wg.Wait()
}
