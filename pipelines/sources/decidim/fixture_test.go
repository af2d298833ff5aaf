package decidim_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/decidim"
	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

// Proposals of real shapes, whatever the server holds a page to be: markup,
// ids beyond 2^53, hidden votes, one without an author.
func TestFixture(t *testing.T) {
	for _, page := range []int{1, 2, 50} {
		f, err := os.Open("testdata/proposals.ndjson")
		if err != nil {
			t.Fatal(err)
		}
		server, err := decidimfake.Load(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		server.SetPageMax(page)
		w := sourcetest.Read(t, decidim.Kind(), server, func(url string) string { return "{kind: decidim, url: '" + url + "', unit: U1, per_minute: 100000}" }, source.Request{})
		if w.Err != nil || len(w.Bad) > 0 {
			t.Fatalf("pages of %d: %v %v", page, w.Err, w.Bad)
		}
		if diff := cmp.Diff(map[string]string{"9007199254740993": "ممر للمشاة\nنقترح ممراً مظللاً & آمناً", "8": "Shade\nMore shade, please"}, w.Texts()); diff != "" {
			t.Errorf("pages of %d (-want +got)\n%s", page, diff)
		}
		for _, r := range w.Records {
			if len(r.Submissions) == 0 { // a process
				continue
			}
			s := r.Submissions[0]
			switch r.ID {
			case "8":
				if s.Author != "" || !s.AnsweredAt.IsZero() {
					t.Errorf("%+v", s)
				}
			default:
				if s.Author == "" || !s.AnsweredAt.Equal(time.Date(2025, 3, 5, 5, 0, 0, 0, time.UTC)) || !strings.Contains(s.Status+s.Outcome, "accepted") {
					t.Errorf("%+v", s)
				}
			}
		}
	}
}
