// Package storetest opens throw-away workspace files for tests.
package storetest

import (
	"path/filepath"
	"testing"

	"github.com/musharaka/musharaka/internal/store"
)

// Open makes a migrated file in the test's own folder and closes it at the end.
func Open(tb testing.TB) *store.DB {
	tb.Helper()
	db, err := store.Open(tb.Context(), filepath.Join(tb.TempDir(), "musharaka.duckdb"), store.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return db
}
