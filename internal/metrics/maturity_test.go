package metrics_test

import (
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
)

func TestOverallLevel(t *testing.T) {
	for _, c := range []struct {
		scores []float64
		want   int
	}{
		{[]float64{40, 70, 55, 60, 80, 45, 30}, 3}, // mean 54.3 is 3, lowest 30 is 2
		{[]float64{90, 95, 85, 88, 100, 92, 25}, 3},
		{[]float64{100, 100, 100, 100, 100, 100, 100}, 5},
		{[]float64{0, 100, 100, 100, 100, 100, 100}, 2},
		{[]float64{19.999, 19.999}, 1},
		{[]float64{20, 20}, 2},
		{[]float64{80, 60}, 4},
		{nil, 0},
	} {
		if got := metrics.OverallLevel(c.scores); got != c.want {
			t.Errorf("%v: level %d, want %d", c.scores, got, c.want)
		}
	}
}
