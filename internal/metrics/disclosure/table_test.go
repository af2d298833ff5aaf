package disclosure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// shown writes a table as readers see it.
func shown(t Table, r Result) string {
	if r.Withheld {
		return "withheld"
	}
	rows, cols, all := t.Totals()
	cell := func(v int, hidden bool) string {
		if hidden {
			return Mark
		}
		return fmt.Sprint(v)
	}
	var b strings.Builder
	for i, line := range t.Cells {
		for j, v := range line {
			fmt.Fprintf(&b, "%s ", cell(v, r.Cells[i][j]))
		}
		if !t.OneWay {
			fmt.Fprintf(&b, "| %s", cell(rows[i], r.RowTotals[i]))
		}
		b.WriteString("; ")
	}
	if !t.OneWay {
		for j, v := range cols {
			fmt.Fprintf(&b, "%s ", cell(v, r.ColTotals[j]))
		}
		b.WriteString("| ")
	}
	fmt.Fprintf(&b, "%d", all)
	return b.String()
}

func column(v ...int) Table {
	t := Table{OneWay: true}
	for _, x := range v {
		t.Cells = append(t.Cells, []int{x})
	}
	return t
}

func TestProtect(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Table
		want string
	}{
		{"one way: a small cell and its shield", column(25, 12, 3, 0), "25 ; * ; * ; 0 ; 40"},
		{"one way: nothing small", column(25, 12), "25 ; 12 ; 37"},
		{"one way: two ones give each other away", column(20, 1, 1), "* ; * ; * ; 22"},
		{"one way: five ones", column(1, 1, 1, 1, 1), "withheld"},
		{"one way: a small total", column(3, 1, 0), "withheld"},
		{"one way: nobody", column(0, 0), "0 ; 0 ; 0"},
		{"two ways", Table{Cells: [][]int{{30, 8, 2}, {14, 9, 6}}}, "30 * * | 40; 14 * * | 29; 44 17 8 | 69"},
		{"a small row total hides its row, and a shield of totals", Table{Cells: [][]int{{2, 1}, {20, 30}, {9, 40}}}, "* * | *; 20 30 | 50; * * | *; 31 71 | 102"},
		{"nothing small", Table{Cells: [][]int{{5, 6}, {7, 0}}}, "5 6 | 11; 7 0 | 7; 12 6 | 18"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(c.in, Protect(c.in, K, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// attack enumerates every table that fits what is shown, with hidden numbers
// at least 1, and returns how many hidden numbers have one value in all of
// them. It shares nothing with the algorithm.
func attack(t Table, r Result) int {
	if r.Withheld {
		return 0
	}
	rows, cols, all := t.Totals()
	nr, nc := len(rows), len(cols)
	guess := make([]int, nr*nc)
	values := map[int]map[int]bool{}
	note := func(id, v int) {
		if values[id] == nil {
			values[id] = map[int]bool{}
		}
		values[id][v] = true
	}
	rowSum, colSum := make([]int, nr), make([]int, nc)
	var try func(n, sum int)
	try = func(n, sum int) {
		if n == nr*nc {
			if sum != all {
				return
			}
			for j := range nc {
				if !t.OneWay && (!r.ColTotals[j] && colSum[j] != cols[j] || r.ColTotals[j] && colSum[j] < 1) {
					return
				}
			}
			for id, v := range guess {
				if r.Cells[id/nc][id%nc] {
					note(id, v)
				}
			}
			for i := range nr {
				if !t.OneWay && r.RowTotals[i] {
					note(1000+i, rowSum[i])
				}
			}
			for j := range nc {
				if !t.OneWay && r.ColTotals[j] {
					note(2000+j, colSum[j])
				}
			}
			return
		}
		i, j := n/nc, n%nc
		lo, hi := t.Cells[i][j], t.Cells[i][j]
		if r.Cells[i][j] {
			lo, hi = 1, all-sum
			if !t.OneWay && !r.RowTotals[i] {
				hi = min(hi, rows[i]-rowSum[i])
			}
			if !t.OneWay && !r.ColTotals[j] {
				hi = min(hi, cols[j]-colSum[j])
			}
		}
		for v := lo; v <= hi; v++ {
			rowSum[i], colSum[j], guess[n] = rowSum[i]+v, colSum[j]+v, v
			fits := t.OneWay || j < nc-1 || (r.RowTotals[i] && rowSum[i] >= 1 || !r.RowTotals[i] && rowSum[i] == rows[i])
			if fits {
				try(n+1, sum+v)
			}
			rowSum[i], colSum[j] = rowSum[i]-v, colSum[j]-v
		}
	}
	try(0, 0)
	pinned := 0
	for _, v := range values {
		if len(v) == 1 {
			pinned++
		}
	}
	return pinned
}

func randomTable(rng *rand.Rand, rows, cols, top int) Table {
	t := Table{OneWay: cols == 1}
	for range rows {
		line := make([]int, cols)
		for j := range line {
			if rng.IntN(4) > 0 {
				line[j] = rng.IntN(top)
			}
		}
		t.Cells = append(t.Cells, line)
	}
	return t
}

func primaryOnly(t Table, k int) Result {
	p := newProtector(t, k, nil)
	p.primary()
	return p.res
}

func TestAttackerFails(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	broken := 0
	for n := range 3000 {
		k := 3 + rng.IntN(3)
		in := randomTable(rng, 1+rng.IntN(3), 1+rng.IntN(3), 5+rng.IntN(5))
		r := Protect(in, k, nil)
		if p := attack(in, r); p > 0 {
			t.Fatalf("table %d, k %d: %d pinned in %s of %v", n, k, p, shown(in, r), in.Cells)
		}
		for i := range in.Cells {
			for j, v := range in.Cells[i] {
				if v > 0 && v < k && !r.Withheld && !r.Cells[i][j] {
					t.Fatalf("table %d: a small cell is shown: %s", n, shown(in, r))
				}
			}
		}
		if _, _, all := in.Totals(); all >= k && attack(in, primaryOnly(in, k)) > 0 {
			broken++
		}
	}
	if broken == 0 {
		t.Error("with suppression turned off the attacker should succeed")
	}
	t.Logf("without shields %d of 3000 tables give a cell away", broken)
}

// On larger tables the exact test of closed paths is the attacker; here it is
// checked against the exhaustive one.
func TestPinnedAgreesWithExhaustiveAttack(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 1500 {
		in := randomTable(rng, 2+rng.IntN(2), 2+rng.IntN(2), 7)
		r := primaryOnly(in, 3+rng.IntN(3))
		for i := range r.RowTotals {
			r.RowTotals[i] = rng.IntN(3) == 0
		}
		rows, cols, _ := in.Totals()
		for i := range r.RowTotals { // a hidden total is never zero, and hides its line
			r.RowTotals[i] = r.RowTotals[i] && rows[i] > 0
			for j := range in.Cells[i] {
				r.Cells[i][j] = r.Cells[i][j] || r.RowTotals[i] && in.Cells[i][j] > 0
			}
		}
		_ = cols
		if a, p := attack(in, r), Pinned(in, r); a != p {
			t.Fatalf("exhaustive %d, by paths %d: %s of %v", a, p, shown(in, r), in.Cells)
		}
	}
}

func TestLargeTablesAndUtility(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	cells, kept, primary := 0, 0, 0
	for range 60 {
		in := randomTable(rng, 12, 10, 60)
		r, off := Protect(in, K, nil), primaryOnly(in, K)
		if n := Pinned(in, r); n > 0 {
			t.Fatalf("%d pinned in %s", n, shown(in, r))
		}
		for i := range in.Cells {
			for j := range in.Cells[i] {
				cells++
				if !r.Cells[i][j] {
					kept++
				}
				if !off.Cells[i][j] {
					primary++
				}
			}
		}
	}
	t.Logf("12x10, k=5: %.1f %% of cells kept, %.1f %% with primary suppression alone", 100*float64(kept)/float64(cells), 100*float64(primary)/float64(cells))
	if float64(kept) < 0.85*float64(primary) {
		t.Errorf("too much is hidden: %d of %d kept", kept, cells)
	}
}

func TestAReleaseHidesAtLeastWhatItHid(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 120 {
		in := randomTable(rng, 3, 3, 5)
		first := Protect(in, K, nil)
		next := Table{Cells: make([][]int, 3)}
		for i := range in.Cells { // some people come
			for _, v := range in.Cells[i] {
				next.Cells[i] = append(next.Cells[i], v+rng.IntN(2))
			}
		}
		second := Protect(next, K, &first)
		if first.Withheld && !second.Withheld {
			t.Fatal("a withheld table appeared")
		}
		if first.Withheld || second.Withheld {
			continue
		}
		for i := range first.Cells {
			for j := range first.Cells[i] {
				if first.Cells[i][j] && !second.Cells[i][j] {
					t.Fatalf("%s, then %s", shown(in, first), shown(next, second))
				}
			}
		}
		if attack(next, second) > 0 {
			t.Fatalf("pinned: %s of %v", shown(next, second), next.Cells)
		}
	}
}
