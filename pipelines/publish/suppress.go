package publish

// oneWay hides small cells of a one-way table whose total is shown, after
// kpis.md 3.5: every cell of 1 to k-1, then the smallest other non-zero cell
// while the hidden ones could be worked out from the total. It reports the
// hidden cells, and false if the table must not be published at all.
func oneWay(cells []int, k int) (hidden []bool, ok bool) {
	hidden = make([]bool, len(cells))
	total := 0
	for i, n := range cells {
		total += n
		hidden[i] = n > 0 && n < k
	}
	if total > 0 && total < k {
		return hidden, false
	}
	for {
		count, sum, next := 0, 0, -1
		for i, n := range cells {
			switch {
			case hidden[i]:
				count, sum = count+1, sum+n
			case n > 0 && (next < 0 || n < cells[next]):
				next = i
			}
		}
		// One hidden cell is the total less the rest; cells that add up to
		// their number are all 1.
		if count == 0 || count > 1 && sum > count {
			return hidden, true
		}
		if next < 0 {
			return hidden, false
		}
		hidden[next] = true
	}
}

// smallPart tells whether n of all, or what is left of it, is a small cell.
func smallPart(n, all float64, k int) bool {
	small := func(x float64) bool { return x > 0 && x < float64(k) }
	return small(n) || small(all-n)
}
