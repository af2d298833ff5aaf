package ingest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

// Every kind of alert is raised by what it is for, in both languages, and not
// by a healthy source.
func TestAlerts(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	daily := `INSERT INTO ingested.submissions(submission_id, unit_id, received_at)
		SELECT 'letters:' || n, 'U1', TIMESTAMP '2026-03-01' - (n %% 60) * INTERVAL 1 DAY - INTERVAL 1 HOUR FROM range(0, 240) t(n) WHERE %s;`
	for _, c := range []struct{ name, sql, want string }{
		{"healthy", fmt.Sprintf(daily, "true"), ""},
		{"a Friday off is no silence", fmt.Sprintf(daily, "n % 60 >= 2"), ""},
		{"silent", fmt.Sprintf(daily, "n % 60 >= 9"), "silent"},
		{"falling", fmt.Sprintf(daily, "n % 60 >= 7 OR n < 1"), "falling"},
		{"new and quiet: no rhythm yet", fmt.Sprintf(daily, "n % 60 >= 52"), ""},
		{"quarantine", fmt.Sprintf(daily, "true") + `INSERT INTO quarantine SELECT 'q' || n, 'letters', 's', 'p', NULL, NULL, 'syntax', [], NULL, 'r', TIMESTAMP '2026-02-27', 'open' FROM range(0, 30) t(n);`, "quarantine"},
		{"old quarantine", fmt.Sprintf(daily, "true") + `INSERT INTO quarantine SELECT 'q' || n, 'letters', 's', 'p', NULL, NULL, 'syntax', [], NULL, 'r', TIMESTAMP '2026-01-27', 'open' FROM range(0, 30) t(n);`, ""},
		{"quota", fmt.Sprintf(daily, "true") + `INSERT INTO source_state VALUES ('letters', 'quota', '{"Remaining":9,"Limit":100}', TIMESTAMP '2026-02-28');`, "quota"},
		{"quota left", fmt.Sprintf(daily, "true") + `INSERT INTO source_state VALUES ('letters', 'quota', '{"Remaining":50,"Limit":100}', TIMESTAMP '2026-02-28');`, ""},
		{"failing", fmt.Sprintf(daily, "true") + `INSERT INTO runs(run_id, program, subject, started_at, ended_at, status, message) VALUES ('r', 'ingest', 'letters', '2026-02-28', '2026-02-28', 'failed', 'x');`, "failing"},
	} {
		ws := workspace(t, filesConfig, map[string]string{})
		db, err := store.Open(t.Context(), ws.Database(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, c.sql)
			return err
		}); err != nil {
			t.Fatal(c.name, err)
		}
		st, err := ingest.StatusOf(t.Context(), db, ws, now)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, a := range st.Alerts {
			got += a.Kind
			if a.AR == "" || a.EN == "" || a.AR == a.EN {
				t.Errorf("%s: %+v", c.name, a)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}
