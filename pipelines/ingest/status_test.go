package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

func TestStatusAndQuarantine(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": `{"id":"1","text":"نص","channel":"pigeon"}` + "\nnot \x1b[31m json\n"})
	run(t, ws, nil)
	st, err := ingest.ReadStatus(t.Context(), ws, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range i18n.Langs() {
		var b bytes.Buffer
		if err := st.Write(&b, l, "table", false); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "letters") || !strings.Contains(b.String(), "pigeon") {
			t.Errorf("%s:\n%s", l, b.String())
		}
	}
	list, err := ingest.ListQuarantine(t.Context(), ws, "", false, 0)
	if err != nil || len(list) != 1 || list[0].Place != "inbox/a.ndjson:2" {
		t.Fatalf("%+v %v", list, err)
	}
	q, err := ingest.ShowQuarantined(t.Context(), ws, list[0].ID)
	if err != nil || string(q.Original) != "not \x1b[31m json" {
		t.Fatalf("%+v %v", q, err)
	}
	var b bytes.Buffer
	if err := q.Write(&b, i18n.AR, "table"); err != nil || strings.Contains(b.String(), "\x1b") {
		t.Errorf("%q %v", b.String(), err)
	}
	if n, err := ingest.RetryQuarantine(t.Context(), ws, q.ID, ""); n != 1 || err != nil {
		t.Fatalf("retry %d, %v", n, err)
	}
	if again := run(t, ws, nil).Sources[0]; again.Quarantined != 1 || again.New+again.Changed != 0 {
		t.Errorf("after retry: %+v", again)
	}
	if n, err := ingest.DropQuarantine(t.Context(), ws, q.ID, ""); n != 1 || err != nil {
		t.Fatalf("drop %d, %v", n, err)
	}
	if list, err := ingest.ListQuarantine(t.Context(), ws, "", false, 0); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
}

func TestDrift(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": `{"id":"1","text":"x","old":1}` + "\n"})
	run(t, ws, nil)
	var b strings.Builder
	for i := range 60 {
		b.WriteString(`{"id":"n` + strings.Repeat("i", i) + `","text":"x","fresh":1}` + "\n")
	}
	if err := os.WriteFile(filepath.Join(ws.Dir, "inbox/b.ndjson"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, ws, nil)
	st, err := ingest.ReadStatus(t.Context(), ws, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range st.Sources[0].Drift {
		got = append(got, d.In(i18n.EN))
	}
	if s := strings.Join(got, "; "); s != "new field: fresh (since 2026-01-01); field that is no longer sent: old (since 2026-01-01)" {
		t.Error(s)
	}
}
