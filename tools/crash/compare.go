package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest/merge"
)

// tables are compared row for row. Left out are the log of runs and the notes
// on quotas, which tell how often somebody tried.
func tables() []string {
	return []string{"raw_records", "submission_versions", "quarantine", "cursors", "walk_seen", "missing_records", "ingested.submissions",
		"ingested.outcomes", "ingested.participants", "ingested.participations", "ingested.activities", "submissions", "outcomes", "participants",
		"participations", "activities", "register_conflicts"}
}

func dump(dir string) (map[string][]string, error) {
	ws, err := config.Open(dir)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	db, err := store.Open(ctx, ws.Database(), store.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close() //nolint:errcheck // only read
	out := map[string][]string{}
	for _, t := range tables() {
		rows, err := db.Query(ctx, "SELECT t::TEXT FROM "+t+" t ORDER BY 1")
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				return nil, err
			}
			out[t] = append(out[t], s)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// compare returns how many rows are equal in both workspaces, or the first
// difference.
func compare(calm, wild string) (int, error) {
	a, err := dump(calm)
	if err != nil {
		return 0, err
	}
	b, err := dump(wild)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, t := range tables() {
		if !slices.Equal(a[t], b[t]) {
			for i := range max(len(a[t]), len(b[t])) {
				x, y := at(a[t], i), at(b[t], i)
				if x != y {
					return n, fmt.Errorf("%s has %d and %d rows; the first that differ:\n%s\n%s", t, len(a[t]), len(b[t]), x, y)
				}
			}
		}
		n += len(a[t])
	}
	return n, nil
}

func at(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return "(none)"
}

// resumes tells whether the pass that was just killed began where the one
// before it had left its cursor (0) or somewhere else (1), and notes the cursor
// that it has left itself.
func resumes(p *platform, dir string) (int, error) {
	asked := p.questions()
	ws, err := config.Open(dir)
	if err != nil {
		return 0, err
	}
	if _, err := os.Stat(ws.Database()); err != nil {
		return 0, nil // killed before the store was made
	}
	ctx := context.Background()
	db, err := store.Open(ctx, ws.Database(), store.Options{})
	if err != nil {
		return 0, err
	}
	defer db.Close() //nolint:errcheck // only read
	var value string
	if err := db.QueryRow(ctx, `SELECT coalesce(max(cursor), '') FROM cursors WHERE source = 'platform'`).Scan(&value); err != nil || value == "" {
		return 0, err
	}
	var c struct{ After string }
	if err := json.Unmarshal([]byte(value), &c); err != nil {
		return 0, err
	}
	repeated := 0
	if p.done != "" && len(asked) > 0 && asked[0] != p.done {
		repeated = 1
	}
	p.done = c.After
	return repeated, nil
}

// settled tells whether the phase's walk had ended when its pass was killed:
// another full walk would be the next phase. Only the merge of the registers
// may be left to do, which any later run would.
func settled(ws *config.Workspace, at time.Time) (bool, error) {
	if _, err := os.Stat(ws.Database()); err != nil {
		return false, nil
	}
	ctx := context.Background()
	db, err := store.Open(ctx, ws.Database(), store.Options{})
	if err != nil {
		return false, err
	}
	defer db.Close() //nolint:errcheck // the merge has committed
	var n int
	err = db.QueryRow(ctx, `SELECT count(*) FROM cursors WHERE source = 'platform' AND updated_at = $1 AND cursor NOT LIKE '%"space"%'`, at).Scan(&n)
	if err != nil || n == 0 {
		// A walk that found nothing new leaves the cursor as it was; its mark is
		// the state that full walks are remembered by.
		err2 := db.QueryRow(ctx, `SELECT count(*) FROM source_state WHERE source = 'platform' AND key = 'full' AND updated_at = $1`, at).Scan(&n)
		if err = errors.Join(err, err2); err != nil || n == 0 {
			return false, err
		}
	}
	return true, db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := merge.Registers(ctx, tx)
		return err
	})
}
