package enrich

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
	"github.com/musharaka/musharaka/pipelines/review"
)

// reviewWith exports the workbook, sets cells and imports it.
func reviewWith(t *testing.T, db *store.DB, at time.Time, cells map[string]string) review.Imported {
	t.Helper()
	var b bytes.Buffer
	if _, err := review.Export(t.Context(), db, &b, review.ExportOptions{Lang: "ar"}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range cells {
		sheet, at, _ := bytes.Cut([]byte(cell), []byte("!"))
		if err := f.SetCellStr(string(sheet), string(at), v); err != nil {
			t.Fatal(err)
		}
	}
	b.Reset()
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	n, err := review.Import(t.Context(), db, &b, review.ImportOptions{Reviewer: "Salma", Now: at})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestReviewersWordSurvives: what people decide in the workbook is what is
// shown, in every later run, and a second round changes nothing.
func TestReviewersWordSurvives(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 200)
	day := time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)
	o := Options{Now: day, AsOf: day, Seed: 1}
	run := func(at time.Time) ThemeStats {
		t.Helper()
		o.Now = at
		if _, err := Texts(t.Context(), db, o); err != nil {
			t.Fatal(err)
		}
		st, err := Themes(t.Context(), db, o)
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	run(day)
	// Rows of the sheets come in these orders.
	themes := dump(t, db, `SELECT theme_id FROM current_themes ORDER BY level, messages DESC, theme_id`)
	levels := dump(t, db, `SELECT level::TEXT FROM current_themes ORDER BY level, messages DESC, theme_id`)
	first, second := -1, -1
	for i, l := range levels {
		if l == "1" && first < 0 {
			first = i
		} else if l == "1" && second < 0 {
			second = i
		}
	}
	if second < 0 {
		t.Fatal("fewer than two themes")
	}
	row := func(col string, i int) string { return "themes!" + col + string(rune('0'+i+3)) }
	var listed bytes.Buffer
	if _, err := review.Export(t.Context(), db, &listed, review.ExportOptions{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&listed)
	if err != nil {
		t.Fatal(err)
	}
	id, err := f.GetCellValue("submissions", "A3")
	if err != nil {
		t.Fatal(err)
	}
	n := reviewWith(t, db, day.Add(time.Hour), map[string]string{
		row("L", first): "اسم من مراجع", row("P", first): "x", row("M", second): "A reviewer's name",
		"submissions!G3": themes[second], "submissions!H3": "positive", "submissions!K3": "praise", "submissions!L3": "roads"})
	if n.New != 7 {
		t.Fatalf("imported %+v", n)
	}
	want := []string{"اسم من مراجع locked", "A reviewer's name", id + " " + themes[second] + " positive false person praise roads"}
	got := func() []string {
		return append(dump(t, db, `SELECT CASE WHEN status = 'locked' THEN label_ar || ' locked' ELSE label_en END FROM current_themes WHERE status IS NOT NULL ORDER BY status`),
			dump(t, db, `SELECT submission_id || ' ' || theme_id || ' ' || sentiment || ' ' || unclear || ' ' || tier || ' ' || intent || ' ' || area
				FROM current_enrichments JOIN current_assignments USING(submission_id) WHERE submission_id = '`+id+`'`)...)
	}
	if st := run(day.Add(2 * time.Hour)); st.Unchanged {
		t.Error("decisions did not make a new run")
	}
	if d := cmp.Diff(want, got()); d != "" {
		t.Errorf("after the first run (-want +got)\n%s", d)
	}
	if st := run(day.Add(3 * time.Hour)); !st.Unchanged || st.Signals.Changed != 0 {
		t.Errorf("the second run did something: %+v", st)
	}
	if n := reviewWith(t, db, day.Add(4*time.Hour), nil); n.New+n.Withdrawn != 0 {
		t.Errorf("the same workbook again: %+v", n)
	}
	// More texts, the same decisions.
	fillFrom(t, db, 200, 230)
	if st := run(day.Add(5 * time.Hour)); st.Unchanged {
		t.Error("new texts made no new run")
	}
	if d := cmp.Diff(want, got()); d != "" {
		t.Errorf("after new texts (-want +got)\n%s", d)
	}
}
