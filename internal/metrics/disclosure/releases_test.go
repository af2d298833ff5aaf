package disclosure

import (
	"math/rand/v2"
	"testing"
)

// fits lists every table that looks like t under r, with hidden numbers at
// least 1 and no number below floor.
func fits(t Table, r Result, floor [][]int) [][]int {
	rows, cols, all := t.Totals()
	nr, nc := len(rows), len(cols)
	var out [][]int
	guess, rowSum, colSum := make([]int, nr*nc), make([]int, nr), make([]int, nc)
	var try func(n, sum int)
	try = func(n, sum int) {
		if n == nr*nc {
			for j := range nc {
				if !t.OneWay && (!r.ColTotals[j] && colSum[j] != cols[j] || r.ColTotals[j] && colSum[j] < 1) {
					return
				}
			}
			if sum == all {
				out = append(out, append([]int(nil), guess...))
			}
			return
		}
		i, j := n/nc, n%nc
		lo, hi := t.Cells[i][j], t.Cells[i][j]
		if r.Cells[i][j] {
			lo, hi = 1, all-sum
		}
		if floor != nil {
			lo = max(lo, floor[i][j])
		}
		for v := lo; v <= hi; v++ {
			rowSum[i], colSum[j], guess[n] = rowSum[i]+v, colSum[j]+v, v
			if t.OneWay || j < nc-1 || (r.RowTotals[i] && rowSum[i] >= 1 || !r.RowTotals[i] && rowSum[i] == rows[i]) {
				try(n+1, sum+v)
			}
			rowSum[i], colSum[j] = rowSum[i]-v, colSum[j]-v
		}
	}
	try(0, 0)
	return out
}

// attackTwo enumerates every pair of tables that looks like what two releases
// showed, people having come and not gone, and counts the numbers hidden in
// the second release that have one value in all pairs, but for those that the
// first one showed as they still are.
func attackTwo(first, second Table, a, b Result) (pinned int) {
	if b.Withheld {
		return 0
	}
	nc := len(first.Cells[0])
	values := make([]map[int]bool, len(first.Cells)*nc)
	note := func(tables [][]int) {
		for _, w := range tables {
			for i, v := range w {
				if values[i] == nil {
					values[i] = map[int]bool{}
				}
				values[i][v] = true
			}
		}
	}
	if a.Withheld {
		note(fits(second, b, nil))
	} else {
		for _, w := range fits(first, a, nil) {
			floor := make([][]int, len(first.Cells))
			for i := range floor {
				floor[i] = w[i*nc : (i+1)*nc]
			}
			note(fits(second, b, floor))
		}
	}
	for i, v := range values {
		x, y := i/nc, i%nc
		known := !a.Withheld && !a.Cells[x][y] && first.Cells[x][y] == second.Cells[x][y]
		if b.Cells[x][y] && !known && len(v) == 1 {
			pinned++
		}
	}
	return pinned
}

func pastOf(t Table, r Result) *Past {
	rows, cols, _ := t.Totals()
	return &Past{Cells: t.Cells, RowTotals: rows, ColTotals: cols, Hidden: r}
}

// Two releases of one table, between which people came, give nothing away
// together; without the memory of the first they do.
func TestTwoReleasesResistTheAttacker(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	broken, off, n := 0, 0, 0
	for range 1500 {
		k := 3 + rng.IntN(2)
		in := randomTable(rng, 2+rng.IntN(2), 1+rng.IntN(2), 3+rng.IntN(4))
		next := Table{OneWay: in.OneWay}
		for _, line := range in.Cells {
			var grown []int
			for _, v := range line {
				grown = append(grown, v+max(0, rng.IntN(4)-1)*rng.IntN(2))
			}
			next.Cells = append(next.Cells, grown)
		}
		first := Protect(in, k, nil)
		if first.Withheld {
			continue
		}
		n++
		next.Past = pastOf(in, first)
		second := Protect(next, k, nil)
		if p := attackTwo(in, next, first, second); p > 0 {
			t.Fatalf("%d pinned by %s and %s (%v, then %v)", p, shown(in, first), shown(next, second), in.Cells, next.Cells)
		}
		for i := range first.Cells {
			for j := range first.Cells[i] {
				if first.Cells[i][j] && !second.Withheld && !second.Cells[i][j] {
					t.Fatalf("%s, then %s", shown(in, first), shown(next, second))
				}
			}
		}
		forgot := next
		forgot.Past = nil
		if attackTwo(in, next, first, Protect(forgot, k, nil)) > 0 {
			broken++
		}
		if attackTwo(in, next, primaryOnly(in, k), primaryOnly(next, k)) > 0 {
			off++
		}
	}
	if broken == 0 || off == 0 {
		t.Errorf("without memory %d, without shields %d of %d pairs should give a number away", broken, off, n)
	}
	t.Logf("of %d pairs of releases: without memory %d give a number away, without shields %d", n, broken, off)
}

// The same release again is the same release.
func TestAReleaseAgainIsTheSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	for range 400 {
		in := randomTable(rng, 1+rng.IntN(4), 1+rng.IntN(4), 12)
		first := Protect(in, K, nil)
		again := in
		again.Past = pastOf(in, first)
		if got := Protect(again, K, nil); shown(in, got) != shown(in, first) {
			t.Fatalf("%s, then %s", shown(in, first), shown(in, got))
		}
	}
}
