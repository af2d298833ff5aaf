package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/sources"
)

const filesConfig = `
units:
  - {id: U1, name_ar: وحدة, name_en: A unit}
sources:
  letters:
    kind: files
    path: inbox/*
    unit: U1
`

func workspace(t *testing.T, yaml string, files map[string]string) *config.Workspace {
	t.Helper()
	dir := t.TempDir()
	files[config.FileName] = yaml
	files["secrets/pseudonym.key"] = strings.Repeat("k", 32)
	for name, body := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ws, err := config.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

// run makes a pass with a clock that moves on by a minute for each.
func run(t *testing.T, ws *config.Workspace, change func(*ingest.Options)) ingest.Report {
	t.Helper()
	o := ingest.Options{Kinds: sources.All(), Now: clock(t)}
	if change != nil {
		change(&o)
	}
	rep, err := ingest.Run(t.Context(), ws, o)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

var passes = map[string]int{} //nolint:gochecknoglobals // tests of one package run in one process

func clock(t *testing.T) func() time.Time {
	passes[t.Name()]++
	at := time.Date(2026, 1, 1, 0, passes[t.Name()], 0, 0, time.UTC)
	return func() time.Time { return at }
}

func query(t *testing.T, ws *config.Workspace, q string) []string {
	t.Helper()
	db, err := store.Open(t.Context(), ws.Database(), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEditsDeletionsAndRerun(t *testing.T) {
	day1 := `{"id":"1","text":"الطريق مكسور","author":"u1","created_at":"2025-01-01T10:00:00Z","channel":"portal","governorate":"مسقط"}
{"id":"2","text":"شكراً لكم","author":"u2","created_at":"2025-01-02T10:00:00Z","status":"answered","outcome":"accepted","answered_at":"2025-01-05"}
{"id":"3","text":"سؤال","author":"u1","created_at":"2025-01-03T10:00:00Z"}
not json
`
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": day1})
	rep := run(t, ws, nil)
	got := rep.Sources[0]
	if got.New != 3 || got.Quarantined != 1 || got.Status != "ok" || rep.ExitStatus() != 3 {
		t.Fatalf("first run: %+v", got)
	}
	again := run(t, ws, nil).Sources[0]
	if again.New+again.Changed+again.Deleted+again.Quarantined+again.Fetched != 0 {
		t.Fatalf("a second run must do nothing: %+v", again)
	}
	day2 := strings.Replace(day1, "الطريق مكسور", "الطريق مكسور جداً", 1)
	day2 = strings.Replace(day2, `"text":"سؤال"`, `"deleted":true,"text":"سؤال"`, 1)
	day2 += `{"id":"4","text":"جديد","author":"u9","created_at":"2025-01-04T10:00:00Z"}` + "\n"
	if err := os.WriteFile(filepath.Join(ws.Dir, "inbox/a.ndjson"), []byte(day2), 0o600); err != nil {
		t.Fatal(err)
	}
	third := run(t, ws, nil).Sources[0]
	if third.New != 1 || third.Changed != 1 || third.Deleted != 1 || third.Quarantined != 0 {
		t.Fatalf("third run: %+v", third)
	}
	want := []string{
		"letters:1 v1 الطريق مكسور ", "letters:1 v2 الطريق مكسور جداً ", "letters:2 v1 شكراً لكم ", "letters:3 v1  gone", "letters:4 v1 جديد ",
	}
	if diff := cmp.Diff(want, query(t, ws, `SELECT submission_id || ' v' || version || ' ' || coalesce(text, '') || CASE WHEN deleted_at IS NULL THEN ' ' ELSE ' gone' END FROM submission_versions ORDER BY 1`)); diff != "" {
		t.Errorf("versions (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"letters:1 portal", "letters:2 ?", "letters:4 ?"}, query(t, ws, `SELECT submission_id || ' ' || coalesce(channel::TEXT, '?') FROM submissions ORDER BY 1`)); diff != "" {
		t.Errorf("register (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"letters:2 adopted 2025-01-04 20:00:00"}, query(t, ws, `SELECT submission_id || ' ' || status || ' ' || decided_at FROM outcomes`)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	if got := query(t, ws, `SELECT payload::TEXT FROM raw_records WHERE payload::TEXT LIKE '%"u1"%'`); len(got) != 0 {
		t.Errorf("an author's name is in the raw payload: %q", got)
	}
	if got := query(t, ws, `SELECT DISTINCT governorate::TEXT FROM current_texts WHERE governorate IS NOT NULL`); len(got) != 1 || got[0] != "OM-MA" {
		t.Errorf("governorate %q", got)
	}
}

func TestCorpusFiles(t *testing.T) {
	root, err := filepath.Abs("../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("no corpus here")
	}
	ws := workspace(t, `
units: [{id: U1}, {id: U2}, {id: U3}]
sources:
  letters: {kind: files, path: `+root+`/mail.tsv, unit: U1, map: {id: رقم, text: نص المشاركة, created_at: التاريخ, author: المرسل, channel: القناة, unit: الوحدة}}
  survey: {kind: files, path: "`+root+`/survey*", unit: U2, map: {id: رقم الاستبانة, text: ملاحظاتك ومقترحاتك, created_at: تاريخ التعبئة, author: المستجيب, governorate: المحافظة, rating: التقييم, activity: النشاط}}
  posts: {kind: files, path: `+root+`/social.ndjson}
  dirty: {kind: files, path: "`+root+`/dirty/*.*", unit: U1}
`, map[string]string{})
	rep := run(t, ws, nil)
	for _, s := range rep.Sources {
		t.Logf("%+v", s)
		if s.Err != nil {
			t.Errorf("%s: %v", s.Source, s.Err)
		}
	}
	for _, l := range query(t, ws, `SELECT place || ' ' || code || ' ' || coalesce(column_name, '') || ' ' || coalesce(args::TEXT,'') FROM quarantine ORDER BY 1`) {
		t.Log(l)
	}
	for _, s := range run(t, ws, nil).Sources {
		if s.New+s.Changed+s.Deleted+s.Quarantined != 0 {
			t.Errorf("second run: %+v", s)
		}
	}
}

// fast takes the waiting out of connectors.
func fast(e *source.Env) {
	e.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
}
