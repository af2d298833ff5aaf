package daemon_test

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/daemon"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/sources"
)

// pages makes a source of a function.
type pages func(ctx context.Context) error

func (p pages) Pages(ctx context.Context, _ source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		if err := p(ctx); err != nil {
			yield(source.Page{}, err)
		}
	}
}

func kind(name string, p pages) source.Kind {
	return source.Kind{Name: name, Text: i18n.Text{AR: name, EN: name}, New: func(source.Env) (source.Source, error) { return p, nil }}
}

// serve starts a daemon over dir and returns the address of its metrics.
func serve(t *testing.T, dir string, kinds ...source.Kind) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	addr, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- daemon.Serve(ctx, daemon.Options{Kinds: append(kinds, sources.All()...), Now: fakeClock(), Tick: 5 * time.Millisecond,
			Load: func() (*config.Workspace, error) { return config.Open(dir) }, Started: func(a string) { addr <- a }})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return "http://" + <-addr
}

// An alert goes to the webhook once, in both languages; when it is over and
// comes again it goes there again. The address is a secret and in no log.
func TestWebhook(t *testing.T) {
	type message struct {
		Alerts []struct{ Source, Kind, AR, EN string }
	}
	got := make(chan message, 10)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var m message
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%v, %s", err, r.Header.Get("Content-Type"))
		}
		got <- m
	}))
	defer hook.Close()
	dir := t.TempDir()
	write(t, dir, config.FileName, `
units: [{id: U1, name_ar: وحدة, name_en: Unit}]
ingest: {jitter: 0s, listen: "127.0.0.1:0", webhook: "file:secrets/webhook"}
sources: {tired: {kind: tired, unit: U1, schedule: "*/5 * * * *"}}
`)
	write(t, dir, "secrets/pseudonym.key", strings.Repeat("k", 32))
	write(t, dir, "secrets/webhook", hook.URL+"\n")
	var ok atomic.Bool
	url := serve(t, dir, kind("tired", func(context.Context) error {
		if ok.Load() {
			return nil
		}
		return i18n.Errorf(i18n.Text{AR: "المنصة نائمة", EN: "the platform sleeps"})
	}))
	next := func() message {
		t.Helper()
		select {
		case m := <-got:
			return m
		case <-time.After(15 * time.Second):
			t.Fatal("nothing came")
		}
		return message{}
	}
	m := next()
	if len(m.Alerts) != 1 || m.Alerts[0].Kind != "failing" || !strings.Contains(m.Alerts[0].AR, "tired") || !strings.Contains(m.Alerts[0].EN, "the platform sleeps") {
		t.Errorf("%+v", m)
	}
	ok.Store(true)
	wait(t, "an end of the alert", func() bool { return !strings.Contains(get(t, url+"/metrics"), `musharaka_ingest_alerts{`) })
	ok.Store(false)
	if again := next(); len(again.Alerts) != 1 {
		t.Errorf("%+v", again)
	}
}

// A run that takes longer than its interval keeps its source to itself: the
// turns meanwhile are left out and counted.
func TestLongRun(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, config.FileName, `
units: [{id: U1, name_ar: وحدة, name_en: Unit}]
ingest: {jitter: 0s, listen: "127.0.0.1:0"}
sources: {slow: {kind: slow, unit: U1, schedule: "* * * * *"}}
`)
	write(t, dir, "secrets/pseudonym.key", strings.Repeat("k", 32))
	var now, most, runs atomic.Int32
	url := serve(t, dir, kind("slow", func(ctx context.Context) error {
		n := now.Add(1)
		defer now.Add(-1)
		most.Store(max(most.Load(), n))
		runs.Add(1)
		select { // four turns of a clock that runs a thousand times faster
		case <-ctx.Done():
		case <-time.After(240 * time.Millisecond):
		}
		return nil
	}))
	wait(t, "two runs and turns left out", func() bool {
		return runs.Load() >= 2 && strings.Contains(get(t, url+"/metrics"), `musharaka_ingest_skipped_turns_total{source="slow"}`)
	})
	if most.Load() != 1 {
		t.Errorf("%d at a time", most.Load())
	}
}

// A connector that panics is one failed source, not the end of the daemon.
func TestPanic(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, config.FileName, strings.Replace(settings, "sources:", `sources:
  broken: {kind: broken, unit: U1, schedule: "*/10 * * * *"}`, 1))
	write(t, dir, "secrets/pseudonym.key", strings.Repeat("k", 32))
	write(t, dir, "inbox/a.csv", "id,text\n1,نص\n")
	url := serve(t, dir, kind("broken", func(context.Context) error { panic("a bug") }))
	wait(t, "a pass of the other source", func() bool {
		return strings.Contains(get(t, url+"/metrics"), `musharaka_ingest_rows_total{source="letters",what="new"} 1`)
	})
	wait(t, "an alert", func() bool { return strings.Contains(get(t, url+"/metrics"), `kind="failing",source="broken"`) })
	if _, err := os.Stat(filepath.Join(dir, "data", "musharaka.duckdb")); err != nil {
		t.Error(err)
	}
}
