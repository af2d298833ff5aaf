package graph

import "slices"

// Graph is an undirected weighted graph in compressed rows: the neighbours of
// node i are To[Row[i]:Row[i+1]], each edge stored from both ends. A loop is
// kept apart in Loop (its whole weight, counted once).
type Graph struct {
	Row    []int
	To     []int32
	W      []float64
	Loop   []float64
	Degree []float64 // sum of weights at a node, loops counted twice
	Total  float64   // sum of all edge weights, each edge once
}

// N is the number of nodes.
func (g *Graph) N() int { return len(g.Row) - 1 }

// Edge is one undirected edge.
type Edge struct {
	A, B int32
	W    float64
}

// New builds a graph of n nodes; parallel edges add up, edges of no positive
// weight are dropped.
func New(n int, edges []Edge) *Graph {
	es := make([]Edge, 0, len(edges))
	for _, e := range edges {
		if e.W <= 0 {
			continue
		}
		if e.A > e.B {
			e.A, e.B = e.B, e.A
		}
		es = append(es, e)
	}
	slices.SortStableFunc(es, func(a, b Edge) int {
		if a.A != b.A {
			return int(a.A) - int(b.A)
		}
		return int(a.B) - int(b.B)
	})
	u := es[:0]
	for _, e := range es {
		if len(u) > 0 && u[len(u)-1].A == e.A && u[len(u)-1].B == e.B {
			u[len(u)-1].W += e.W
			continue
		}
		u = append(u, e)
	}
	return fromSorted(n, u)
}

func fromSorted(n int, es []Edge) *Graph {
	g := &Graph{Row: make([]int, n+1), Loop: make([]float64, n), Degree: make([]float64, n)}
	for _, e := range es {
		if e.A != e.B {
			g.Row[e.A+1]++
			g.Row[e.B+1]++
		}
	}
	for i := range n {
		g.Row[i+1] += g.Row[i]
	}
	g.To, g.W = make([]int32, g.Row[n]), make([]float64, g.Row[n])
	next := slices.Clone(g.Row[:n])
	put := func(a, b int32, w float64) {
		g.To[next[a]], g.W[next[a]] = b, w
		next[a]++
	}
	for _, e := range es {
		g.Total += e.W
		g.Degree[e.A] += e.W
		g.Degree[e.B] += e.W
		if e.A == e.B {
			g.Loop[e.A] += e.W
			continue
		}
		put(e.A, e.B, e.W)
		put(e.B, e.A, e.W)
	}
	return g
}

// FromNeighbours joins every row with its neighbours by their similarity. An
// edge seen from both ends is stronger than one seen from one end: a neighbour
// who does not call you a neighbour says little.
func FromNeighbours(nb *Neighbours) *Graph {
	n := len(nb.ID) / nb.K
	edges := make([]Edge, 0, len(nb.ID))
	for i := range n {
		ids, sims := nb.Of(i)
		for j, id := range ids {
			if id >= 0 && sims[j] > 0 {
				edges = append(edges, Edge{A: int32(i), B: id, W: float64(sims[j]) / 2})
			}
		}
	}
	return New(n, edges)
}

// Sub is the graph among the given nodes, renumbered in the given order.
func (g *Graph) Sub(nodes []int32) *Graph {
	at := make(map[int32]int32, len(nodes))
	for i, v := range nodes {
		at[v] = int32(i)
	}
	var edges []Edge
	for i, v := range nodes {
		if g.Loop[v] > 0 {
			edges = append(edges, Edge{A: int32(i), B: int32(i), W: g.Loop[v]})
		}
		for e := g.Row[v]; e < g.Row[v+1]; e++ {
			if j, ok := at[g.To[e]]; ok && int32(i) < j {
				edges = append(edges, Edge{A: int32(i), B: j, W: g.W[e]})
			}
		}
	}
	return New(len(nodes), edges)
}

// Aggregate makes every community of p one node; p holds communities 0…k-1.
func (g *Graph) Aggregate(p []int32, k int) *Graph {
	acc := make([]float64, k)
	var touched []int32
	byCom := make([][]int32, k)
	for v, c := range p {
		byCom[c] = append(byCom[c], int32(v))
	}
	var edges []Edge
	for c := range byCom {
		for _, v := range byCom[c] {
			add := func(to int32, w float64) {
				if acc[to] == 0 {
					touched = append(touched, to)
				}
				acc[to] += w
			}
			if g.Loop[v] > 0 {
				add(int32(c), g.Loop[v])
			}
			for e := g.Row[v]; e < g.Row[v+1]; e++ {
				switch to := p[g.To[e]]; {
				case to == int32(c):
					add(to, g.W[e]/2) // seen from both ends
				case to > int32(c):
					add(to, g.W[e])
				}
			}
		}
		slices.Sort(touched)
		for _, t := range touched {
			edges = append(edges, Edge{A: int32(c), B: t, W: acc[t]})
			acc[t] = 0
		}
		touched = touched[:0]
	}
	return fromSorted(k, edges)
}
