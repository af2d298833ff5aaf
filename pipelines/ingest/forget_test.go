package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/sources"
)

func TestErase(t *testing.T) {
	words := "كلمات سرية جداً"
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": `{"id":"1","text":"` + words + `","author":"u1"}
{"id":"2","text":"غيرها","author":"u1"}
{"id":"3","text":"لآخر","author":"u2"}
`})
	run(t, ws, nil)
	now := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	p, err := ingest.Erase(t.Context(), ws, ingest.Forget{Submission: "letters:1", Now: now})
	if err != nil || p.Rows == 0 || p.Path == "" {
		t.Fatalf("%+v %v", p, err)
	}
	if b, err := os.ReadFile(p.Path); err != nil || strings.Contains(string(b), words) {
		t.Errorf("proof: %v", err)
	}
	nowhere(t, ws.Database(), query(t, ws, `SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'`), func(table string) string {
		return `SELECT count(*)::TEXT FROM ` + table + ` t WHERE t::TEXT LIKE '%` + words + `%'`
	}, func(q string) []string { return query(t, ws, q) })
	if _, err := ingest.Erase(t.Context(), ws, ingest.Forget{Author: "letters:u2", Now: now}); err != nil {
		t.Fatal(err)
	}
	// The source still has them; they must not come back.
	if err := os.WriteFile(filepath.Join(ws.Dir, "inbox/a.ndjson"), []byte(`{"id":"1","text":"`+words+` ثانية","author":"u1"}
{"id":"2","text":"غيرها","author":"u1"}
{"id":"4","text":"جديد لآخر","author":"u2"}
`), 0o600); err != nil {
		t.Fatal(err)
	}
	again := run(t, ws, nil).Sources[0]
	if again.New+again.Changed != 0 {
		t.Errorf("erased words came back: %+v", again)
	}
	if got := query(t, ws, `SELECT submission_id FROM current_texts ORDER BY 1`); strings.Join(got, " ") != "letters:2" {
		t.Errorf("left: %v", got)
	}
	if _, err := ingest.Erase(t.Context(), ws, ingest.Forget{Submission: "letters:99", Now: now}); err == nil {
		t.Error("an unknown id must be an error")
	}
}

func nowhere(t *testing.T, _ string, tables []string, q func(string) string, ask func(string) []string) {
	t.Helper()
	for _, table := range tables {
		if n := ask(q(table)); n[0] != "0" {
			t.Errorf("%s still holds the words", table)
		}
	}
}

func TestExpire(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": `{"id":"1","text":"x","author":"u1","created_at":"2025-01-01"}` + "\nbad\n"})
	run(t, ws, nil)
	later := time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC)
	dry, err := ingest.Expire(t.Context(), ws, later, true)
	if err != nil || dry.Rows != 3 {
		t.Fatalf("%+v %v", dry, err)
	}
	if _, err := ingest.Expire(t.Context(), ws, later, false); err != nil {
		t.Fatal(err)
	}
	if got := query(t, ws, `SELECT (SELECT count(payload) FROM raw_records) || ' ' || (SELECT count(author_id) FROM submission_versions) || ' ' || (SELECT count(text) FROM submission_versions)`); got[0] != "0 0 1" {
		t.Errorf("left: %v", got)
	}
}

func TestDoctor(t *testing.T) {
	ws := workspace(t, filesConfig+"  broken: {kind: decidim, url: 'http://127.0.0.1:9', unit: U1}\n  secretless: {kind: kobo, url: 'https://k.example', asset: a, unit: U1, token: 'env:NO_SUCH_TOKEN', map: {text: t}}\n",
		map[string]string{"inbox/a.csv": "id,text\n1,x\n"})
	f, err := ingest.Doctor(t.Context(), ws, ingest.Options{Kinds: sources.All(), Env: fast})
	if err != nil {
		t.Fatal(err)
	}
	state := map[string]bool{}
	for _, x := range f {
		state[x.Subject] = x.OK
		if x.AR == "" || x.EN == "" {
			t.Errorf("%+v", x)
		}
	}
	if !state["letters"] || state["broken"] || state["secretless"] || !state["key"] || !state["disk"] {
		t.Errorf("%+v", f)
	}
}
