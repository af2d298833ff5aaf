package entities

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

func BenchmarkFind(b *testing.B) {
	f, err := New()
	if err != nil {
		b.Fatal(err)
	}
	x := features.Input{Doc: features.New("السلام عليكم أرجو منكم النظر في موضوع إنارة الشارع العام عند مدخل الحارة في السيب لأنها معطلة منذ أسبوعين ومحد رد", "ar")}
	b.ReportAllocs()
	for b.Loop() {
		if len(f.Find(x)) == 0 {
			b.Fatal("no entity")
		}
	}
}
