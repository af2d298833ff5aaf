package themesfilter

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func input() string {
	var b strings.Builder
	words := [][]string{{"road", "pothole", "asphalt", "repair"}, {"water", "pipe", "leak", "bill"}, {"school", "teacher", "class", "book"}}
	for i := range 120 {
		w := words[i%3]
		fmt.Fprintf(&b, `{"id":%d,"text":"the %s and the %s near %s number n%d","author":"a%d","created_at":"2026-03-01T10:00:00+04:00"}`+"\n", i, w[i/3%4], w[(i/3+1)%4], w[(i/12+2)%4], i%40, i%30)
	}
	b.WriteString("\n{\"id\":\"x\"}\nnot json\n{\"id\":\"last\",\"text\":\"\"}")
	return b.String()
}

func TestRunWritesBothFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "out")
	st, err := Run(context.Background(), strings.NewReader(input()), dir, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if st.Lines != 123 || st.Bad != 2 || st.First[0].Line != 122 {
		t.Errorf("stats %+v; want 123 lines, 2 bad, the first on line 122", st)
	}
	lines := bytes.Split(bytes.TrimSpace(mustRead(t, dir, "assignments.ndjson")), []byte("\n"))
	if len(lines) != 121 {
		t.Fatalf("%d assignments, want 121", len(lines))
	}
	var doc struct {
		Themes []struct {
			ID     string            `json:"id"`
			Quotes []json.RawMessage `json:"quotes"`
		} `json:"themes"`
	}
	if err := json.Unmarshal(mustRead(t, dir, "themes.json"), &doc); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, th := range doc.Themes {
		known[th.ID] = true
		for _, q := range th.Quotes {
			if bytes.HasPrefix(q, []byte(`"`)) {
				t.Errorf("quote %s; the ids of the input are numbers", q)
			}
		}
	}
	if len(known) < 3 {
		t.Errorf("%d themes, want 3 or more", len(known))
	}
	for i, l := range lines {
		var a struct {
			ID     json.RawMessage `json:"id"`
			Theme  *string         `json:"theme"`
			Reason string          `json:"reason"`
		}
		if err := json.Unmarshal(l, &a); err != nil {
			t.Fatal(err)
		}
		if i < 120 && string(a.ID) != fmt.Sprint(i) {
			t.Errorf("line %d has id %s", i, a.ID)
		}
		if (a.Theme == nil) == (a.Reason == "") || (a.Theme != nil && !known[*a.Theme]) {
			t.Errorf("line %s: needs a known theme or a reason", l)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	var files [2][]byte
	for i := range files {
		dir := t.TempDir()
		if _, err := Run(context.Background(), strings.NewReader(input()), dir, Options{Seed: 4, Budget: 60}); err != nil {
			t.Fatal(err)
		}
		files[i] = append(mustRead(t, dir, "themes.json"), mustRead(t, dir, "assignments.ndjson")...)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs on the same input differ")
	}
}

func TestStopAfterSaysPartial(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	st, err := Run(context.Background(), strings.NewReader(input()), t.TempDir(), Options{StopAfter: time.Second, Now: func() time.Time {
		now = now.Add(time.Minute)
		return now
	}})
	if err != nil || !st.Partial {
		t.Errorf("partial %v, error %v; want true, none", st.Partial, err)
	}
}

func TestEmptyInput(t *testing.T) {
	dir := t.TempDir()
	if _, err := Run(context.Background(), strings.NewReader(""), dir, Options{}); err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, dir, "assignments.ndjson"); len(got) != 0 {
		t.Errorf("assignments of nothing: %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(input()))
	f.Add([]byte("\ufeff{\"id\":1,\"text\":\"\xff\"}\n{\"id\":null,\"text\":1}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var st Stats
		ids, items, err := read(context.Background(), bytes.NewReader(b), &st)
		if err != nil || len(ids) != len(items) || len(ids)+st.Bad != st.Lines {
			t.Fatalf("%d ids, %d items, %+v, %v", len(ids), len(items), st, err)
		}
	})
}

func mustRead(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
