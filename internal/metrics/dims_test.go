package metrics_test

import (
	"context"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

func filled(t testing.TB, c *cases.Case) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	suite, err := cases.Load(kpi.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.InTx(context.Background(), func(ctx context.Context, tx *store.Tx) error { return suite.Fill(ctx, tx, c) }); err != nil {
		t.Fatal(err)
	}
	return db
}

// Every key of every row runs, alone and beside another, and rows come only
// from rows that have the key.
func TestEveryDimension(t *testing.T) {
	db := filled(t, &cases.Case{Fixture: "U1"})
	p, _ := metrics.ParsePeriod("2024", 1)
	for i, key := range metrics.DimKeys() {
		by := []string{key}
		if i%2 == 1 {
			by = append(by, metrics.DimKeys()[i-1])
		}
		rows, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), Periods: []metrics.Period{p}, By: by})
		if err != nil {
			t.Fatalf("by %v: %v", by, err)
		}
		for _, r := range rows {
			if len(r.Dims) != 0 && len(r.Dims) != len(by) {
				t.Errorf("by %v: %s has dims %v", by, r.KPI, r.Dims)
			}
		}
	}
}

// What every row promises, whatever it counts.
func TestRowInvariants(t *testing.T) {
	for _, fixture := range []string{"U1", "Eight"} {
		db := filled(t, &cases.Case{Fixture: fixture})
		for _, asOf := range []string{"2024-01-01", "2024-06-15", "2025-01-01", "2026-02-01"} {
			day, _ := metrics.ParseDay(asOf)
			rows, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: day, Periods: metrics.Quarters(metrics.Day(2024, 12, 1), 4)})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				checkRow(t, r)
			}
		}
	}
}

func checkRow(t *testing.T, r metrics.Row) {
	t.Helper()
	if (r.Value != nil) != r.Status.HasValue() {
		t.Errorf("%s %s: status %s, value %v", r.KPI, r.Period, r.Status, r.Value)
	}
	if (r.Status == metrics.OK) != (len(r.Reasons) == 0) {
		t.Errorf("%s %s: status %s, reasons %v", r.KPI, r.Period, r.Status, r.Reasons)
	}
	if r.Low != nil && r.High != nil && (*r.Low > *r.Value || *r.Value > *r.High) {
		t.Errorf("%s %s: %v ≤ %v ≤ %v does not hold", r.KPI, r.Period, *r.Low, *r.Value, *r.High)
	}
	_, def := metrics.FindRow(r.KPI)
	if def.Unit == "share" && r.Value != nil && (*r.Value < 0 || *r.Value > 1+1e-9) {
		t.Errorf("%s %s: share %v", r.KPI, r.Period, *r.Value)
	}
}
