package publish_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
	"github.com/musharaka/musharaka/pipelines/publish"
)

// A body that keeps registers but has no text yet gets its indicators and
// duties, and pages that say in words what will stand there.
func TestWithoutTexts(t *testing.T) {
	db := storetest.Open(t)
	sql, err := os.ReadFile("testdata/year.sql")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	asOf := metrics.Day(2026, 1, 1)
	err = db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// The registers come first, then texts and what was found in them.
		registers, _, _ := strings.Cut(string(sql), "INSERT INTO submission_versions")
		_, err := tx.Exec(ctx, registers)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := metrics.Compute(ctx, db, metrics.Request{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return metrics.Save(ctx, tx, rows) }); err != nil {
		t.Fatal(err)
	}
	for _, edition := range []model.Edition{model.Internal, model.Public} {
		o := options(t.TempDir())
		o.Edition = edition
		if _, err := publish.Run(ctx, db, o); err != nil {
			t.Fatalf("%s: %v", edition, err)
		}
		got := files(t, o.OutDir)
		structure(t, got)
		for page, want := range map[string]string{
			"site/index.html":           "المؤشرات الستة",
			"site/themes/index.html":    "تظهر الموضوعات هنا بعد تشغيل التحليل",
			"site/en/themes/index.html": "Themes appear here",
			"site/en/calendar.html":     "Due within a month",
		} {
			if edition == model.Internal && !strings.Contains(got[page], want) {
				t.Errorf("%s: %s does not say %q", edition, page, want)
			}
		}
		for name, body := range got {
			if strings.HasPrefix(name, "site/") && strings.HasSuffix(name, ".html") && (strings.Contains(body, "NaN") || strings.Contains(body, "+Inf")) {
				t.Errorf("%s: %s holds a number that is none", edition, name)
			}
		}
	}
}
