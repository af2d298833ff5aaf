package eval

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// pair is one judged item: what it is and what was said.
type pair struct{ gold, got string }

// f1s returns the F1 of every gold class and their mean over the classes given.
func f1s(pairs []pair, classes []string) (map[string]float64, float64) {
	hit, gold, got := map[string]int{}, map[string]int{}, map[string]int{}
	for _, p := range pairs {
		gold[p.gold]++
		got[p.got]++
		if p.gold == p.got {
			hit[p.gold]++
		}
	}
	out, sum, n := map[string]float64{}, 0.0, 0
	for _, c := range classes {
		if gold[c] == 0 {
			continue
		}
		out[c] = 2 * float64(hit[c]) / float64(gold[c]+got[c])
		sum += out[c]
		n++
	}
	return out, sum / float64(max(n, 1))
}

// resamples of the bootstrap behind every interval.
const resamples = 300

// interval bounds a statistic of n items by a percentile bootstrap (95 %).
func interval(n int, seed uint64, stat func(pick func(int) int) float64) (low, high float64) {
	rng := rand.New(rand.NewPCG(seed, 7))
	values := make([]float64, resamples)
	order := make([]int, n)
	for r := range values {
		for i := range order {
			order[i] = rng.IntN(max(n, 1))
		}
		values[r] = stat(func(i int) int { return order[i] })
	}
	sort.Float64s(values)
	return values[resamples*25/1000], values[resamples*975/1000]
}

// macroRows turns judged pairs into a macro-F1 row with its interval, one row a
// class, the accuracy, and the confusions worth showing.
func macroRows(suite, set string, pairs []pair, seed uint64) []Row {
	if len(pairs) == 0 {
		return nil
	}
	var classes []string
	for _, p := range pairs {
		if !slices.Contains(classes, p.gold) {
			classes = append(classes, p.gold)
		}
	}
	slices.Sort(classes)
	by, macro := f1s(pairs, classes)
	low, high := interval(len(pairs), seed, func(pick func(int) int) float64 {
		sample := make([]pair, len(pairs))
		for i := range sample {
			sample[i] = pairs[pick(i)]
		}
		_, m := f1s(sample, classes)
		return m
	})
	right := 0
	confused := map[string]int{}
	counts := map[string]int{}
	for _, p := range pairs {
		counts[p.gold]++
		if p.gold == p.got {
			right++
		} else {
			confused[p.gold+" as "+p.got]++
		}
	}
	rows := []Row{
		{suite, set, "all", "macro_f1", macro, low, high, len(pairs)},
		exact(suite, set, "all", "accuracy", float64(right)/float64(len(pairs)), len(pairs)),
	}
	for _, c := range classes {
		rows = append(rows, exact(suite, set, c, "f1", by[c], counts[c]))
	}
	names := make([]string, 0, len(confused))
	for name := range confused {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if confused[a] != confused[b] {
			return confused[b] - confused[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	for _, name := range names {
		rows = append(rows, exact(suite, set, name, "confusion", float64(confused[name]), counts[name[:indexOf(name, ' ')]]))
	}
	return rows
}

func indexOf(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return len(s)
}

// exact is a row without an interval.
func exact(suite, set, slice, metric string, value float64, n int) Row {
	return Row{suite, set, slice, metric, value, value, value, n}
}

func sortPairs(p []pair) {
	slices.SortStableFunc(p, func(a, b pair) int {
		switch {
		case a.gold < b.gold:
			return -1
		case a.gold > b.gold:
			return 1
		}
		return 0
	})
}

// wilson bounds a share k of n (95 %).
func wilson(k, n float64) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p := k / n
	mid := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, mid-half), min(1, mid+half)
}
