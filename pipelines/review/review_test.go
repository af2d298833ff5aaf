package review

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

var day = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func filled(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		stmts := []string{
			`INSERT INTO theme_runs(theme_run, as_of, model_version, seed, created_at) VALUES ('r', '2026-01-01', 'm', 1, '2026-01-01')`,
		}
		for i := range 3 {
			stmts = append(stmts, fmt.Sprintf(`INSERT INTO themes(theme_run, theme_id, level, label_ar, label_en, keywords_ar, keywords_en, messages, voices, quotes) VALUES ('r', 't%d', 1, 'موضوع', 'Theme', ['أ'], ['a'], 9, 8, ['a:0'])`, i),
				fmt.Sprintf(`INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at) VALUES ('a:%d', 1, 'a', '%d', '=1+1', 'x', 'r', '2026-01-01')`, i, i),
				fmt.Sprintf(`INSERT INTO enrichments(submission_id, version, model_version, text_sha256, lang, sentiment, unclear, sdg, masked, enriched_at) VALUES ('a:%d', 1, 'm', 'x', 'en', 'neutral', true, '[{"goal":6,"score":0.5}]', '=1+1', '2026-01-01')`, i),
				fmt.Sprintf(`INSERT INTO theme_assignments(theme_run, submission_id, theme_id, path, score) VALUES ('r', 'a:%d', 't0', ['t0'], 0.5)`, i))
		}
		for _, s := range stmts {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// edit exports the workbook, sets cells ("sheet!A3") and gives its bytes.
func edit(t *testing.T, db *store.DB, cells map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Export(t.Context(), db, &b, ExportOptions{Lang: "ar"}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for at, v := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellStr(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func take(t *testing.T, db *store.DB, book []byte, at time.Time) (Imported, error) {
	t.Helper()
	return Import(t.Context(), db, bytes.NewReader(book), ImportOptions{Reviewer: "Salma", Now: at})
}

func TestThereAndBack(t *testing.T) {
	db := filled(t)
	book := edit(t, db, map[string]string{"themes!L3": "اسم أوضح", "themes!N4": "t2", "themes!P5": "X", "submissions!H3": "negative", "submissions!I3": "3، 1", "submissions!G4": "t2", "submissions!K3": "complaint", "submissions!L3": "roads"})
	n, err := take(t, db, book, day)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Imported{Rows: 6, New: 8}, n); diff != "" {
		t.Errorf("first import (-want +got):\n%s", diff)
	}
	if n, err = take(t, db, book, day.Add(time.Hour)); err != nil || n.New+n.Withdrawn != 0 || n.Same != 8 {
		t.Errorf("the same workbook again: %+v, %v; want nothing new", n, err)
	}
	got, err := Decisions(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	at := day.Format(time.RFC3339)
	want := []themes.Decision{
		{Kind: themes.DecideMove, Submission: "a:1", Theme: "t2", Reviewer: "Salma", At: at},
		{Kind: themes.DecideName, Theme: "t0", LabelAR: "اسم أوضح", Reviewer: "Salma", At: at},
		{Kind: themes.DecideMerge, Theme: "t1", Into: "t2", Reviewer: "Salma", At: at},
		{Kind: themes.DecideLock, Theme: "t2", Reviewer: "Salma", At: at},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
	if d := cmp.Diff([]string{"a:0 negative false person 1,3 complaint roads", "a:1 neutral true machine 6 other "}, shown(t, db)[:2]); d != "" {
		t.Errorf("shown (-want +got):\n%s", d)
	}
	share, err := Reviewed(t.Context(), db)
	if diff := cmp.Diff(Share{3, 3, 3, 2}, share); err != nil || diff != "" {
		t.Errorf("share (%v, -want +got):\n%s", err, diff)
	}
}

// shown is what pages read about submissions.
func shown(t *testing.T, db *store.DB) (out []string) {
	t.Helper()
	rows, err := db.Query(t.Context(), `SELECT submission_id || ' ' || sentiment || ' ' || unclear || ' ' || coalesce(tier, 'machine') || ' ' ||
		array_to_string(json_extract_string(sdg, '$[*].goal'), ',') || ' ' || coalesce(intent, 'other') || ' ' || coalesce(area, '')
		FROM current_enrichments JOIN current_assignments USING(submission_id) ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// A person's word is about the words that they read: an edited text is the
// machine's again.
func TestACorrectionHoldsForItsWords(t *testing.T) {
	db := filled(t)
	book := edit(t, db, map[string]string{"submissions!H3": "positive"})
	if _, err := take(t, db, book, day); err != nil {
		t.Fatal(err)
	}
	if got := shown(t, db)[0]; got != "a:0 positive false person 6 other " {
		t.Errorf("corrected: %q", got)
	}
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at) VALUES ('a:0', 2, 'a', '0', 'other words', 'y', 'r', '2026-02-01');
			INSERT INTO enrichments(submission_id, version, model_version, text_sha256, lang, sentiment, unclear, sdg, masked, enriched_at) VALUES ('a:0', 2, 'm', 'y', 'en', 'neutral', true, '[]', 'other words', '2026-02-01')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(t, db)[0]; got != "a:0 neutral true machine  other " {
		t.Errorf("after an edit: %q", got)
	}
}

func TestAnEmptiedCellWithdraws(t *testing.T) {
	db := filled(t)
	if _, err := take(t, db, edit(t, db, map[string]string{"themes!Q3": "x"}), day); err != nil {
		t.Fatal(err)
	}
	n, err := take(t, db, edit(t, db, map[string]string{"themes!Q3": ""}), day.Add(time.Hour))
	if err != nil || n.Withdrawn != 1 {
		t.Errorf("%+v, %v; want one withdrawal", n, err)
	}
	if got, _ := Decisions(t.Context(), db); len(got) != 0 {
		t.Errorf("decisions in force: %v", got)
	}
}

func TestFaultsAreNamedAndNothingIsTaken(t *testing.T) {
	db := filled(t)
	book := edit(t, db, map[string]string{"themes!L3": "fine", "themes!N4": "t1", "themes!O5": "maybe", "submissions!I3": "18", "submissions!G4": "nowhere", "submissions!A5": "a:99"})
	_, err := take(t, db, book, day)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"sheet themes, row 4", "sheet themes, row 5", "sheet submissions, row 3", "sheet submissions, row 4", "sheet submissions, row 5"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %q: %v", want, err)
		}
	}
	if got, _ := Decisions(t.Context(), db); len(got) != 0 {
		t.Errorf("taken in spite of faults: %v", got)
	}
	for _, junk := range [][]byte{nil, []byte("PK\x03\x04 no"), []byte("a,b\n1,2")} {
		if _, err := take(t, db, junk, day); err == nil {
			t.Errorf("%q was taken for a workbook", junk)
		}
	}
}

func TestWordsNeverBecomeFormulas(t *testing.T) {
	db := filled(t)
	f, err := excelize.OpenReader(bytes.NewReader(edit(t, db, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetCellFormula(sheetSubmissions, "B3"); err != nil || s != "" {
		t.Errorf("the text became the formula %q (%v)", s, err)
	}
	if s, _ := f.GetCellValue(sheetSubmissions, "B3"); s != "=1+1" {
		t.Errorf("text %q, want it as it was", s)
	}
}
