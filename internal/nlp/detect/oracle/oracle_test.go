package oracle

import (
	"testing"

	"github.com/pemistahl/lingua-go"

	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// TestAgainstLingua reads the short lines of the languages that both know and
// asks that package detect is right at least as often as lingua.
func TestAgainstLingua(t *testing.T) {
	codes := map[string]lingua.Language{
		"ar": lingua.Arabic, "en": lingua.English, "fa": lingua.Persian, "ur": lingua.Urdu, "hi": lingua.Hindi,
		"bn": lingua.Bengali, "sw": lingua.Swahili, "tl": lingua.Tagalog, "fr": lingua.French,
	}
	var all []lingua.Language
	for _, code := range []string{"ar", "en", "fa", "ur", "hi", "bn", "sw", "tl", "fr"} {
		all = append(all, codes[code])
	}
	other := lingua.NewLanguageDetectorBuilder().FromLanguages(all...).Build()
	d := detect.New()
	ours, theirs, n := 0, 0, 0
	for _, l := range lang.ParseLines(lang.ShortLines) {
		want, ok := codes[l.Label]
		if !ok {
			continue
		}
		n++
		if d.Detect(l.Text).Lang == l.Label {
			ours++
		}
		if got, ok := other.DetectLanguageOf(l.Text); ok && got == want {
			theirs++
		} else if d.Detect(l.Text).Lang != l.Label {
			t.Logf("both wrong: %s %q", l.Label, l.Text)
		}
	}
	t.Logf("of %d short lines: detect %d, lingua %d", n, ours, theirs)
	if ours < theirs {
		t.Errorf("lingua is right more often: %d against %d", theirs, ours)
	}
}
