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
	if !protectLine(p.rows, p.res.RowTotals, p.k) || !protectLine(p.cols, p.res.ColTotals, p.k) {
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
	for changed := true; changed; {
		changed = false
		for i := range p.rows {
			n, ok := p.closeLine(len(p.cols), p.res.RowTotals[i], func(j int) (int, int) { return i, j })
			if !ok {
				p.res.RowTotals[i] = true
				return false
			}
			changed = changed || n
		}
		for j := range p.cols {
			n, ok := p.closeLine(len(p.rows), p.res.ColTotals[j], func(i int) (int, int) { return i, j })
			if !ok {
				p.res.ColTotals[j] = true
				return false
			}
			changed = changed || n
		}
	}
	return true
}

func (p *protector) closeLine(n int, totalHidden bool, at func(int) (int, int)) (changed, ok bool) {
	if totalHidden {
		return false, true
	}
	v, h := make([]int, n), make([]bool, n)
	for x := range n {
		i, j := at(x)
		v[x], h[x] = p.t.Cells[i][j], p.res.Cells[i][j]
	}
	for open(v, h) {
		x := smallest(n, func(x int) int { return v[x] }, func(x int) bool { return h[x] })
		if x < 0 {
			return changed, false
		}
		i, j := at(x)
		h[x], p.res.Cells[i][j], changed = true, true, true
	}
	return changed, true
}

// audit hides a neighbour of the first hidden number that could still be
// worked out. False: there is none.
func (p *protector) audit() bool {
	g := p.graph()
	for i := range p.t.Cells {
		for j := range p.t.Cells[i] {
			if p.res.Cells[i][j] && !g.safe(i, j) {
				p.shield(i, j)
				return true
			}
		}
	}
	for i, h := range p.res.RowTotals {
		if h && !g.safe(i, len(p.cols)) {
			return p.widen(p.res.RowTotals, p.rows)
		}
	}
	for j, h := range p.res.ColTotals {
		if h && !g.safe(len(p.rows), j) {
			return p.widen(p.res.ColTotals, p.cols)
		}
	}
	return false
}

func (p *protector) shield(i, j int) {
	if y := smallest(len(p.cols), func(y int) int { return p.t.Cells[i][y] }, func(y int) bool { return p.res.Cells[i][y] }); y >= 0 {
		p.res.Cells[i][y] = true
		return
	}
	if x := smallest(len(p.rows), func(x int) int { return p.t.Cells[x][j] }, func(x int) bool { return p.res.Cells[x][j] }); x >= 0 {
		p.res.Cells[x][j] = true
		return
	}
	switch { // nothing left to hide beside it
	case !p.res.RowTotals[i]:
		p.res.RowTotals[i] = true
	case !p.res.ColTotals[j]:
		p.res.ColTotals[j] = true
	default:
		p.widen(p.res.RowTotals, p.rows)
	}
}

// widen hides one more total of a side; with none left the table is withheld.
func (p *protector) widen(hidden []bool, totals []int) bool {
	x := smallest(len(totals), func(i int) int { return totals[i] }, func(i int) bool { return hidden[i] })
	if x < 0 { // nothing left to hide
		p.res.Withheld = true
		return false
	}
	hidden[x] = true
	return true
}
