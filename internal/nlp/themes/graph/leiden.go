package graph

import (
	"context"
	"math/rand/v2"
)

// Problem is what Leiden's method maximises on a graph:
//
//	sum over communities c of ( weight inside c - Lambda * Size(c)^2 / 2 )
//
// With Size = degree and Lambda = resolution / (2 * total weight) this is the
// modularity of Reichardt and Bornholdt (times the total weight). Sizes of a
// surrounding graph may be given, so that parts are judged by one measure.
type Problem struct {
	Graph  *Graph
	Size   []float64
	Lambda float64
}

// Modularity is the problem whose quality is modularity at a resolution.
func Modularity(g *Graph, resolution float64) Problem {
	p := Problem{Graph: g, Size: g.Degree}
	if g.Total > 0 {
		p.Lambda = resolution / (2 * g.Total)
	}
	return p
}

// Quality is the value of a partition; communities may have any numbers ≥ 0.
func (p Problem) Quality(part []int32) float64 {
	k := maxOf(part) + 1
	size := make([]float64, k)
	var q float64
	for v, c := range part {
		size[c] += p.Size[v]
		q += p.Graph.Loop[v]
		for e := p.Graph.Row[v]; e < p.Graph.Row[v+1]; e++ {
			if part[p.Graph.To[e]] == c {
				q += p.Graph.W[e] / 2
			}
		}
	}
	for _, s := range size {
		q -= p.Lambda * s * s / 2
	}
	return q
}

// maxPasses bounds the repetitions; the gain after the third is within noise.
const maxPasses = 6

// Leiden finds communities by Traag, Waltman and van Eck's method (2019): fast
// local moving, refinement, aggregation, repeated until nothing improves. It
// starts from the partition given, or from single nodes if it is nil, and
// returns communities numbered 0…k-1 by their first node, each connected, with
// a quality not below the start's. Same seed, same answer.
func Leiden(ctx context.Context, p Problem, start []int32, seed uint64) ([]int32, error) {
	n := p.Graph.N()
	part := make([]int32, n)
	for i := range part {
		part[i] = int32(i)
	}
	if start != nil {
		copy(part, start)
	}
	rng := rand.New(rand.NewPCG(seed, 0x1e1de7))
	for range maxPasses {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		changed := p.pass(part, rng)
		if !changed {
			break
		}
	}
	splitUnconnected(p.Graph, part)
	Renumber(part)
	return part, nil
}

// pass runs one ascent from the nodes to the coarsest aggregate and writes the
// partition found back to part; it says whether the partition changed.
func (p Problem) pass(part []int32, rng *rand.Rand) bool {
	level := p
	cur := append([]int32(nil), part...)
	Renumber(cur)
	before := append([]int32(nil), cur...)
	node := make([]int32, len(part)) // node of the level that holds each row
	for i := range node {
		node[i] = int32(i)
	}
	for {
		level.move(cur, rng)
		k := Renumber(cur)
		if k == level.Graph.N() {
			break
		}
		ref := level.refine(cur, k, rng)
		r := Renumber(ref)
		if r == level.Graph.N() { // nothing to merge below: aggregate as moved
			copy(ref, cur)
			r = k
		}
		sizes := make([]float64, r)
		up := make([]int32, r)
		for v, c := range ref {
			sizes[c] += level.Size[v]
			up[c] = cur[v]
		}
		level = Problem{Graph: level.Graph.Aggregate(ref, r), Size: sizes, Lambda: p.Lambda}
		for i := range node {
			node[i] = ref[node[i]]
		}
		cur = up
	}
	changed := false
	for i := range part {
		part[i] = cur[node[i]]
	}
	Renumber(part)
	for i := range part {
		changed = changed || part[i] != before[i]
	}
	return changed
}

// move is the fast local moving phase: a queue of nodes whose neighbourhood
// changed, each sent to the neighbouring (or an empty) community of most gain.
func (p Problem) move(part []int32, rng *rand.Rand) {
	g, n := p.Graph, p.Graph.N()
	size := make([]float64, n) // communities never outnumber nodes
	count := make([]int32, n)
	for v, c := range part {
		size[c] += p.Size[v]
		count[c]++
	}
	var empty []int32
	for c := n - 1; c >= 0; c-- {
		if count[c] == 0 {
			empty = append(empty, int32(c))
		}
	}
	queue := newQueue(n, rng)
	w := make([]float64, n)
	var seen []int32
	for {
		v, ok := queue.pop()
		if !ok {
			return
		}
		own := part[v]
		for e := g.Row[v]; e < g.Row[v+1]; e++ {
			c := part[g.To[e]]
			if w[c] == 0 {
				seen = append(seen, c)
			}
			w[c] += g.W[e]
		}
		sv := p.Size[v]
		best, gain := own, w[own]-p.Lambda*sv*(size[own]-sv)
		for _, c := range seen {
			if c == own {
				continue
			}
			if d := w[c] - p.Lambda*sv*size[c]; d > gain+1e-12 {
				best, gain = c, d
			}
		}
		if count[own] > 1 && gain < -1e-12 && len(empty) > 0 { // alone is better
			best = empty[len(empty)-1]
		}
		for _, c := range seen {
			w[c] = 0
		}
		seen = seen[:0]
		if best == own {
			continue
		}
		if count[best] == 0 {
			empty = empty[:len(empty)-1]
		}
		size[own] -= sv
		size[best] += sv
		count[own]--
		count[best]++
		if count[own] == 0 {
			size[own] = 0
			empty = append(empty, own)
		}
		part[v] = best
		for e := g.Row[v]; e < g.Row[v+1]; e++ {
			if part[g.To[e]] != best {
				queue.push(g.To[e])
			}
		}
	}
}
