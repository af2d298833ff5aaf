package themes

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

// Settings measured on all labelled sets together (docs/quality/themes.md);
// one setting serves short posts, long letters and mixed languages.
const (
	fewNeighbours, manyNeighbours = 10, 20
	resolutions                   = 5   // tried between resLow and resHigh, a geometric series
	resLow                        = 1.0 // themes
	resHigh                       = 2.0
	resWide                       = 0.4  // how themes join to wide ones, relative to the themes' resolution
	resFine                       = 4.0  // how themes fall into sub-themes, relative as well
	sameCosine                    = 0.9  // two centres nearer than this are one theme
	farCosine                     = 0.12 // nearer than this to its centre, or
	lonely                        = 0.35 // this near to its neighbours on average, or it belongs nowhere
	resamples                     = 4
	keepShare                     = 0.8 // of the rows in a resample
)

// tree is a partition of rows at three levels. Each level is −1 where a row
// belongs nowhere; sub-themes are −1 where a theme has none.
type tree struct {
	theme, sub []int32
	wide       []int32 // of each theme
	subOf      []int32 // theme of each sub-theme
	near       *graph.Neighbours
	start      []int32   // the themes of the run before, or nil
	support    []float32 // mean cosine of each row to its nearest five
	modularity float64
	resolution float64
	stability  float64
}

// form finds the tree among the rows of x. minRows is the least number of rows
// of a theme; wish is a number of themes, or 0. start, if not nil, is the
// partition of the run before: what nothing speaks against stays as it was.
func form(ctx context.Context, x []float32, minRows, wish int, start []int32, seed uint64) (*tree, error) {
	n := len(x) / Dim
	k := min(fewNeighbours+n/2000, manyNeighbours, max(2, n/4))
	nb, err := graph.Nearest(ctx, x, x, Dim, k, true)
	if err != nil {
		return nil, err
	}
	g := graph.FromNeighbours(nb)
	t := &tree{support: make([]float32, n), near: nb, start: start}
	for i := range t.support {
		_, sims := nb.Of(i)
		for _, s := range sims[:min(k, 5)] {
			t.support[i] += s / float32(min(k, 5))
		}
	}
	part, err := t.choose(ctx, g, x, minRows, wish, seed)
	if err != nil {
		return nil, err
	}
	t.theme = part
	if err := t.below(ctx, g, x, minRows, seed); err != nil {
		return nil, err
	}
	return t, t.above(ctx, g, seed)
}

// choose takes the resolution at which resamples agree best; among those that
// agree nearly as well, the finest, because an analyst can skip a theme but
// cannot see one that was swallowed.
func (t *tree) choose(ctx context.Context, g *graph.Graph, x []float32, minRows, wish int, seed uint64) ([]int32, error) {
	if wish > 0 {
		return t.wished(ctx, g, x, minRows, wish, seed)
	}
	series := make([]float64, resolutions)
	for i := range series {
		series[i] = resLow * math.Pow(resHigh/resLow, float64(i)/(resolutions-1))
	}
	agree, err := stability(ctx, g, series, seed)
	if err != nil {
		return nil, err
	}
	best := slices.Max(agree)
	for i, r := range series {
		if agree[i] >= best-nearlyAsGood {
			t.resolution, t.stability = r, agree[i]
		}
	}
	return t.at(ctx, g, x, minRows, seed)
}

// nearlyAsGood is the spread of the mean ARI of resamples at one resolution.
const nearlyAsGood = 0.03

// wished searches the resolution that gives the wished number of themes.
func (t *tree) wished(ctx context.Context, g *graph.Graph, x []float32, minRows, wish int, seed uint64) ([]int32, error) {
	lo, hi := 0.01, 200.0
	var best []int32
	var bestAt float64
	off := math.MaxInt
	for range 14 {
		t.resolution = math.Sqrt(lo * hi)
		part, err := t.at(ctx, g, x, minRows, seed)
		if err != nil {
			return nil, err
		}
		k := len(graph.Members(part))
		if d := abs(k - wish); d < off {
			off, best, bestAt = d, part, t.resolution
		}
		if k == wish {
			break
		}
		if k < wish {
			lo = t.resolution
		} else {
			hi = t.resolution
		}
	}
	t.resolution = bestAt
	return best, nil
}

func abs(x int) int { return max(x, -x) }

// at is the partition at the tree's resolution, tidied.
func (t *tree) at(ctx context.Context, g *graph.Graph, x []float32, minRows int, seed uint64) ([]int32, error) {
	p := graph.Modularity(g, t.resolution)
	part, err := graph.Leiden(ctx, p, t.start, seed)
	if err != nil {
		return nil, err
	}
	if g.Total > 0 {
		t.modularity = graph.Modularity(g, 1).Quality(part) / g.Total
	}
	return tidy(x, part, minRows, t.support), nil
}

// stability is the mean adjusted Rand index between communities found in pairs
// of resamples of the rows, on the rows they share, for each resolution.
func stability(ctx context.Context, g *graph.Graph, series []float64, seed uint64) ([]float64, error) {
	n := g.N()
	rng := rand.New(rand.NewPCG(seed, 0xb007))
	type draw struct {
		rows []int32
		sub  *graph.Graph
	}
	draws := make([]draw, resamples)
	for i := range draws {
		perm := rng.Perm(n)[:int(math.Ceil(float64(n)*keepShare))]
		slices.Sort(perm)
		rows := make([]int32, len(perm))
		for j, v := range perm {
			rows[j] = int32(v)
		}
		draws[i] = draw{rows, g.Sub(rows)}
	}
	found := make([][]int32, len(series)*resamples)
	errs := make([]error, len(found))
	var wg sync.WaitGroup
	slots := make(chan struct{}, workers())
	for j := range found {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			d := draws[j%resamples]
			part, err := graph.Leiden(ctx, graph.Modularity(d.sub, series[j/resamples]), nil, seed+uint64(j))
			errs[j] = err
			full := make([]int32, n)
			for i := range full {
				full[i] = -1
			}
			for i, c := range part {
				full[d.rows[i]] = c
			}
			found[j] = full
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	out := make([]float64, len(series))
	for s := range series {
		var sum float64
		for a := range resamples {
			for b := range a {
				sum += SharedARI(found[s*resamples+a], found[s*resamples+b])
			}
		}
		out[s] = sum / (resamples * (resamples - 1) / 2)
	}
	return out, nil
}

// SharedARI is the adjusted Rand index on the rows that both partitions place.
func SharedARI(a, b []int32) float64 {
	var x, y []int32
	for i := range a {
		if a[i] >= 0 && b[i] >= 0 {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	ari, _ := graph.Agreement(x, y)
	return ari
}
