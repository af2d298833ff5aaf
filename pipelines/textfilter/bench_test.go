package textfilter_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp"
	"github.com/musharaka/musharaka/pipelines/textfilter"
)

// sentences of about twenty words: Arabic, dialect, English, Arabizi.
var sentences = []string{
	"السلام عليكم الخدمة الإلكترونية في تطبيق البلدية بطيئة جداً ومعطلة منذ أسبوع ولا أحد يرد على الاتصالات الرجاء الحل السريع شكراً لكم",
	"وايد تعبنا من زحمة الشارع كل يوم الصبح والدوار ما حد ينظمه ليش ما تسووا جسر من زمان نطالب ومحد يسمع كلامنا",
	"The road between the school and the clinic has been full of holes since March and nobody from the municipality answers our calls",
	"ya jama3a el 5edma wayed ta3bana w ma 7ad yrod 3alaina men el baladiya please 7elo el moshkila ta3abna men el entethar wallah",
	"نقترح إنشاء حديقة عامة للأطفال بالقرب من المدرسة الجديدة مع مسار للمشاة وإنارة كافية ومواقف للسيارات رقمي 99123456 للتواصل مع الشكر",
}

// BenchmarkRun measures the whole filter on one worker; BENCH_FILE names an
// NDJSON file to read instead of the sentences above.
func BenchmarkRun(b *testing.B) {
	var in bytes.Buffer
	const n = 20000
	for i := range n {
		fmt.Fprintf(&in, "{\"id\":%d,\"text\":%q}\n", i, fmt.Sprint(sentences[i%len(sentences)], " ", i*7919))
	}
	data := in.Bytes()
	if name := os.Getenv("BENCH_FILE"); name != "" {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			b.Fatal(err)
		}
	}
	a, err := nlp.New()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	texts := 0
	for b.Loop() {
		stats, err := textfilter.Run(context.Background(), bytes.NewReader(data), io.Discard, textfilter.Options{Analyzer: a, Workers: 1})
		if err != nil || stats.Bad > 0 {
			b.Fatal(stats, err)
		}
		texts += stats.Texts
	}
	b.ReportMetric(float64(texts)/b.Elapsed().Seconds(), "texts/s")
}
