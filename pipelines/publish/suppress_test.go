package publish

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOneWay(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells []int
		want  string
		ok    bool
	}{
		{"nothing small", []int{10, 20, 0}, "...", true},
		{"one small takes the next", []int{30, 8, 2}, ".**", true},
		{"pinned pair takes a third", []int{20, 1, 1}, "***", true},
		{"two small are enough", []int{30, 2, 3}, ".**", true},
		{"zeros are shown", []int{30, 0, 8, 2}, "..**", true},
		{"a small total is not published", []int{1, 2, 0}, "***", false},
		{"nothing left to hide", []int{1, 0}, "**", false},
		{"empty", nil, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			hidden, ok := protectColumn(c.cells, 5, nil)
			got := ""
			for _, h := range hidden {
				got += map[bool]string{true: "*", false: "."}[h]
			}
			if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
				t.Errorf("%v: %s, %v (want %s, %v)", c.cells, got, ok, c.want, c.ok)
			}
		})
	}
}

// Nobody who sees the total and the shown cells can tell a hidden one: each
// can be one larger or one smaller.
func TestOneWayAudit(t *testing.T) {
	for a := 0; a < 9; a++ {
		for b := 0; b < 9; b++ {
			for c := 0; c < 9; c++ {
				for d := 0; d < 9; d++ {
					cells := []int{a, b, c, d}
					hidden, ok := protectColumn(cells, 5, nil)
					if !ok {
						continue
					}
					n, sum := 0, 0
					for i, h := range hidden {
						if h {
							n, sum = n+1, sum+cells[i]
						} else if cells[i] > 0 && cells[i] < 5 {
							t.Fatalf("%v shows %d", cells, cells[i])
						}
					}
					if n == 1 || n > 1 && sum == n {
						t.Fatalf("%v: %v can be worked out", cells, hidden)
					}
				}
			}
		}
	}
}
