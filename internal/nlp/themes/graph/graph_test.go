package graph

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func drawGraph(t *rapid.T) *Graph {
	n := rapid.IntRange(1, 40).Draw(t, "n")
	var es []Edge
	for range rapid.IntRange(0, 120).Draw(t, "m") {
		es = append(es, Edge{
			A: int32(rapid.IntRange(0, n-1).Draw(t, "a")), B: int32(rapid.IntRange(0, n-1).Draw(t, "b")),
			W: float64(rapid.IntRange(1, 9).Draw(t, "w")) / 4,
		})
	}
	return New(n, es)
}

func TestLeidenProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGraph(t)
		p := Modularity(g, rapid.Float64Range(0.2, 4).Draw(t, "resolution"))
		start := make([]int32, g.N())
		for i := range start {
			start[i] = int32(rapid.IntRange(0, g.N()-1).Draw(t, "start"))
		}
		part, err := Leiden(context.Background(), p, start, 7)
		if err != nil {
			t.Fatal(err)
		}
		if q0, q1 := p.Quality(start), p.Quality(part); q1 < q0-1e-9 {
			t.Fatalf("quality fell from %v to %v", q0, q1)
		}
		again, _ := Leiden(context.Background(), p, start, 7)
		if diff := cmp.Diff(part, again); diff != "" {
			t.Fatalf("same seed, other answer (-first +second):\n%s", diff)
		}
		split := slices.Clone(part)
		splitUnconnected(g, split)
		if maxOf(split) != maxOf(part) {
			t.Fatalf("a community is not connected")
		}
	})
}

func TestAggregateKeepsQuality(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGraph(t)
		part := make([]int32, g.N())
		for i := range part {
			part[i] = int32(rapid.IntRange(0, 5).Draw(t, "c"))
		}
		k := Renumber(part)
		p := Modularity(g, 1)
		sizes := make([]float64, k)
		own := make([]int32, k)
		for v, c := range part {
			sizes[c] += p.Size[v]
			own[c] = c
		}
		agg := Problem{Graph: g.Aggregate(part, k), Size: sizes, Lambda: p.Lambda}
		if a, b := p.Quality(part), agg.Quality(own); math.Abs(a-b) > 1e-9 {
			t.Fatalf("quality %v became %v", a, b)
		}
		if math.Abs(agg.Graph.Total-g.Total) > 1e-9 {
			t.Fatalf("weight %v became %v", g.Total, agg.Graph.Total)
		}
	})
}

func TestLeidenFindsPlantedCommunities(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n, k = 600, 6
	truth := make([]int32, n)
	var es []Edge
	for i := range n {
		truth[i] = int32(i % k)
	}
	for i := range n {
		for range 60 {
			j := rng.IntN(n)
			if truth[i] == truth[j] || rng.Float64() < .05 {
				es = append(es, Edge{A: int32(i), B: int32(j), W: 1})
			}
		}
	}
	part, err := Leiden(context.Background(), Modularity(New(n, es), 1), nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if ari, _ := Agreement(truth, part); ari < .85 {
		t.Errorf("ARI %.3f with the planted communities, want at least .85", ari)
	}
}

func TestNearestIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const n, d, k = 501, 32, 7
	x := make([]float32, n*d)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	nb, err := Nearest(context.Background(), x, x, d, k, true)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < n; i += 50 {
		type hit struct {
			id int32
			s  float64
		}
		var all []hit
		for j := range n {
			var s float64
			for c := range d {
				s += float64(x[i*d+c]) * float64(x[j*d+c])
			}
			if j != i {
				all = append(all, hit{int32(j), s})
			}
		}
		slices.SortFunc(all, func(a, b hit) int {
			if a.s > b.s {
				return -1
			}
			return 1
		})
		ids, _ := nb.Of(i)
		for j := range k {
			if ids[j] != all[j].id {
				t.Fatalf("row %d: neighbour %d is %d, want %d", i, j, ids[j], all[j].id)
			}
		}
	}
}

func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		name         string
		a, b         []int32
		ari, measure float64
	}{
		{"same up to names", []int32{0, 0, 1, 1}, []int32{5, 5, 2, 2}, 1, 1},
		{"all in one", []int32{0, 0, 1, 1}, []int32{0, 0, 0, 0}, 0, 0},
		{"half", []int32{0, 0, 1, 1}, []int32{0, 0, 1, 2}, 4.0 / 7, 0.8},
	} {
		ari, v := Agreement(c.a, c.b)
		if math.Abs(ari-c.ari) > 1e-9 || math.Abs(v-c.measure) > 1e-9 {
			t.Errorf("%s: ARI %v, V %v; want %v, %v", c.name, ari, v, c.ari, c.measure)
		}
	}
}

func BenchmarkNearest(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	const n, d = 4000, 384
	x := make([]float32, n*d)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	for b.Loop() {
		if _, err := Nearest(context.Background(), x, x, d, 15, true); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(2*float64(n)*n*d*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
