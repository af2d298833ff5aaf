package metrics_test

import (
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
)

// The fixed cost of a computation: the prelude and one small indicator.
func BenchmarkSmall(b *testing.B) {
	db := filled(b, &cases.Case{Fixture: "U1"})
	for b.Loop() {
		rows, err := metrics.Compute(b.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), KPIs: []string{"O2"}})
		if err != nil || len(rows) != 1 {
			b.Fatal(rows, err)
		}
	}
}
