package metrics_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// values computes rows of a fixture after changes, by row id.
func values(t *testing.T, db *store.DB, suite *cases.Suite, c cases.Case, asOf time.Time, ids ...string) map[string]metrics.Row {
	t.Helper()
	out := map[string]metrics.Row{}
	p, err := metrics.ParsePeriod("2024", 1)
	if err != nil {
		t.Fatal(err)
	}
	err = db.InSnapshot(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if err := suite.Fill(ctx, tx, &c); err != nil {
			return err
		}
		rows, err := metrics.ComputeIn(ctx, tx, metrics.Request{AsOf: asOf, Periods: []metrics.Period{p}, KPIs: ids})
		for _, r := range rows {
			r.InputsHash = ""
			out[r.KPI] = r
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func lab(t *testing.T) (*store.DB, *cases.Suite) {
	t.Helper()
	suite, err := cases.Load(kpi.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	return storetest.Open(t), suite
}

var ends = metrics.Day(2025, 1, 1)

// What is not due yet never changes a rate over what is due.
func TestNotDueChangesNothing(t *testing.T) {
	db, suite := lab(t)
	ids := []string{"G4", "O2", "P6", "P7", "M3", "R1", "H5", "G6.b", "L1.decided"}
	for _, fixture := range []string{"U1", "X1", "Eight"} {
		unit := suite.Fixtures[fixture].Unit
		before := values(t, db, suite, cases.Case{Fixture: fixture}, ends, ids...)
		after := values(t, db, suite, cases.Case{Fixture: fixture, Change: []string{
			`INSERT INTO activities(activity_id, unit_id, kind, level, started_at, ended_at, planned_start_on) VALUES ('new', '` + unit + `', 'workshop', 'decision', '2024-12-25 06:00', '2024-12-30 06:00', '2024-12-25')`,
			`INSERT INTO actions(action_id, unit_id, due_on) VALUES ('new', '` + unit + `', '2025-01-01')`,
			`INSERT INTO submissions(submission_id, unit_id, received_at) VALUES ('new', '` + unit + `', '2024-12-30 20:00')`}}, ends, ids...)
		for _, id := range []string{"G4", "G4.pub", "G4.hand", "G4.lag", "O2", "P6", "P7", "M3", "R1", "H5", "G6.b", "L1.decided"} {
			a, b := before[id], after[id]
			if a.Status == metrics.NotComputable { // the register was empty before
				continue
			}
			if diff := cmp.Diff(a, b); diff != "" {
				t.Errorf("%s %s (-before +after):\n%s", fixture, id, diff)
			}
		}
	}
}

// Everything twice, under other ids, leaves rates as they were.
func TestTwiceTheRowsSameRates(t *testing.T) {
	db, suite := lab(t)
	twice := []string{
		`INSERT INTO participants SELECT * REPLACE ('2' || participant_id AS participant_id) FROM participants`,
		`INSERT INTO activities SELECT * REPLACE ('2' || activity_id AS activity_id) FROM activities`,
		`INSERT INTO participations SELECT * REPLACE ('2' || participation_id AS participation_id, '2' || activity_id AS activity_id, '2' || participant_id AS participant_id) FROM participations`,
		`INSERT INTO submissions SELECT * REPLACE ('2' || submission_id AS submission_id, '2' || activity_id AS activity_id, '2' || participant_id AS participant_id, '2' || dup_of AS dup_of) FROM submissions`,
		`INSERT INTO outcomes SELECT * REPLACE ('2' || submission_id AS submission_id) FROM outcomes`,
		`INSERT INTO activity_sdgs SELECT * REPLACE ('2' || activity_id AS activity_id) FROM activity_sdgs`,
		`INSERT INTO activity_uses SELECT * REPLACE ('2' || activity_id AS activity_id) FROM activity_uses`,
		`INSERT INTO activity_checks SELECT * REPLACE ('2' || activity_id AS activity_id) FROM activity_checks`,
		`INSERT INTO activity_channels SELECT * REPLACE ('2' || activity_id AS activity_id) FROM activity_channels`,
		`INSERT INTO activity_links SELECT * REPLACE ('2' || activity_id AS activity_id) FROM activity_links`,
		`INSERT INTO analyses SELECT * REPLACE ('2' || activity_id AS activity_id) FROM analyses`,
		`UPDATE audience_groups SET size = 2 * size`,
	}
	for _, fixture := range []string{"U1", "X1", "Eight"} {
		before := values(t, db, suite, cases.Case{Fixture: fixture}, ends)
		after := values(t, db, suite, cases.Case{Fixture: fixture, Change: twice}, ends)
		for id, a := range before {
			_, def := metrics.FindRow(id)
			// Not rates over rows: the plan's spread, counts, and sums that were not doubled with them.
			if def.Unit != "share" || id == "L3" || id == "P5" || a.Value == nil {
				continue
			}
			b := after[id]
			if b.Value == nil || *b.Value < *a.Value-1e-12 || *b.Value > *a.Value+1e-12 {
				t.Errorf("%s %s: %v, then %v (%s %v)", fixture, id, *a.Value, b.Value, b.Status, b.Reasons)
			}
		}
	}
}

// A later as_of never lowers the used submissions of a fixed register.
func TestLaterKnowsMore(t *testing.T) {
	db, suite := lab(t)
	used := -1.0
	for _, day := range []time.Time{metrics.Day(2024, 3, 1), metrics.Day(2024, 3, 16), metrics.Day(2024, 6, 2), ends, metrics.Day(2026, 1, 1)} {
		r := values(t, db, suite, cases.Case{Fixture: "U1"}, day, "G2")["G2"]
		if r.Num == nil || *r.Num < used {
			t.Errorf("%s: used %v, before %v", day, r.Num, used)
			continue
		}
		used = *r.Num
	}
}

// The same registers give the same rows, hashes included, whatever the order of insertion.
func TestSameInputSameRows(t *testing.T) {
	db, suite := lab(t)
	var got [2][]metrics.Row
	for i := range got {
		c := cases.Case{Fixture: "U1"}
		if i == 1 { // written again in reverse
			c.Change = []string{"CREATE TEMP TABLE again AS FROM submissions", "DELETE FROM submissions", "INSERT INTO submissions FROM again ORDER BY submission_id DESC"}
		}
		if err := db.InSnapshot(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := suite.Fill(ctx, tx, &c); err != nil {
				return err
			}
			var err error
			got[i], err = metrics.ComputeIn(ctx, tx, metrics.Request{AsOf: ends, By: []string{"channel", "month"}})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(got[0], got[1]); diff != "" {
		t.Errorf("(-first +again):\n%s", diff)
	}
}

// The hash of a row changes with its inputs, and only with them.
func TestInputsHash(t *testing.T) {
	db, suite := lab(t)
	hashes := func(change ...string) map[string]string {
		out := map[string]string{}
		if err := db.InSnapshot(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := suite.Fill(ctx, tx, &cases.Case{Fixture: "U1", Change: change}); err != nil {
				return err
			}
			rows, err := metrics.ComputeIn(ctx, tx, metrics.Request{AsOf: ends})
			for _, r := range rows {
				out[r.KPI] = r.InputsHash
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return out
	}
	before, after := hashes(), hashes("UPDATE outcomes SET reason = 'x' WHERE submission_id = 's4'")
	later := hashes("INSERT INTO outcomes(submission_id, status, decided_at) VALUES ('s6', 'noted', '2025-01-01')")
	if before["G2"] == after["G2"] || before["O2"] != after["O2"] {
		t.Error("the hash does not follow its inputs")
	}
	if before["O2"] != later["O2"] {
		t.Error("the hash of O2 follows outcomes")
	}
}
