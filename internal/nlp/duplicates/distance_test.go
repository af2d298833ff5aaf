package duplicates

import (
	"math/rand/v2"
	"testing"
)

// slow is the textbook distance.
func slow(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			old := row[j+1]
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(diagonal+cost, row[j]+1, old+1)
			diagonal = old
		}
	}
	return row[len(b)]
}

// TestDistance compares the bit-parallel distance with the textbook one.
func TestDistance(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("ابتث مع")
	var c comparer
	for range 2000 {
		a, b := make([]rune, rng.IntN(200)), make([]rune, rng.IntN(200))
		for i := range a {
			a[i] = letters[rng.IntN(len(letters))]
		}
		copy(b, a)
		for i := range b {
			if rng.IntN(4) == 0 || b[i] == 0 {
				b[i] = letters[rng.IntN(len(letters))]
			}
		}
		if got, want := c.distance(a, b), slow(a, b); got != want {
			t.Fatalf("distance %d, want %d (%d and %d letters)", got, want, len(a), len(b))
		}
	}
}
