package toxicity

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/marks"
)

func FuzzScore(f *testing.F) {
	s, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, t := range []string{"", "\xff\xfe", "http://x http://y", "يا كلب", "9999 9999", "aaaa bbbb cccc"} {
		f.Add(t)
	}
	ev := &marks.Evidence{marks.None: 1}
	f.Fuzz(func(t *testing.T, text string) {
		in := features.Input{Doc: features.New(text, "")}
		a, b := s.Score(in), s.ScorePrecise(in, ev)
		if a.Score < 0 || a.Score > 1 || b.Score != a.Score {
			t.Fatalf("%v and %v", a, b)
		}
	})
}
