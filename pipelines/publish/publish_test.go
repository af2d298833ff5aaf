package publish_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
	"github.com/musharaka/musharaka/pipelines/publish"
)

// seeded is a small ministry's year, with its indicators computed.
func seeded(t testing.TB) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	sql, err := os.ReadFile("testdata/year.sql")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	asOf := metrics.Day(2026, 1, 1)
	err = db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, string(sql))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	year := metrics.ReportingYear(asOf.AddDate(0, 0, -1), 1)
	for _, day := range []time.Time{metrics.Day(2025, 10, 1), asOf} {
		rows, err := metrics.Compute(ctx, db, metrics.Request{AsOf: day, Periods: append([]metrics.Period{year}, metrics.Quarters(day.AddDate(0, 0, -1), 8)...)})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return metrics.Save(ctx, tx, rows) }); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func options(dir string) publish.Options {
	return publish.Options{Edition: model.Internal, OutDir: dir, AsOf: metrics.Day(2026, 1, 1), Version: "test", Zone: "Asia/Muscat",
		Name: i18n.Text{AR: "وزارة المثال", EN: "Example Ministry"}}
}

func TestRun(t *testing.T) {
	db, dir := seeded(t), t.TempDir()
	if keep := os.Getenv("KEEP_SITE"); keep != "" {
		dir = keep
	}
	rep, err := publish.Run(t.Context(), db, options(dir))
	if err != nil {
		t.Fatal(err)
	}
	if rep.Pages < 20 {
		t.Errorf("only %d pages", rep.Pages)
	}
	first := files(t, dir)
	for _, name := range []string{"site/index.html", "site/en/index.html", "site/indicators/g1.html", "site/sources.html"} {
		if first[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}

	t.Run("again writes nothing", func(t *testing.T) {
		rep, err := publish.Run(t.Context(), db, options(dir))
		if err != nil {
			t.Fatal(err)
		}
		if rep.Written != 0 || rep.Removed != 0 {
			t.Errorf("written %d, removed %d", rep.Written, rep.Removed)
		}
		if diff := cmp.Diff(first, files(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what is gone is removed", func(t *testing.T) {
		old := filepath.Join(dir, "site", "themes", "t-gone.html")
		if err := os.WriteFile(old, []byte("old words"), 0o600); err != nil {
			t.Fatal(err)
		}
		rep, err := publish.Run(t.Context(), db, options(dir))
		if err != nil {
			t.Fatal(err)
		}
		if rep.Removed != 1 {
			t.Errorf("removed %d", rep.Removed)
		}
	})
}

func TestNothingToPublish(t *testing.T) {
	o := options(t.TempDir())
	o.AsOf = time.Time{}
	if _, err := publish.Run(t.Context(), storetest.Open(t), o); err == nil || !strings.Contains(err.Error(), "no indicator") {
		t.Errorf("got %v", err)
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "vendor") {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, path))
		out[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
