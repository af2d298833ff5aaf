package feed_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/feed"
)

func entry(url string) string { return "{kind: feed, url: '" + url + "/feed', unit: U1}" }

// A feed of a real server's shape: another charset, whole and short content,
// an entry without an id, an empty one.
func TestFixture(t *testing.T) {
	b, err := os.ReadFile("testdata/comments.rss")
	if err != nil {
		t.Fatal(err)
	}
	w := sourcetest.Read(t, feed.Kind(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(b) }), entry, source.Request{})
	if w.Err != nil {
		t.Fatal(w.Err)
	}
	if diff := cmp.Diff(map[string]string{"https://news.example.om/p/1#comment-7": "By: Ahmed\nThe bus is late & full", "//news.example.om/p/2": "No guid\nSecond"}, w.Texts()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(w.Bad) != 1 || w.Bad[0].ID != "empty-1" || w.Bad[0].Code != source.NoText {
		t.Errorf("bad %v", w.Bad)
	}
	if at := w.Records[0].Submissions[0].CreatedAt; !at.Equal(time.Date(2025, 3, 1, 6, 0, 0, 0, time.UTC)) {
		t.Error(at)
	}
}

// A server that says for ever that nothing has changed is asked without
// condition once a day.
func TestWrongLastModified(t *testing.T) {
	b, err := os.ReadFile("testdata/comments.rss")
	if err != nil {
		t.Fatal(err)
	}
	conditions := 0
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-Modified-Since") != "" {
			conditions++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Last-Modified", "Sat, 01 Jan 2022 00:00:00 GMT")
		_, _ = w.Write(b)
	})
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	w := sourcetest.Read(t, feed.Kind(), server, entry, source.Request{Now: now})
	for _, step := range []struct {
		after   time.Duration
		records int
	}{{time.Hour, 0}, {23 * time.Hour, 0}, {25 * time.Hour, 2}, {26 * time.Hour, 0}} {
		w = sourcetest.Read(t, feed.Kind(), server, entry, source.Request{Now: now.Add(step.after), Cursors: w.Cursors})
		if len(w.Records) != step.records || w.Err != nil {
			t.Errorf("after %s: %d records, %v", step.after, len(w.Records), w.Err)
		}
	}
	if conditions != 3 {
		t.Errorf("%d questions with the condition, want 3", conditions)
	}
}
