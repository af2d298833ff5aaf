package themes

import (
	"math/rand/v2"
	"slices"
	"strconv"
)

// sample chooses the units to encode: all within the budget, else a share of
// every stratum (language, source, quarter), at least one of each, drawn by
// the seed. Ascending.
func (c *corpus) sample(budget int, seed uint64) []int32 {
	n := len(c.units)
	if n <= budget {
		all := make([]int32, n)
		for i := range all {
			all[i] = int32(i)
		}
		return all
	}
	strata := map[string][]int32{}
	for u := range c.units {
		k := c.stratum(u)
		strata[k] = append(strata[k], int32(u))
	}
	keys := make([]string, 0, len(strata))
	for k := range strata {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	rng := rand.New(rand.NewPCG(seed, 0x5a3b1e))
	// One order of all units in which every stratum is spread evenly; its
	// head is the sample, whatever the number of strata.
	type place struct {
		at float64
		u  int32
	}
	order := make([]place, 0, n)
	for _, k := range keys {
		us := strata[k]
		rng.Shuffle(len(us), func(i, j int) { us[i], us[j] = us[j], us[i] })
		off := rng.Float64()
		for i, u := range us {
			order = append(order, place{(float64(i) + off) / float64(len(us)), u})
		}
	}
	slices.SortFunc(order, func(a, b place) int {
		if a.at != b.at {
			if a.at < b.at {
				return -1
			}
			return 1
		}
		return int(a.u - b.u)
	})
	out := make([]int32, budget)
	for i := range out {
		out[i] = order[i].u
	}
	slices.Sort(out)
	return out
}

func (c *corpus) stratum(u int) string {
	it := c.items[c.units[u].items[0]]
	k := c.units[u].lang + "|" + it.Source + "|"
	if !it.Time.IsZero() {
		k += strconv.Itoa(it.Time.UTC().Year()*4 + int(it.Time.UTC().Month()-1)/3)
	}
	return k
}
