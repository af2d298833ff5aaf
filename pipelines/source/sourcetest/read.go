package sourcetest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/musharaka/musharaka/pipelines/source"
)

// Walk is what one pass over a server came to.
type Walk struct {
	Records []source.Record
	Bad     []source.Bad
	Pages   []source.Page
	Cursors map[string]string
	Err     error
}

// Texts are the texts by id, of the last pages where ids repeat.
func (w Walk) Texts() map[string]string {
	out := map[string]string{}
	for _, r := range w.Records {
		for _, s := range r.Submissions {
			id := r.ID
			if s.Part != "" {
				id += "#" + s.Part
			}
			out[id] = s.Text
		}
	}
	return out
}

// Read makes one pass over server, for what a connector's own tests ask beyond
// the suite. entry is the source's entry in musharaka.yaml for the server's
// address.
func Read(t *testing.T, kind source.Kind, server http.Handler, entry func(url string) string, req source.Request) Walk {
	t.Helper()
	srv := httptest.NewServer(server)
	defer srv.Close()
	src, err := kind.New(source.Env{Config: Parse(t, entry(srv.URL)), Dir: t.TempDir(), Zone: time.UTC, State: &memory{values: map[string]string{}},
		Now: time.Now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	if req.Now.IsZero() {
		req.Now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	w := Walk{Cursors: map[string]string{}}
	for k, v := range req.Cursors {
		w.Cursors[k] = v
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for page, err := range src.Pages(ctx, req) {
		if err != nil {
			w.Err = err
			break
		}
		w.Pages = append(w.Pages, page)
		w.Records, w.Bad = append(w.Records, page.Records...), append(w.Bad, page.Bad...)
		key := page.Key
		if key == "" {
			key = page.Stream
		}
		if page.Cursor != "" {
			w.Cursors[key] = page.Cursor
		}
	}
	return w
}
