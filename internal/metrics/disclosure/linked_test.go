package disclosure

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// hierarchy is units under a nation, by months under quarters under a span:
// every level's number is published.
func hierarchy(rng *rand.Rand, units, quarters, months, top int) System {
	s := System{Values: map[string]int{}}
	name := func(u, t string) string { return u + "/" + t }
	var times []string
	under := map[string][]string{}
	for q := range quarters {
		for m := range months {
			t := fmt.Sprintf("q%dm%d", q, m)
			times = append(times, t)
			under[fmt.Sprintf("q%d", q)] = append(under[fmt.Sprintf("q%d", q)], t)
		}
		under["all"] = append(under["all"], fmt.Sprintf("q%d", q))
	}
	var us []string
	for u := range units {
		us = append(us, fmt.Sprintf("u%d", u))
	}
	for _, u := range us {
		for _, t := range times {
			v := 0
			if rng.IntN(4) > 0 {
				v = rng.IntN(top)
			}
			s.Values[name(u, t)] = v
			s.Values[name("nation", t)] += v
		}
	}
	for _, t := range times {
		sum := Sum{Total: name("nation", t)}
		for _, u := range us {
			sum.Parts = append(sum.Parts, name(u, t))
		}
		s.Sums = append(s.Sums, sum)
	}
	for _, u := range append([]string{"nation"}, us...) {
		for _, t := range append(slices.Sorted(maps.Keys(under))[1:], "all") { // quarters, then the span
			sum := Sum{Total: name(u, t)}
			for _, p := range under[t] {
				sum.Parts = append(sum.Parts, name(u, p))
				s.Values[sum.Total] += s.Values[name(u, p)]
			}
			s.Sums = append(s.Sums, sum)
		}
	}
	for _, q := range append(slices.Clone(under["all"]), "all") {
		sum := Sum{Total: name("nation", q)}
		for _, u := range us {
			sum.Parts = append(sum.Parts, name(u, q))
		}
		s.Sums = append(s.Sums, sum)
	}
	return s
}

// attackSystem enumerates everything that fits what is shown, over the base
// cells, and counts hidden numbers with a single value. It shares nothing with
// the algorithm. Base cells are those that are no total.
func attackSystem(s System, hidden map[string]bool) int {
	totals := map[string]bool{}
	for _, x := range s.Sums {
		totals[x.Total] = true
	}
	var base []string
	top := 2 // a reader knows no upper end beyond the shown totals
	for _, id := range slices.Sorted(maps.Keys(s.Values)) {
		if !totals[id] {
			base = append(base, id)
		}
		top = max(top, s.Values[id]+2)
	}
	values := map[string]map[int]bool{}
	guess := map[string]int{}
	budget := 150000
	check := func() bool {
		for _, x := range s.Sums {
			sum := 0
			for _, p := range x.Parts {
				sum += guess[p]
			}
			if v, ok := guess[x.Total]; ok && v != sum {
				return false
			}
			guess[x.Total] = sum
			if hidden[x.Total] && sum < 1 || !hidden[x.Total] && sum != s.Values[x.Total] {
				return false
			}
		}
		return true
	}
	bound := func(id string) int { // by the smallest shown total above it
		b := top
		for _, x := range s.Sums {
			if slices.Contains(x.Parts, id) && !hidden[x.Total] {
				b = min(b, s.Values[x.Total])
			}
		}
		return b
	}
	var try func(n int)
	try = func(n int) {
		if budget--; budget < 0 {
			return
		}
		if n == len(base) {
			for t := range totals {
				delete(guess, t)
			}
			if check() {
				for id := range hidden {
					if values[id] == nil {
						values[id] = map[int]bool{}
					}
					values[id][guess[id]] = true
				}
			}
			return
		}
		id := base[n]
		if !hidden[id] {
			guess[id] = s.Values[id]
			try(n + 1)
			return
		}
		for v := 1; v <= bound(id); v++ {
			guess[id] = v
			try(n + 1)
		}
	}
	try(0)
	if budget < 0 {
		return 0 // too large to enumerate: proves nothing, fails nothing
	}
	pinned := 0
	for _, v := range values {
		if len(v) == 1 {
			pinned++
		}
	}
	return pinned
}

func TestLinkedTablesResistTheAttacker(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	broken := 0
	for range 40 {
		s := hierarchy(rng, 2, 2, 1+rng.IntN(2), 5)
		hidden := ProtectLinked(s, 3, nil)
		if n := attackSystem(s, hidden); n > 0 {
			t.Fatalf("%d pinned: %v hidden %v", n, s.Values, slices.Sorted(maps.Keys(hidden)))
		}
		for id, v := range s.Values {
			if v > 0 && v < 3 && !hidden[id] {
				t.Fatalf("%s = %d is shown", id, v)
			}
			if v == 0 && hidden[id] {
				t.Fatalf("%s is zero and hidden", id)
			}
		}
		off := map[string]bool{}
		for id, v := range s.Values {
			off[id] = v > 0 && v < 3
		}
		maps.DeleteFunc(off, func(_ string, h bool) bool { return !h })
		if attackSystem(s, off) > 0 {
			broken++
		}
	}
	if broken == 0 {
		t.Error("with shields turned off the attacker should succeed")
	}
	t.Logf("without shields %d of 40 systems give a number away", broken)
}

func TestLinkedUtilityAndMemory(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	s := hierarchy(rng, 6, 4, 3, 60)
	hidden := ProtectLinked(s, K, nil)
	primary := 0
	for _, v := range s.Values {
		if v > 0 && v < K {
			primary++
		}
	}
	t.Logf("6 units, 12 months, k=5: %d of %d numbers hidden, %d small ones", len(hidden), len(s.Values), primary)
	again := ProtectLinked(s, K, hidden)
	for id := range hidden {
		if !again[id] {
			t.Errorf("%s was hidden and appeared", id)
		}
	}
	if !maps.Equal(hidden, again) {
		t.Error("the same release hides more the second time")
	}
}
