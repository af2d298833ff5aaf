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

	"github.com/musharaka/musharaka/dashboards/htmlcheck"
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
	structure(t, first)
	for _, name := range []string{"site/index.html", "site/en/index.html", "site/indicators/g1.html", "site/sources.html"} {
		if first[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if !strings.Contains(first["site/en/index.html"], "Corrected for the errors measured") {
		t.Error("the overview does not correct the share of negative messages")
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

// The public edition holds no pseudonym, no words that nobody cleared, no
// internal page and no small cell, anywhere in its bytes.
func TestPublic(t *testing.T) {
	db, dir := seeded(t), t.TempDir()
	secret := "هذه كلمات سرية لم يوافق أحد على نشرها في أي مكان"
	open := "أوافق على نشر هذه الكلمات في النسخة العامة للجميع دون اسم"
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for i, s := range []string{secret, open} {
			if _, err := tx.Exec(ctx, `UPDATE submission_versions SET text = ? WHERE submission_id = ?`, s, []string{"S4", "S8"}[i]); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `UPDATE enrichments SET masked = ? WHERE submission_id = ?`, s, []string{"S4", "S8"}[i]); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO reviews VALUES ('v1', 'submission', 'S8', 'cleared', 'yes', 'r', '2025-12-31 12:00:00', NULL)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o := options(dir)
	o.Edition = model.Public
	if _, err := publish.Run(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	got := files(t, dir)
	all := strings.Builder{}
	for name, s := range got {
		all.WriteString(s)
		for _, page := range []string{"sources.html", "gaps.html", "design.html", "map.html"} {
			if strings.HasSuffix(name, page) {
				t.Errorf("%s is an internal page", name)
			}
		}
	}
	text := all.String()
	structure(t, got)
	if !strings.Contains(text, open) {
		t.Error("the cleared words are missing")
	}
	pseudonyms(t, db, text)
	uncleared(t, db, text)
	for _, w := range []string{"mailbox-7", "inbox/a.csv"} {
		if strings.Contains(text, w) {
			t.Errorf("%q names a source", w)
		}
	}
}

// structure checks every page of a site as written.
func structure(t *testing.T, files map[string]string) {
	t.Helper()
	exists := func(p string) bool {
		return files["site/"+p] != "" || strings.HasPrefix(p, "assets/vendor/")
	}
	for name, body := range files {
		path, ok := strings.CutPrefix(name, "site/")
		if !ok || !strings.HasSuffix(path, ".html") {
			continue
		}
		lang, dir := "ar", "rtl"
		if strings.HasPrefix(path, "en/") {
			lang, dir = "en", "ltr"
		}
		for _, bad := range htmlcheck.Page(path, []byte(body), lang, dir, exists) {
			t.Errorf("%s: %s", path, bad)
		}
	}
}

func pseudonyms(t *testing.T, db *store.DB, text string) {
	t.Helper()
	for _, q := range []string{"SELECT participant_id FROM participants", "SELECT DISTINCT author_id FROM submission_versions"} {
		each(t, db, q, func(id string) {
			if strings.Contains(text, id) {
				t.Errorf("the pseudonym %s is published", id)
			}
		})
	}
}

// uncleared searches for every run of six words of a text that no cleared text has.
func uncleared(t *testing.T, db *store.DB, text string) {
	t.Helper()
	clear := ""
	each(t, db, "SELECT masked FROM enrichments WHERE submission_id = 'S8'", func(s string) { clear += " " + s })
	each(t, db, "SELECT text FROM submission_versions WHERE submission_id <> 'S8'", func(s string) {
		words := strings.Fields(s)
		for i := 0; i+6 <= len(words); i++ {
			run := strings.Join(words[i:i+6], " ")
			if !strings.Contains(clear, run) && strings.Contains(text, run) {
				t.Errorf("six words of an uncleared text: %s", run)
			}
		}
	})
}

func each(t *testing.T, db *store.DB, query string, fn func(string)) {
	t.Helper()
	rows, err := db.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s *string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		if s != nil {
			fn(*s)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
