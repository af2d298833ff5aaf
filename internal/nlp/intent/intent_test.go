package intent

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

func TestScore(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	glad := Hints{Neg: 0.1, Neu: 0.2, Pos: 0.7}
	for _, c := range []struct{ text, lang, want string }{
		{"متى يبدأ التسجيل في البرنامج؟", "ar", Question},
		{"أقترح تركيب إنارة في الحديقة", "ar", Suggestion},
		{"شكرًا جزيلًا على سرعة إنجاز المعاملة", "ar", Praise},
		{"قدمت طلبي قبل شهرين ولم يرد أحد", "ar", Complaint},
		{"I suggest adding more benches to the park", "en", Suggestion},
		{"How much is the fee for the permit?", "en", Question},
		{"Thank you for the quick reply", "en", Praise},
	} {
		got := s.Score(features.Input{Doc: features.New(c.text, c.lang)}, map[bool]Hints{true: glad}[c.want == Praise])
		if got.Main != c.want {
			t.Errorf("%q: %+v, want %s", c.text, got, c.want)
		}
		if got.Intents[0].Label != got.Main {
			t.Errorf("%q: main %s is not the first of %v", c.text, got.Main, got.Intents)
		}
	}
	empty := s.Score(features.Input{Doc: features.New("", "")}, Hints{})
	if empty.Main == "" || len(empty.Intents) == 0 {
		t.Errorf("empty text: %+v", empty)
	}
}

func BenchmarkScore(b *testing.B) {
	s, err := New()
	if err != nil {
		b.Fatal(err)
	}
	x := features.Input{Doc: features.New("السلام عليكم أرجو منكم النظر في موضوع إنارة الشارع العام عند مدخل الحارة لأنها معطلة منذ أسبوعين ومحد رد علينا", "ar")}
	b.ReportAllocs()
	for b.Loop() {
		if s.Score(x, Hints{}).Main == "" {
			b.Fatal("no intent")
		}
	}
}
