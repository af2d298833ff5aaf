// Package sourcetest is the contract of a connector in executable form. A
// connector's own test hands Run a faithful fake server and a configuration;
// what the suite asks is the same for all.
//
// Only tests import it.
package sourcetest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Fake is a server whose rows the suite changes. Row i has the id ID(i).
type Fake interface {
	http.Handler
	Put(i int, text string)
	Delete(i int)
	ID(i int) string
	// Between sets what happens after the nth page was served.
	Between(fn func(page int))
}

// Suite says what is tested.
type Suite struct {
	Kind source.Kind
	// New makes an empty fake.
	New func() Fake
	// Config is the source's entry in musharaka.yaml for the fake at url.
	Config func(url string) string
	// Text is what the connector makes of a row's text; nil: the text itself.
	Text func(string) string
	// Rows that make several pages.
	Rows int
	// Overlap is how many rows a pass may read again behind its cursor.
	Overlap int
	// Window: the source shows only so many newest rows, all on one page.
	Window bool
}

// Run tests the connector.
func Run(t *testing.T, s Suite) {
	if s.Rows == 0 {
		s.Rows = 137
	}
	if s.Text == nil {
		s.Text = func(x string) string { return x }
	}
	t.Run("everything arrives", s.everything)
	t.Run("hostile text", s.hostile)
	t.Run("a second pass finds nothing new", s.rerun)
	t.Run("a pass goes on at every page", s.resume)
	t.Run("rows change between pages", s.changes)
	t.Run("faults pass", s.faults)
	t.Run("faults that stay", s.broken)
	t.Run("no way into private networks", s.redirect)
	t.Run("a cancelled context ends it", s.cancelled)
	t.Run("settings are strict", s.strict)
}

// site is a fake being served, with faults before it.
type site struct {
	Fake
	url    string
	env    source.Env
	faults *faults
	slept  []time.Duration
	suite  Suite
}

func (s Suite) serve(t *testing.T) *site {
	t.Helper()
	f := s.New()
	flt := &faults{next: f}
	srv := httptest.NewServer(flt)
	t.Cleanup(srv.Close)
	x := &site{Fake: f, url: srv.URL, faults: flt, suite: s}
	x.env = source.Env{Dir: t.TempDir(), Zone: time.UTC, State: &memory{values: map[string]string{}}, Now: time.Now,
		Sleep: func(ctx context.Context, d time.Duration) error { x.slept = append(x.slept, d); return ctx.Err() }}
	return x
}

// open makes the source anew, as a restarted program would.
func (x *site) open(t *testing.T) source.Source {
	t.Helper()
	env := x.env
	env.Config = Parse(t, x.suite.Config(x.url))
	src, err := x.suite.Kind.New(env)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// Parse makes the configuration of a source named "src" of its entry.
func Parse(t *testing.T, entry string) config.Source {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(entry), &n); err != nil {
		t.Fatal(err)
	}
	c := config.Source{Name: "src", Node: n.Content[0]}
	if err := n.Content[0].Decode(&c.Common); err != nil {
		t.Fatal(err)
	}
	return c
}

type memory struct {
	mu     sync.Mutex
	values map[string]string
}

func (m *memory) Get(k string) string { m.mu.Lock(); defer m.mu.Unlock(); return m.values[k] }
func (m *memory) Set(k, v string)     { m.mu.Lock(); defer m.mu.Unlock(); m.values[k] = v }

// sink does what the runner does with pages, in memory.
type sink struct {
	texts   map[string]string
	cursors map[string]string
	bad     []source.Bad
	pages   int
	got     int // records, repeats included
	walked  map[string]bool
	ended   bool // the last page was the last of its walk
}

func newSink() *sink {
	return &sink{texts: map[string]string{}, cursors: map[string]string{}, walked: map[string]bool{}}
}

// take reads at most limit pages (all if negative) into k.
func (k *sink) take(ctx context.Context, src source.Source, full bool, limit int) error {
	req := source.Request{Cursors: k.cursors, Full: full, Now: time.Now().UTC()}
	n := 0
	if limit == 0 {
		return nil
	}
	for page, err := range src.Pages(ctx, req) {
		if err != nil {
			return err
		}
		k.pages++
		k.ended = page.Last
		n++
		for _, r := range page.Records {
			if page.Walk != "" {
				k.walked[r.ID] = true
			}
			for _, s := range r.Submissions {
				k.texts[r.ID] = s.Text
				k.got++
				if s.Author == "" && s.CreatedAt.IsZero() {
					return fmt.Errorf("record %s has neither author nor time", r.ID)
				}
			}
			if len(r.Payload) == 0 {
				return fmt.Errorf("record %s has no payload", r.ID)
			}
		}
		k.bad = append(k.bad, page.Bad...)
		if page.Cursor != "" {
			key := page.Key
			if key == "" {
				key = page.Stream
			}
			k.cursors[key] = page.Cursor
		}
		if n == limit {
			return nil
		}
	}
	return nil
}
