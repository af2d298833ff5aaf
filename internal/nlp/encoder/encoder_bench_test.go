package encoder_test

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

// twentyWords are texts of exactly twenty words, which the figures of
// docs/benchmarks/encoder.md are about: Arabic, Gulf Arabic and English, about
// 38 tokens each with the prefix and the marks.
func twentyWords(n int) []string {
	sources := []string{
		"نرجو من الجهة المختصة زيادة عدد الموظفين في مركز الخدمة لأن المراجعين ينتظرون كل يوم أكثر من ساعتين دون أي توضيح",
		"تكفون زيدوا عدد المواقف عند المستشفى ترانا ندوّر نص ساعة قبل الموعد ونتأخر على الدكتور وبعدها يلغون حجزنا ويقولون تعالوا",
		"The licensing portal rejected my daughter's vaccination certificate three times yesterday, then charged 12.500 rials twice without any receipt or explanation",
	}
	texts := make([]string, n)
	for i := range texts {
		words := strings.Fields(sources[i%len(sources)])
		// Turned by a word each time, so that the texts differ.
		k := i / len(sources) % len(words)
		texts[i] = strings.Join(append(append([]string{}, words[k:]...), words[:k]...)[:20], " ")
	}
	return texts
}

func BenchmarkEncode(b *testing.B) {
	texts := twentyWords(256)
	for _, class := range encoder.Classes() {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/threads=%d", class, threads), func(b *testing.B) {
				e, err := encoder.Open(encoder.Options{Class: class.String(), Threads: threads})
				if err != nil {
					b.Fatal(err)
				}
				batch := texts
				if class == encoder.Portable {
					batch = texts[:16]
				}
				dst := make([]float32, encoder.Dim*len(batch))
				b.ReportAllocs()
				before := processorTime(b)
				for b.Loop() {
					if err := e.Encode(context.Background(), batch, dst); err != nil {
						b.Fatal(err)
					}
				}
				var length float64
				for _, x := range dst[:encoder.Dim] {
					length += float64(x) * float64(x)
				}
				if length < 0.999 || length > 1.001 {
					b.Fatalf("a vector of length² %v", length)
				}
				done := float64(len(batch) * b.N)
				b.ReportMetric(done/b.Elapsed().Seconds(), "texts/s")
				// On a busy machine, what a thread to itself would do.
				b.ReportMetric(done/(processorTime(b)-before), "texts/cpu-s")
			})
		}
	}
}

// processorTime is what this process has used, in seconds.
func processorTime(tb testing.TB) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
