package links_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
	"github.com/musharaka/musharaka/pipelines/links"
)

func TestCheck(t *testing.T) {
	heads := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/gone":
			w.WriteHeader(http.StatusGone)
		case r.URL.Path == "/get" && r.Method == http.MethodHead:
			heads++
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	}))
	defer srv.Close()
	db := storetest.Open(t)
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, q := range []string{
			"INSERT INTO evidence VALUES ('e1', '" + srv.URL + "/ok', NULL, '2025-01-01', 'r', '2025-06-20')",
			"INSERT INTO evidence VALUES ('e2', '" + srv.URL + "/gone', NULL, '2025-01-01', 'r', '2025-05-01')",
			"INSERT INTO evidence VALUES ('e3', '" + srv.URL + "/get', NULL, '2025-01-01', 'r', NULL)",
			"INSERT INTO evidence VALUES ('e4', 'file:minutes.pdf', 'abc', '2025-01-01', 'r', NULL)",
			"INSERT INTO evidence VALUES ('e5', '" + srv.URL + "/later', NULL, '2025-06-01', 'r', NULL)",
		} {
			if _, err := tx.Exec(ctx, q); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	asOf := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	items, err := links.List(t.Context(), db, asOf)
	if err != nil || len(items) != 4 || items[0].State != "soon" || items[1].State != "expired" || items[2].State != "live" || items[0].OK != nil {
		t.Fatalf("%v %+v", err, items)
	}
	var slept []time.Duration
	o := links.Options{Transport: http.DefaultTransport, Now: func() time.Time { return asOf }, Sleep: func(_ context.Context, d time.Duration) error { slept = append(slept, d); return nil }}
	res, err := links.Check(t.Context(), db, items, o)
	if err != nil || len(res) != 3 || heads != 1 {
		t.Fatalf("%v %+v", err, res)
	}
	if len(slept) != 2 || slept[0] != 2*time.Second {
		t.Errorf("not rate-limited: %v", slept)
	}
	items, err = links.List(t.Context(), db, asOf)
	if err != nil || *items[0].OK != true || *items[1].OK != false || *items[1].Code != "410" || *items[2].OK != true || items[3].OK != nil {
		t.Errorf("%v %+v", err, items)
	}
	// By itself the check never connects to a private network.
	res, err = links.Check(t.Context(), db, items[:1], links.Options{Now: func() time.Time { return asOf.Add(time.Hour) }})
	if err != nil || len(res) != 1 || res[0].OK || res[0].Code != "private network" {
		t.Errorf("%v %+v", err, res)
	}
}

// A check that is stopped while an address is asked says nothing about it.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/b" {
			stop()
			<-r.Context().Done()
		}
	}))
	defer srv.Close()
	db := storetest.Open(t)
	items := []links.Item{{URI: srv.URL + "/a"}, {URI: srv.URL + "/b"}, {URI: srv.URL + "/c"}}
	res, err := links.Check(ctx, db, items, links.Options{Transport: http.DefaultTransport, Interval: time.Nanosecond})
	if err != nil || len(res) != 1 || res[0].URL != srv.URL+"/a" || !res[0].OK {
		t.Errorf("%v %+v", err, res)
	}
	var kept int
	if err := db.QueryRow(t.Context(), "SELECT count(*) FROM link_checks").Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%v: %d results kept, want 1", err, kept)
	}
}
