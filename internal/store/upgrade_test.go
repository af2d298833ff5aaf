package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"
)

// A workspace of the version before keeps every row when it is opened.
func TestUpgradeKeepsRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.duckdb")
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	for keep := 2; keep < len(all); keep++ {
		path := path + all[keep].name
		db, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		// Back to the schema of before: everything goes, the older migrations come.
		if err := db.InTx(t.Context(), func(ctx context.Context, tx *Tx) error {
			for _, q := range []string{"DROP SCHEMA hand CASCADE", "DROP SCHEMA ingested CASCADE", "DROP TABLE schema_migrations"} {
				if _, err := tx.Exec(ctx, q); err != nil {
					return err
				}
			}
			return dropMain(ctx, tx)
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.InTx(t.Context(), func(ctx context.Context, tx *Tx) error {
			if _, err := tx.Exec(ctx, `CREATE TABLE schema_migrations(version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TIMESTAMP NOT NULL)`); err != nil {
				return err
			}
			for _, m := range all[:keep] {
				if _, err := tx.Exec(ctx, m.sql); err != nil {
					return err
				}
				if _, err := tx.Exec(ctx, `INSERT INTO schema_migrations VALUES (?, ?, ?, ?)`, m.version, m.name, m.sum, time.Now().UTC()); err != nil {
					return err
				}
			}
			_, err := tx.Exec(ctx, `INSERT INTO raw_records SELECT 'r' || n, 'a', 's', n::TEXT, 'x'::BLOB, 'application/json', 'h', 'run', TIMESTAMP '2026-01-01', NULL, NULL FROM range(5) t(n);
				INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at) SELECT 'a:' || n, 1, 'a', n::TEXT, 'w', 'h', 'run', TIMESTAMP '2026-01-01' FROM range(5) t(n);
				INSERT INTO ingested.submissions(submission_id, unit_id, received_at) SELECT 'a:' || n, 'U', TIMESTAMP '2026-01-01' FROM range(5) t(n)`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if db, err = Open(t.Context(), path, Options{}); err != nil {
			t.Fatal(err)
		}
		var got, version int
		if err := db.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM raw_records WHERE payload = 'x'::BLOB) + (SELECT count(*) FROM submission_versions WHERE version = 1)
			+ (SELECT count(*) FROM ingested.submissions) + (SELECT count(*) FROM current_texts), (SELECT max(version) FROM schema_migrations)`).Scan(&got, &version); err != nil {
			t.Fatal(err)
		}
		if got != 20 || version != len(all) {
			t.Errorf("from version %d: %d rows of 20, version %d", keep, got, version)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func dropMain(ctx context.Context, tx *Tx) error {
	for _, kind := range []struct{ list, drop string }{
		{`SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'`, "DROP VIEW "},
		{`SELECT table_name FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main'`, "DROP TABLE "},
		{`SELECT type_name FROM duckdb_types() WHERE NOT internal AND schema_name = 'main'`, "DROP TYPE "},
	} {
		rows, err := tx.Query(ctx, kind.list)
		if err != nil {
			return err
		}
		var names []string
		for rows.Next() {
			var n string
			if err := rows.Scan(&n); err != nil {
				return err
			}
			names = append(names, n)
		}
		if err := rows.Close(); err != nil {
			return err
		}
		for _, n := range names {
			if _, err := tx.Exec(ctx, kind.drop+n); err != nil {
				return err
			}
		}
	}
	return nil
}
