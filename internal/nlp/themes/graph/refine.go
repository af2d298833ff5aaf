package graph

import (
	"math"
	"math/rand/v2"
)

// temperature of the random choice in refinement, in units of mean node gain;
// small, as in the paper: nearly greedy, yet able to leave a bad early merge.
const temperature = 0.01

// refine splits every community of part into well-connected ones: each starts
// as single nodes, and a node joins a neighbouring group of its community if
// both are well connected to the rest of it.
func (p Problem) refine(part []int32, k int, rng *rand.Rand) []int32 {
	g, n := p.Graph, p.Graph.N()
	ref := make([]int32, n)
	size := make([]float64, n) // by refined group
	cut := make([]float64, n)  // weight from the group to the rest of its community
	alone := make([]bool, n)
	comSize := make([]float64, k)
	for v := range n {
		ref[v], alone[v], size[v] = int32(v), true, p.Size[v]
		comSize[part[v]] += p.Size[v]
		for e := g.Row[v]; e < g.Row[v+1]; e++ {
			if part[g.To[e]] == part[v] {
				cut[v] += g.W[e]
			}
		}
	}
	w := make([]float64, n)
	var seen, cand []int32
	var prob []float64
	for _, v := range rng.Perm(n) {
		com, sv := part[v], p.Size[v]
		if !alone[v] || cut[v] < p.Lambda*sv*(comSize[com]-sv) {
			continue
		}
		for e := g.Row[v]; e < g.Row[v+1]; e++ {
			if to := g.To[e]; part[to] == com {
				c := ref[to]
				if w[c] == 0 {
					seen = append(seen, c)
				}
				w[c] += g.W[e]
			}
		}
		cand, prob = cand[:0], prob[:0]
		most := 0.0
		for _, c := range seen {
			gain := w[c] - p.Lambda*sv*size[c]
			if gain >= 0 && cut[c] >= p.Lambda*size[c]*(comSize[com]-size[c]) {
				cand, prob = append(cand, c), append(prob, gain)
				most = max(most, gain)
			}
		}
		if len(cand) > 0 {
			c := cand[choose(prob, most, rng)]
			cut[c] += cut[v] - 2*w[c]
			size[c] += sv
			ref[v] = c
			alone[c] = false
		}
		for _, c := range seen {
			w[c] = 0
		}
		seen = seen[:0]
	}
	return ref
}

// choose draws an index with weight exp(gain / temperature), gains scaled by
// the largest, so that the draw does not depend on the unit of weights.
func choose(gain []float64, most float64, rng *rand.Rand) int {
	if len(gain) == 1 || most <= 0 {
		return 0
	}
	var sum float64
	for i, x := range gain {
		gain[i] = math.Exp((x - most) / (most * temperature))
		sum += gain[i]
	}
	r := rng.Float64() * sum
	for i, x := range gain {
		if r -= x; r < 0 {
			return i
		}
	}
	return len(gain) - 1
}

// queue holds nodes to visit, each at most once.
type queue struct {
	ring  []int32
	head  int
	count int
	in    []bool
}

func newQueue(n int, rng *rand.Rand) *queue {
	q := &queue{ring: make([]int32, n), count: n, in: make([]bool, n)}
	for i, v := range rng.Perm(n) {
		q.ring[i] = int32(v)
		q.in[i] = true
	}
	return q
}

func (q *queue) pop() (int32, bool) {
	if q.count == 0 {
		return 0, false
	}
	v := q.ring[q.head]
	q.head = (q.head + 1) % len(q.ring)
	q.count--
	q.in[v] = false
	return v, true
}

func (q *queue) push(v int32) {
	if q.in[v] {
		return
	}
	q.in[v] = true
	q.ring[(q.head+q.count)%len(q.ring)] = v
	q.count++
}
