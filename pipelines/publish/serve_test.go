package publish_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/musharaka/musharaka/pipelines/publish"
)

func TestHandler(t *testing.T) {
	site := fstest.MapFS{"index.html": {Data: []byte("<!doctype html>عربي")}, "en/index.html": {Data: []byte("english")}, "assets/site.css": {Data: []byte("a{}")}}
	h := publish.Handler(site)
	for _, c := range []struct {
		method, target, host string
		status               int
		body                 string
	}{
		{"GET", "/", "127.0.0.1:8080", 200, "عربي"},
		{"GET", "/en/", "localhost", 200, "english"},
		{"HEAD", "/en/index.html", "[::1]:80", 200, ""},
		{"GET", "/en", "localhost", 404, ""},
		{"GET", "/../../etc/passwd", "localhost", 404, ""},
		{"GET", "/nothing", "localhost", 404, ""},
		{"POST", "/", "localhost", 405, ""},
		{"GET", "/", "evil.example", 421, ""},
	} {
		r := httptest.NewRequest(c.method, "http://x"+c.target, nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) {
			t.Errorf("%s %s at %s: %d %q", c.method, c.target, c.host, w.Code, w.Body)
		}
		if p := w.Header().Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors 'none'") || strings.Contains(p, "unsafe") {
			t.Errorf("policy %q", p)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "http://localhost/", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("ETag") == "" {
		t.Errorf("headers %v", w.Header())
	}
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusNotModified {
		t.Errorf("unchanged: %d", w.Code)
	}
}

func TestServe(t *testing.T) {
	site := fstest.MapFS{"index.html": {Data: []byte("x")}}
	if err := publish.Serve(t.Context(), "0.0.0.0:0", site, nil); err == nil {
		t.Error("took an address that others can reach")
	}
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan int, 1)
	err := publish.Serve(ctx, "127.0.0.1:0", site, func(a net.Addr) {
		go func() {
			defer cancel()
			resp, err := http.Get("http://" + a.String() + "/")
			if err != nil {
				got <- 0
				return
			}
			got <- resp.StatusCode
			_ = resp.Body.Close()
		}()
	})
	if err != nil {
		t.Error(err)
	}
	if code := <-got; code != http.StatusOK {
		t.Errorf("answered %d", code)
	}
}
