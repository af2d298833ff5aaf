package toxicity

import (
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/toxicity/cases"
)

// TestFrozenCases holds precision before recall on the cases written before
// the rules, and the danger flag.
func TestFrozenCases(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	b, err := cases.FS.ReadFile("cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var tp, fp, fn, danger, dangers, alarms int
	for _, l := range strings.Split(string(b), "\n") {
		f := strings.Split(l, "\t")
		if len(f) != 3 || l[0] == '#' {
			continue
		}
		r := s.Score(features.Input{Doc: features.New(f[2], "")})
		toxic := f[0] != "none"
		switch got := r.Score >= Threshold; {
		case got && toxic:
			tp++
		case got:
			fp++
			t.Logf("false mark %.2f %v: %s", r.Score, r.Kinds, f[2])
		case toxic:
			fn++
			t.Logf("missed %.2f (%s): %s", r.Score, f[0], f[2])
		}
		if f[1] != "-" {
			dangers++
			if r.Danger == f[1] {
				danger++
			}
		} else if r.Danger != "" {
			alarms++
		}
	}
	if p := float64(tp) / float64(tp+fp); p < 0.9 {
		t.Errorf("precision %.3f, want .90", p)
	}
	if r := float64(tp) / float64(tp+fn); r < 0.6 {
		t.Errorf("recall %.3f, want .60", r)
	}
	if danger*10 < dangers*8 || alarms > 1 {
		t.Errorf("danger: %d of %d found, %d false alarms", danger, dangers, alarms)
	}
	t.Logf("right %d, false %d, missed %d; danger %d of %d, %d false", tp, fp, fn, danger, dangers, alarms)
}
