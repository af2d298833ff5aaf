package publish

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Themes that lie apart in the space lie apart on the plane, the same each time.
func TestProject(t *testing.T) {
	var list []placed
	for i := range 90 {
		v := make([]float32, 8)
		v[i%3] = 1
		v[3+i%5] = 0.1
		list = append(list, placed{[]string{"a", "b", "c"}[i%3], v})
	}
	got := project(list)
	if diff := cmp.Diff(project(list), got); diff != "" {
		t.Error(diff)
	}
	spread := func(theme string) (lo, hi [2]float64) {
		lo, hi = [2]float64{9, 9}, [2]float64{-9, -9}
		for _, p := range got {
			if p.Theme == theme {
				for k, x := range []float64{p.X, p.Y} {
					lo[k], hi[k] = min(lo[k], x), max(hi[k], x)
				}
			}
		}
		return lo, hi
	}
	for _, pair := range [][2]string{{"a", "b"}, {"a", "c"}, {"b", "c"}} {
		l1, h1 := spread(pair[0])
		l2, h2 := spread(pair[1])
		if !(h1[0] < l2[0] || h2[0] < l1[0] || h1[1] < l2[1] || h2[1] < l1[1]) {
			t.Errorf("%v overlap", pair)
		}
	}
}
