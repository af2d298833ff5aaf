package publish_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
	"github.com/musharaka/musharaka/pipelines/publish"
)

// synthetic is a store of units with texts submissions in 60 themes, and rows
// of every indicator for a year and eight quarters. Values are made up: what
// is measured is publishing.
func synthetic(b *testing.B, units, texts int) *store.DB {
	b.Helper()
	db := storetest.Open(b)
	sql := fmt.Sprintf(`
INSERT INTO units SELECT 'U' || i, 'وحدة ' || i, 'Unit ' || i, NULL, NULL, NULL FROM range(1, %[1]d + 1) t(i);
INSERT INTO submissions(submission_id, unit_id, participant_id, channel, received_at, lang)
SELECT 'S' || i, 'U' || (1 + i %% %[1]d), 'ps-' || (i %% 70000), 'portal', TIMESTAMP '2024-01-02' + INTERVAL (i %% 17000) HOUR, 'ar' FROM range(%[2]d) t(i);
INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, author_id, created_at, run_id, stored_at)
SELECT 'S' || i, 1, 'platform', i::TEXT, 'الموعد في المركز يتأخر كثيراً ونرجو تقليل وقت الانتظار رقم ' || i, 'h' || i, 'ps-' || (i %% 70000), TIMESTAMP '2024-01-02' + INTERVAL (i %% 17000) HOUR, 'r', '2025-12-31' FROM range(%[2]d) t(i);
INSERT INTO enrichments(submission_id, version, model_version, text_sha256, lang, sentiment, unclear, intent, sdg, masked, enriched_at)
SELECT 'S' || i, 1, 'm', 'h' || i, 'ar', ['negative', 'neutral', 'positive'][1 + i %% 3], i %% 9 = 0, 'complaint', '[{"goal":9,"score":0.7}]', 'الموعد في المركز يتأخر كثيراً ونرجو تقليل وقت الانتظار رقم ' || i, '2025-12-31' FROM range(%[2]d) t(i);
INSERT INTO theme_runs(theme_run, as_of, model_version, seed, texts, none_share, created_at) VALUES ('r', '2026-01-01', 'm', 1, %[2]d, 0.05, '2026-01-01');
INSERT INTO themes SELECT 'r', 't' || i, 'w' || (i %% 8), 1, 'موضوع ' || i, 'Theme ' || i, ['انتظار'], ['waiting'], NULL, %[2]d // 60, %[2]d // 70, '{}', 0.7, ['S' || i, 'S' || (i + 60)], NULL, NULL FROM range(60) t(i);
INSERT INTO theme_assignments(theme_run, submission_id, theme_id, path, score) SELECT 'r', 'S' || i, 't' || (i %% 60), ['t' || (i %% 60)], 0.6 FROM range(%[2]d) t(i);`, units, texts)
	infos, err := metrics.Definitions()
	if err != nil {
		b.Fatal(err)
	}
	err = db.InTx(b.Context(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, sql); err != nil {
			return err
		}
		for _, x := range infos {
			_, err := tx.Exec(ctx, `INSERT INTO kpi_results SELECT ?, '1', u.unit_id, p.s, p.e, DATE '2026-01-01', '{}', 5, 8, 0.625, NULL, NULL, NULL, NULL, NULL, NULL, 'ok', [], 1, 'OD', NULL, 'x'
				FROM units u, (SELECT DATE '2025-01-01' AS s, DATE '2026-01-01' AS e UNION ALL SELECT (DATE '2024-01-01' + INTERVAL (3 * i) MONTH)::DATE, (DATE '2024-04-01' + INTERVAL (3 * i) MONTH)::DATE FROM range(8) t(i)) p`, x.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkRun publishes a workspace of one unit with 100,000 submissions, and
// one of 100 units.
func BenchmarkRun(b *testing.B) {
	for _, c := range []struct{ units, texts int }{{1, 100_000}, {100, 100_000}} {
		b.Run(fmt.Sprintf("units=%d/texts=%d", c.units, c.texts), func(b *testing.B) {
			db := synthetic(b, c.units, c.texts)
			dir := b.TempDir()
			for b.Loop() {
				rep, err := publish.Run(b.Context(), db, options(dir))
				if err != nil {
					b.Fatal(err)
				}
				if rep.Pages == 0 || rep.Written+rep.Unchanged < rep.Pages {
					b.Fatalf("%+v", rep)
				}
				b.ReportMetric(float64(rep.Pages), "pages")
			}
			b.ReportMetric(peakMiB(b), "peak-MiB")
		})
	}
}

// BenchmarkMillion publishes a workspace with a million submissions: the pages
// count all of them, the explorer holds its sample.
func BenchmarkMillion(b *testing.B) {
	db := synthetic(b, 1, 1_000_000)
	dir := b.TempDir()
	for b.Loop() {
		if _, err := publish.Run(b.Context(), db, options(dir)); err != nil {
			b.Fatal(err)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "site", "en", "explorer.html"))
	if err != nil || !strings.Contains(string(page), "200,000") || !strings.Contains(string(page), "1,000,000") {
		b.Errorf("the explorer does not say that it holds a sample (%v)", err)
	}
	size := int64(0)
	data, err := os.ReadDir(filepath.Join(dir, "site", "data"))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range data {
		if info, err := f.Info(); err == nil {
			size += info.Size()
		}
	}
	b.ReportMetric(float64(size)/1e6, "explorer-MB")
	b.ReportMetric(peakMiB(b), "peak-MiB")
}

// peakMiB is the largest resident size of this process so far (Linux).
func peakMiB(b *testing.B) float64 {
	b.Helper()
	s, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kb float64
	for line := range strings.Lines(string(s)) {
		if len(line) > 7 && line[:6] == "VmHWM:" {
			var n string
			for _, r := range line {
				if r >= '0' && r <= '9' {
					n += string(r)
				}
			}
			kb, _ = strconv.ParseFloat(n, 64)
		}
	}
	return kb / 1024
}
