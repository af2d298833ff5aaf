package sdg

import (
	"strconv"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sdg/cases"
)

// TestFrozenItems reports the fast tier on the items written before the rules
// and holds a floor under it.
func TestFrozenItems(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"ar", "en"} {
		b, err := cases.FS.ReadFile("items_" + lang + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		var right, said, touched, covered, falseOnNone int
		for _, l := range strings.Split(string(b), "\n") {
			g, text, ok := strings.Cut(l, "\t")
			if !ok || l[0] == '#' {
				continue
			}
			got := s.Score(features.Input{Doc: features.New(text, lang)})
			if len(got) > Max {
				t.Fatalf("%d goals", len(got))
			}
			if g != "0" {
				touched++
			}
			if len(got) == 0 {
				continue
			}
			said++
			if strconv.Itoa(got[0].Goal) == g {
				right++
			} else if testing.Verbose() {
				t.Logf("want %s got %v: %s", g, got, text)
			}
			if g == "0" {
				falseOnNone++
			} else {
				covered++
			}
		}
		p, c := float64(right)/float64(said), float64(covered)/float64(touched)
		t.Logf("%s: precision of the first %.3f, coverage %.3f, said of none %d of 40", lang, p, c, falseOnNone)
		if p < 0.7 || c < 0.6 {
			t.Errorf("%s: precision %.3f, coverage %.3f", lang, p, c)
		}
	}
}

func TestParticipationIsNoGoal(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"شاركت في الاستبيان وحضرت الجلسة وصوتّ على المقترح", "I voted in the consultation and attended the session"} {
		if got := s.Score(features.Input{Doc: features.New(text, "")}); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}
