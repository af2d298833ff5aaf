package registers

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

var muscat = time.FixedZone("Asia/Muscat", 4*3600)

func options() Options {
	return Options{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Location: muscat, RunID: "r1",
		Units: []config.Unit{{ID: "U1", NameAR: "وحدة", NameEN: "Unit"}, {ID: "U2", NameAR: "وحدة", NameEN: "Unit"}}}
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for n, s := range files {
		if err := os.WriteFile(filepath.Join(dir, n), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func imported(t *testing.T, db *store.DB, dir string) *Report {
	t.Helper()
	rep, err := Import(t.Context(), db, dir, options())
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func one(t *testing.T, db *store.DB, q string) string {
	t.Helper()
	var s string
	if err := db.QueryRow(t.Context(), q).Scan(&s); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return s
}

func codes(rep *Report) []string {
	var out []string
	for _, b := range rep.Bad {
		out = append(out, b.Place+" "+b.Code)
	}
	slices.Sort(out)
	return out
}

func TestImport(t *testing.T) {
	db, dir := storetest.Open(t), t.TempDir()
	write(t, dir, map[string]string{
		// Arabic headers, semicolons, dd/mm/yyyy, Arabic-Indic digits, a local time and one with an offset.
		"activities.csv": "\ufeffرمز النشاط;رمز الوحدة;العنوان;النوع;المستوى;وقت البداية;وقت النهاية;المصروف (ر.ع.)\r\n" +
			"A1;U1;استشارة؛ أولى;استشارة عامة;consult;٠١/٠٢/٢٠٢٥ 08:30;2025-03-10T00:30:00+04:00;١٬٢٥٠٫٥\r\n" +
			"A1;U1;استشارة؛ أولى;استشارة عامة;consult;٠١/٠٢/٢٠٢٥ 08:30;2025-03-10T00:30:00+04:00;١٬٢٥٠٫٥\r\n" + // exact copy
			"A2;U9;وحدة مجهولة;workshop;info;;;\r\n" +
			"A3;U1;نوع مجهول;carnival;info;;;\r\n" +
			"A4;U1;تاريخ مستحيل;workshop;info;31/02/2025;;\r\n" +
			"A5;U1;أول;workshop;info;;;\r\nA5;U1;ثان;workshop;info;;;\r\n" +
			";U1;بلا رمز;workshop;info;;;\r\n",
		"participants.csv":   "participant_id,unit_id,entity_type,identity_level\np1,U1,person,account\np2,U2,شخص,account\n",
		"participations.csv": "participation_id,activity_id,participant_id,head_count,participated_at\nn1,A1,p1,,2025-02-01\nn2,A1,p2,,2025-02-01\nn3,A2,p1,,2025-02-01\nn4,A1,,0,2025-02-01\n",
		"submissions.csv":    "submission_id,unit_id,received_at,dup_of,is_spam\ns1,U1,2025-01-31T20:30:00Z,,\ns2,U1,2025-02-01,s3,لا\ns3,U1,2025-02-01,s2,نعم\ns4,U1,2025-02-02,s1,\n",
		"holiday.csv":        "a,b\n1,2\n",
	})
	rep := imported(t, db, dir)
	want := []string{
		"activities.csv 4 missing", "activities.csv 5 code", "activities.csv 6 time", "activities.csv 7 twice", "activities.csv 8 twice", "activities.csv 9 required",
		"participations.csv 3 unit", "participations.csv 4 missing", "participations.csv 5 check", "submissions.csv 3 cycle", "submissions.csv 4 cycle",
	}
	if d := cmp.Diff(want, codes(rep)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if len(rep.Faults) != 1 || !strings.Contains(i18n.Describe(i18n.AR, rep.Faults[0]), "holiday.csv") {
		t.Errorf("faults %v", rep.Faults)
	}
	if got := one(t, db, `SELECT strftime(started_at, '%Y-%m-%dT%H:%M') || ' ' || strftime(ended_at, '%Y-%m-%dT%H:%M') || ' ' || spent_omr || ' ' || kind FROM hand.activities`); got != "2025-02-01T04:30 2025-03-09T20:30 1250.500 consultation" {
		t.Errorf("activity %s", got)
	}
	if got := one(t, db, `SELECT string_agg(submission_id, ',' ORDER BY submission_id) FROM hand.submissions`); got != "s1,s4" {
		t.Errorf("submissions %s", got)
	}
	if got := one(t, db, `SELECT count(*)::TEXT FROM quarantine WHERE state = 'open' AND octet_length(original) > 0 AND seen_at IS NOT NULL`); got != "11" {
		t.Errorf("quarantine %s", got)
	}
	for _, b := range rep.Bad {
		for _, l := range i18n.Langs() {
			if s := b.Text().In(l); s == "" || strings.Contains(s, "%!") {
				t.Errorf("%s %s: %q", b.Code, l, s)
			}
		}
	}
}

// A spreadsheet saved as CSV leaves days as numbers; other numbers are no days.
func TestSerialsInCSV(t *testing.T) {
	db, dir := storetest.Open(t), t.TempDir()
	write(t, dir, map[string]string{"polls.csv": "poll_id,unit_id,opened_at\n1,U1,45802\n2,U1,٤٥٨٠٢.٥\n3,U1,2025\n4,U1,20250110\n"})
	if rep := imported(t, db, dir); len(rep.Bad) != 2 {
		t.Errorf("%+v", rep.Bad)
	}
	if got := one(t, db, `SELECT string_agg(strftime(opened_at, '%Y-%m-%d %H:%M'), ' ' ORDER BY poll_id) FROM hand.polls`); got != "2025-05-24 20:00 2025-05-25 08:00" {
		t.Error(got)
	}
}

func TestImportAgainChangesNothingAndMendingCloses(t *testing.T) {
	db, dir := storetest.Open(t), t.TempDir()
	write(t, dir, map[string]string{"polls.csv": "poll_id,unit_id,opened_at\n1,U1,2025-01-10\n2,U1,soon\n"})
	imported(t, db, dir)
	rep := imported(t, db, dir)
	if got := rep.Tables[0]; got.Added != 0 || got.Changed != 0 || got.Unchanged != 1 || got.Quarantined != 1 {
		t.Errorf("second import: %+v", got)
	}
	write(t, dir, map[string]string{"polls.csv": "poll_id,unit_id,opened_at\n1,U1,2025-01-10\n2,U1,2025-02-10\n"})
	if rep = imported(t, db, dir); rep.Tables[0].Added != 1 || len(rep.Bad) != 0 {
		t.Errorf("mended: %+v", rep.Tables[0])
	}
	if got := one(t, db, `SELECT count(*)::TEXT FROM quarantine WHERE state = 'open'`); got != "0" {
		t.Errorf("%s rows are still open", got)
	}
}

// TestHandRowMayBePartial: a hand-kept row may give only what it corrects of a
// row that a source brought.
func TestHandRowMayBePartial(t *testing.T) {
	db, dir := storetest.Open(t), t.TempDir()
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO ingested.activities(activity_id, unit_id, kind, level) VALUES ('platform:1', 'U1', 'ideation', 'consult')`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"activities.csv": "activity_id,unit_id,results_published_at\nplatform:1,U1,2025-05-01\nplatform:2,U1,2025-05-01\n"})
	rep := imported(t, db, dir)
	if d := cmp.Diff([]string{"activities.csv 3 required"}, codes(rep)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestWorkbook(t *testing.T) {
	db, dir := storetest.Open(t), t.TempDir()
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"سجل الاستطلاعات لعام 2025"}, {}, {"رمز الاستطلاع", "رمز الوحدة", "وقت الفتح", "تجريبي"}, {"poll_id", "unit_id", "opened_at", "is_test"},
		{"q1", "U1", 45667.5, true}, {"q2", "U1", "١٥/٠٢/٢٠٢٥", "نعم"}, {"q3", "U1", 99999999, "لا"},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if i == 0 {
			if _, err := f.NewSheet("الاستطلاعات"); err != nil {
				t.Fatal(err)
			}
			if err := f.MergeCell("الاستطلاعات", "A1", "D1"); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetSheetRow("الاستطلاعات", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "registers.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	rep := imported(t, db, path)
	if d := cmp.Diff([]string{"registers.xlsx [الاستطلاعات] 7 time"}, codes(rep)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if got := one(t, db, `SELECT string_agg(strftime(opened_at, '%Y-%m-%d %H:%M') || is_test, ' ' ORDER BY poll_id) FROM hand.polls`); got != "2025-01-10 08:00true 2025-02-14 20:00true" {
		t.Errorf("polls %s", got)
	}
}

// TestTemplates: what init hands out can be imported as it is, and holds
// nothing.
func TestTemplates(t *testing.T) {
	db := storetest.Open(t)
	for _, l := range i18n.Langs() {
		files, err := Templates(t.Context(), db, l)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Templates(t.Context(), db, l)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for n, b := range files {
			if string(again[n]) != string(b) {
				t.Errorf("%s differs between two runs", n)
			}
			if err := os.WriteFile(filepath.Join(dir, n), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		rep := imported(t, db, dir)
		if len(rep.Bad)+len(rep.Faults)+len(rep.Warnings) != 0 || len(files) != 43 {
			t.Errorf("%s: %d files, %v %v %v", l, len(files), rep.Bad, rep.Faults, rep.Warnings)
		}
	}
}
