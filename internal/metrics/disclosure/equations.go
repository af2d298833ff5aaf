package disclosure

import (
	"maps"
	"slices"
)

// Determined returns the hidden numbers that follow from the shown ones by the
// sums alone: those whose value is the same in every solution of the equations.
// It is exact for equations of any size; that numbers are at least 1 is not
// used, so small tables must be protected by themselves too.
func Determined(s System, hidden map[string]bool) map[string]bool {
	e := &equations{at: map[string]int{}}
	for _, id := range slices.Sorted(maps.Keys(hidden)) {
		if hidden[id] {
			e.at[id] = len(e.names)
			e.names = append(e.names, id)
		}
	}
	for _, sum := range s.Sums {
		row := map[int]uint64{}
		for _, id := range sum.Parts {
			if i, ok := e.at[id]; ok {
				row[i] = add(row[i], 1)
			}
		}
		if i, ok := e.at[sum.Total]; ok {
			row[i] = add(row[i], prime-1)
		}
		maps.DeleteFunc(row, func(_ int, v uint64) bool { return v == 0 })
		if len(row) > 0 {
			e.rows = append(e.rows, row)
		}
	}
	known := e.solve()
	out := map[string]bool{}
	for i, id := range e.names {
		if known[i] {
			out[id] = true
		}
	}
	return out
}

// prime is the modulus of the arithmetic: equations with coefficients 1 and -1
// that have full rank over the rationals lose it here only by a chance of one in
// two thousand millions.
const prime = 1<<31 - 1

func add(a, b uint64) uint64 { return (a + b) % prime }

type equations struct {
	names []string
	at    map[string]int
	rows  []map[int]uint64
}

// solve eliminates each part of the equations that hangs together by itself.
func (e *equations) solve() []bool {
	of := make([][]int, len(e.names)) // equations of each number
	for n, row := range e.rows {
		for v := range row {
			of[v] = append(of[v], n)
		}
	}
	known, seen := make([]bool, len(e.names)), make([]bool, len(e.rows))
	for n := range e.rows {
		if seen[n] {
			continue
		}
		seen[n] = true
		queue := []int{n}
		for i := 0; i < len(queue); i++ {
			for v := range e.rows[queue[i]] {
				for _, m := range of[v] {
					if !seen[m] {
						seen[m] = true
						queue = append(queue, m)
					}
				}
			}
		}
		part := make([]map[int]uint64, len(queue))
		for i, m := range queue {
			part[i] = e.rows[m]
		}
		eliminate(part, known)
	}
	return known
}

// eliminate brings rows to reduced form, short ones first; a number is known if
// its row holds nothing else.
func eliminate(rows []map[int]uint64, known []bool) {
	slices.SortStableFunc(rows, func(a, b map[int]uint64) int { return len(a) - len(b) })
	type line struct {
		pivot int
		row   map[int]uint64
	}
	var done []line
	at := map[int]int{} // line of each pivot
	for _, row := range rows {
		for changed := true; changed; {
			changed = false
			for v, c := range row {
				if i, ok := at[v]; ok {
					subtract(row, done[i].row, c)
					changed = true
					break
				}
			}
		}
		pivot := -1
		for v := range row {
			if pivot < 0 || v < pivot {
				pivot = v
			}
		}
		if pivot < 0 {
			continue
		}
		scale(row, inverse(row[pivot]))
		for i := range done {
			if c := done[i].row[pivot]; c != 0 {
				subtract(done[i].row, row, c)
			}
		}
		at[pivot] = len(done)
		done = append(done, line{pivot, row})
	}
	for _, l := range done {
		if len(l.row) == 1 {
			known[l.pivot] = true
		}
	}
}

func subtract(row, by map[int]uint64, c uint64) {
	for v, x := range by {
		if y := add(row[v], prime-c*x%prime); y == 0 {
			delete(row, v)
		} else {
			row[v] = y
		}
	}
}

func scale(row map[int]uint64, by uint64) {
	for v, x := range row {
		row[v] = x * by % prime
	}
}

func inverse(x uint64) uint64 {
	out := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			out = out * x % prime
		}
		x = x * x % prime
	}
	return out
}
