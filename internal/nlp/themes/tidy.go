package themes

import (
	"context"
	"runtime"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

func workers() int { return runtime.GOMAXPROCS(0) }

// tidy joins communities whose centres nearly coincide, dissolves those below
// minRows into the nearest theme, and takes out rows far from theirs and from
// their neighbours, if support is given.
// Themes come back numbered by size, largest first.
func tidy(x []float32, part []int32, minRows int, support []float32) []int32 {
	part = slices.Clone(part)
	joinTwins(x, part, nil)
	members := graph.Members(part)
	var keep [][]int32
	for _, m := range members {
		if len(m) >= minRows {
			keep = append(keep, m)
		}
	}
	slices.SortStableFunc(keep, func(a, b []int32) int { return len(b) - len(a) })
	for i := range part {
		part[i] = -1
	}
	for c, m := range keep {
		for _, v := range m {
			part[v] = int32(c)
		}
	}
	centres := centresOf(x, part, len(keep))
	for v := range part {
		row := x[v*Dim : (v+1)*Dim]
		if part[v] < 0 {
			part[v], _ = nearestCentre(row, centres)
		}
		// A row that its neighbours hold is at home even at a theme's edge.
		if c := int(part[v]); c >= 0 && support != nil && support[v] < lonely && dot(row, centres[c*Dim:(c+1)*Dim]) < farCosine {
			part[v] = -1
		}
	}
	return part
}

// joinTwins merges communities with centres above sameCosine until none are
// left; group, if given, allows only merges inside one group.
func joinTwins(x []float32, part, group []int32) {
	for {
		k := graph.Renumber(part)
		centres := centresOf(x, part, k)
		to := make([]int32, k)
		merged := false
		for i := range to {
			to[i] = int32(i)
		}
		for i := range k {
			if to[i] != int32(i) {
				continue
			}
			for j := i + 1; j < k; j++ {
				if to[j] == int32(j) && dot(centres[i*Dim:(i+1)*Dim], centres[j*Dim:(j+1)*Dim]) > sameCosine {
					to[j] = int32(i)
					merged = true
				}
			}
		}
		if !merged {
			return
		}
		for v, c := range part {
			if c >= 0 {
				part[v] = to[c]
			}
		}
	}
}

// centresOf is the mean direction of every community.
func centresOf(x []float32, part []int32, k int) []float32 {
	sums := make([]float64, k*Dim)
	for v, c := range part {
		if c >= 0 {
			row := x[v*Dim : (v+1)*Dim]
			to := sums[int(c)*Dim : (int(c)+1)*Dim]
			for j, a := range row {
				to[j] += float64(a)
			}
		}
	}
	out := make([]float32, k*Dim)
	for i, s := range sums {
		out[i] = float32(s)
	}
	for c := range k {
		unitLength(out[c*Dim : (c+1)*Dim])
	}
	return out
}

// nearestCentre is the index and cosine of the centre nearest to v; −1 if
// there are none.
func nearestCentre(v, centres []float32) (int32, float32) {
	best, at := int32(-1), float32(-2)
	for c := 0; c*Dim < len(centres); c++ {
		if s := dot(v, centres[c*Dim:(c+1)*Dim]); s > at {
			best, at = int32(c), s
		}
	}
	return best, at
}

// below splits themes into sub-themes: Leiden inside each theme at a finer
// resolution, judged by the degrees of the whole graph.
func (t *tree) below(ctx context.Context, g *graph.Graph, x []float32, minRows int, seed uint64) error {
	t.sub = make([]int32, len(t.theme))
	for i := range t.sub {
		t.sub[i] = -1
	}
	for c, rows := range graph.Members(t.theme) {
		if len(rows) < 4*minRows {
			continue
		}
		sub := g.Sub(rows)
		size := make([]float64, len(rows))
		for i, v := range rows {
			size[i] = g.Degree[v]
		}
		p := graph.Problem{Graph: sub, Size: size, Lambda: resFine * t.resolution / (2 * g.Total)}
		part, err := graph.Leiden(ctx, p, nil, seed)
		if err != nil {
			return err
		}
		y := make([]float32, 0, len(rows)*Dim)
		for _, v := range rows {
			y = append(y, x[int(v)*Dim:(int(v)+1)*Dim]...)
		}
		part = tidy(y, part, minRows, nil)
		k := len(graph.Members(part))
		if k < 2 {
			continue
		}
		first := int32(len(t.subOf))
		for range k {
			t.subOf = append(t.subOf, int32(c))
		}
		for i, v := range rows {
			if part[i] >= 0 {
				t.sub[v] = first + part[i]
			}
		}
	}
	return nil
}

// above joins themes to wide ones: Leiden on the graph of themes at a coarser
// resolution, so that the levels nest.
func (t *tree) above(ctx context.Context, g *graph.Graph, seed uint64) error {
	var rows, part []int32
	for v, c := range t.theme {
		if c >= 0 {
			rows, part = append(rows, int32(v)), append(part, c)
		}
	}
	k := len(graph.Members(part))
	if k == 0 {
		return nil
	}
	agg := g.Sub(rows).Aggregate(part, k)
	wide, err := graph.Leiden(ctx, graph.Modularity(agg, resWide*t.resolution), nil, seed)
	t.wide = wide
	return err
}
