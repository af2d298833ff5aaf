package mastodon_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/mastodon"
)

func entry(url string) string {
	return "{kind: mastodon, url: '" + url + "', hashtags: [عمان_تشارك], unit: U1, per_5_minutes: 100000}"
}

// Posts of the shapes of Mastodon, GoToSocial and snac: ids of all kinds, HTML
// and what is nearly HTML, no time of another kind.
func TestFixture(t *testing.T) {
	b, err := os.ReadFile("testdata/statuses.json")
	if err != nil {
		t.Fatal(err)
	}
	served := false
	w := sourcetest.Read(t, mastodon.Kind(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("User-Agent") == "" {
			t.Error("no User-Agent: some servers answer 418")
		}
		if served {
			fmt.Fprint(w, "[]")
			return
		}
		served = true
		_, _ = w.Write(b)
	}), entry, source.Request{})
	if w.Err != nil {
		t.Fatal(w.Err)
	}
	if diff := cmp.Diff(map[string]string{"01JN8Z3X5Q6R7S8T9V0W1X2Y3Z": "تنبيه\nنحتاج ممرات مشاة & إشارات\nقرب المدرسة #عمان_تشارك\n\nشكراً",
		"109876543210987654": "Roads & bridges at Al Khuwair"}, w.Texts()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(w.Bad) != 1 || w.Bad[0].Code != source.BadTime {
		t.Errorf("bad %v", w.Bad)
	}
	for _, r := range w.Records {
		kept := string(r.Payload)
		for i := len(r.Private) - 1; i >= 0; i-- {
			kept = kept[:r.Private[i].From] + kept[r.Private[i].To:]
		}
		if strings.Contains(kept, "maryam\"") || strings.Contains(kept, "other.example") {
			t.Errorf("a name stays in the payload: %s", kept)
		}
	}
}

// unlinked is a server without Link headers that cuts pages at size.
func unlinked(n, size int, deaf bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		list := []map[string]any{}
		for i := n; i > 0 && len(list) < size; i-- {
			id := fmt.Sprintf("%06d", i)
			if under := r.URL.Query().Get("max_id"); under != "" && id >= under && !deaf {
				continue
			}
			list = append(list, map[string]any{"id": id, "created_at": time.Date(2025, 1, 1, 0, i, 0, 0, time.UTC), "content": "t" + id, "visibility": "public", "account": map[string]any{"id": "1"}})
		}
		if err := json.NewEncoder(w).Encode(list); err != nil {
			panic(err)
		}
	})
}

// Without Link headers pages go by id, whatever their size, and a server that
// does not listen ends the walk.
func TestNoLinks(t *testing.T) {
	for _, size := range []int{1, 7, 20, 40, 100} {
		if w := sourcetest.Read(t, mastodon.Kind(), unlinked(61, size, false), entry, source.Request{}); w.Err != nil || len(w.Texts()) != 61 {
			t.Errorf("pages of %d: %d of 61 posts, %v", size, len(w.Texts()), w.Err)
		}
	}
	if w := sourcetest.Read(t, mastodon.Kind(), unlinked(61, 20, true), entry, source.Request{}); w.Err != nil || len(w.Pages) > 3 {
		t.Errorf("a deaf server: %d pages, %v", len(w.Pages), w.Err)
	}
}

// A post from the future must not end the next walk too early.
func TestTimeToCome(t *testing.T) {
	page := 0
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page++
		switch r.URL.Query().Get("max_id") {
		case "":
			w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?max_id=5>; rel="next"`, r.Host, r.URL.Path))
			fmt.Fprint(w, `[{"id":"9","created_at":"2099-01-01T00:00:00Z","content":"f","visibility":"public","account":{"id":"1"}},{"id":"5","created_at":"2025-12-31T23:59:00Z","content":"a","visibility":"public","account":{"id":"1"}}]`)
		default:
			w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?min_id=4>; rel="prev"`, r.Host, r.URL.Path))
			fmt.Fprint(w, `[{"id":"4","created_at":"2025-12-31T23:58:00Z","content":"b","visibility":"public","account":{"id":"1"}}]`)
		}
	})
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	w := sourcetest.Read(t, mastodon.Kind(), server, entry, source.Request{Now: now})
	again := sourcetest.Read(t, mastodon.Kind(), server, entry, source.Request{Now: now.Add(time.Minute), Cursors: w.Cursors})
	if len(w.Texts()) != 3 || len(again.Texts()) != 3 {
		t.Errorf("%d, then %d of 3 posts", len(w.Texts()), len(again.Texts()))
	}
}

// A server that promises more and sends nothing ends a walk that takes nothing
// for deleted.
func TestEmptyWithoutEnd(t *testing.T) {
	page := 0
	w := sourcetest.Read(t, mastodon.Kind(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page++
		w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?max_id=%d>; rel="next"`, r.Host, r.URL.Path, 100-page))
		fmt.Fprint(w, "[]")
	}), entry, source.Request{Full: true})
	if n := len(w.Pages); w.Err != nil || n != 4 || w.Pages[0].Walk == "" || !w.Pages[n-1].Last || w.Pages[n-1].Walk != "" {
		t.Errorf("%v: %d pages, the last one %+v", w.Err, n, w.Pages[n-1])
	}
}
