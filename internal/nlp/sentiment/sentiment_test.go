package sentiment

import (
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sentiment/cases"
)

func scorer(t testing.TB) *Scorer {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func in(text, lang string) features.Input { return features.Input{Doc: features.New(text, lang)} }

func TestScore(t *testing.T) {
	s := scorer(t)
	for _, c := range []struct{ text, lang, want string }{
		{"الموقع ما يفتح من أسبوع ومحد يرد علينا", "ar", Negative},
		{"التطبيق مب شغال", "ar", Negative},
		{"شكرًا لكم على سرعة الإنجاز، خدمة ممتازة", "ar", Positive},
		{"ما قصرتوا والله", "ar", Positive},
		{"متى يبدأ التسجيل؟", "ar", Neutral},
		{"I can't log in and I have been waiting for weeks", "en", Negative},
		{"Thank you, the new park is wonderful", "en", Positive},
		{"Great, down again", "en", Negative},
		{"el app mob sh3'al", "arabizi", Negative},
	} {
		if got := s.Score(in(c.text, c.lang)); got.Label != c.want {
			t.Errorf("%q: %+v, want %s", c.text, got, c.want)
		}
	}
}

// TestNegationPairs holds the frozen minimal pairs that need no conversion.
func TestNegationPairs(t *testing.T) {
	s := scorer(t)
	for variety, lang := range map[string]string{"msa": "ar", "gulf": "ar", "english": "en", "arabizi": "arabizi"} {
		b, err := cases.FS.ReadFile("negation_" + variety + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		both, n := 0, 0
		for _, l := range strings.Split(string(b), "\n") {
			f := strings.Split(l, "\t")
			if len(f) != 4 {
				continue
			}
			n++
			if s.Score(in(f[0], lang)).Label == f[1] && s.Score(in(f[2], lang)).Label == f[3] {
				both++
			}
		}
		if n < 50 || float64(both) < 0.8*float64(n) {
			t.Errorf("%s: both sides right for %d of %d", variety, both, n)
		}
	}
}

func TestProbabilities(t *testing.T) {
	s := scorer(t)
	for _, text := range []string{"", "؟", "ok", strings.Repeat("ممتاز ", 500), "مرحبا hello 123 🙂"} {
		r := s.Score(in(text, "mixed"))
		if sum := r.Neg + r.Neu + r.Pos; math.Abs(sum-1) > 2e-4 {
			t.Errorf("%.20q: probabilities sum to %v", text, sum)
		}
	}
}

func TestPreciseWithoutVector(t *testing.T) {
	s := scorer(t)
	x := in("الخدمة ممتازة", "ar")
	if got, want := s.ScorePrecise(x, nil), s.Score(x); got != want {
		t.Errorf("without a vector: %+v, want the fast tier's %+v", got, want)
	}
}

func TestExplain(t *testing.T) {
	e := scorer(t).Explain(in("الخدمة ليست ممتازة", "ar"))
	if len(e.Rules) != 1 || e.Rules[0].Negator != "ليست" || e.Rules[0].Value >= 0 || e.Rules[0].Start != 12 {
		t.Errorf("rules: %+v", e.Rules)
	}
	text := "ليست الخدمة ممتازة، لكن الموظف محترم"
	e = scorer(t).Explain(in(text, "ar"))
	if !scorer(t).Explain(in("Great, down again 😂", "en")).Sarcastic {
		t.Error("praise and a fault with laughter is not marked")
	}
	if len(e.Negations) != 1 || string([]rune(text)[e.Negations[0].Start:e.Negations[0].End]) != "ليست الخدمة ممتازة" {
		t.Errorf("negations: %+v", e.Negations)
	}
}

func TestNegativeShare(t *testing.T) {
	c := Confusion{{80, 15, 5}, {10, 80, 10}, {5, 15, 80}}
	s := NegativeShare(300, 400, 300, 250, c)
	if s.Value != 0.3 || s.Unclear != 0.2 || !s.OK {
		t.Fatalf("%+v", s)
	}
	// recall .8, specificity .925: (.3+.925-1)/.725
	if want := 0.225 / 0.725; math.Abs(s.Corrected-want) > 1e-9 {
		t.Errorf("corrected %v, want %v", s.Corrected, want)
	}
	if s.CorrectedHigh-s.CorrectedLow <= s.High-s.Low {
		t.Error("the corrected interval must be wider than the plain one")
	}
	if NegativeShare(1, 1, 1, 0, Confusion{}).OK {
		t.Error("corrected without labelled texts")
	}
}

func FuzzScore(f *testing.F) {
	s := scorer(f)
	f.Add("ما شاء الله 😂 ههههه", "ar")
	f.Add("not \xff bad @x http://a #b_c", "mixed")
	f.Fuzz(func(t *testing.T, text, lang string) {
		r := s.Score(in(text, lang))
		if math.IsNaN(r.Neg) || r.Label == "" {
			t.Errorf("%+v", r)
		}
		s.Explain(in(text, lang))
	})
}

// twenty words, as the budgets of docs/benchmarks count them.
const (
	twentyAR = "السلام عليكم أرجو منكم النظر في موضوع إنارة الشارع العام عند مدخل الحارة لأنها معطلة منذ أسبوعين ومحد رد علينا"
	twentyEN = "Hello please look at the street lights near the entrance of our neighbourhood because they have been broken for weeks now"
)

func benchmark(b *testing.B, text, lang string) {
	s := scorer(b)
	x := in(text, lang)
	b.ReportAllocs()
	for b.Loop() {
		if s.Score(x).Label == "" {
			b.Fatal("no label")
		}
	}
}

func BenchmarkScoreArabic(b *testing.B)  { benchmark(b, twentyAR, "ar") }
func BenchmarkScoreEnglish(b *testing.B) { benchmark(b, twentyEN, "en") }

func BenchmarkPrepare(b *testing.B) {
	var d features.Doc
	b.ReportAllocs()
	for b.Loop() {
		d.Reset(twentyAR, "ar")
	}
}

// TestListsSame: the lists that come in maps are read in one order, so that two
// programs score alike.
func TestListsSame(t *testing.T) {
	a, err := NewExtractor()
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewExtractor()
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(a.en.general, b.en.general) || !maps.Equal(a.vader.words, b.vader.words) || !maps.Equal(a.vader.boosters, b.vader.boosters) || !maps.Equal(a.vader.emoji, b.vader.emoji) {
		t.Error("two readings of the same lists differ")
	}
}
