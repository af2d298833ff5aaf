package store_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

func TestOpenMakesPrivateFileAndReopens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "musharaka.duckdb")
	for range 2 {
		db, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	st, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if st.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", st.Mode().Perm())
	}
	ro, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := ro.QueryRow(t.Context(), `SELECT count(*) FROM information_schema.tables WHERE table_schema = 'main' AND table_type = 'BASE TABLE'`).Scan(&n); err != nil || n < 42 {
		t.Errorf("%d tables, %v", n, err)
	}
	if err := ro.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReadOnlyWantsAFile(t *testing.T) {
	_, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "none.duckdb"), store.Options{ReadOnly: true})
	if err == nil || !strings.Contains(i18n.Describe(i18n.AR, err), "لا توجد قاعدة بيانات") {
		t.Errorf("got %v", err)
	}
}

func TestInTx(t *testing.T) {
	db := storetest.Open(t)
	rows := func(ids ...string) iter.Seq2[[]driver.Value, error] {
		return func(yield func([]driver.Value, error) bool) {
			for _, id := range ids {
				if !yield([]driver.Value{id, "وحدة", "unit", nil, nil, nil}, nil) {
					return
				}
			}
		}
	}
	boom := errors.New("boom")
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Append(ctx, "units", rows("A", "B")); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Append(ctx, "units", rows("C"))
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled transaction: %v", err)
	}
	err = db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Stage(ctx, "stage", `CREATE TEMP TABLE stage AS FROM units LIMIT 0`, rows("D", "E"))
		if err != nil || n != 2 {
			t.Errorf("staged %d, %v", n, err)
		}
		_, err = tx.Exec(ctx, `INSERT INTO units FROM stage`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var got string
	if err := db.QueryRow(t.Context(), `SELECT string_agg(unit_id, ',' ORDER BY unit_id) FROM units`).Scan(&got); err != nil || got != "D,E" {
		t.Errorf("units %q, %v; only the committed rows may be there", got, err)
	}
}

func TestSnapshotLeavesNothing(t *testing.T) {
	db := storetest.Open(t)
	err := db.InSnapshot(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TEMP VIEW v AS SELECT 1; INSERT INTO units VALUES ('X','x','x',NULL,NULL,NULL)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM units) + (SELECT count(*) FROM duckdb_views() WHERE view_name = 'v')`).Scan(&n); err != nil || n != 0 {
		t.Errorf("left %d, %v", n, err)
	}
}

// TestLockedElsewhere opens the file in a second process, since DuckDB's lock
// is between processes only.
func TestLockedElsewhere(t *testing.T) {
	if path := os.Getenv("STORE_TEST_OPEN"); path != "" {
		_, err := store.Open(context.Background(), path, store.Options{ReadOnly: true})
		if _, ok := errors.AsType[*store.LockedError](err); !ok {
			t.Fatalf("want a LockedError, got %v", err)
		}
		t.Log(i18n.Describe(i18n.AR, err))
		return
	}
	db := storetest.Open(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestLockedElsewhere$", "-test.v")
	cmd.Env = append(os.Environ(), "STORE_TEST_OPEN="+db.Path())
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "مشغولة ببرنامج آخر") || !strings.Contains(string(out), "PID") {
		t.Errorf("%v\n%s", err, out)
	}
}
