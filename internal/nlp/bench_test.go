package nlp_test

import (
	"bufio"
	"encoding/json"
	"os"
	"syscall"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp"
	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/privacy"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// benchTexts reads the texts of BENCH_FILE (NDJSON with "text"), cut at 4,000
// letters, or repeats one sentence.
func benchTexts(b *testing.B) []string {
	name := os.Getenv("BENCH_FILE")
	if name == "" {
		out := make([]string, 1000)
		for i := range out {
			out[i] = "السلام عليكم الخدمة الإلكترونية في تطبيق البلدية بطيئة جداً ومعطلة منذ أسبوع ولا أحد يرد على الاتصالات الرجاء الحل السريع شكراً لكم"
		}
		return out
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	var out []string
	for s.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		if t := []rune(r.Text); len(t) > 4000 {
			r.Text = string(t[:4000])
		}
		out = append(out, r.Text)
	}
	return out
}

// cpu is the processor time of the process so far, in seconds: on a machine that
// others use, the only honest clock.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// BenchmarkJobs measures the jobs that have a figure beside them in
// docs/benchmarks/text.md, alone and together, in texts per second of processor
// time.
func BenchmarkJobs(b *testing.B) {
	texts := benchTexts(b)
	d, f, loose := detect.New(), privacy.New(), normalize.For(normalize.Loose)
	var toks []tokenize.Token
	var scratch detect.Scratch
	var buf []byte
	langs, found := 0, 0
	normal := func(s string) { buf = loose.Append(buf[:0], s) }
	lang := func(s string) string {
		toks = tokenize.Append(toks[:0], s)
		r := d.Tokens(toks, &scratch)
		if r.Lang != detect.Undetermined {
			langs++
		}
		return r.Lang
	}
	hide := func(s, l string) {
		spans := f.Find(s)
		found += len(spans)
		privacy.Mask(s, spans, l)
	}
	a, err := nlp.New()
	if err != nil {
		b.Fatal(err)
	}
	for _, job := range []struct {
		name string
		do   func(string)
	}{
		{"normalise", normal},
		{"language", func(s string) { lang(s) }},
		{"privacy", func(s string) { hide(s, "ar") }},
		{"together", func(s string) { normal(s); hide(s, lang(s)) }},
		{"everything", func(s string) { a.Analyze(s, nlp.Request{}) }},
	} {
		b.Run(job.name, func(b *testing.B) {
			start, n := cpu(), 0
			for b.Loop() {
				for _, s := range texts {
					job.do(s)
				}
				n += len(texts)
			}
			b.ReportMetric(float64(n)/(cpu()-start), "texts/cpu-s")
			b.ReportMetric(0, "ns/op")
		})
	}
	if langs == 0 {
		b.Fatal("no language found")
	}
}
