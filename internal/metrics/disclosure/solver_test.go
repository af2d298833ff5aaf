package disclosure

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// program is a linear program: equations over variables that are at least 0.
// It is solved by the simplex method with Bland's rule, which always ends.
type program struct {
	rows [][]float64 // of each equation: its coefficients, then its right side
	n    int
}

const eps = 1e-9

// largest is the largest value of the sum of c over all solutions; +Inf if
// there is none.
func (p program) largest(c []float64) float64 {
	m := len(p.rows)
	width := p.n + m + 1
	t, basis := make([][]float64, m), make([]int, m)
	for i, row := range p.rows {
		t[i] = make([]float64, width)
		sign := 1.0
		if row[p.n] < 0 {
			sign = -1
		}
		for j := range p.n {
			t[i][j] = sign * row[j]
		}
		t[i][p.n+i], t[i][width-1], basis[i] = 1, sign*row[p.n], p.n+i
	}
	phase1 := make([]float64, width-1)
	for i := range m {
		phase1[p.n+i] = -1
	}
	simplex(t, basis, phase1, p.n+m)
	for i := range m { // what is left of the helpers is zero: take them out
		if basis[i] >= p.n {
			for j := range p.n {
				if math.Abs(t[i][j]) > 1e-7 {
					pivot(t, basis, i, j)
					break
				}
			}
		}
	}
	goal := make([]float64, width-1)
	copy(goal, c)
	if !simplex(t, basis, goal, p.n) {
		return math.Inf(1)
	}
	sum := 0.0
	for i, b := range basis {
		if b < p.n {
			sum += goal[b] * t[i][width-1]
		}
	}
	return sum
}

// simplex improves until nothing does; false: without bound. Only the first n
// variables may enter.
func simplex(t [][]float64, basis []int, c []float64, n int) bool {
	for {
		enter := -1
		for j := 0; j < n && enter < 0; j++ {
			gain := c[j]
			for i, b := range basis {
				gain -= c[b] * t[i][j]
			}
			if gain > eps && !slices.Contains(basis, j) {
				enter = j
			}
		}
		if enter < 0 {
			return true
		}
		leave, best := -1, math.Inf(1)
		for i := range t {
			if t[i][enter] > eps {
				if r := t[i][len(t[i])-1] / t[i][enter]; r < best-eps || r < best+eps && leave >= 0 && basis[i] < basis[leave] {
					leave, best = i, r
				}
			}
		}
		if leave < 0 {
			return false
		}
		pivot(t, basis, leave, enter)
	}
}

func pivot(t [][]float64, basis []int, i, j int) {
	by := t[i][j]
	for k := range t[i] {
		t[i][k] /= by
	}
	for r := range t {
		if f := t[r][j]; r != i && f != 0 {
			for k := range t[r] {
				t[r][k] -= f * t[i][k]
			}
		}
	}
	basis[i] = j
}

// solve is the attacker for systems that are too large to enumerate: for each
// hidden number the smallest and the largest value that fits all shown ones,
// by linear programming. It counts those between which one whole number lies.
func solve(s System, hidden map[string]bool) (pinned int) {
	names := slices.Sorted(maps.Keys(hidden))
	at := map[string]int{}
	for i, n := range names {
		at[n] = i
	}
	p := program{n: len(names)}
	for _, sum := range s.Sums {
		row := make([]float64, p.n+1)
		some := false
		add := func(id string, sign float64) {
			if i, ok := at[id]; ok { // a hidden number is at least 1: 1 + what the program finds
				row[i] += sign
				row[p.n] -= sign
				some = true
			} else {
				row[p.n] -= sign * float64(s.Values[id])
			}
		}
		for _, id := range sum.Parts {
			add(id, 1)
		}
		add(sum.Total, -1)
		if some {
			p.rows = append(p.rows, row)
		}
	}
	for i := range names {
		c := make([]float64, p.n)
		c[i] = 1
		high := p.largest(c)
		c[i] = -1
		low := -p.largest(c)
		if math.Ceil(low-1e-6) >= math.Floor(high+1e-6) {
			pinned++
		}
	}
	return pinned
}

// The solver finds what the exhaustive attacker finds, on systems small enough
// for both.
func TestSolverAgreesWithExhaustiveAttack(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	for range 30 {
		s := hierarchy(rng, 2, 2, 1, 4)
		off := map[string]bool{}
		for id, v := range s.Values {
			if v > 0 && v < 3 {
				off[id] = true
			}
		}
		if a, b := attackSystem(s, off), solve(s, off); a > b {
			t.Fatalf("exhaustive %d, solver %d: %v", a, b, s.Values)
		}
	}
}

// Units under a nation, months under quarters under a year: larger systems, by
// the solver.
func TestLargeLinkedSystemsResistTheSolver(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 34))
	broken, kept, primary, all := 0, 0, 0, 0
	for range 8 {
		s := hierarchy(rng, 5, 4, 3, 25)
		hidden := ProtectLinked(s, K, nil)
		if n := solve(s, hidden); n > 0 {
			t.Fatalf("%d of %d hidden numbers are pinned", n, len(hidden))
		}
		off := map[string]bool{}
		for id, v := range s.Values {
			if v > 0 && v < K {
				off[id] = true
			}
		}
		if solve(s, off) > 0 {
			broken++
		}
		all, kept, primary = all+len(s.Values), kept+len(s.Values)-len(hidden), primary+len(s.Values)-len(off)
	}
	if broken == 0 {
		t.Error("with shields turned off the solver should succeed")
	}
	t.Logf("5 units by 12 months with quarters, year and nation, k=5: without shields %d of 8 give a number away; %.1f %% of numbers kept, %.1f %% with primary suppression alone",
		broken, 100*float64(kept)/float64(all), 100*float64(primary)/float64(all))
}

// What follows from the sums alone the solver pins too, and equations say so
// where one number is left.
func TestDeterminedBySums(t *testing.T) {
	s := System{Values: map[string]int{"a": 1, "b": 2, "c": 3, "ab": 3, "bc": 5, "abc": 6},
		Sums: []Sum{{"ab", []string{"a", "b"}}, {"bc", []string{"b", "c"}}, {"abc", []string{"a", "b", "c"}}}}
	for _, c := range []struct{ hidden, want []string }{
		{[]string{"a", "b"}, []string{"a", "b"}}, // b from bc and c, a from ab and b
		{[]string{"a", "b", "c"}, []string{"a", "b", "c"}},
		{[]string{"a", "b", "c", "ab"}, []string{"a"}}, // from abc and bc
		{[]string{"a", "b", "c", "ab", "bc"}, nil},
		{[]string{"abc"}, []string{"abc"}},
	} {
		hidden := map[string]bool{}
		for _, id := range c.hidden {
			hidden[id] = true
		}
		if got := slices.Sorted(maps.Keys(Determined(s, hidden))); !slices.Equal(got, c.want) {
			t.Errorf("hidden %v: %v follow, want %v", c.hidden, got, c.want)
		}
	}
	rng := rand.New(rand.NewPCG(35, 36))
	for range 20 {
		s := hierarchy(rng, 3, 2, 3, 9)
		hidden := map[string]bool{}
		for id := range s.Values {
			if rng.IntN(3) == 0 && s.Values[id] > 0 {
				hidden[id] = true
			}
		}
		if a, b := len(Determined(s, hidden)), solve(s, hidden); a > b {
			t.Fatalf("%d follow from sums, the solver pins %d", a, b)
		}
	}
}
