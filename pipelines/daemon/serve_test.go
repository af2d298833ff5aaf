package daemon_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/daemon"
	"github.com/musharaka/musharaka/pipelines/sources"
)

const settings = `
units: [{id: U1, name_ar: وحدة, name_en: Unit}]
ingest: {jitter: 0s, listen: "127.0.0.1:0"}
analyze: {schedule: "*/5 * * * *"}
sources:
  letters: {kind: files, path: inbox/*.csv, unit: U1, schedule: "*/10 * * * *"}
`

func write(t *testing.T, dir, name, body string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fakeClock runs a thousand times faster than the world.
func fakeClock() func() time.Time {
	begin, world := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Now()
	return func() time.Time { return begin.Add(1000 * time.Since(world)) }
}

func TestServe(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, config.FileName, settings)
	write(t, dir, "secrets/pseudonym.key", strings.Repeat("k", 32))
	write(t, dir, "inbox/a.csv", "id,text\n1,نص\n")
	ws, err := config.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var analyses atomic.Int32
	addr := make(chan string, 1)
	reload := make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- daemon.Serve(ctx, daemon.Options{Kinds: sources.All(), Now: fakeClock(), Tick: 5 * time.Millisecond, Reload: reload,
			Load:    func() (*config.Workspace, error) { return config.Open(dir) },
			Analyze: func(context.Context, *config.Workspace) error { analyses.Add(1); return nil },
			Started: func(a string) { addr <- a }})
	}()
	url := "http://" + <-addr
	wait(t, "a scheduled pass", func() bool {
		return strings.Contains(get(t, url+"/metrics"), `musharaka_ingest_rows_total{source="letters",what="new"} 1`)
	})
	wait(t, "an analysis", func() bool { return analyses.Load() > 0 })
	if body := get(t, url+"/healthz"); !strings.Contains(body, `"letters"`) {
		t.Errorf("health: %s", body)
	}
	write(t, dir, "inbox/b.csv", "id,text\n2,آخر\n")
	rep, served, err := daemon.HandOver(t.Context(), ws, daemon.Wish{Sources: []string{"letters"}})
	if err != nil || !served {
		t.Fatalf("hand-over: %v %v %+v", served, err, rep)
	}
	// A faulty configuration is refused, a good one taken.
	write(t, dir, config.FileName, strings.Replace(settings, "kind: files", "kind: fles", 1))
	reload <- struct{}{}
	wait(t, "a refused reload", func() bool {
		return strings.Contains(get(t, url+"/metrics"), `musharaka_config_reloads_total{status="failed"} 1`)
	})
	write(t, dir, config.FileName, settings)
	reload <- struct{}{}
	wait(t, "a reload", func() bool {
		return strings.Contains(get(t, url+"/metrics"), `musharaka_config_reloads_total{status="ok"} 1`)
	})
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it did not stop")
	}
	if _, served, err := daemon.HandOver(t.Context(), ws, daemon.Wish{}); served || err != nil {
		t.Errorf("after its end: %v %v", served, err)
	}
}

func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 400 {
		if ok() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("no %s", what)
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestListensOnLoopbackOnly(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, config.FileName, strings.Replace(settings, "127.0.0.1:0", "0.0.0.0:0", 1))
	err := daemon.Serve(t.Context(), daemon.Options{Kinds: sources.All(), Load: func() (*config.Workspace, error) { return config.Open(dir) }})
	if err == nil || !strings.Contains(err.Error(), "loopback") {
		t.Errorf("got %v", err)
	}
}
