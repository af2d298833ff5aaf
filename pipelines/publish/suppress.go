package publish

import "github.com/musharaka/musharaka/internal/metrics/disclosure"

// protectColumn hides small cells of a one-way table whose total is shown, by
// the rules of package disclosure; past is what an earlier release said of it,
// or nil. It reports the hidden cells, and false if not even the total may be
// published.
func protectColumn(cells []int, k int, past *disclosure.Past) (hidden []bool, ok bool) {
	hidden = make([]bool, len(cells))
	if len(cells) == 0 {
		return hidden, true
	}
	t := disclosure.Table{OneWay: true, Cells: make([][]int, len(cells)), Past: past}
	for i, n := range cells {
		t.Cells[i] = []int{max(0, n)}
	}
	r := disclosure.Protect(t, k, nil)
	for i := range hidden {
		hidden[i] = r.Withheld || r.Cells[i][0]
	}
	return hidden, !r.Withheld
}

// smallPart tells whether n of all, or what is left of it, is a small cell.
func smallPart(n, all float64, k int) bool {
	small := func(x float64) bool { return x > 0 && x < float64(k) }
	return small(n) || small(all-n)
}
