package httpjson_test

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson"
)

func entry(paging, more string) func(string) string {
	return func(url string) string {
		return "{kind: http_json, url: '" + url + "/list', unit: U1, rows: /data/items, delete_unseen: true, limit: {requests: 100000, per: 1m}, paging: " + paging + more +
			", map: {id: id, text: text, created_at: updated_at, author: /author/id, rating: stars, deleted: removed}}"
	}
}

// Rows of the shapes that interfaces have: ids beyond 64 signed bits, times of
// three kinds, objects that are null.
func TestFixture(t *testing.T) {
	b, err := os.ReadFile("testdata/page.json")
	if err != nil {
		t.Fatal(err)
	}
	w := sourcetest.Read(t, httpjson.Kind(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(b) }), entry("{kind: none}", ""), source.Request{})
	if w.Err != nil {
		t.Fatal(w.Err)
	}
	if diff := cmp.Diff(map[string]string{"18446744073709551615": "الإشارة معطلة\u200f عند الدوار", "x/2": "Line one\r\nline two 😀"}, w.Texts()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(w.Bad) != 1 || w.Bad[0].ID != "3" || w.Bad[0].Code != source.NoText {
		t.Errorf("bad %v", w.Bad)
	}
	if s := w.Records[1].Submissions[0]; s.Rating != 3.5 || !s.CreatedAt.Equal(time.Date(2025, 3, 1, 6, 1, 2, 5e8, time.UTC)) || s.Author != "" {
		t.Errorf("%+v", s)
	}
}

func items(from, to int) string {
	var rows []string
	for i := from; i < to; i++ {
		rows = append(rows, fmt.Sprintf(`{"id":%d,"text":"t%d","updated_at":"2025-01-01T00:00:00Z"}`, i, i))
	}
	return "[" + strings.Join(rows, ",") + "]"
}

// whole tells whether a walk's end lets deletions be seen.
func whole(w sourcetest.Walk) bool {
	last := w.Pages[len(w.Pages)-1]
	return last.Last && last.Walk != ""
}

// Past the last page some servers answer 404 or 400. After a short page that
// is the end; after a full one it may be trouble, and nothing is taken for
// deleted.
func TestPastTheLastPage(t *testing.T) {
	for _, code := range []int{http.StatusNotFound, http.StatusBadRequest} {
		for _, n := range []int{25, 30} {
			w := sourcetest.Read(t, httpjson.Kind(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				page, _ := strconv.Atoi(r.URL.Query().Get("page"))
				from := (page - 1) * 10
				if from >= n {
					w.WriteHeader(code)
					fmt.Fprint(w, `{"detail":"Invalid page."}`)
					return
				}
				fmt.Fprintf(w, `{"data":{"items":%s}}`, items(from, min(from+10, n)))
			}), entry("{kind: page, size: 10, size_param: size}", ""), source.Request{})
			if w.Err != nil || len(w.Texts()) != n || whole(w) != (n == 25) {
				t.Errorf("%d, %d rows: %d texts, whole %t, %v", code, n, len(w.Texts()), whole(w), w.Err)
			}
		}
	}
	w := sourcetest.Read(t, httpjson.Kind(), http.NotFoundHandler(), entry("{kind: page, size: 10}", ""), source.Request{})
	if w.Err == nil {
		t.Error("a first page that is not found is a failure")
	}
}

// A cursor that begins again ends the walk, without taking anything for
// deleted; an empty page with a next one does not end it.
func TestCursors(t *testing.T) {
	serve := func(next map[string]string, rows map[string]string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			at := r.URL.Query().Get("cursor")
			fmt.Fprintf(w, `{"data":{"items":%s},"meta":{"next":%q}}`, rows[at], next[at])
		})
	}
	paging := "{kind: cursor, cursor: /meta/next}"
	w := sourcetest.Read(t, httpjson.Kind(), serve(map[string]string{"": "b", "b": "c", "c": "b"}, map[string]string{"": items(0, 2), "b": items(2, 4), "c": items(4, 6)}), entry(paging, ""), source.Request{})
	if w.Err != nil || len(w.Texts()) != 6 || len(w.Pages) > 5 || whole(w) {
		t.Errorf("circle: %d texts in %d pages, whole %t, %v", len(w.Texts()), len(w.Pages), whole(w), w.Err)
	}
	w = sourcetest.Read(t, httpjson.Kind(), serve(map[string]string{"": "b", "b": "c", "c": ""}, map[string]string{"": items(0, 2), "b": "[]", "c": items(4, 6)}), entry(paging, ""), source.Request{})
	if w.Err != nil || len(w.Texts()) != 4 || !whole(w) {
		t.Errorf("an empty page: %d texts, %v", len(w.Texts()), w.Err)
	}
	w = sourcetest.Read(t, httpjson.Kind(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
		rows := "[]"
		if n == 0 {
			rows = items(0, 2)
		}
		fmt.Fprintf(w, `{"data":{"items":%s},"meta":{"next":"%d"}}`, rows, n+1)
	}), entry(paging, ""), source.Request{})
	if w.Err != nil || len(w.Texts()) != 2 || len(w.Pages) != 7 || whole(w) {
		t.Errorf("empty pages without end: %d texts in %d pages, whole %t, %v", len(w.Texts()), len(w.Pages), whole(w), w.Err)
	}
}

// A row from the future must not hide what is changed after it.
func TestTimeToCome(t *testing.T) {
	asked := ""
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query().Get("after")
		fmt.Fprint(w, `{"data":{"items":[{"id":1,"text":"t","updated_at":"2099-01-01T00:00:00Z"}]}}`)
	})
	e := entry("{kind: none}", ", since: {param: after, field: updated_at, overlap: 1h}")
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	w := sourcetest.Read(t, httpjson.Kind(), server, e, source.Request{Now: now})
	sourcetest.Read(t, httpjson.Kind(), server, e, source.Request{Now: now.Add(time.Hour), Cursors: w.Cursors})
	if asked != "2025-12-31T23:00:00Z" {
		t.Errorf("the second pass asked for %q", asked)
	}
}
