package graph

import (
	"math"
	"slices"
)

// Renumber gives communities the numbers 0…k-1 in order of first appearance,
// in place, and returns k. Negative numbers mean "none" and stay.
func Renumber(part []int32) int {
	to := make(map[int32]int32)
	for i, c := range part {
		if c < 0 {
			continue
		}
		d, ok := to[c]
		if !ok {
			d = int32(len(to))
			to[c] = d
		}
		part[i] = d
	}
	return len(to)
}

// Members lists the nodes of each community.
func Members(part []int32) [][]int32 {
	out := make([][]int32, maxOf(part)+1)
	for v, c := range part {
		if c >= 0 {
			out[c] = append(out[c], int32(v))
		}
	}
	return out
}

func maxOf(part []int32) int32 {
	if len(part) == 0 {
		return -1
	}
	return slices.Max(part)
}

// splitUnconnected gives every connected component of a community a number of
// its own. It can only raise the quality: parts without edges between them
// share nothing but the penalty for size.
func splitUnconnected(g *Graph, part []int32) {
	next := maxOf(part) + 1
	done := make([]bool, len(part))
	owner := make(map[int32]bool) // communities whose number is taken by a component
	var stack []int32
	for v := range part {
		if done[v] {
			continue
		}
		c, to := part[v], part[v]
		if owner[c] {
			to = next
			next++
		}
		owner[c] = true
		stack = append(stack[:0], int32(v))
		done[v] = true
		for len(stack) > 0 {
			u := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for e := g.Row[u]; e < g.Row[u+1]; e++ {
				if x := g.To[e]; !done[x] && part[x] == c {
					done[x] = true
					stack = append(stack, x)
				}
			}
			part[u] = to
		}
	}
}

// Agreement compares two partitions of the same rows by the adjusted Rand
// index and by V-measure (Rosenberg and Hirschberg 2007, beta 1); -1 counts as
// one more community. 1 is identity; ARI is near 0 for unrelated partitions.
func Agreement(truth, found []int32) (ari, v float64) {
	n := float64(len(truth))
	if len(truth) == 0 {
		return 1, 1
	}
	type pair struct{ a, b int32 }
	joint := map[pair]float64{}
	ca, cb := map[int32]float64{}, map[int32]float64{}
	for i := range truth {
		joint[pair{truth[i], found[i]}]++
		ca[truth[i]]++
		cb[found[i]]++
	}
	two := func(x float64) float64 { return x * (x - 1) / 2 }
	var same, sa, sb, ha, hb, hj []float64
	for _, x := range joint {
		same, hj = append(same, two(x)), append(hj, -x/n*math.Log(x/n))
	}
	for _, x := range ca {
		sa, ha = append(sa, two(x)), append(ha, -x/n*math.Log(x/n))
	}
	for _, x := range cb {
		sb, hb = append(sb, two(x)), append(hb, -x/n*math.Log(x/n))
	}
	s, a, b := orderedSum(same), orderedSum(sa), orderedSum(sb)
	expected, most := a*b/two(n), (a+b)/2
	ari = 1
	if n > 1 && most != expected {
		ari = (s - expected) / (most - expected)
	}
	ea, eb := orderedSum(ha), orderedSum(hb)
	mutual := ea + eb - orderedSum(hj)
	v = 1
	if ea+eb > 1e-12 {
		v = 2 * mutual / (ea + eb)
	}
	return ari, v
}

// orderedSum adds from the smallest, so that the order of a map does not show.
func orderedSum(xs []float64) float64 {
	slices.Sort(xs)
	var s float64
	for _, x := range xs {
		s += x
	}
	return s
}
