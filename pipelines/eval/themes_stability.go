package eval

import (
	"context"
	"math/rand/v2"

	"github.com/musharaka/musharaka/internal/nlp/themes"
)

const (
	bootstraps    = 3
	resamplePairs = 2   // resamples that are compared with each other
	resampleShare = 0.8 // of all items
)

// stableQuality says how far the whole of discovery (encoding aside) gives the
// same themes on other draws of the same texts.
type stableQuality struct {
	ari     float64 // between two resamples, on the items that both hold
	jaccard float64 // of each theme with the likest theme of a bootstrap, mean
}

func (q stableQuality) add(add func(slice, metric string, value float64)) {
	add("", "ari_between_resamples", q.ari)
	add("", "mean_best_jaccard", q.jaccard)
}

func measureStability(ctx context.Context, items []themes.Item, enc themes.Encoder, seed uint64, whole *themes.Result) (q stableQuality, err error) {
	rng := rand.New(rand.NewPCG(seed, 0x5eed))
	n := len(items)
	full := levelPartition(whole, nil, n)
	var drawn [][]int32
	for range resamplePairs {
		p, err := rediscover(ctx, items, enc, seed, rng.Perm(n)[:int(float64(n)*resampleShare)])
		if err != nil {
			return q, err
		}
		drawn = append(drawn, p)
	}
	q.ari = themes.SharedARI(drawn[0], drawn[1])
	for range bootstraps {
		rows := make([]int, n)
		for i := range rows {
			rows[i] = rng.IntN(n)
		}
		p, err := rediscover(ctx, items, enc, seed, rows)
		if err != nil {
			return q, err
		}
		q.jaccard += bestJaccard(full, p) / bootstraps
	}
	return q, nil
}

// rediscover finds themes in some of the items, each once, and numbers them
// by item; items that were not drawn or have no theme get −1.
func rediscover(ctx context.Context, items []themes.Item, enc themes.Encoder, seed uint64, rows []int) ([]int32, error) {
	in := make([]bool, len(items))
	for _, r := range rows {
		in[r] = true
	}
	var part []themes.Item
	var at []int
	for i, it := range items {
		if in[i] {
			part, at = append(part, it), append(at, i)
		}
	}
	res, err := themes.Discover(ctx, part, enc, themes.Options{Seed: seed + 1, Quick: true})
	if err != nil {
		return nil, err
	}
	return levelPartition(res, at, len(items)), nil
}

// levelPartition numbers the themes of a run's assignments, which are those of
// the items at (nil: all).
func levelPartition(res *themes.Result, at []int, n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = -2 // not drawn
	}
	number := map[string]int32{}
	for i, a := range res.Assignments {
		k := i
		if at != nil {
			k = at[i]
		}
		if out[k] = -1; a.Theme == "" {
			continue
		}
		if _, ok := number[a.Theme]; !ok {
			number[a.Theme] = int32(len(number))
		}
		out[k] = number[a.Theme]
	}
	return out
}

// bestJaccard is the mean, over the themes of full, of the Jaccard index with
// the likest theme of draw, among the items that were drawn (Hennig 2007).
func bestJaccard(full, draw []int32) float64 {
	size, other := map[int32]int{}, map[int32]int{}
	both := map[[2]int32]int{}
	for i, a := range full {
		b := draw[i]
		if b == -2 {
			continue
		}
		if a >= 0 {
			size[a]++
		}
		if b >= 0 {
			other[b]++
		}
		if a >= 0 && b >= 0 {
			both[[2]int32{a, b}]++
		}
	}
	best := make(map[int32]float64, len(size))
	for k, n := range both {
		j := float64(n) / float64(size[k[0]]+other[k[1]]-n)
		best[k[0]] = max(best[k[0]], j)
	}
	var sum float64
	for a := range int32(len(size)) { // numbered from 0 without gaps, unless none was drawn
		sum += best[a]
	}
	return sum / float64(max(1, len(size)))
}
