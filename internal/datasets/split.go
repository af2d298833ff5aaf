package datasets

import (
	"fmt"
	"hash/fnv"
	"sort"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// Seed is the seed of every split that is published.
const Seed = 20261123

// Parts are the three parts of a set.
type Parts struct{ Train, Dev, Test []Item }

func key(text string, seed uint64) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d\x00%s", seed, text)
	x := h.Sum64()
	x ^= x >> 31
	x *= 0x9E3779B97F4A7C15
	return x ^ x>>29
}

// Split divides items by a hash of their text, the same shares of every label
// and slice: first repeats go (equal after folding), then test and dev are
// taken, then near-duplicates of test or dev leave dev and train.
func Split(items []Item, dev, test float64, seed uint64) Parts {
	var uniq []Item
	seen := map[uint64]bool{}
	sets := map[string][]uint64{}
	for _, it := range items {
		sh := shingles(it.Text)
		id := uint64(14695981039346656037)
		for _, s := range sh {
			id = (id ^ s) * 1099511628211
		}
		if len(sh) == 0 || seen[id] {
			continue
		}
		seen[id] = true
		sets[it.Text] = sh
		uniq = append(uniq, it)
	}
	SortByKey(uniq, seed)
	strata := map[string][]Item{}
	var names []string
	for _, it := range uniq {
		k := fmt.Sprint(it.Label, "/", it.Slice)
		if strata[k] == nil {
			names = append(names, k)
		}
		strata[k] = append(strata[k], it)
	}
	sort.Strings(names)
	var p Parts
	for _, k := range names {
		s := strata[k]
		a, b := int(float64(len(s))*test+.5), int(float64(len(s))*(test+dev)+.5)
		p.Test, p.Dev, p.Train = append(p.Test, s[:a]...), append(p.Dev, s[a:b]...), append(p.Train, s[b:]...)
	}
	p.Dev = without(p.Dev, p.Test, sets)
	p.Train = without(without(p.Train, p.Test, sets), p.Dev, sets)
	return p
}

// Without removes from items what nearly repeats one of others.
func Without(items, others []Item) []Item {
	sets := map[string][]uint64{}
	for _, part := range [][]Item{items, others} {
		for _, it := range part {
			sets[it.Text] = shingles(it.Text)
		}
	}
	return without(items, others, sets)
}

// shingles are the sorted distinct hashes of a text's words and pairs of
// words, links and mentions left out.
func shingles(text string) []uint64 {
	d := features.New(text, "")
	var out []uint64
	var prev uint64
	for i := range d.Toks {
		t := &d.Toks[i]
		if !t.Word() && t.Kind != features.Number {
			continue
		}
		out = append(out, t.Full)
		if prev != 0 {
			out = append(out, prev*31+t.Full)
		}
		prev = t.Full
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	k := 0
	for i, s := range out {
		if i == 0 || s != out[i-1] {
			out[k] = s
			k++
		}
	}
	return out[:k]
}

// common is in how many texts a word or pair stands that says nothing about
// whether two texts are alike; counting those would take most of the time.
const common = 1500

// without drops items whose shingles have a Jaccard similarity of .7 or more
// with an item of others.
func without(items, others []Item, sets map[string][]uint64) []Item {
	index := map[uint64][]int32{}
	for i, it := range others {
		for _, s := range sets[it.Text] {
			index[s] = append(index[s], int32(i))
		}
	}
	var out []Item
	hits := map[int32]int{}
	for _, it := range items {
		clear(hits)
		sh := sets[it.Text]
		for _, s := range sh {
			if l := index[s]; len(l) < common {
				for _, j := range l {
					hits[j]++
				}
			}
		}
		near := false
		for j, h := range hits {
			if n := len(sh) + len(sets[others[j].Text]) - h; float64(h) >= 0.7*float64(n) {
				near = true
				break
			}
		}
		if !near {
			out = append(out, it)
		}
	}
	return out
}
