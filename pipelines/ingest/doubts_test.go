package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

// A unit that nobody declared and dates that cannot be right are stored as
// they came and listed with the reason, after the run and in the status.
func TestDoubts(t *testing.T) {
	ws := workspace(t, strings.Replace(filesConfig, "    unit: U1\n", "    map: {id: id, text: text, created_at: at, unit: unit}\n", 1), map[string]string{
		"inbox/a.ndjson": `{"id":"1","text":"a","at":"2025-01-01T10:00:00Z","unit":"U1"}
{"id":"2","text":"b","at":"2099-01-01T10:00:00Z","unit":"U1"}
{"id":"3","text":"c","at":"1970-01-01T00:00:00Z","unit":"U1"}
{"id":"4","text":"d","at":"2025-01-01T10:00:00Z","unit":"U9"}
`})
	rep := run(t, ws, nil)
	var got []string
	for _, d := range rep.Doubts {
		got = append(got, d.Kind+" "+d.Value+" "+d.Example)
	}
	if diff := cmp.Diff([]string{"future  letters:2", "past  letters:3", "unit U9 letters:4"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	st, err := ingest.ReadStatus(t.Context(), ws, clock(t)())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := st.Write(&b, i18n.AR, "table", false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"غير معلنة", "لم يأت بعد", "أقدم من أي منصة"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the status does not say %q:\n%s", want, b.String())
		}
	}
	if rep := run(t, ws, nil); len(rep.Doubts) != 0 {
		t.Errorf("a run that brought nothing has doubts: %v", rep.Doubts)
	}
}

func open(t *testing.T, list func() (ingest.QuarantineList, error)) string {
	t.Helper()
	l, err := list()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, q := range l {
		out = append(out, q.Place+" "+q.State)
	}
	return strings.Join(out, ", ")
}

// A file that was mended closes what it had in quarantine, and what breaks
// again is open again.
func TestMendedFile(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": "{\"id\":\"1\",\"text\":\"a\"}\nbroken\n", "inbox/b.ndjson": "also broken\n"})
	write := func(body string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(ws.Dir, "inbox/a.ndjson"), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	now := func() string {
		t.Helper()
		return open(t, func() (ingest.QuarantineList, error) {
			return ingest.ListQuarantine(context.Background(), ws, "", false, 0)
		})
	}
	run(t, ws, nil)
	if got := now(); got != "inbox/a.ndjson:2 open, inbox/b.ndjson:1 open" {
		t.Errorf("first: %s", got)
	}
	write("{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"2\",\"text\":\"mended\"}\n")
	run(t, ws, nil)
	if got := now(); got != "inbox/b.ndjson:1 open" {
		t.Errorf("mended: %s", got)
	}
	write("{\"id\":\"1\",\"text\":\"a\"}\nbroken\n{\"id\":\"2\",\"text\":\"mended\"}\n")
	if rep := run(t, ws, nil); rep.Sources[0].Quarantined != 1 {
		t.Errorf("broken again: %+v", rep.Sources[0])
	}
	if got := now(); got != "inbox/a.ndjson:2 open, inbox/b.ndjson:1 open" {
		t.Errorf("broken again: %s", got)
	}
}

// A record that can be read at last, wherever it comes from, closes its entry.
func TestMendedRecord(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": "{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"9\",\"text\":{\"ar\":\"no text\"}}\n"})
	list := func() string {
		return open(t, func() (ingest.QuarantineList, error) {
			return ingest.ListQuarantine(context.Background(), ws, "", true, 0)
		})
	}
	run(t, ws, nil)
	if got := list(); got != "inbox/a.ndjson:2 open" {
		t.Error(got)
	}
	if err := os.WriteFile(filepath.Join(ws.Dir, "inbox/b.ndjson"), []byte("{\"id\":\"9\",\"text\":\"a text\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if rep := run(t, ws, nil); rep.Sources[0].New != 1 {
		t.Errorf("%+v", rep.Sources[0])
	}
	if got := list(); got != "inbox/a.ndjson:2 resolved" {
		t.Error(got)
	}
}
