package graph

import (
	"context"
	"runtime"
	"sync"
)

// Neighbours holds the k nearest rows of every row, nearest first, without the
// row itself. A row with fewer candidates than k is padded with -1.
type Neighbours struct {
	K   int
	ID  []int32   // len n*K
	Sim []float32 // cosine, same order
}

// Of returns the neighbours and similarities of row i.
func (n *Neighbours) Of(i int) ([]int32, []float32) {
	return n.ID[i*n.K : (i+1)*n.K], n.Sim[i*n.K : (i+1)*n.K]
}

const (
	rowBlock = 48  // rows that one worker keeps in cache
	colBlock = 384 // rows they are compared with in one call
)

// Nearest finds the k rows of base most similar to each row of query by dot
// product (cosine, if the rows have length one). self says that query is base:
// a row is then not its own neighbour. Exact; ties go to the lower index.
func Nearest(ctx context.Context, query, base []float32, d, k int, self bool) (*Neighbours, error) {
	n, m := len(query)/d, len(base)/d
	res := &Neighbours{K: k, ID: make([]int32, n*k), Sim: make([]float32, n*k)}
	blocks := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			out := make([]float32, rowBlock*colBlock)
			for lo := range blocks {
				hi := min(lo+rowBlock, n)
				tops := make([]top, hi-lo)
				for i := range tops {
					tops[i] = top{id: res.ID[(lo+i)*k : (lo+i)*k : (lo+i+1)*k], sim: res.Sim[(lo+i)*k : (lo+i)*k : (lo+i+1)*k]}
				}
				for c := 0; c < m; c += colBlock {
					e := min(c+colBlock, m)
					Dots(query[lo*d:hi*d], base[c*d:e*d], d, out)
					w := e - c
					for i := range tops {
						tops[i].offer(out[i*w:(i+1)*w], int32(c), lo+i, self)
					}
				}
				for i := range tops {
					tops[i].pad()
				}
			}
		})
	}
	var err error
	for lo := 0; lo < n; lo += rowBlock {
		if err = ctx.Err(); err != nil {
			break
		}
		blocks <- lo
	}
	close(blocks)
	wg.Wait()
	return res, err
}

// top is a sorted list of the best candidates so far: with k near 15 insertion
// is cheaper than a heap and leaves ties in order.
type top struct {
	id  []int32
	sim []float32
}

func (t *top) offer(sims []float32, first int32, row int, self bool) {
	for j, s := range sims {
		full := len(t.id) == cap(t.id)
		if full && s <= t.sim[len(t.sim)-1] {
			continue
		}
		id := first + int32(j)
		if self && int(id) == row {
			continue
		}
		if !full {
			t.id, t.sim = append(t.id, id), append(t.sim, s)
		} else {
			t.id[len(t.id)-1], t.sim[len(t.sim)-1] = id, s
		}
		for p := len(t.id) - 1; p > 0 && t.sim[p] > t.sim[p-1]; p-- {
			t.sim[p], t.sim[p-1] = t.sim[p-1], t.sim[p]
			t.id[p], t.id[p-1] = t.id[p-1], t.id[p]
		}
	}
}

func (t *top) pad() {
	for len(t.id) < cap(t.id) {
		t.id, t.sim = append(t.id, -1), append(t.sim, 0)
	}
}
