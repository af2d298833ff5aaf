package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/pipelines/source"
)

type notes map[string]string

func (n notes) Get(k string) string { return n[k] }
func (n notes) Set(k, v string)     { n[k] = v }

func client(t *testing.T, base string, st source.State, now func() time.Time, slept *[]time.Duration, o Options) (*Client, *url.URL) {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	o.Base = u
	return New(source.Env{State: st, Now: now, Sleep: func(_ context.Context, d time.Duration) error {
		*slept = append(*slept, d)
		return nil
	}}, o), u
}

// TestLimitsSurviveRestarts uses up a window, and a new client waits for it.
func TestLimitsSurviveRestarts(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	defer srv.Close()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	now, st, slept := func() time.Time { return at }, notes{}, []time.Duration{}
	o := Options{Limits: []Limit{{N: 3, Per: time.Minute}}}
	c, u := client(t, srv.URL, st, now, &slept, o)
	for range 3 {
		if _, err := c.Get(t.Context(), u, nil); err != nil {
			t.Fatal(err)
		}
	}
	at = at.Add(20 * time.Second)
	c, u = client(t, srv.URL, st, now, &slept, o)
	if _, err := c.Get(t.Context(), u, nil); err != nil {
		t.Fatal(err)
	}
	if len(slept) != 1 || slept[0] != 40*time.Second {
		t.Errorf("slept %v, want 40s", slept)
	}
	// Money for a month: what is used up is said, not waited for.
	c, u = client(t, srv.URL, notes{}, now, &slept, Options{Limits: []Limit{{N: 1, Per: 30 * 24 * time.Hour, Cost: 0.6}}})
	if _, err := c.Get(t.Context(), u, nil); err != nil {
		t.Fatal(err)
	}
	_, err := c.Get(t.Context(), u, nil)
	var le *LimitError
	if !errors.As(err, &le) || le.Until.Sub(at) != 30*24*time.Hour {
		t.Errorf("got %v", err)
	}
}

func TestRemainingZeroWaitsForReset(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Limit", "300")
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", at.Add(70*time.Second).Format(time.RFC3339Nano))
		_, _ = w.Write([]byte("{}"))
	}))
	defer srv.Close()
	slept := []time.Duration{}
	c, u := client(t, srv.URL, notes{}, func() time.Time { return at }, &slept, Options{})
	for range 2 {
		if _, err := c.Get(t.Context(), u, nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(slept) != 1 || slept[0] != 70*time.Second {
		t.Errorf("slept %v", slept)
	}
}

func TestSizeAndRatio(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	if _, err := z.Write(bytes.Repeat([]byte{'0'}, 20<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bomb" {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
			return
		}
		_, _ = w.Write(bytes.Repeat([]byte{'1'}, 2<<20))
	}))
	defer srv.Close()
	slept := []time.Duration{}
	c, u := client(t, srv.URL, notes{}, time.Now, &slept, Options{MaxResponse: 1 << 20})
	for _, path := range []string{"bomb", "big"} {
		if _, err := c.Get(t.Context(), u.JoinPath(path), nil); !errors.Is(err, errTooBig) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if len(slept) > 0 {
		t.Error("an answer that is too big will not be smaller next time")
	}
}

func TestCredentialsStayAtHome(t *testing.T) {
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Authorization"))
		_, _ = w.Write([]byte("{}"))
	}))
	defer other.Close()
	home := httptest.NewServer(http.RedirectHandler(other.URL+"/x", http.StatusFound))
	defer home.Close()
	slept := []time.Duration{}
	c, u := client(t, home.URL, notes{}, time.Now, &slept, Options{Header: map[string]string{"Authorization": "Token secret"}})
	// Another port of the loopback is another address: refused.
	if _, err := c.Get(t.Context(), u, nil); !errors.Is(err, errRefused) {
		t.Errorf("got %v", err)
	}
	if len(seen) > 0 {
		t.Errorf("the redirect was followed with %q", seen)
	}
}

func TestPublic(t *testing.T) {
	for ip, want := range map[string]bool{
		"8.8.8.8": true, "127.0.0.1": false, "10.1.2.3": false, "192.168.0.1": false, "172.16.0.1": false, "169.254.169.254": false, "0.0.0.0": false,
		"100.64.0.1": false, "::1": false, "fe80::1": false, "fc00::1": false, "::ffff:127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false,
		"224.0.0.1": false, "2606:4700::1111": true,
	} {
		if got := public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("public(%s) = %v", ip, got)
		}
	}
}

func TestNextLink(t *testing.T) {
	for in, want := range map[string]string{
		`<https://x/a?p=2>; rel="next"`:                                "https://x/a?p=2",
		`<https://x/a?p=1>; rel="prev", <https://x/a?p=3>; rel="next"`: "https://x/a?p=3",
		`</rel?x=1,2>; rel=next`:                                       "/rel?x=1,2",
		`<https://x>; rel="last"`:                                      "",
		`garbage`:                                                      "",
		`<unclosed`:                                                    "",
	} {
		if got := NextLink(http.Header{"Link": {in}}); got != want {
			t.Errorf("%s = %q, want %q", in, got, want)
		}
	}
}

func FuzzNextLink(f *testing.F) {
	f.Add(`<a>; rel="next", <b>; rel=prev`)
	f.Fuzz(func(t *testing.T, s string) {
		if out := NextLink(http.Header{"Link": {s}}); !strings.Contains(s, out) {
			t.Errorf("%q is not in %q", out, s)
		}
	})
}
