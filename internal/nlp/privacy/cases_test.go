package privacy_test

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/privacy"
)

// TestFrozenCases holds the rules to what the frozen cases ask: recall .98 and
// precision .97 for what has a structure, .85 and .90 for names.
func TestFrozenCases(t *testing.T) {
	f := privacy.New()
	gold, hit, found, right := map[privacy.Kind]int{}, map[privacy.Kind]int{}, map[privacy.Kind]int{}, map[privacy.Kind]int{}
	for _, c := range lang.ParsePrivacy(lang.PrivacyCases) {
		got := f.Find(c.Text)
		for _, g := range c.Spans {
			k := privacy.Kind(g.Kind)
			gold[k]++
			ok := false
			for _, s := range got {
				ok = ok || s.Kind == k && s.Start <= g.Start && s.End >= g.End
			}
			if ok {
				hit[k]++
			} else if testing.Verbose() {
				t.Logf("missed %s in %q: got %v", g.Kind, c.Text, got)
			}
		}
		for _, s := range got {
			found[s.Kind]++
			ok := false
			for _, g := range c.Spans {
				ok = ok || privacy.Kind(g.Kind) == s.Kind && s.Start < g.End && s.End > g.Start && s.End-s.Start <= g.End-g.Start+3
			}
			if ok {
				right[s.Kind]++
			} else if testing.Verbose() {
				t.Logf("false %s %q in %q", s.Kind, string([]rune(c.Text)[s.Start:s.End]), c.Text)
			}
		}
	}
	for _, k := range privacy.Kinds() {
		recall, precision := ratio(hit[k], gold[k]), ratio(right[k], found[k])
		t.Logf("%-9s recall %.3f (%d) precision %.3f (%d)", k, recall, gold[k], precision, found[k])
		wantR, wantP := 0.98, 0.97
		if k == privacy.Name {
			wantR, wantP = 0.85, 0.90
		}
		if recall < wantR || precision < wantP {
			t.Errorf("%s: recall %.3f, precision %.3f; want %.2f, %.2f", k, recall, precision, wantR, wantP)
		}
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// TestWordClasses checks that every class of the data file is known and used.
func TestWordClasses(t *testing.T) {
	if missing := privacy.UnknownClasses(); len(missing) > 0 {
		t.Errorf("classes in the data files that no rule knows: %v", missing)
	}
}
