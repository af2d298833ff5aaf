package encoder_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

// twentyWords are texts of exactly twenty words, which the figures of
// docs/benchmarks/encoder.md are about: half Arabic, half English.
func twentyWords(n int) []string {
	ar := strings.Fields("نرجو من الجهة المختصة زيادة عدد الموظفين في مركز الخدمة لأن المراجعين ينتظرون كل يوم أكثر من ساعتين دون أي توضيح أو موعد")
	en := strings.Fields("please open the clinic in the evening because most of us work until four and cannot bring our children before then")
	texts := make([]string, n)
	for i := range texts {
		words := ar
		if i%2 == 1 {
			words = en
		}
		// Turned by a word each time, so that no two are the same.
		k := i / 2 % len(words)
		turned := append(append([]string{}, words[k:]...), words[:k]...)
		texts[i] = strings.Join(turned[:20], " ")
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
				b.ReportMetric(float64(len(batch)*b.N)/b.Elapsed().Seconds(), "texts/s")
			})
		}
	}
}
