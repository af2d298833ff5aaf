package metrics_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/synthetic"
	"github.com/musharaka/musharaka/internal/store"
)

// The order in which the database's threads meet the rows changes no byte of
// the results: fractions, medians, entropies and lists included.
func TestThreadsChangeNoByte(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "two.duckdb"), store.Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := synthetic.Fill(t.Context(), db, 3, 12_000); err != nil {
		t.Fatal(err)
	}
	first := ""
	for i := range 3 {
		rows, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), KPIs: []string{"G1", "G2", "G4", "G5", "R2", "L1", "O6", "B4", "T4"}, By: []string{"level"}})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(rows)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = string(b)
		} else if string(b) != first {
			t.Fatalf("run %d differs", i)
		}
	}
}
