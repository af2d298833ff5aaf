package publish_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/publish"
	"github.com/musharaka/musharaka/pipelines/review"
)

// A person clears words with the workbook of `analyze review`: until then they
// are nowhere in the public edition, then they appear masked, and they are
// gone with the next publication once the clearance is withdrawn, refused, or
// the author changed the words.
func TestClearance(t *testing.T) {
	db, dir := seeded(t), t.TempDir()
	const quote, adopted = "S8", "S40"
	raw := map[string]string{
		quote:   "الرجاء الاتصال بي على 92123456 بخصوص خزان المياه في حارتنا القديمة",
		adopted: "Please open the service hall on Saturday mornings, write to me at salim@example.om",
	}
	masked := map[string]string{
		quote:   "الرجاء الاتصال بي على [هاتف] بخصوص خزان المياه في حارتنا القديمة",
		adopted: "Please open the service hall on Saturday mornings, write to me at [email]",
	}
	exec(t, db, `UPDATE outcomes SET status = 'adopted', decided_at = '2025-11-01', linked_type = 'service', linked_id = 'خدمة-40' WHERE submission_id = ?`, adopted)
	exec(t, db, `UPDATE themes SET quotes = ['S8'] WHERE theme_id = 't1'`)
	for id := range raw {
		exec(t, db, `UPDATE submission_versions SET text = ? WHERE submission_id = ?`, raw[id], id)
		exec(t, db, `UPDATE enrichments SET masked = ? WHERE submission_id = ?`, masked[id], id)
	}
	o := options(dir)
	o.Edition = model.Public
	shown := func(written bool) (q, a int) {
		t.Helper()
		if !written { // the model of the edition is enough
			site, _, err := publish.PublicSite(t.Context(), db, o, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, th := range site.Themes.Themes {
				for _, x := range th.Quotes {
					q += strings.Count(x.Text, masked[quote])
				}
			}
			for _, x := range site.Units[0].Adoptions {
				a += strings.Count(x.Text, masked[adopted])
			}
			return q, a
		}
		if _, err := publish.Run(t.Context(), db, o); err != nil {
			t.Fatal(err)
		}
		for name, body := range files(t, dir) {
			if strings.Contains(body, "92123456") || strings.Contains(body, "salim@") {
				t.Errorf("%s holds what was masked", name)
			}
			q += strings.Count(body, masked[quote])
			a += strings.Count(body, masked[adopted])
		}
		return q, a
	}
	clock := time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	decide := func(values map[string]string) {
		t.Helper()
		clock = clock.Add(time.Hour)
		if _, err := review.Import(t.Context(), db, workbook(t, db, values), review.ImportOptions{Reviewer: "Salma", Now: clock}); err != nil {
			t.Fatal(err)
		}
	}
	check := func(step string, written, quoted, adoptedToo bool) {
		t.Helper()
		if q, a := shown(written); (q > 0) != quoted || (a > 0) != adoptedToo {
			t.Errorf("%s: quote %d times, adopted words %d times; want %v, %v", step, q, a, quoted, adoptedToo)
		}
	}
	check("before anyone decided", false, false, false)
	decide(map[string]string{quote: "yes", adopted: "yes"})
	check("cleared", true, true, true)
	decide(map[string]string{quote: ""})
	check("the quote withdrawn", true, false, true)
	decide(map[string]string{quote: "yes", adopted: "no"})
	check("the adopted words refused", false, true, false)
	exec(t, db, `INSERT INTO submission_versions SELECT * REPLACE (2 AS version, TIMESTAMP '2026-01-05' AS stored_at, 'h-new' AS text_sha256) FROM submission_versions WHERE submission_id = ?`, quote)
	exec(t, db, `INSERT INTO enrichments SELECT * REPLACE (2 AS version, 'h-new' AS text_sha256) FROM enrichments WHERE submission_id = ?`, quote)
	check("changed after it was cleared", false, false, false)
}

func exec(t *testing.T, db *store.DB, sql string, args ...any) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// workbook exports the review, and sets the column "cleared" of submissions.
func workbook(t *testing.T, db *store.DB, values map[string]string) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if _, err := review.Export(t.Context(), db, &b, review.ExportOptions{Lang: i18n.AR, Submissions: 500}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("submissions")
	if err != nil {
		t.Fatal(err)
	}
	col := 0
	for i, k := range rows[0] {
		if k == "cleared" {
			col = i + 1
		}
	}
	set := 0
	for r, row := range rows {
		v, ok := values[row[0]]
		if !ok {
			continue
		}
		at, err := excelize.CoordinatesToCellName(col, r+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStr("submissions", at, v); err != nil {
			t.Fatal(err)
		}
		set++
	}
	if set != len(values) {
		t.Fatalf("%d of %d submissions are in the workbook", set, len(values))
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return &out
}
