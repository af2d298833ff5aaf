package sourcetest

import (
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// fault is an answer in place of the fake's.
type fault struct {
	name     string
	status   int
	header   map[string]string
	body     string
	location string
	cut      bool          // the connection breaks in the middle
	wait     time.Duration // that the server asks for
}

// secretWords stand for what citizens wrote: no error may repeat them.
const secretWords = "كلمات مواطن"

// passing are troubles after which the same question is answered.
func passing() []fault {
	soon := time.Now().Add(90 * time.Second)
	return []fault{
		{name: "429 with seconds", status: 429, header: map[string]string{"Retry-After": "7"}, wait: 7 * time.Second},
		{name: "429 with a date", status: 429, header: map[string]string{"Retry-After": soon.UTC().Format(http.TimeFormat)}, wait: 90 * time.Second},
		{name: "429 with a reset in unix seconds", status: 429, header: map[string]string{"X-RateLimit-Reset": strconv.FormatInt(soon.Unix(), 10)}, wait: 90 * time.Second},
		{name: "429 with a reset in ISO form", status: 429, header: map[string]string{"X-RateLimit-Reset": soon.UTC().Format(time.RFC3339)}, wait: 90 * time.Second},
		{name: "429 without a word", status: 429, body: `{"error":"Too many requests"}`},
		{name: "503", status: 503, body: "upstream"},
		{name: "500", status: 500, body: `{"errors":[{"message":"Internal Server error"}],"data":{}}`},
		{name: "a web page with status 200", status: 200, header: map[string]string{"Content-Type": "text/html"}, body: "<!DOCTYPE html><html><body>Maintenance</body></html>"},
		{name: "a broken connection", cut: true},
	}
}

// lasting are troubles that are asked about in vain.
func lasting() []fault {
	return []fault{
		{name: "401", status: 401, body: `{"error":"` + secretWords + `"}`},
		{name: "403", status: 403, body: `{"error":"` + secretWords + `"}`},
		{name: "429 for a day", status: 429, header: map[string]string{"Retry-After": "86400"}},
		{name: "always 503", status: 503, body: secretWords},
		{name: "never JSON", status: 200, body: `{"half": "` + secretWords},
		{name: "always a web page", status: 200, header: map[string]string{"Content-Type": "text/html"}, body: "<html>" + secretWords + "</html>"},
	}
}

// faults stands before a fake.
type faults struct {
	next http.Handler
	mu   sync.Mutex
	n    int
	plan func(n int) *fault // n counts requests from 1
}

func (f *faults) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.n++
	var now *fault
	if f.plan != nil {
		now = f.plan(f.n)
	}
	f.mu.Unlock()
	if now == nil {
		f.next.ServeHTTP(w, r)
		return
	}
	if now.cut {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"half":`)
		panic(http.ErrAbortHandler)
	}
	for k, v := range now.header {
		w.Header().Set(k, v)
	}
	if now.location != "" {
		w.Header().Set("Location", now.location)
	}
	w.WriteHeader(now.status)
	_, _ = io.WriteString(w, now.body)
}
