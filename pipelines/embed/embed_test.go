package embed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/embed"
)

// lengths is an encoder whose vector says how long the text was.
type lengths struct{ fail error }

func (l lengths) Encode(_ context.Context, texts []string, dst []float32) error {
	for i, t := range texts {
		dst[i*embed.Dim] = float32(len(t)) + 0.1
	}
	return l.fail
}

func clock() func() time.Time {
	t := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return func() time.Time { t = t.Add(time.Second); return t }
}

func TestRunEstimatesBeyondTheBudget(t *testing.T) {
	words := []string{"water pipe", "school bus", "water tank", "teacher class", "water bill", "exam results", "water meter", "canteen food"}
	var in strings.Builder
	for i := range 400 {
		fmt.Fprintf(&in, `{"id":%d,"text":"%s number %d"}`+"\n", i, words[i%len(words)], i)
	}
	var out bytes.Buffer
	st, err := embed.Run(context.Background(), strings.NewReader(in.String()), &out, embed.Options{Encoder: sides{}, Budget: 200, Batch: 64})
	if err != nil || st.Encoded != 200 || st.Estimated != 200 || st.Skipped != 0 {
		t.Fatalf("%+v, %v", st, err)
	}
	for dec := json.NewDecoder(&out); dec.More(); {
		var l struct {
			ID     int
			Vector []float64
			Via    string
		}
		if err := dec.Decode(&l); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]string{true: "encoded", false: "estimated"}[l.ID < 200]; l.Via != want {
			t.Fatalf("line %d is %s, want %s", l.ID, l.Via, want)
		}
		if toWater := l.Vector[1] > l.Vector[2]; toWater != (l.ID%2 == 0) {
			t.Fatalf("line %d (%s) lies on the wrong side", l.ID, l.Via)
		}
		var sum float64
		for _, x := range l.Vector {
			sum += x * x
		}
		if math.Abs(sum-1) > 1e-4 {
			t.Errorf("line %d has length² %v", l.ID, sum)
		}
	}
}

// sides is an encoder that knows two subjects.
type sides struct{}

func (sides) Encode(_ context.Context, texts []string, dst []float32) error {
	for i, t := range texts {
		dst[i*embed.Dim] = 0.8
		if strings.Contains(t, "water") {
			dst[i*embed.Dim+1] = 0.6
		} else {
			dst[i*embed.Dim+2] = 0.6
		}
	}
	return nil
}

const input = "\ufeff" + `{"id":"a","text":"xx"}

{"id":7,"text":"yyy"}
not json
{"id":"no text"}
{"text":"no id"}
{"id":{},"text":"odd id"}
{"id":"ب","text":""}
{"id":"last","text":"z"}`

func TestRunKeepsOrderAndCounts(t *testing.T) {
	var out bytes.Buffer
	var seen []int
	st, err := embed.Run(context.Background(), strings.NewReader(input), &out, embed.Options{
		Encoder: lengths{}, Budget: 3, Batch: 2, Now: clock(),
		Progress: func(s embed.Stats) { seen = append(seen, s.Lines) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := (embed.Stats{Lines: 8, Encoded: 3, Skipped: 1, Bad: 4}); st.Lines != want.Lines ||
		st.Encoded != want.Encoded || st.Skipped != want.Skipped || st.Bad != want.Bad || st.Rate() <= 0 {
		t.Errorf("stats %+v, want %+v", st, want)
	}
	if len(seen) == 0 || seen[len(seen)-1] != 8 {
		t.Errorf("progress at lines %v", seen)
	}
	zeros := strings.Repeat(",0", embed.Dim-1)
	want := `{"id":"a","vector":[2.1` + zeros + `],"via":"encoded"}
{"id":7,"vector":[3.1` + zeros + `],"via":"encoded"}
{"id":null,"line":4,"error":"not a JSON object with id and text"}
{"id":null,"line":5,"error":"no text"}
{"id":null,"line":6,"error":"no id"}
{"id":null,"line":7,"error":"id is neither a string nor a number"}
{"id":"ب","vector":[0.1` + zeros + `],"via":"encoded"}
{"id":"last","vector":null,"via":"skipped"}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
	for line := range strings.Lines(out.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
}

func TestRunWritesParquet(t *testing.T) {
	var out, table bytes.Buffer
	st, err := embed.Run(context.Background(), strings.NewReader(input), &out, embed.Options{
		Encoder: lengths{}, Budget: 3, Parquet: &table, Now: clock(),
	})
	if err != nil || st.Encoded != 3 {
		t.Fatalf("%+v, %v", st, err)
	}
	if n := strings.Count(out.String(), "\n"); n != 4 {
		t.Errorf("%d lines beside the table, want the 4 bad ones", n)
	}
	r, err := file.NewParquetReader(bytes.NewReader(table.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.NumRows() != 4 {
		t.Fatalf("%d rows", r.NumRows())
	}
	column, err := r.RowGroup(0).Column(1)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float32, 4*embed.Dim)
	levels := make([]int16, 4*embed.Dim)
	total, n, err := column.(*file.Float32ColumnChunkReader).ReadBatch(int64(len(values)), values, levels, nil)
	if err != nil || n != 3*embed.Dim || total != 3*embed.Dim+1 {
		t.Fatalf("%d values in %d levels: %v", n, total, err)
	}
	for i, want := range []float32{2.1, 3.1, 0.1} {
		if got := values[i*embed.Dim]; math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("row %d starts with %v, want %v", i, got, want)
		}
	}
}

func TestRunStops(t *testing.T) {
	broken := errors.New("broken")
	long := strings.Repeat(`{"id":1,"text":"t"}`+"\n", 5000)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		out  failing
		enc  lengths
		want error
	}{
		"the encoder fails": {context.Background(), failing{}, lengths{broken}, broken},
		"the writer fails":  {context.Background(), failing{broken}, lengths{}, broken},
		"the context ends":  {ended, failing{}, lengths{}, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := embed.Run(c.ctx, strings.NewReader(long), c.out, embed.Options{Encoder: c.enc, Batch: 100})
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
		})
	}
}

type failing struct{ err error }

func (f failing) Write(p []byte) (int, error) { return len(p), f.err }

func FuzzRun(f *testing.F) {
	f.Add([]byte(input))
	f.Add([]byte("{\"id\":\"\xff\",\"text\":\"\xc3\"}\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		st, err := embed.Run(context.Background(), bytes.NewReader(in), &out, embed.Options{Encoder: lengths{}, Batch: 3})
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Count(out.Bytes(), []byte("\n")); got != st.Lines {
			t.Fatalf("%d lines out of %d", got, st.Lines)
		}
	})
}

func Example() {
	// A real call passes an *encoder.Encoder and os.Stdin, os.Stdout.
	in := strings.NewReader(`{"id":"1","text":"الموقع بطيء"}` + "\n" + `oops`)
	var out strings.Builder
	st, err := embed.Run(context.Background(), in, &out, embed.Options{Encoder: lengths{}})
	fmt.Println(st.Encoded, "encoded,", st.Bad, "bad,", err)
	fmt.Println(strings.Split(out.String(), "\n")[1])
	// Output:
	// 1 encoded, 1 bad, <nil>
	// {"id":null,"line":2,"error":"not a JSON object with id and text"}
}
