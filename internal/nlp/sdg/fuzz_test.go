package sdg

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

func FuzzScore(f *testing.F) {
	s, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, t := range []string{"", "ماء ماء ماء", "water\xff", "ورقة الفقر 17"} {
		f.Add(t)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := s.Score(features.Input{Doc: features.New(text, "")})
		if len(got) > Max {
			t.Fatalf("%d goals", len(got))
		}
		for i, g := range got {
			if g.Goal < 1 || g.Goal > Goals || g.Score <= 0 || g.Score > 1 || i > 0 && g.Score > got[i-1].Score || len(g.Words) == 0 {
				t.Fatalf("%+v", got)
			}
		}
	})
}
