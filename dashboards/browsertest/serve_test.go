package browsertest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/musharaka/musharaka/dashboards/fixture"
	"github.com/musharaka/musharaka/pipelines/publish"
)

// served starts `analyze serve` on a folder and gives its address.
func served(t *testing.T, dir string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		site, closeSite, err := publish.OpenSite(dir)
		if err != nil {
			done <- err
			return
		}
		defer func() { _ = closeSite() }()
		done <- publish.Serve(ctx, "127.0.0.1:0", site, func(a net.Addr) { ready <- "http://" + a.String() })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case a := <-ready:
		return a
	case err := <-done:
		done <- nil
		t.Fatal(err)
		return ""
	}
}

// The served site is the site from the disk: charts, fonts and the explorer
// work under the header's policy, and nothing else is asked for.
func TestServedSite(t *testing.T) {
	ctx := start(t)
	dir, _ := write(t, fixture.Site())
	base := served(t, dir)
	b := newTab(t, ctx, dir)
	b.allow = base
	for _, p := range []string{"/", "/en/", "/indicators/g1.html", "/en/themes/index.html", "/explorer.html"} {
		do(t, b, chromedp.Navigate(base+p))
		wait(t, b, `!document.querySelector("[data-chart]") || document.documentElement.classList.contains("drawn")`)
		if s := eval[string](t, b, `getComputedStyle(document.body).fontFamily.slice(0, 4) + document.fonts.check("16px Plex")`); s != "Plextrue" {
			t.Errorf("%s: style or fonts are missing: %s", p, s)
		}
	}
	wait(t, b, `!!document.getElementById("explorer").dataset.opened`)
	eval[bool](t, b, `document.getElementById("load").click(), true`)
	wait(t, b, `document.querySelectorAll("#texts li").length > 0`)
	if s := eval[string](t, b, `new Promise(function (ok) { document.addEventListener("securitypolicyviolation", function (e) { ok(e.violatedDirective); }); var s = document.createElement("script"); s.textContent = "window.pwned=1"; document.head.appendChild(s); setTimeout(function () { ok("none"); }, 500); })`); !strings.HasPrefix(s, "script-src") {
		t.Errorf("an inline script was not stopped: %s", s)
	}
	if s := eval[string](t, b, `fetch("/").then(function () { return "sent"; }, function () { return "stopped"; })`); s != "stopped" {
		t.Errorf("a page may connect: %s", s)
	}
	b.problems() // what the two attacks above logged
}

// Raw requests that a browser would not send: paths out of the site, other
// methods, other hosts.
func TestServedRaw(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	if err := os.MkdirAll(filepath.Join(site, "en"), 0o750); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"secret.txt": "secret", "site/index.html": strings.Repeat("<p>page</p>", 200), "site/en/index.html": "english", "site/.hidden": "dot"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(site, "link.html")); err != nil {
		t.Fatal(err)
	}
	base := served(t, site)
	host := strings.TrimPrefix(base, "http://")
	for _, c := range []struct{ line, host, status string }{
		{"GET / HTTP/1.1", host, "200"}, {"GET /../secret.txt HTTP/1.1", host, "404"}, {"GET /%2e%2e/secret.txt HTTP/1.1", host, "404"}, {"GET /..%2fsecret.txt HTTP/1.1", host, "404"},
		{"GET /en/..%2f..%2fsecret.txt HTTP/1.1", host, "404"}, {"GET /..\\secret.txt HTTP/1.1", host, "404"}, {"GET //secret.txt HTTP/1.1", host, "404"}, {"GET /%00 HTTP/1.1", host, "404"},
		{"GET /link.html HTTP/1.1", host, "404"}, {"GET /.hidden HTTP/1.1", host, "404"}, {"GET /en HTTP/1.1", host, "404"},
		{"PUT /index.html HTTP/1.1", host, "405"}, {"DELETE /index.html HTTP/1.1", host, "405"}, {"OPTIONS * HTTP/1.1", host, "405"}, {"POST / HTTP/1.1", host, "405"},
		{"GET / HTTP/1.1", "participate.example.om", "421"}, {"GET / HTTP/1.1", "127.0.0.1.example.om", "421"}, {"GET / HTTP/1.1", "localhost:" + strings.Split(host, ":")[1], "200"},
	} {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "%s\r\nHost: %s\r\nConnection: close\r\n\r\n", c.line, c.host)
		raw, err := io.ReadAll(conn)
		_ = conn.Close()
		got := strings.Fields(string(raw))
		if err != nil || len(got) < 2 || got[1] != c.status && !(c.status == "404" && got[1] == "400") {
			t.Errorf("%s (%s): %.60q, want %s", c.line, c.host, raw, c.status)
		}
		if strings.HasSuffix(string(raw), "secret") {
			t.Errorf("%s gives the secret", c.line)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil || resp.Header.Get("Content-Encoding") != "gzip" || len(body) > 400 {
		t.Errorf("%d bytes as %q: not compressed (%v)", len(body), resp.Header.Get("Content-Encoding"), err)
	}
	for key, want := range map[string]string{"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Type": "text/html; charset=utf-8"} {
		if got := resp.Header.Get(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	req.Header.Set("If-None-Match", resp.Header.Get("ETag"))
	if resp, err = http.DefaultTransport.RoundTrip(req); err != nil || resp.StatusCode != http.StatusNotModified {
		t.Errorf("unchanged page: %v, %v", resp, err)
	}
	_ = resp.Body.Close()
}
