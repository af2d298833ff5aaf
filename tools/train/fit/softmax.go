package fit

import (
	"math"
	"sync"
)

// MaxClasses bounds the classes of a model.
const MaxClasses = 18

// Target is what one row should give: class probabilities and a weight.
type Target struct {
	P [MaxClasses]float32
	W float32
}

// Hard is the target of a plain label.
func Hard(class int, weight float32) Target {
	t := Target{W: weight}
	t.P[class] = 1
	return t
}

// Balance multiplies weights so that every class weighs the same in all.
func Balance(ts []Target, classes int) {
	var mass [MaxClasses]float64
	total := 0.0
	for _, t := range ts {
		for c := range classes {
			mass[c] += float64(t.P[c] * t.W)
			total += float64(t.P[c] * t.W)
		}
	}
	for i := range ts {
		f := 0.0
		for c := range classes {
			if mass[c] > 0 {
				f += float64(ts[i].P[c]) * total / float64(classes) / mass[c]
			}
		}
		ts[i].W *= float32(f)
	}
}

// Softmax is a fitted model: Weights are row-major, buckets × Classes.
type Softmax struct {
	Classes int
	Weights []float64
	Bias    []float64
}

// Fit minimises ½|w|² + C·Σ weight·cross-entropy by L-BFGS.
func Fit(rows *Rows, ts []Target, buckets, classes int, c float64, iterations int) *Softmax {
	n := (buckets + 1) * classes
	halves := 2
	grads := make([][]float64, halves)
	for i := range grads {
		grads[i] = make([]float64, n)
	}
	loss := func(x, g []float64) float64 {
		var wg sync.WaitGroup
		sums := make([]float64, halves)
		for h := range halves {
			wg.Add(1)
			go func() {
				defer wg.Done()
				clear(grads[h])
				sums[h] = part(rows, ts, x, grads[h], classes, buckets, rows.Len()*h/halves, rows.Len()*(h+1)/halves)
			}()
		}
		wg.Wait()
		f := 0.0
		for i := range g {
			g[i] = c * (grads[0][i] + grads[1][i])
			if i < buckets*classes {
				g[i] += x[i]
				f += 0.5 * x[i] * x[i]
			}
		}
		return f + c*(sums[0]+sums[1])
	}
	x := make([]float64, n)
	lbfgs(x, loss, iterations)
	return &Softmax{classes, x[:buckets*classes], x[buckets*classes:]}
}

func part(rows *Rows, ts []Target, x, g []float64, k, buckets, from, to int) float64 {
	f := 0.0
	var z, e [MaxClasses]float64
	bias := x[buckets*k:]
	for i := from; i < to; i++ {
		if ts[i].W == 0 {
			continue
		}
		copy(z[:k], bias)
		for j := rows.Off[i]; j < rows.Off[i+1]; j++ {
			w := x[int(rows.Idx[j])*k:][:k]
			v := float64(rows.Val[j])
			for c, wc := range w {
				z[c] += v * wc
			}
		}
		top := z[0]
		for c := 1; c < k; c++ {
			top = math.Max(top, z[c])
		}
		sum := 0.0
		for c := range k {
			e[c] = math.Exp(z[c] - top)
			sum += e[c]
		}
		wt := float64(ts[i].W)
		for c := range k {
			p := float64(ts[i].P[c])
			if p > 0 {
				f -= wt * p * (z[c] - top - math.Log(sum))
			}
			e[c] = wt * (e[c]/sum - p)
			g[buckets*k+c] += e[c]
		}
		for j := rows.Off[i]; j < rows.Off[i+1]; j++ {
			w := g[int(rows.Idx[j])*k:][:k]
			v := float64(rows.Val[j])
			for c := range w {
				w[c] += v * e[c]
			}
		}
	}
	return f
}

// Scores gives the logits of every row, row-major.
func (m *Softmax) Scores(rows *Rows) []float64 {
	k := m.Classes
	out := make([]float64, rows.Len()*k)
	for i := range rows.Len() {
		z := out[i*k : i*k+k]
		copy(z, m.Bias)
		for j := rows.Off[i]; j < rows.Off[i+1]; j++ {
			b := int(rows.Idx[j])
			if (b+1)*k > len(m.Weights) {
				continue
			}
			for c := range z {
				z[c] += float64(rows.Val[j]) * m.Weights[b*k+c]
			}
		}
	}
	return out
}
