package sentiment

import (
	"bufio"
	"encoding/json"
	"os"
	"syscall"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// BenchmarkCorpus prepares and scores the texts of BENCH_FILE (NDJSON with
// "text"), or two sentences many times, in texts per second of processor time;
// bench/peers/sentiment.py sets it beside a Python stack.
func BenchmarkCorpus(b *testing.B) {
	s := scorer(b)
	texts := []string{twentyAR, twentyEN}
	if name := os.Getenv("BENCH_FILE"); name != "" {
		texts = readTexts(b, name)
	}
	var d features.Doc
	used := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
	}
	start, n := used(), 0
	for b.Loop() {
		for _, t := range texts {
			d.Reset(t, "")
			d.Lang = "ar"
			if 2*d.Latins > d.Letters {
				d.Lang = "en"
			}
			if s.Score(features.Input{Doc: &d}).Label == "" {
				b.Fatal("no label")
			}
		}
		n += len(texts)
	}
	b.ReportMetric(float64(n)/(used()-start), "texts/cpu-s")
}

func readTexts(b *testing.B, name string) []string {
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		out = append(out, r.Text)
	}
	return out
}
