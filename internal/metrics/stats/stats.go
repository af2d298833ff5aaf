// Package stats holds the few statistics that comparisons and opinion shares
// may use. Counts of a unit's own register are full counts and get none of
// them: no interval, no weight.
package stats

import "math"

// Z95 and Z998 are the normal quantiles of two-sided 95 % and 99.8 % limits.
const (
	Z95  = 1.959963984540054
	Z998 = 3.0902323061678132
)

// Wilson is the score interval of k of n, for comparisons between units or
// periods only. n = 0 gives [0, 1].
func Wilson(k, n, z float64) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	p, z2 := k/n, z*z
	center, spread := p+z2/(2*n), z*math.Sqrt((p*(1-p)+z2/(4*n))/n)
	return math.Max(0, (center-spread)/(1+z2/n)), math.Min(1, (center+spread)/(1+z2/n))
}

// Limits are a funnel's limits around the pooled rate p0 for n cases.
func Limits(p0, n, z float64) (low, high float64) {
	s := z * math.Sqrt(p0*(1-p0)/n)
	return p0 - s, p0 + s
}

// Group is a stratum of answers: how many were asked and said yes, and its
// share of the population.
type Group struct {
	Asked, Yes float64
	Population float64
}

// Weighted is a share with what weighting cost.
type Weighted struct {
	Unweighted, Value float64
	EffectiveN, Deff  float64
	Weights           []float64
	Hidden            bool // too little is left: n_eff < 50 or deff > 3
}

// PostStratify weights answers to a population. Callers must keep its
// conditions: at least 100 answers, at least 10 in each group, dated sources;
// ok is false where they do not hold. It is for opinion shares, never counts.
func PostStratify(groups []Group) (w Weighted, ok bool) {
	n, pop := 0.0, 0.0
	for _, g := range groups {
		n, pop = n+g.Asked, pop+g.Population
	}
	ok = n >= 100 && pop > 0
	raw := make([]float64, len(groups))
	for i, g := range groups {
		if g.Asked < 10 {
			ok = false
		}
		if g.Asked > 0 && pop > 0 {
			raw[i] = g.Population / pop * n / g.Asked
		}
	}
	w.Weights = trim(raw, groups, n)
	var yes, yesW, sum, squares float64
	for i, g := range groups {
		x := w.Weights[i]
		yes, yesW = yes+g.Yes, yesW+x*g.Yes
		sum, squares = sum+x*g.Asked, squares+x*x*g.Asked
	}
	if n > 0 && sum > 0 {
		w.Unweighted, w.Value = yes/n, yesW/sum
		w.EffectiveN, w.Deff = sum*sum/squares, n*squares/(sum*sum)
	}
	w.Hidden = w.EffectiveN < 50 || w.Deff > 3
	return w, ok
}

// trim keeps weights within a fifth and five times their mean.
func trim(raw []float64, groups []Group, n float64) []float64 {
	mean := 0.0
	for i, g := range groups {
		mean += raw[i] * g.Asked
	}
	if n > 0 {
		mean /= n
	}
	out := make([]float64, len(raw))
	for i, x := range raw {
		out[i] = math.Max(0.2*mean, math.Min(5*mean, x))
	}
	return out
}
