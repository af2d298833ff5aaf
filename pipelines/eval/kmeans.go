package eval

import (
	"math/rand/v2"
	"runtime"
	"sync"
)

// kmeans groups rows of dim numbers around k centres: k-means++ starts, Lloyd's
// steps until nothing moves or 50 are done, best of starts by squared distance.
// The same rng gives the same groups on any number of processors.
func kmeans(rows []float32, dim, k, starts int, rng *rand.Rand) []int32 {
	var best []int32
	least := 0.0
	for s := range starts {
		groups, cost := lloyd(rows, dim, seedCentres(rows, dim, k, rng))
		if s == 0 || cost < least {
			best, least = groups, cost
		}
	}
	return best
}

// seedCentres picks k rows, each with a chance that grows with the square of its
// distance from those picked before (Arthur and Vassilvitskii 2007).
func seedCentres(rows []float32, dim, k int, rng *rand.Rand) []float32 {
	n := len(rows) / dim
	centres := append([]float32(nil), rows[rng.IntN(n)*dim:][:dim]...)
	far := make([]float64, n)
	for i := range far {
		far[i] = -1
	}
	for len(centres) < k*dim {
		last := centres[len(centres)-dim:]
		sum := 0.0
		for i := range n {
			if d := float64(distance(rows[i*dim:(i+1)*dim], last)); far[i] < 0 || d < far[i] {
				far[i] = d
			}
			sum += far[i]
		}
		at, left := 0, rng.Float64()*sum
		for at < n-1 && left >= far[at] {
			left -= far[at]
			at++
		}
		centres = append(centres, rows[at*dim:(at+1)*dim]...)
	}
	return centres
}

func lloyd(rows []float32, dim int, centres []float32) (groups []int32, cost float64) {
	n, k := len(rows)/dim, len(centres)/dim
	groups = make([]int32, n)
	apart := make([]float32, n)
	for step := range 50 {
		moved := assign(rows, dim, centres, groups, apart)
		if !moved && step > 0 {
			break
		}
		sums, sizes := make([]float64, len(centres)), make([]int, k)
		for i, g := range groups {
			sizes[g]++
			sum := sums[int(g)*dim:][:dim]
			for j, x := range rows[i*dim : (i+1)*dim] {
				sum[j] += float64(x)
			}
		}
		for c := range k {
			if sizes[c] == 0 {
				continue // an empty group keeps its centre
			}
			for j := range dim {
				centres[c*dim+j] = float32(sums[c*dim+j] / float64(sizes[c]))
			}
		}
	}
	for _, d := range apart {
		cost += float64(d)
	}
	return groups, cost
}

// assign gives every row its nearest centre and reports whether one changed.
func assign(rows []float32, dim int, centres []float32, groups []int32, apart []float32) bool {
	n, workers := len(groups), runtime.GOMAXPROCS(0)
	moved := make([]bool, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers; i++ {
				row := rows[i*dim : (i+1)*dim]
				best, at := distance(row, centres[:dim]), int32(0)
				for c := 1; c*dim < len(centres); c++ {
					if d := distance(row, centres[c*dim:(c+1)*dim]); d < best {
						best, at = d, int32(c)
					}
				}
				moved[w] = moved[w] || groups[i] != at
				groups[i], apart[i] = at, best
			}
		})
	}
	wg.Wait()
	for _, m := range moved {
		if m {
			return true
		}
	}
	return false
}

// distance is the squared one, summed in four parts that a processor can keep
// going at once.
func distance(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		d0, d1, d2, d3 := a[i]-b[i], a[i+1]-b[i+1], a[i+2]-b[i+2], a[i+3]-b[i+3]
		s0, s1, s2, s3 = s0+d0*d0, s1+d1*d1, s2+d2*d2, s3+d3*d3
	}
	for ; i < len(a); i++ {
		s0 += (a[i] - b[i]) * (a[i] - b[i])
	}
	return s0 + s1 + s2 + s3
}
