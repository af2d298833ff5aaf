package enrich

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp"
	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
)

// precise reads up to budget of the texts again with their vectors, those
// first of which the fast tier is least sure, and returns how many.
func precise(ctx context.Context, db *store.DB, o Options, a *nlp.Analyzer, work []todo, results []nlp.Result, budget int) (n int, err error) {
	if o.Encoder == nil || budget <= 0 {
		return 0, nil
	}
	order := make([]int, len(work))
	sure := make([]float64, len(work))
	for i := range work {
		order[i] = i
		s := results[i].Sentiment
		sure[i] = max(s.Neg, s.Neu, s.Pos)
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(sure[x], sure[y]) })
	order = order[:min(budget, len(order))]
	slices.Sort(order)
	enc, done, err := cachedEncoder(ctx, db, o, "encode", len(order))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, done(ctx)) }()
	for lo := 0; lo < len(order); lo += themes.BatchSize {
		part := order[lo:min(lo+themes.BatchSize, len(order))]
		texts := make([]string, len(part))
		for k, i := range part {
			texts[k] = results[i].Masked // the cache never holds what was masked
		}
		vecs := make([]float32, len(part)*themes.Dim)
		if err := enc.Encode(ctx, texts, vecs); err != nil {
			return n, err
		}
		inParallel(len(part), func(k int) {
			i := part[k]
			results[i] = a.Analyze(work[i].text, nlp.Request{Vector: vecs[k*themes.Dim : (k+1)*themes.Dim]})
		})
		n += len(part)
	}
	return n, nil
}
