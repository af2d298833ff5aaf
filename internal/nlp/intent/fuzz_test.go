package intent

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

func FuzzScore(f *testing.F) {
	s, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, t := range []string{"", "؟", "أقترح\xff", "mata yeftah?", "ـــ 9'"} {
		f.Add(t)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in := features.Input{Doc: features.New(text, "ar")}
		r := s.Score(in, Hints{Neg: 0.3, Neu: 0.4, Pos: 0.3})
		if len(r.Intents) == 0 || r.Intents[0].Label != r.Main || !(r.Intents[0].Score > 0 && r.Intents[0].Score <= 1) {
			t.Fatalf("%+v", r)
		}
		if e := s.Explain(in, r.Main); len(e.Words) > explained {
			t.Fatalf("%d words", len(e.Words))
		}
	})
}
