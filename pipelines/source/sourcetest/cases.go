package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func text(i int) string { return fmt.Sprintf("نص المشاركة رقم %d", i) }

// fill puts n rows and returns what should come of them.
func (x *site) fill(n int) map[string]string {
	want := map[string]string{}
	for i := range n {
		x.Put(i, text(i))
		want[x.ID(i)] = x.suite.Text(text(i))
	}
	return want
}

func (s Suite) everything(t *testing.T) {
	x := s.serve(t)
	want := x.fill(s.Rows)
	k := newSink()
	if err := k.take(t.Context(), x.open(t), false, -1); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, k.texts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(k.bad) > 0 {
		t.Errorf("bad records: %v", k.bad)
	}
	if k.pages < 2 && !s.Window {
		t.Errorf("%d pages: the suite needs several", k.pages)
	}
}

// Hostile are texts that must arrive as they are.
func Hostile() []string {
	return []string{
		"<script>alert(1)</script>نص", "Robert'); DROP TABLE submissions;--", "=cmd|' /C calc'!A0", "\u202eمعكوس\u202c", "🔥👩‍👩‍👧‍👦🏳️‍🌈", "{{.}} ${x} %s %n",
		strings.Repeat("ا", 20000), "a\tb", "﷽ ﻻ ﷺ", "\u200f\u200fنص",
	}
}

// hostile only asks that every row arrives and none is called bad: markup is
// text for some sources and markup for others.
func (s Suite) hostile(t *testing.T) {
	x := s.serve(t)
	for i, h := range Hostile() {
		x.Put(i, "نص "+h)
	}
	k := newSink()
	if err := k.take(t.Context(), x.open(t), false, -1); err != nil {
		t.Fatal(err)
	}
	if len(k.texts) != len(Hostile()) || len(k.bad) > 0 {
		t.Errorf("%d of %d texts, bad %v", len(k.texts), len(Hostile()), k.bad)
	}
	for id, got := range k.texts {
		if !strings.Contains(got, "نص") {
			t.Errorf("%s lost its text: %q", id, got)
		}
	}
}

func (s Suite) rerun(t *testing.T) {
	x := s.serve(t)
	x.fill(s.Rows)
	k := newSink()
	if err := k.take(t.Context(), x.open(t), false, -1); err != nil {
		t.Fatal(err)
	}
	cursors, texts := maps.Clone(k.cursors), maps.Clone(k.texts)
	k.got = 0
	if err := k.take(t.Context(), x.open(t), false, -1); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cursors, k.cursors); diff != "" {
		t.Errorf("the cursors moved (-before +after)\n%s", diff)
	}
	if diff := cmp.Diff(texts, k.texts); diff != "" {
		t.Errorf("the texts changed (-before +after)\n%s", diff)
	}
}

// resume stops after each page in turn and goes on with a new source: every
// row arrives, and no page is read again beyond the overlap.
func (s Suite) resume(t *testing.T) {
	if s.Window {
		t.Skip("one page")
	}
	for stop := 1; ; stop++ {
		x := s.serve(t)
		want := x.fill(s.Rows)
		k := newSink()
		if err := k.take(t.Context(), x.open(t), false, stop); err != nil {
			t.Fatal(err)
		}
		if k.ended {
			return // the walk was over: what follows is another one
		}
		first := k.pages
		if err := k.take(t.Context(), x.open(t), false, -1); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, k.texts); diff != "" {
			t.Fatalf("stopped after page %d (-want +got)\n%s", stop, diff)
		}
		if again := k.got - len(want); again > s.Overlap && k.pages > first+1 {
			t.Fatalf("stopped after page %d: %d rows were read again, declared are %d", stop, again, s.Overlap)
		}
		if stop > 50 {
			t.Fatal("too many pages")
		}
	}
}

// changes inserts, edits and deletes between pages. What was there all the
// time must arrive; after one more full walk the source is known as it is.
func (s Suite) changes(t *testing.T) {
	x := s.serve(t)
	x.fill(s.Rows)
	once := sync.OnceFunc(func() {
		x.Delete(0)
		x.Put(s.Rows, text(s.Rows))
		x.Put(s.Rows-1, "نص معدّل")
	})
	x.Between(func(int) { once() })
	k := newSink()
	if err := k.take(t.Context(), x.open(t), true, -1); err != nil {
		t.Fatal(err)
	}
	x.Between(nil)
	once()
	k = newSink()
	if err := k.take(t.Context(), x.open(t), true, -1); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for i := 1; i <= s.Rows; i++ {
		want[x.ID(i)] = s.Text(text(i))
	}
	want[x.ID(s.Rows-1)] = s.Text("نص معدّل")
	if diff := cmp.Diff(want, k.texts); diff != "" {
		t.Errorf("after a full walk (-want +got)\n%s", diff)
	}
}

func (s Suite) faults(t *testing.T) {
	for _, f := range passing() {
		t.Run(f.name, func(t *testing.T) {
			x := s.serve(t)
			want := x.fill(s.Rows)
			x.faults.plan = func(n int) *fault {
				if n%3 == 1 { // the first request, and every third
					return &f
				}
				return nil
			}
			k := newSink()
			if err := k.take(t.Context(), x.open(t), false, -1); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, k.texts); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(x.slept) == 0 {
				t.Error("it asked again without waiting")
			}
			if f.wait > 0 && (x.slept[0] < f.wait-10*time.Second || x.slept[0] > f.wait+time.Second) {
				t.Errorf("waited %v, the server asked for %v", x.slept[0], f.wait)
			}
		})
	}
}

// broken: trouble that does not pass ends the walk with an error, soon, and
// without anything of the answer in it.
func (s Suite) broken(t *testing.T) {
	for _, f := range lasting() {
		t.Run(f.name, func(t *testing.T) {
			x := s.serve(t)
			x.fill(3)
			x.faults.plan = func(int) *fault { return &f }
			k := newSink()
			err := k.take(t.Context(), x.open(t), false, -1)
			if err == nil && f.status != 404 {
				t.Fatal("no error")
			}
			if err != nil && strings.Contains(err.Error(), secretWords) {
				t.Errorf("the error repeats the answer: %v", err)
			}
			if len(x.slept) > 20 {
				t.Errorf("it asked %d times", len(x.slept))
			}
		})
	}
}

func (s Suite) redirect(t *testing.T) {
	x := s.serve(t)
	x.fill(3)
	for _, to := range []string{"http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:1/", "http://[::1]:1/", "file:///etc/passwd", "http://10.0.0.1/"} {
		f := fault{name: "redirect", status: 302, location: to}
		x.faults.plan = func(int) *fault { return &f }
		began := time.Now()
		err := newSink().take(t.Context(), x.open(t), false, -1)
		if err == nil || !strings.Contains(err.Error(), "not allowed") {
			t.Errorf("%s: %v", to, err)
		}
		if time.Since(began) > 5*time.Second {
			t.Errorf("%s: it tried to go there", to)
		}
	}
}

func (s Suite) cancelled(t *testing.T) {
	x := s.serve(t)
	x.fill(s.Rows)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := newSink().take(ctx, x.open(t), false, -1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func (s Suite) strict(t *testing.T) {
	x := s.serve(t)
	env := x.env
	entry := strings.TrimSpace(s.Config(x.url))
	env.Config = Parse(t, strings.TrimSuffix(entry, "}")+", no_such_key: 1}")
	if _, err := s.Kind.New(env); err == nil || !strings.Contains(err.Error(), "no_such_key") {
		t.Errorf("an unknown key was taken: %v", err)
	}
}
