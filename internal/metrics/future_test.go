package metrics_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/store"
)

func computeAll(t *testing.T, db *store.DB, suite *cases.Suite, c cases.Case, change []string) (rows []metrics.Row) {
	t.Helper()
	c.Change = change
	p, err := metrics.ParsePeriod("2024", 1)
	if err != nil {
		t.Fatal(err)
	}
	err = db.InSnapshot(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if err := suite.Fill(ctx, tx, &c); err != nil {
			return err
		}
		rows, err = metrics.ComputeIn(ctx, tx, metrics.Request{AsOf: ends, Periods: []metrics.Period{p}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTheFutureChangesNothing(t *testing.T) {
	db, suite := lab(t)
	base := cases.Case{Fixture: "U1", Unit: "Z1", Tables: suite.Fixtures["X1"].Tables}
	all := func(change ...string) map[string]map[string]metrics.Row {
		out := map[string]map[string]metrics.Row{}
		for _, r := range computeAll(t, db, suite, base, change) {
			if out[r.Unit] == nil {
				out[r.Unit] = map[string]metrics.Row{}
			}
			out[r.Unit][r.KPI] = r
		}
		return out
	}
	before := all()
	changes := cases.Future()
	if cmp.Equal(before, all(changes...)) {
		return
	}
	for _, q := range changes { // which one is it?
		if diff := cmp.Diff(before, all(q)); diff != "" {
			t.Errorf("%s\n(-before +after):\n%s", q, diff)
		}
	}
	t.Error("all facts of as_of together change a row")
}
