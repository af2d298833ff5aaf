package disclosure

// twoWay runs the steps of the algorithm on a table with totals on both sides.
// Each pass hides at least one more number, so it ends.
func (p *protector) twoWay() {
	for {
		if !p.totals() {
			p.res.Withheld = true
			return
		}
		p.primary()
		if !p.close() {
			if p.res.Withheld {
				return
			}
			continue // a total was hidden: its side must be protected anew
		}
		if !p.audit() || p.res.Withheld {
			return // every hidden number is safe, or nothing is shown
		}
	}
}

// totals protects each side's totals as a one-way table under the grand total,
// and empties the lines whose total is hidden. False: the grand total must go.
func (p *protector) totals() bool {
	rows := line{p.rows, p.over.RowTotals, p.res.RowTotals, p.known.RowTotals, p.old.RowTotals}
	cols := line{p.cols, p.over.ColTotals, p.res.ColTotals, p.known.ColTotals, p.old.ColTotals}
	if !rows.protect(p.k) || !cols.protect(p.k) {
		return false
	}
	for i := range p.t.Cells {
		for j, v := range p.t.Cells[i] {
			if v > 0 && (p.res.RowTotals[i] || p.res.ColTotals[j]) {
				p.res.Cells[i][j] = true
			}
		}
	}
	return true
}

func (p *protector) primary() {
	for i := range p.t.Cells {
		for j, v := range p.t.Cells[i] {
			if v > 0 && v < p.k {
				p.res.Cells[i][j] = true
			}
		}
	}
}

// close hides more cells until no line with a shown total is open: rows from
// the first to the last, then columns, again and again. False: a total had to
// be hidden.
func (p *protector) close() bool {
	side := func(n, m int, totals, known []bool, at func(x, y int) (int, int)) (changed, ok bool) {
		for x := range n {
			if totals[x] && !known[x] {
				continue
			}
			c, closed := p.closeLine(m, func(y int) (int, int) { return at(x, y) })
			changed = changed || c
			if !closed {
				if totals[x] { // readers know the total: nothing is left to do
					p.res.Withheld = true
				}
				totals[x] = true
				return changed, false
			}
		}
		return changed, true
	}
	for changed := true; changed; {
		a, ok := side(len(p.rows), len(p.cols), p.res.RowTotals, p.known.RowTotals, func(x, y int) (int, int) { return x, y })
		if !ok {
			return false
		}
		b, ok := side(len(p.cols), len(p.rows), p.res.ColTotals, p.known.ColTotals, func(x, y int) (int, int) { return y, x })
		if !ok {
			return false
		}
		changed = a || b
	}
	return true
}

func (p *protector) closeLine(n int, at func(int) (int, int)) (changed, ok bool) {
	l := line{v: make([]int, n), over: make([]int, n), hidden: make([]bool, n), known: make([]bool, n), old: make([]bool, n)}
	for x := range n {
		i, j := at(x)
		l.v[x], l.over[x], l.hidden[x], l.known[x], l.old[x] = p.t.Cells[i][j], p.over.Cells[i][j], p.res.Cells[i][j], p.known.Cells[i][j], p.old.Cells[i][j]
	}
	for l.open() {
		x := l.smallest()
		if x < 0 {
			return changed, false
		}
		i, j := at(x)
		l.hidden[x], p.res.Cells[i][j], changed = true, true, true
	}
	return changed, true
}

// audit hides a neighbour of the first hidden number that could still be
// worked out. False: there is none.
func (p *protector) audit() bool {
	g := p.graph()
	for i := range p.t.Cells {
		for j := range p.t.Cells[i] {
			if p.res.Cells[i][j] && !p.known.Cells[i][j] && !p.old.Cells[i][j] && !g.safe(i, j) {
				p.shield(i, j)
				return true
			}
		}
	}
	for i, h := range p.res.RowTotals {
		if h && !p.known.RowTotals[i] && !p.old.RowTotals[i] && !g.safe(i, len(p.cols)) {
			return p.widen(p.res.RowTotals, p.known.RowTotals, p.rows)
		}
	}
	for j, h := range p.res.ColTotals {
		if h && !p.known.ColTotals[j] && !p.old.ColTotals[j] && !g.safe(len(p.rows), j) {
			return p.widen(p.res.ColTotals, p.known.ColTotals, p.cols)
		}
	}
	return false
}

func (p *protector) shield(i, j int) {
	if y := smallest(len(p.cols), func(y int) int { return p.t.Cells[i][y] }, func(y int) bool { return p.res.Cells[i][y] || p.known.Cells[i][y] }); y >= 0 {
		p.res.Cells[i][y] = true
		return
	}
	if x := smallest(len(p.rows), func(x int) int { return p.t.Cells[x][j] }, func(x int) bool { return p.res.Cells[x][j] || p.known.Cells[x][j] }); x >= 0 {
		p.res.Cells[x][j] = true
		return
	}
	switch { // nothing left to hide beside it
	case !p.res.RowTotals[i] && !p.known.RowTotals[i]:
		p.res.RowTotals[i] = true
	case !p.res.ColTotals[j] && !p.known.ColTotals[j]:
		p.res.ColTotals[j] = true
	default:
		p.widen(p.res.RowTotals, p.known.RowTotals, p.rows)
	}
}

// widen hides one more total of a side; with none left the table is withheld.
func (p *protector) widen(hidden, known []bool, totals []int) bool {
	x := smallest(len(totals), func(i int) int { return totals[i] }, func(i int) bool { return hidden[i] || known[i] })
	if x < 0 { // nothing left to hide
		p.res.Withheld = true
		return false
	}
	hidden[x] = true
	return true
}
