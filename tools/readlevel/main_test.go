package main

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/musharaka/musharaka/dashboards/locales"
)

// What the public edition says in its own words reads like a newspaper.
func TestPublicWordsReadEasily(t *testing.T) {
	for lang, most := range map[string]struct{ words, flesch float64 }{"ar": {10, 0}, "en": {13, 60}} {
		b, err := locales.FS.ReadFile("public/" + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		var text []string
		for _, s := range m {
			text = append(text, Split(s)...)
		}
		s := Measure(lang, text)
		t.Logf("%s: %d sentences, %.1f words each, Flesch %.0f", lang, s.Sentences, s.PerSentence(), s.Flesch)
		if s.PerSentence() > most.words || s.Flesch < most.flesch || s.Long > 0 || len(s.Jargon) > 0 {
			t.Errorf("%s: %.1f words a sentence (at most %v), Flesch %.0f (at least %v), %d long ones (%s), jargon %v", lang, s.PerSentence(), most.words, s.Flesch, most.flesch, s.Long, s.Longest, s.Jargon)
		}
	}
}

func TestMeasure(t *testing.T) {
	easy := Measure("en", Split("The cat sat on the mat. It was warm."))
	hard := Measure("en", Split("Notwithstanding institutional heterogeneity, interdepartmental harmonisation necessitates comprehensive methodological consolidation."))
	if easy.Sentences != 2 || easy.Flesch < 90 || hard.Flesch > 0 {
		t.Errorf("easy %+v, hard %+v", easy, hard)
	}
	for w, want := range map[string]int{"table": 2, "made": 1, "asked": 1, "needed": 2, "people": 2, "the": 1, "90%": 1} {
		if got := Syllables(w); got != want {
			t.Errorf("%s has %d syllables, want %d", w, got, want)
		}
	}
	doc, err := html.Parse(strings.NewReader(`<main><p>One two three.</p><table><tr><td>not this one here</td></tr></table><p class="formula">nor this one here</p></main><p>outside of the main part</p>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := Split(prose(doc)); len(got) != 1 || got[0] != "One two three" {
		t.Errorf("prose: %q", got)
	}
}
