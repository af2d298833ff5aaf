package disclosure

import (
	"cmp"
	"maps"
	"slices"
)

// System is any set of published counts that add up to one another: cells and
// totals of one table, months of a quarter, units of the nation. Numbers are
// named; a number that stands in several tables has one name.
type System struct {
	Values map[string]int
	Sums   []Sum
}

// Sum says that a number is the sum of others.
type Sum struct {
	Total string
	Parts []string
}

// searchLimit bounds the work for one number. What is not proven safe within
// it counts as unsafe: more is hidden than needed, never less.
const searchLimit = 20000

// ProtectLinked returns the names to hide so that no hidden number of the
// whole system can be worked out. Each hidden number is proven safe by another
// set of numbers that looks exactly the same. before is what earlier releases
// hid. The result depends on names and values only.
func ProtectLinked(s System, k int, before map[string]bool) map[string]bool {
	l := newLinked(s)
	for _, id := range l.ids {
		if v := s.Values[id]; v > 0 && v < k || before[id] {
			l.hidden[id] = true
		}
	}
	for l.close() || l.audit() {
	}
	return l.hidden
}

type linked struct {
	s      System
	ids    []string
	in     map[string][]int // sums that a name stands in
	hidden map[string]bool
}

func newLinked(s System) *linked {
	l := &linked{s: s, ids: slices.Sorted(maps.Keys(s.Values)), in: map[string][]int{}, hidden: map[string]bool{}}
	for n, sum := range s.Sums {
		for _, id := range append([]string{sum.Total}, sum.Parts...) {
			l.in[id] = append(l.in[id], n)
		}
	}
	return l
}

func (l *linked) members(n int) []string {
	return append(slices.Clone(l.s.Sums[n].Parts), l.s.Sums[n].Total)
}

// close gives every sum with one hidden number a second one.
func (l *linked) close() (changed bool) {
	for n := range l.s.Sums {
		count := 0
		for _, id := range l.members(n) {
			if l.hidden[id] {
				count++
			}
		}
		if count == 1 && l.hideIn(n) {
			changed = true
		}
	}
	return changed
}

// hideIn hides the smallest visible non-zero number of a sum: parts first.
func (l *linked) hideIn(n int) bool {
	best := ""
	for _, id := range l.s.Sums[n].Parts {
		if !l.hidden[id] && l.s.Values[id] > 0 && (best == "" || cmp.Or(cmp.Compare(l.s.Values[id], l.s.Values[best]), cmp.Compare(id, best)) < 0) {
			best = id
		}
	}
	if best == "" {
		if total := l.s.Sums[n].Total; !l.hidden[total] && l.s.Values[total] > 0 {
			best = total
		}
	}
	if best == "" {
		return false
	}
	l.hidden[best] = true
	return true
}

// audit hides a number beside the first one that is not proven safe.
func (l *linked) audit() bool {
	for _, id := range l.ids {
		if !l.hidden[id] || l.safe(id) {
			continue
		}
		for _, n := range l.in[id] {
			if l.hideIn(n) {
				return true
			}
		}
		for n := range l.s.Sums { // nothing left beside it
			if l.hideIn(n) {
				return true
			}
		}
	}
	return false
}

// safe looks for other numbers that look the same: the number itself moves by
// one, and others by one until every sum holds again.
func (l *linked) safe(id string) bool {
	for _, by := range []int{1, -1} {
		if by < 0 && l.s.Values[id] < 2 {
			continue
		}
		for depth := 2; depth <= 24; depth += 4 {
			m := move{l: l, delta: map[string]int{id: by}, off: make([]int, len(l.s.Sums)), left: searchLimit}
			m.shift(id, by)
			if m.settle(depth) {
				return true
			}
		}
	}
	return false
}

// move is a change under way: by how much names moved, and by how much sums are off.
type move struct {
	l     *linked
	delta map[string]int
	off   []int
	left  int
}

func (m *move) shift(id string, by int) {
	for _, n := range m.l.in[id] {
		if m.l.s.Sums[n].Total == id {
			m.off[n] -= by
		} else {
			m.off[n] += by
		}
	}
}

func (m *move) settle(depth int) bool {
	n := slices.IndexFunc(m.off, func(o int) bool { return o != 0 })
	if n < 0 {
		return true
	}
	if m.left--; m.left < 0 || depth == 0 {
		return false
	}
	for _, id := range m.l.members(n) {
		if !m.l.hidden[id] || m.delta[id] != 0 {
			continue
		}
		by := -sign(m.off[n])
		if m.l.s.Sums[n].Total == id {
			by = -by
		}
		if by < 0 && m.l.s.Values[id] < 2 { // a hidden number is at least 1
			continue
		}
		m.delta[id] = by
		m.shift(id, by)
		if m.settle(depth - 1) {
			return true
		}
		m.shift(id, -by)
		delete(m.delta, id)
	}
	return false
}

func sign(x int) int {
	if x < 0 {
		return -1
	}
	return 1
}
