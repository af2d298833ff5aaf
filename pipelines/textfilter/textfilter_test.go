package textfilter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp"
	"github.com/musharaka/musharaka/pipelines/textfilter"
)

func run(t *testing.T, in string, opts textfilter.Options) (string, textfilter.Stats) {
	t.Helper()
	var out bytes.Buffer
	stats, err := textfilter.Run(context.Background(), strings.NewReader(in), &out, opts)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), stats
}

func TestRun(t *testing.T) {
	in := "\ufeff{\"id\":\"s1\",\"text\":\"الخدمة بطيئة جداً\"}\r\n" +
		"\n   \n" +
		`{"id":12345678901234567890,"text":""}` + "\n" +
		`{"id":1` + "\n" +
		`{"id":"x"}` + "\n" +
		`{"id":["a"],"text":"b"}` + "\n" +
		`{"id":"y","text":5}` + "\n" +
		"{\"id\":\"z\",\"text\":\"\xff\"}\n" +
		`{"text":"no id","id":null}`
	out, stats := run(t, in, textfilter.Options{Workers: 3})
	if diff := cmp.Diff(textfilter.Stats{Texts: 3, Bad: 5}, stats); diff != "" {
		t.Errorf("stats (-want +got)\n%s", diff)
	}
	var got []string
	for line := range strings.Lines(out) {
		var r struct {
			ID    json.RawMessage
			Line  int
			Lang  string
			Error *string
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		e := ""
		if r.Error != nil {
			e = " " + *r.Error
		}
		got = append(got, fmt.Sprintf("%s %d %s%s", r.ID, r.Line, r.Lang, e))
	}
	want := []string{
		`"s1" 0 ar`, `12345678901234567890 0 und`,
		`null 5  the line is not a valid JSON object`, `null 6  there is no field text`,
		`null 7  the id is neither a string nor a number`, `null 8  the field text is not a string`,
		`null 9  the line is not UTF-8`, `null 0 en`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestOrder sends more lines than batches hold through several workers.
func TestOrder(t *testing.T) {
	var in strings.Builder
	const n = 20000
	for i := range n {
		fmt.Fprintf(&in, "{\"id\":%d,\"text\":\"نص رقم %d\"}\n", i, i)
	}
	one, _ := run(t, in.String(), textfilter.Options{Workers: 1})
	many, stats := run(t, in.String(), textfilter.Options{Workers: 4})
	if stats.Texts != n || one != many {
		t.Error("the order or the answers depend on the number of workers")
	}
	if !strings.HasPrefix(many, `{"id":0,"lang"`) {
		t.Errorf("begins with %.40s", many)
	}
}

// fakeEncoder counts what it is given.
type fakeEncoder struct{ texts []string }

func (f *fakeEncoder) Encode(_ context.Context, texts []string, dst []float32) error {
	f.texts = append(f.texts, texts...)
	clear(dst)
	return nil
}

func TestBudget(t *testing.T) {
	in := strings.Repeat(`{"id":1,"text":"ok"}`+"\n", 50)
	e := new(fakeEncoder)
	_, stats := run(t, in, textfilter.Options{Tier: textfilter.Precise, Encoder: e})
	if stats.Precise != 50 || len(e.texts) != 50 {
		t.Errorf("precise %d, encoded %d, want 50", stats.Precise, len(e.texts))
	}
	e = new(fakeEncoder)
	if _, stats = run(t, in, textfilter.Options{Budget: 7, Encoder: e}); stats.Precise > 7 || len(e.texts) > 7 {
		t.Errorf("precise %d, encoded %d, want at most 7", stats.Precise, len(e.texts))
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := textfilter.Run(ctx, strings.NewReader("{}\n"), new(bytes.Buffer), textfilter.Options{}); err == nil {
		t.Error("no error from a cancelled run")
	}
}

// FuzzRun checks that every line that is not blank has one answer, whatever the
// bytes.
func FuzzRun(f *testing.F) {
	a, err := nlp.New()
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("{\"id\":1,\"text\":\"شكوى\"}\n\n{\"id\":2}\r\n\xff"))
	f.Add([]byte("{\"text\":\"el 5edma 99123456\"}"))
	f.Fuzz(func(t *testing.T, in []byte) {
		want := 0
		for line := range bytes.Lines(in) {
			if len(bytes.TrimSpace(bytes.TrimRight(line, "\r\n"))) > 0 {
				want++
			}
		}
		for _, reading := range []bool{false, true} {
			var out bytes.Buffer
			stats, err := textfilter.Run(context.Background(), bytes.NewReader(in), &out, textfilter.Options{Analyzer: a, Workers: 1, Reading: reading})
			if err != nil || stats.Texts+stats.Bad != want || bytes.Count(out.Bytes(), []byte("\n")) != want {
				t.Fatalf("%q: %+v, %v, want %d answers\n%s", in, stats, err, want, &out)
			}
			for line := range bytes.Lines(out.Bytes()) {
				if !json.Valid(line) {
					t.Fatalf("%q: no JSON: %s", in, line)
				}
			}
		}
	})
}
