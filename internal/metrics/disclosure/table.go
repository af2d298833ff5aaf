// Package disclosure withholds small cells of published tables so that nobody
// can work them out, not even from the totals or from what was published
// before.
//
// It decides which numbers to show; it never changes one. It is for counts of
// persons, heads and submissions: organisations, activities and months are no
// persons. Zeros are always shown. Every hidden cell carries the same mark, so
// that the small one cannot be told from its shield.
package disclosure

import "slices"

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

	// Past, if set, is what the release before said of the same table.
	Past *Past
}

// Past holds the numbers of an earlier release of a table, hidden ones too; -1
// stands for none. What it hid stays hidden. One that was shown and has not
// changed is known: it can be left out now, but shields no other. People come
// and do not go, so no number is below what it was.
type Past struct {
	Cells                [][]int
	RowTotals, ColTotals []int
	Hidden               Result
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

// Protect hides what must be hidden below k, and what before names: numbers
// that another table or another rule hides. Use Past for earlier releases.
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
	known      Result // what readers have already
	old        Result // what the release before hid and proved safe: it stays so
	over       Past   // of each number, how far it is above the least that it can be, and 1
}

func newProtector(t Table, k int, before *Result) *protector {
	p := &protector{k: k, t: t}
	p.rows, p.cols, p.all = t.Totals()
	p.res = Result{Cells: make([][]bool, len(t.Cells)), RowTotals: make([]bool, len(p.rows)), ColTotals: make([]bool, len(p.cols))}
	for i := range t.Cells {
		p.res.Cells[i] = make([]bool, len(t.Cells[i]))
	}
	p.remember()
	if before != nil {
		p.hide(before)
	}
	if t.Past != nil {
		p.hide(&t.Past.Hidden)
	}
	return p
}

func (p *protector) hide(r *Result) {
	join := func(into, from []bool) {
		for i := range min(len(into), len(from)) {
			into[i] = into[i] || from[i]
		}
	}
	p.res.Withheld = p.res.Withheld || r.Withheld
	for i := range min(len(p.res.Cells), len(r.Cells)) {
		join(p.res.Cells[i], r.Cells[i])
	}
	join(p.res.RowTotals, r.RowTotals)
	join(p.res.ColTotals, r.ColTotals)
}

// remember works out what readers know of each number from before, and which
// hidden ones need no new proof: two tables that the release before could not
// tell apart grow by the same people into two that this one cannot.
func (p *protector) remember() {
	past := p.t.Past
	if past == nil {
		past = &Past{}
	}
	before := past.Hidden
	fell := false
	line := func(now []int, then []int, hid []bool) (known, old []bool, over []int) {
		known, old, over = make([]bool, len(now)), make([]bool, len(now)), slices.Clone(now)
		for i := range now {
			old[i] = i < len(hid) && hid[i]
			if i >= len(then) || then[i] < 0 {
				continue
			}
			known[i] = then[i] == now[i] && !old[i]
			if then[i] <= now[i] {
				over[i] = min(now[i], now[i]-then[i]+1)
			} else {
				fell = true
			}
		}
		return known, old, over
	}
	row := func(of [][]int, i int) []int {
		if i < len(of) {
			return of[i]
		}
		return nil
	}
	for i := range p.t.Cells {
		var hid []bool
		if i < len(before.Cells) {
			hid = before.Cells[i]
		}
		known, old, over := line(p.t.Cells[i], row(past.Cells, i), hid)
		p.known.Cells, p.old.Cells, p.over.Cells = append(p.known.Cells, known), append(p.old.Cells, old), append(p.over.Cells, over)
	}
	p.known.RowTotals, p.old.RowTotals, p.over.RowTotals = line(p.rows, past.RowTotals, before.RowTotals)
	p.known.ColTotals, p.old.ColTotals, p.over.ColTotals = line(p.cols, past.ColTotals, before.ColTotals)
	if fell { // a number was corrected: nothing follows from the release before
		p.over = Past{Cells: p.t.Cells, RowTotals: p.rows, ColTotals: p.cols}
		p.old = Result{RowTotals: make([]bool, len(p.rows)), ColTotals: make([]bool, len(p.cols))}
		for i := range p.t.Cells {
			p.old.Cells = append(p.old.Cells, make([]bool, len(p.t.Cells[i])))
		}
	}
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
		l := line{v: v, over: make([]int, len(v)), hidden: make([]bool, len(v)), known: make([]bool, len(v)), old: make([]bool, len(v))}
		for i := range v {
			v[i], l.over[i], l.hidden[i], l.known[i], l.old[i] = p.t.Cells[i][0], p.over.Cells[i][0], p.res.Cells[i][0], p.known.Cells[i][0], p.old.Cells[i][0]
		}
		p.res.Withheld = !l.protect(p.k)
		for i := range v {
			p.res.Cells[i][0] = l.hidden[i]
		}
		return
	}
	p.twoWay()
}

// line is a row or column with its total, or a side of totals.
type line struct {
	v, over            []int
	hidden, known, old []bool
}

// protect is the algorithm for a one-way table under a shown total. It returns
// false if the total itself must go.
func (l *line) protect(k int) bool {
	for i, x := range l.v {
		if x > 0 && x < k {
			l.hidden[i] = true
		}
	}
	for l.open() {
		i := l.smallest()
		if i < 0 {
			return false
		}
		l.hidden[i] = true
	}
	return true
}

// open tells whether a line under a shown total gives its hidden cells away:
// there is one, or they add up to the least that they can be, so that each must
// be that. What readers know already hides nothing; what an earlier release hid
// in this line is as safe as it was.
func (l *line) open() bool {
	n, sum, fresh := 0, 0, false
	for i := range l.over {
		if l.hidden[i] && !l.known[i] {
			n, sum, fresh = n+1, sum+l.over[i], fresh || !l.old[i]
		}
	}
	return fresh && (n == 1 || sum == n)
}

func (l *line) smallest() int {
	return smallest(len(l.v), func(i int) int { return l.v[i] }, func(i int) bool { return l.hidden[i] || l.known[i] })
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
