// Package disclosure withholds small cells of published tables so that nobody
// can work them out, not even from the totals or from what was published
// before.
//
// It decides which numbers to show; it never changes one. It is for counts of
// persons, heads and submissions: organisations, activities and months are no
// persons. Zeros are always shown. Every hidden cell carries the same mark, so
// that the small one cannot be told from its shield.
package disclosure

// Mark stands in the place of every hidden number.
const Mark = "*"

// Thresholds of the project's method.
const (
	K          = 5  // persons
	KSensitive = 10 // disability, health, nationality by place
	SmallRate  = 10 // a rate of fewer is withheld …
	FewRate    = 30 // … and of fewer than these is shown as «عدد محدود»
)

// Table is a table of counts with its totals. A one-way table has one column,
// and its rows have no totals.
type Table struct {
	Cells  [][]int // rows × columns, all ≥ 0
	OneWay bool
}

// Result says what of a table may be shown.
type Result struct {
	Withheld  bool // the whole table: even its grand total is small
	Cells     [][]bool
	RowTotals []bool // true: hidden
	ColTotals []bool
}

// Totals are the sums of the rows, of the columns and of all cells.
func (t Table) Totals() (rows, cols []int, all int) {
	rows = make([]int, len(t.Cells))
	for i, r := range t.Cells {
		if cols == nil {
			cols = make([]int, len(r))
		}
		for j, v := range r {
			rows[i], cols[j], all = rows[i]+v, cols[j]+v, all+v
		}
	}
	return rows, cols, all
}

// Protect hides what must be hidden below k. before is what an earlier release
// of the same table hid, or nil: a table published again hides at least that.
func Protect(t Table, k int, before *Result) Result {
	p := newProtector(t, k, before)
	p.run()
	return p.res
}

// HideRate tells whether a rate over den persons, heads, submissions or
// answers must be withheld, and whether it is shown with a warning.
func HideRate(den float64) (hide, few bool) {
	return den < SmallRate, den >= SmallRate && den < FewRate
}

type protector struct {
	k          int
	t          Table
	rows, cols []int
	all        int
	res        Result
}

func newProtector(t Table, k int, before *Result) *protector {
	p := &protector{k: k, t: t}
	p.rows, p.cols, p.all = t.Totals()
	p.res = Result{Cells: make([][]bool, len(t.Cells)), RowTotals: make([]bool, len(p.rows)), ColTotals: make([]bool, len(p.cols))}
	for i := range t.Cells {
		p.res.Cells[i] = make([]bool, len(t.Cells[i]))
	}
	if before != nil {
		p.res.Withheld = before.Withheld
		for i := range before.Cells {
			copy(p.res.Cells[i], before.Cells[i])
		}
		copy(p.res.RowTotals, before.RowTotals)
		copy(p.res.ColTotals, before.ColTotals)
	}
	return p
}

func (p *protector) run() {
	if p.all > 0 && p.all < p.k {
		p.res.Withheld = true
	}
	if p.res.Withheld || p.all == 0 {
		return
	}
	if p.t.OneWay {
		v := make([]int, len(p.t.Cells))
		hidden := make([]bool, len(v))
		for i := range v {
			v[i], hidden[i] = p.t.Cells[i][0], p.res.Cells[i][0]
		}
		p.res.Withheld = !protectLine(v, hidden, p.k)
		for i := range v {
			p.res.Cells[i][0] = hidden[i]
		}
		return
	}
	p.twoWay()
}

// protectLine is the algorithm for a one-way table under a shown total. It
// returns false if the total itself must go.
func protectLine(v []int, hidden []bool, k int) bool {
	for i, x := range v {
		if x > 0 && x < k {
			hidden[i] = true
		}
	}
	for open(v, hidden) {
		i := smallest(len(v), func(i int) int { return v[i] }, func(i int) bool { return hidden[i] })
		if i < 0 {
			return false
		}
		hidden[i] = true
	}
	return true
}

// open tells whether a line under a shown total gives its hidden cells away:
// there is one, or they add up to their number, so that each must be 1.
func open(v []int, hidden []bool) bool {
	n, sum := 0, 0
	for i := range v {
		if hidden[i] {
			n, sum = n+1, sum+v[i]
		}
	}
	return n == 1 || n > 0 && sum == n
}

// smallest is the index of the smallest visible non-zero value, the first of
// equal ones; -1 if there is none.
func smallest(n int, value func(int) int, hidden func(int) bool) int {
	best := -1
	for i := range n {
		if !hidden(i) && value(i) > 0 && (best < 0 || value(i) < value(best)) {
			best = i
		}
	}
	return best
}
