package stats_test

import (
	"math"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics/stats"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestWilson(t *testing.T) {
	for _, c := range []struct{ k, n, low, high float64 }{
		{3, 8, 0.136844, 0.694258}, {0, 10, 0, 0.277533}, {10, 10, 0.722467, 1}, {12, 40, 0.180748, 0.454300}, {450, 1500, 0.277344, 0.323677},
	} {
		if low, high := stats.Wilson(c.k, c.n, stats.Z95); !near(low, c.low) || !near(high, c.high) {
			t.Errorf("%v of %v: [%v, %v]", c.k, c.n, low, high)
		}
	}
}

func TestLimits(t *testing.T) {
	if low, high := stats.Limits(0.3, 50, stats.Z95); !near(low, 0.172980) || !near(high, 0.427020) {
		t.Errorf("95 %%: [%v, %v]", low, high)
	}
	if low, high := stats.Limits(0.3, 50, stats.Z998); !near(low, 0.099730) || !near(high, 0.500270) {
		t.Errorf("99.8 %%: [%v, %v]", low, high)
	}
}

func TestPostStratify(t *testing.T) {
	w, ok := stats.PostStratify([]stats.Group{{Asked: 80, Yes: 40, Population: 0.5}, {Asked: 20, Yes: 15, Population: 0.5}})
	if !ok || !near(w.Unweighted, 0.55) || !near(w.Value, 0.625) || !near(w.EffectiveN, 64) || !near(w.Deff, 1.5625) || !near(w.Weights[0], 0.625) || !near(w.Weights[1], 2.5) || w.Hidden {
		t.Errorf("%+v, %v", w, ok)
	}
	if _, ok := stats.PostStratify([]stats.Group{{Asked: 95, Yes: 1, Population: 1}, {Asked: 9, Yes: 1, Population: 1}}); ok {
		t.Error("a group of nine was weighted")
	}
}
