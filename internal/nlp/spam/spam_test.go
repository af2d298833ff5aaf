package spam

import (
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/spam/cases"
)

// TestFrozenCases holds precision before recall on the cases written before
// the rules.
func TestFrozenCases(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	b, err := cases.FS.ReadFile("cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var tp, fp, fn int
	for _, l := range strings.Split(string(b), "\n") {
		label, text, ok := strings.Cut(l, "\t")
		if !ok || l[0] == '#' {
			continue
		}
		r := s.Score(features.Input{Doc: features.New(text, "")})
		switch got := r.Score >= Threshold; {
		case got && label == "spam":
			tp++
		case got:
			fp++
			t.Logf("false mark %.2f %v: %s", r.Score, r.Reasons, text)
		case label == "spam":
			fn++
			t.Logf("missed %.2f: %s", r.Score, text)
		}
	}
	if p := float64(tp) / float64(tp+fp); p < 0.9 {
		t.Errorf("precision %.3f, want .90", p)
	}
	if r := float64(tp) / float64(tp+fn); r < 0.6 {
		t.Errorf("recall %.3f, want .60", r)
	}
	t.Logf("right %d, false %d, missed %d", tp, fp, fn)
}
