package encoder_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

func TestSameBitsWhateverTheBatch(t *testing.T) {
	for _, class := range allClasses {
		t.Run(class.String(), func(t *testing.T) {
			open(t, class) // skips
			var list []string
			for _, s := range samples(t) {
				if len(s.Text) < 200 && s.ID%3 == 0 {
					list = append(list, s.Text)
				}
			}
			list = append(list, strings.Repeat("word ", 520)) // two windows
			if class == encoder.Portable {                    // slow
				list = list[len(list)-8:]
			}
			one, err := encoder.Open(encoder.Options{Class: class.String(), Threads: 1})
			if err != nil {
				t.Fatal(err)
			}
			want := encode(t, one, list)
			for _, threads := range []int{2, 3} {
				many, err := encoder.Open(encoder.Options{Class: class.String(), Threads: threads})
				if err != nil {
					t.Fatal(err)
				}
				turned := slices.Clone(list)
				slices.Reverse(turned)
				got := encode(t, many, turned)
				for i := range list {
					if !slices.Equal(row(want, i), row(got, len(list)-1-i)) {
						t.Errorf("%d threads, reversed: text %d has other bits", threads, i)
					}
				}
			}
			for i, text := range list {
				if !slices.Equal(row(want, i), encode(t, one, []string{text})) {
					t.Errorf("alone: text %d has other bits", i)
				}
			}
		})
	}
}

func TestEncodeStopsWithItsContext(t *testing.T) {
	e := open(t, encoder.Portable)
	texts := slices.Repeat([]string{strings.Repeat("كلمة ", 300)}, 40)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := e.Encode(ctx, texts, make([]float32, encoder.Dim*len(texts)))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	if d := time.Since(start); d > 15*time.Second { // a busy machine; else 0.1 s
		t.Errorf("stopped after %v", d)
	}
	// Nothing of the stopped call is left behind.
	fresh := encode(t, open(t, encoder.Portable), []string{"بعد التوقف"})
	if !slices.Equal(fresh, encode(t, e, []string{"بعد التوقف"})) {
		t.Error("a stopped call changes the next one")
	}
}

func TestEncodeRefusesWrongRoom(t *testing.T) {
	e := open(t, encoder.Portable)
	if err := e.Encode(context.Background(), []string{"a"}, make([]float32, 7)); err == nil {
		t.Error("no error")
	}
	if err := e.Encode(context.Background(), nil, nil); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	good := encoder.Embedded()
	changed := func(at int) []byte {
		b := bytes.Clone(good)
		b[at] ^= 1
		return b
	}
	for name, c := range map[string]struct {
		options encoder.Options
		want    error
	}{
		"nothing":          {encoder.Options{Weights: []byte{}}, encoder.ErrForeign},
		"another file":     {encoder.Options{Weights: []byte(strings.Repeat("PK\x03\x04", 100))}, encoder.ErrForeign},
		"another version":  {encoder.Options{Weights: changed(7)}, encoder.ErrForeign},
		"a header changed": {encoder.Options{Weights: changed(100)}, encoder.ErrForeign},
		"a weight changed": {encoder.Options{Weights: changed(len(good) - 1000)}, encoder.ErrForeign},
		"cut off":          {encoder.Options{Weights: good[:len(good)/2]}, encoder.ErrForeign},
		"no such class":    {encoder.Options{Class: "quantum"}, encoder.ErrClass},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := encoder.Open(c.options)
			if e != nil || !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
		})
	}
}

func TestCoverage(t *testing.T) {
	e := open(t, encoder.Portable)
	for _, c := range []struct {
		text      string
		low, high float64
	}{
		{"الخدمة بطيئة", 1, 1},
		{"The service is slow 👍", 1, 1},
		{"el 5edma bate2a", 1, 1},
		{"अस्पताल में इंतज़ार", 0.9, 1},
		{"ആശുപത്രി", 0.9, 1},
		{"服务太慢了", 0, 0.2},
		{"Очередь", 0, 0},
		{"نص Очередь نص", 0.3, 0.4},
		{"", 1, 1},
		{"   ", 1, 1},
	} {
		if got := e.Coverage(c.text); got < c.low || got > c.high {
			t.Errorf("Coverage(%q) = %.2f, want %.1f to %.1f", c.text, got, c.low, c.high)
		}
	}
}

func TestEncodeAllocatesPerCallNotPerToken(t *testing.T) {
	e, err := encoder.Open(encoder.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	texts := twentyWords(64)
	dst := make([]float32, encoder.Dim*len(texts))
	run := func() {
		if err := e.Encode(context.Background(), texts, dst); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if n := testing.AllocsPerRun(5, run); n > 40 {
		t.Errorf("%.0f allocations for %d texts", n, len(texts))
	}
}

// TestNoLeak encodes 100,000 texts. It takes a minute or so: MUSHARAKA_LONG=1.
func TestNoLeak(t *testing.T) {
	if os.Getenv("MUSHARAKA_LONG") == "" {
		t.Skip("SKIPPED, NOT TESTED: 100,000 texts; set MUSHARAKA_LONG=1")
	}
	e, err := encoder.Open(encoder.Options{})
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, 1000)
	dst := make([]float32, encoder.Dim*len(texts))
	before := 0
	for round := range 100 {
		for i := range texts {
			texts[i] = fmt.Sprintf("نص %d رقم %d", round, i)
		}
		if err := e.Encode(context.Background(), texts, dst); err != nil {
			t.Fatal(err)
		}
		if round == 9 {
			before = resident(t)
		}
	}
	after := resident(t)
	t.Logf("resident: %d MiB after 10,000 texts, %d MiB after 100,000", before>>20, after>>20)
	if after > before+32<<20 || after > 250<<20 {
		t.Errorf("resident: %d MiB, then %d MiB", before>>20, after>>20)
	}
}

// resident is the memory of this process, in bytes.
func resident(t *testing.T) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED, NOT TESTED: resident memory is read from /proc")
	}
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	var size, pages int
	if _, err := fmt.Sscan(string(b), &size, &pages); err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

func TestOpenIsQuickAndSmall(t *testing.T) {
	for _, class := range encoder.Classes() {
		start := time.Now()
		if _, err := encoder.Open(encoder.Options{Class: class.String()}); err != nil {
			t.Fatal(err)
		}
		// The promise is 150 ms on a free machine; a busy one gets more.
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: opened in %v", class, d)
		} else {
			t.Logf("%s: opened in %v", class, d)
		}
	}
}
