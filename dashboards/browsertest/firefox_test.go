package browsertest

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/websocket"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/fixture"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/tools/browser"
)

// fox is a Firefox without a window, driven by WebDriver BiDi.
type fox struct {
	t      *testing.T
	conn   *websocket.Conn
	next   int
	tab    string
	errors []string
}

// firefox starts one, or skips loudly: Firefox is not needed to build.
func firefox(t *testing.T) *fox {
	t.Helper()
	path := ""
	for _, name := range []string{"firefox-esr", "firefox"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED, NOTHING WAS TESTED IN FIREFOX: not installed. Install it: apt-get install firefox-esr")
	}
	cmd := exec.CommandContext(t.Context(), path, "--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-origins=http://localhost", "--profile", t.TempDir(), "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "MOZ_DISABLE_CONTENT_SANDBOX=1")
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address := make(chan string, 1)
	go func() {
		re := regexp.MustCompile(`ws://[0-9.:]+`)
		for s := bufio.NewScanner(out); s.Scan(); {
			if a := re.FindString(s.Text()); a != "" {
				select {
				case address <- a:
				default:
				}
			}
		}
	}()
	f := &fox{t: t}
	select {
	case a := <-address:
		if f.conn, err = websocket.Dial(a+"/session", "", "http://localhost"); err != nil {
			t.Fatal(err)
		}
	case <-time.After(60 * time.Second):
		t.Fatal("Firefox did not say where it listens")
	}
	t.Cleanup(func() { _ = f.conn.Close() })
	f.call("session.new", map[string]any{"capabilities": map[string]any{}}, nil)
	f.call("session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
	var tree struct{ Contexts []struct{ Context string } }
	f.call("browsingContext.getTree", map[string]any{}, &tree)
	f.tab = tree.Contexts[0].Context
	return f
}

// call sends one command and waits for its answer; what the page logs in
// between is kept.
func (f *fox) call(method string, params map[string]any, into any) {
	f.t.Helper()
	f.next++
	b, err := json.Marshal(map[string]any{"id": f.next, "method": method, "params": params})
	if err != nil {
		f.t.Fatal(err)
	}
	_ = f.conn.SetDeadline(time.Now().Add(60 * time.Second))
	if err := websocket.Message.Send(f.conn, string(b)); err != nil {
		f.t.Fatal(err)
	}
	for {
		var raw []byte
		if err := websocket.Message.Receive(f.conn, &raw); err != nil {
			f.t.Fatalf("%s: %v", method, err)
		}
		var m struct {
			ID             int
			Type, Method   string
			Error, Message string
			Result         json.RawMessage
			Params         struct{ Level, Text string }
		}
		if err := json.Unmarshal(raw, &m); err != nil {
			f.t.Fatal(err)
		}
		if m.Method == "log.entryAdded" && (m.Params.Level == "error" || m.Params.Level == "warn") {
			f.errors = append(f.errors, m.Params.Level+": "+m.Params.Text)
		}
		if m.ID != f.next {
			continue
		}
		if m.Type == "error" {
			f.t.Fatalf("%s: %s: %s", method, m.Error, m.Message)
		}
		if into != nil {
			if err := json.Unmarshal(m.Result, into); err != nil {
				f.t.Fatal(err)
			}
		}
		return
	}
}

// eval runs js, which gives a string.
func (f *fox) eval(js string) string {
	f.t.Helper()
	var r struct {
		Result           struct{ Value any }
		ExceptionDetails struct{ Text string }
	}
	f.call("script.evaluate", map[string]any{"expression": js, "target": map[string]any{"context": f.tab}, "awaitPromise": true}, &r)
	if r.ExceptionDetails.Text != "" {
		f.t.Fatalf("%.80s: %s", js, r.ExceptionDetails.Text)
	}
	return fmt.Sprint(r.Result.Value)
}

func (f *fox) open(path string, width, height int) {
	f.t.Helper()
	url, err := browser.FileURL(path)
	if err != nil {
		f.t.Fatal(err)
	}
	f.call("browsingContext.setViewport", map[string]any{"context": f.tab, "viewport": map[string]any{"width": width, "height": height}}, nil)
	f.call("browsingContext.navigate", map[string]any{"context": f.tab, "url": url, "wait": "complete"}, nil)
	f.until(`!document.querySelector("[data-chart]") || document.documentElement.classList.contains("drawn")`)
}

func (f *fox) until(js string) {
	f.t.Helper()
	for end := time.Now().Add(30 * time.Second); f.eval(js) != "true"; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatalf("never true: %s; %v", js, f.errors)
		}
	}
}

// picture keeps what the tab shows where FIREFOX_SHOTS says.
func (f *fox) picture(name string) {
	dir := os.Getenv("FIREFOX_SHOTS")
	if dir == "" {
		return
	}
	var r struct{ Data string }
	f.call("browsingContext.captureScreenshot", map[string]any{"context": f.tab, "origin": "document"}, &r)
	b, err := base64.StdEncoding.DecodeString(r.Data)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), b, 0o600)
	}
	if err != nil {
		f.t.Error(err)
	}
}

// Both one-file dashboards and the explorer work in Firefox from the disk,
// under their own policy.
func TestFirefox(t *testing.T) {
	f := firefox(t)
	for name, site := range map[string]*model.Site{"internal": fixture.Site(), "public": fixture.Public(), "hostile": fixture.Hostile()} {
		html, err := dashboards.Single(t.Context(), site)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "dashboard.html")
		if err := os.WriteFile(path, html, 0o600); err != nil {
			t.Fatal(err)
		}
		f.open(path, 1440, 900)
		f.single(name)
	}
	dir, _ := write(t, fixture.Site())
	f.open(filepath.Join(dir, "explorer.html"), 1440, 900)
	f.until(`!!document.getElementById("explorer").dataset.opened`)
	f.eval(`(function () { var q = document.getElementById("q"); q.value = "5edma"; q.dispatchEvent(new Event("input")); return ""; })()`)
	f.until(`Array.from(document.querySelectorAll("#texts mark")).some(function (m) { return m.textContent.indexOf("خدمة") >= 0; })`)
	f.eval(`document.querySelectorAll("#texts .why").forEach(function (d, i) { d.open = i < 2; })`)
	f.until(`document.querySelectorAll("#texts .why dd").length > 8`)
	f.picture("explorer")
	for _, e := range f.errors {
		t.Error(e)
	}
}

// single walks through a one-file dashboard: both languages in place, charts,
// fonts, paper.
func (f *fox) single(name string) {
	f.t.Helper()
	if got := f.eval(`document.documentElement.lang + document.documentElement.dir`); got != "arrtl" {
		f.t.Errorf("%s opens on %s", name, got)
	}
	f.picture(name + "-ar")
	f.eval(`document.getElementById("language").click()`)
	f.until(`document.documentElement.lang === "en" && document.documentElement.dir === "ltr"`)
	f.picture(name + "-en")
	f.eval(`location.hash = "#/en/indicators/g1.html"`)
	f.until(`window.musharaka.charts().length > 0 && document.querySelector("main canvas") !== null`)
	if got := f.eval(`String(document.fonts.check("16px Plex")) + getComputedStyle(document.body).fontFamily.slice(0, 4) + window.pwned`); !strings.HasPrefix(got, "truePlex") || !strings.HasSuffix(got, "undefined") {
		f.t.Errorf("%s: fonts and hostile words: %s", name, got)
	}
	var r struct{ Data string }
	f.call("browsingContext.print", map[string]any{"context": f.tab, "page": map[string]any{"width": 21.0, "height": 29.7}}, &r)
	if pdf, err := base64.StdEncoding.DecodeString(r.Data); err != nil || !strings.HasPrefix(string(pdf), "%PDF") || len(pdf) < 5000 {
		f.t.Errorf("%s: printed %d bytes, %v", name, len(pdf), err)
	}
	f.call("browsingContext.setViewport", map[string]any{"context": f.tab, "viewport": map[string]any{"width": 500, "height": 844}}, nil)
	f.eval(`location.hash = "#/ar/themes/index.html"`)
	f.until(`document.documentElement.lang === "ar"`)
	if got := f.eval(`String(Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth)`); got[0] != '-' && got != "0" {
		f.t.Errorf("%s: %s px too wide", name, got)
	}
}
