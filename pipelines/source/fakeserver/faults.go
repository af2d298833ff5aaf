package fakeserver

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// fault answers in place of the server.
type fault struct {
	name string
	do   http.HandlerFunc
}

func status(code int, header map[string]string, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for k, v := range header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

// all are the faults by name, as real servers have them.
func all() []fault {
	return []fault{
		{"429", status(http.StatusTooManyRequests, nil, `{"error":"Too many requests"}`)},
		{"429-after", status(http.StatusTooManyRequests, map[string]string{"Retry-After": "1"}, "")},
		{"429-date", func(w http.ResponseWriter, r *http.Request) {
			status(http.StatusTooManyRequests, map[string]string{"Retry-After": time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat)}, "")(w, r)
		}},
		{"429-reset", func(w http.ResponseWriter, r *http.Request) {
			status(http.StatusTooManyRequests, map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": strconv.FormatInt(time.Now().Unix()+1, 10)}, "")(w, r)
		}},
		{"429-iso", func(w http.ResponseWriter, r *http.Request) {
			status(http.StatusTooManyRequests, map[string]string{"X-RateLimit-Reset": time.Now().Add(time.Second).UTC().Format(time.RFC3339Nano)}, "")(w, r)
		}},
		{"500", status(http.StatusInternalServerError, nil, `{"errors":[{"message":"Internal Server error"}],"data":{}}`)},
		{"503", status(http.StatusServiceUnavailable, nil, "")},
		{"html", status(http.StatusOK, map[string]string{"Content-Type": "text/html"}, "<!doctype html><title>Maintenance</title>")},
		{"cut", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"half":`)
		}},
		{"break", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
	}
}

// Faults lists their names.
func Faults() []string {
	var out []string
	for _, f := range all() {
		out = append(out, f.name)
	}
	return out
}

// withFaults lets each so manieth request get the next of the named faults.
func withFaults(h http.Handler, names string, every int) (http.Handler, error) {
	if names == "" {
		return h, nil
	}
	var chosen []fault
	for name := range strings.SplitSeq(names, ",") {
		i := slices.Index(Faults(), strings.TrimSpace(name))
		if i < 0 {
			return nil, fmt.Errorf("unknown fault %q; there are %s", name, strings.Join(Faults(), ", "))
		}
		chosen = append(chosen, all()[i])
	}
	var n atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k := int(n.Add(1))
		if every > 0 && k%every == 0 {
			chosen[(k/every-1)%len(chosen)].do(w, r)
			return
		}
		h.ServeHTTP(w, r)
	}), nil
}
