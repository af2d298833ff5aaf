package sdg

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

func BenchmarkScore(b *testing.B) {
	s, err := New()
	if err != nil {
		b.Fatal(err)
	}
	x := features.Input{Doc: features.New("السلام عليكم أرجو منكم النظر في موضوع إنارة الشارع العام عند مدخل الحارة لأنها معطلة منذ أسبوعين ومحد رد علينا", "ar")}
	b.ReportAllocs()
	for b.Loop() {
		if len(s.Score(x)) > Max {
			b.Fatal("too many goals")
		}
	}
}
