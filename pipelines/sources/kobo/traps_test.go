package kobo_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/kobo"
)

func entry(url string) string {
	return "{kind: kobo, url: '" + url + "', asset: a1, unit: U1, per_minute: 100000, map: {text: [suggestion, complaint], governorate: gov, rating: satisfaction}}"
}

// An answer of the server's real shape: groups, ids beyond 2^53, digits and
// line ends of all kinds, fields of the server's own.
func TestFixture(t *testing.T) {
	b, err := os.ReadFile("testdata/data.json")
	if err != nil {
		t.Fatal(err)
	}
	w := sourcetest.Read(t, kobo.Kind(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(b) }), entry, source.Request{})
	if w.Err != nil {
		t.Fatal(w.Err)
	}
	if diff := cmp.Diff(map[string]string{"9007199254740993#suggestion": "نقترح مواقف للحافلات\r\nقرب المركز",
		"12#suggestion": "More shade at the stop", "12#complaint": "الانتظار طويل"}, w.Texts()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(w.Bad) != 1 || w.Bad[0].ID != "13" || w.Bad[0].Code != source.BadType {
		t.Errorf("bad %v", w.Bad)
	}
	first := w.Records[0]
	if s := first.Submissions[0]; s.Rating != 4 || !s.CreatedAt.Equal(time.Date(2025, 3, 1, 6, 1, 2, 0, time.UTC)) {
		t.Errorf("%+v", s)
	}
	for _, p := range first.Private {
		if v := string(first.Payload[p.From:p.To]); !strings.Contains(v, "92000000") && !strings.Contains(v, "collector7") {
			t.Errorf("%s is called private", v)
		}
	}
	if len(first.Private) != 2 {
		t.Errorf("%d private values, want 2", len(first.Private))
	}
}

// A server that has other ideas of a page: fewer rows than were asked for, an
// empty page with a next link, a next link for ever.
func TestPages(t *testing.T) {
	page := func(next bool, ids ...int) string {
		var rows []string
		for _, id := range ids {
			rows = append(rows, fmt.Sprintf(`{"_id":%d,"suggestion":"t%d","_submission_time":"2025-01-01T00:00:00"}`, id, id))
		}
		link := "null"
		if next {
			link = `"http://10.0.0.1/elsewhere"`
		}
		return `{"count":7,"next":` + link + `,"results":[` + strings.Join(rows, ",") + `]}`
	}
	serve := func(pages ...string) http.Handler {
		n := 0
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, pages[min(n, len(pages)-1)])
			n++
		})
	}
	w := sourcetest.Read(t, kobo.Kind(), serve(page(true, 1, 2), page(true), page(true, 3), page(false, 4)), entry, source.Request{})
	if w.Err != nil || len(w.Texts()) != 4 || !w.Pages[len(w.Pages)-1].Last {
		t.Errorf("%d texts, %v", len(w.Texts()), w.Err)
	}
	w = sourcetest.Read(t, kobo.Kind(), serve(page(true, 1), page(true)), entry, source.Request{})
	if w.Err == nil || len(w.Pages) > 8 {
		t.Errorf("a promise for ever: %d pages, %v", len(w.Pages), w.Err)
	}
	for _, p := range w.Pages {
		if p.Last {
			t.Error("a walk that was not finished is called whole")
		}
	}
}

// A phone whose clock is years ahead must not hide what comes after.
func TestTimeToCome(t *testing.T) {
	asked := ""
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query().Get("query")
		fmt.Fprint(w, `{"count":1,"next":null,"results":[{"_id":1,"suggestion":"t","_submission_time":"2099-01-01T00:00:00"}]}`)
	})
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	w := sourcetest.Read(t, kobo.Kind(), server, entry, source.Request{Now: now})
	sourcetest.Read(t, kobo.Kind(), server, entry, source.Request{Now: now.Add(time.Hour), Cursors: w.Cursors})
	if !strings.Contains(asked, `"2025-12-31T23:00:00"`) {
		t.Errorf("the second pass asked for %s", asked)
	}
}
