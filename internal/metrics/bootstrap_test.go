package metrics_test

import (
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/synthetic"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// Intervals are for comparisons: they hold the value of a transparency index,
// are the same every time, and lie low for diversity.
func TestIntervals(t *testing.T) {
	db := storetest.Open(t)
	if err := synthetic.Fill(t.Context(), db, 2, 2000); err != nil {
		t.Fatal(err)
	}
	p, _ := metrics.ParsePeriod("2024", 1)
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1), Periods: []metrics.Period{p}, KPIs: []string{"G2", "G4", "G5"}}
	rows, err := metrics.Compute(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	again := append([]metrics.Row(nil), rows...)
	for _, list := range [][]metrics.Row{rows, again} {
		if err := metrics.WithIntervals(t.Context(), db, req, list); err != nil {
			t.Fatal(err)
		}
	}
	methods := map[string]int{}
	for i := range rows {
		r := &rows[i]
		if r.CILo == nil {
			continue
		}
		methods[r.KPI+" "+*r.CIMethod]++
		if *r.CILo > *r.CIHi || *r.CILo != *again[i].CILo || r.KPI == "G4" && (*r.Value < *r.CILo || *r.Value > *r.CIHi) {
			t.Errorf("%s %s: %v in [%v, %v]", r.Unit, r.KPI, *r.Value, *r.CILo, *r.CIHi)
		}
	}
	for _, want := range []string{"G2 wilson", "G4 bootstrap", "G5 bootstrap", "G5.tools bootstrap"} {
		if methods[want] == 0 {
			t.Errorf("%s: none of %v", want, methods)
		}
	}
}
