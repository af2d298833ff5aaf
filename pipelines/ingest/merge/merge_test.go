package merge_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
	"github.com/musharaka/musharaka/pipelines/ingest/merge"
)

func do(t *testing.T, db *store.DB, sql string) merge.Stats {
	t.Helper()
	var st merge.Stats
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		if _, err = tx.Exec(ctx, sql); err != nil {
			return err
		}
		st, err = merge.Registers(ctx, tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func rows(t *testing.T, db *store.DB, sql string) string {
	t.Helper()
	var s string
	if err := db.QueryRow(t.Context(), `SELECT coalesce(string_agg(x, '; ' ORDER BY x), '') FROM (`+sql+`) q(x)`).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHandWinsFieldByField(t *testing.T) {
	db := storetest.Open(t)
	st := do(t, db, `
		INSERT INTO ingested.submissions(submission_id, unit_id, channel, received_at, lang) VALUES
			('p:1', 'U1', 'portal', '2025-01-01', 'ar'), ('p:2', 'U1', 'portal', '2025-01-02', 'ar');
		INSERT INTO hand.submissions(submission_id, channel, need) VALUES ('p:1', 'kiosk', 'roads');
		INSERT INTO hand.submissions(submission_id, unit_id, received_at, is_spam) VALUES ('h:1', 'U2', '2025-02-01', true);
		INSERT INTO hand.submissions(submission_id, unit_id) VALUES ('h:2', 'U2');`)
	if st.Conflicts != 1 || st.Incomplete != 1 {
		t.Errorf("%+v", st)
	}
	want := "h:1 U2 - - true; p:1 U1 kiosk roads false; p:2 U1 portal - false"
	if diff := cmp.Diff(want, rows(t, db, `SELECT concat_ws(' ', submission_id, unit_id, coalesce(channel::TEXT, '-'), coalesce(need, '-'), is_spam) FROM submissions`)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("submissions p:1 channel kiosk portal", rows(t, db, `SELECT concat_ws(' ', table_name, row_key, column_name, hand_value, source_value) FROM register_conflicts`)); diff != "" {
		t.Error(diff)
	}
	if again := do(t, db, "SELECT 1"); again.Written != 0 {
		t.Errorf("a second merge wrote %d rows", again.Written)
	}
	gone := do(t, db, `DELETE FROM hand.submissions WHERE submission_id LIKE 'h:%'; UPDATE hand.submissions SET channel = 'portal'; DELETE FROM ingested.submissions WHERE submission_id = 'p:2'`)
	if gone.Written != 3 || gone.Conflicts != 0 {
		t.Errorf("%+v", gone)
	}
	if got := rows(t, db, "SELECT submission_id FROM submissions"); got != "p:1" {
		t.Error(got)
	}
	if got := rows(t, db, "SELECT row_key FROM register_conflicts"); got != "" {
		t.Error(got)
	}
}

// Keys of several columns, and every register table, go the same way.
func TestEveryRegister(t *testing.T) {
	db := storetest.Open(t)
	st := do(t, db, `INSERT INTO hand.activity_channels VALUES ('a', 'email', 'engage'), ('a', 'email', 'results'); INSERT INTO ingested.activity_channels VALUES ('a', 'email', 'engage')`)
	if got := rows(t, db, "SELECT concat_ws(' ', activity_id, channel, role) FROM activity_channels"); got != "a email engage; a email results" {
		t.Error(got)
	}
	var n int
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM information_schema.tables WHERE table_schema = 'hand'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if st.Tables != n || n < 40 || strings.Contains(rows(t, db, "SELECT table_name FROM register_conflicts"), "a") {
		t.Errorf("%d of %d tables", st.Tables, n)
	}
}
