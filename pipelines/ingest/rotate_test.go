package ingest_test

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/source"
)

const people = `SELECT DISTINCT p FROM (SELECT author_id AS p FROM submission_versions UNION SELECT participant_id FROM ingested.submissions
	UNION SELECT participant_id FROM participants UNION SELECT participant_id FROM submissions UNION SELECT regexp_extract(decode(payload), 'p[0-9a-f]{32}') FROM raw_records) t(p)
	WHERE p <> '' ORDER BY 1`

// After a change of the key everybody has another pseudonym, everywhere, and
// a person's new submissions still join the old ones. A change that was
// interrupted is finished by the next one, wherever it was.
func TestRotate(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": `{"id":"1","text":"a","author":"salim","created_at":"2025-01-01"}
{"id":"2","text":"b","author":"mariam","created_at":"2025-01-01"}
`})
	key := filepath.Join(ws.Dir, "secrets/pseudonym.key")
	read := func() string {
		b, err := os.ReadFile(key)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	put := func(name, body string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(ws.Dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run(t, ws, nil)
	before, old := query(t, ws, people), read()
	at := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	rot, err := ingest.Rotate(t.Context(), ws, at)
	if err != nil || rot.Renamed != 2 || rot.Payloads != 2 || rot.Keys != 2 {
		t.Fatalf("%+v %v", rot, err)
	}
	after := query(t, ws, people)
	if len(before) != 2 || len(after) != 2 || strings.Contains(strings.Join(after, " "), before[0]) || strings.Contains(strings.Join(after, " "), before[1]) {
		t.Errorf("before %v, after %v", before, after)
	}
	put("inbox/b.ndjson", `{"id":"3","text":"c","author":"salim","created_at":"2025-01-02"}`+"\n")
	run(t, ws, nil)
	if diff := cmp.Diff(after, query(t, ws, people)); diff != "" {
		t.Errorf("the same person came under another name (-want +got)\n%s", diff)
	}

	// Killed between the transaction and the new file's move: nothing may run,
	// and the next change moves the file and renames nobody.
	next := read()
	put("secrets/pseudonym.key.next", next)
	put("secrets/pseudonym.key", old)
	_, err = ingest.Run(t.Context(), ws, ingest.Options{Now: clock(t)})
	if err == nil || !strings.Contains(i18n.Describe(i18n.AR, err), "rotate-key") {
		t.Errorf("a run between the halves: %v", err)
	}
	_, err = ingest.Erase(t.Context(), ws, ingest.Forget{Author: "letters:salim", Now: at})
	if err == nil || !strings.Contains(i18n.Describe(i18n.AR, err), "rotate-key") {
		t.Errorf("an erasure between the halves: %v", err)
	}
	if rot, err = ingest.Rotate(t.Context(), ws, at); err != nil || !rot.Resumed || read() != next {
		t.Errorf("%+v %v", rot, err)
	}
	if diff := cmp.Diff(after, query(t, ws, people)); diff != "" {
		t.Error(diff)
	}

	// Killed before the transaction: the new file is there and is used.
	planned := strings.TrimSpace(next) + "\nanother key of thirty-two letters\n"
	put("secrets/pseudonym.key.next", planned)
	if rot, err = ingest.Rotate(t.Context(), ws, at); err != nil || rot.Resumed || read() != planned || rot.Keys != 3 {
		t.Errorf("%+v %v", rot, err)
	}

	// Somebody's wrong key is refused in plain words, and a new key file that
	// lies there, perhaps the only one of the store's key, stays as it is.
	put("secrets/pseudonym.key.next", planned)
	put("secrets/pseudonym.key", "quite another key")
	if _, err := ingest.Rotate(t.Context(), ws, at); err == nil || !strings.Contains(i18n.Describe(i18n.EN, err), "Restore the key file") {
		t.Errorf("got %v", err)
	}
	if b, err := os.ReadFile(key + ".next"); err != nil || string(b) != planned {
		t.Errorf("the new key file is gone: %v", err)
	}
}

// A key that is changed while a slow source is being read ends that pass: none
// of its rows comes under the old key.
func TestRotateDuringPass(t *testing.T) {
	ws := workspace(t, strings.Replace(filesConfig, "kind: files", "kind: slow", 1), map[string]string{})
	page := func(id string) source.Page {
		return source.Page{Stream: "s", Cursor: id, Records: []source.Record{{ID: id, MediaType: "application/json", Payload: []byte(`{"id":"` + id + `"}`),
			Submissions: []source.Submission{{Text: "text " + id, Author: "salim"}}}}}
	}
	slow := source.Kind{Name: "slow", New: func(source.Env) (source.Source, error) {
		return slowSource(func(yield func(source.Page, error) bool) {
			if !yield(page("1"), nil) {
				return
			}
			time.Sleep(1500 * time.Millisecond) // until the pass has let go of the file
			if _, err := ingest.Rotate(t.Context(), ws, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)); err != nil {
				yield(source.Page{}, err)
				return
			}
			yield(page("2"), nil)
		}), nil
	}}
	rep := run(t, ws, func(o *ingest.Options) { o.Kinds = []source.Kind{slow} })
	if err := rep.Sources[0].Err; err == nil || !strings.Contains(i18n.Describe(i18n.EN, err), "changed during this pass") {
		t.Errorf("got %v", err)
	}
	if got := query(t, ws, `SELECT external_id FROM submission_versions`); len(got) != 1 || got[0] != "1" {
		t.Errorf("stored: %v", got)
	}
	if got := query(t, ws, people); len(got) != 1 {
		t.Errorf("salim is %v", got)
	}
}

type slowSource func(yield func(source.Page, error) bool)

func (s slowSource) Probe(context.Context) error { return nil }

func (s slowSource) Pages(context.Context, source.Request) iter.Seq2[source.Page, error] {
	return iter.Seq2[source.Page, error](s)
}
