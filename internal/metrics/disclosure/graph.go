package disclosure

// graph is what a reader does not know of a table: every hidden cell and
// hidden total is an edge between its row and its column. With the totals as a
// last row and column of opposite sign every line adds up to zero, so the
// tables that fit what is shown differ by closed paths that add 1 and take 1
// in turn. A number is safe if such a path through it keeps every hidden
// number at least 1; by the theory of flows this is exact, not only sufficient.
type graph struct {
	rows, cols int     // without the totals
	value      [][]int // (rows+1) × (cols+1): above the least that it can be, and 1
	hidden     [][]bool
}

func (p *protector) graph() *graph {
	g := newGraph(p.t, p.unknown())
	for i := range p.over.Cells {
		copy(g.value[i], p.over.Cells[i])
		g.value[i][g.cols] = p.over.RowTotals[i]
	}
	copy(g.value[g.rows], p.over.ColTotals)
	return g
}

// unknown is what no reader has: hidden now, and not known from before.
func (p *protector) unknown() Result {
	but := func(hidden, known []bool) []bool {
		out := make([]bool, len(hidden))
		for i := range hidden {
			out[i] = hidden[i] && !known[i]
		}
		return out
	}
	r := Result{RowTotals: but(p.res.RowTotals, p.known.RowTotals), ColTotals: but(p.res.ColTotals, p.known.ColTotals)}
	for i := range p.res.Cells {
		r.Cells = append(r.Cells, but(p.res.Cells[i], p.known.Cells[i]))
	}
	return r
}

func newGraph(t Table, r Result) *graph {
	rows, cols, all := t.Totals()
	g := &graph{rows: len(rows), cols: len(cols)}
	for i := range rows {
		g.value = append(g.value, append(append([]int(nil), t.Cells[i]...), rows[i]))
		g.hidden = append(g.hidden, append(append([]bool(nil), r.Cells[i]...), r.RowTotals[i]))
	}
	g.value = append(g.value, append(append([]int(nil), cols...), all))
	g.hidden = append(g.hidden, append(append([]bool(nil), r.ColTotals...), false))
	return g
}

// canTake tells whether the entry's signed number may fall by one: a cell may
// if it stays at least 1, a total (of opposite sign) rises.
func (g *graph) canTake(i, j int) bool { return g.isTotal(i, j) || g.value[i][j] > 1 }

// canAdd tells whether the entry's signed number may rise by one.
func (g *graph) canAdd(i, j int) bool { return !g.isTotal(i, j) || g.value[i][j] > 1 }

func (g *graph) isTotal(i, j int) bool { return (i == g.rows) != (j == g.cols) }

// safe tells whether the hidden number at (i, j) may be one larger or smaller.
func (g *graph) safe(i, j int) bool {
	return g.canAdd(i, j) && g.path(i, j, true) || g.canTake(i, j) && g.path(i, j, false)
}

// path looks for the rest of a closed path that starts at (i, j): from row i,
// by entries that change by the opposite and the same sign in turn, to column
// j. add: (i, j) itself rises.
func (g *graph) path(i, j int, add bool) bool {
	seenRow, seenCol := make([]bool, g.rows+1), make([]bool, g.cols+1)
	queue := []int{i} // rows
	seenRow[i] = true
	out, back := g.canTake, g.canAdd
	if !add {
		out, back = g.canAdd, g.canTake
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		for c := range g.cols + 1 {
			if seenCol[c] || !g.hidden[r][c] || r == i && c == j || !out(r, c) {
				continue
			}
			if c == j {
				return true
			}
			seenCol[c] = true
			for x := range g.rows + 1 {
				if !seenRow[x] && g.hidden[x][c] && x != r && back(x, c) {
					seenRow[x] = true
					queue = append(queue, x)
				}
			}
		}
	}
	return false
}

// Pinned counts the hidden numbers of a table that a reader can work out. It
// is zero for what Protect returns.
func Pinned(t Table, r Result) int {
	if r.Withheld || t.OneWay {
		return 0
	}
	g := newGraph(t, r)
	n := 0
	for i := range g.hidden {
		for j := range g.hidden[i] {
			if g.hidden[i][j] && !g.safe(i, j) {
				n++
			}
		}
	}
	return n
}
