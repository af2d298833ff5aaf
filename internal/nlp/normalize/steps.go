// Package normalize turns what people type into comparable text: one pass over
// the input, any combination of named steps, and a way back from every byte of
// the output to the code points of the input.
//
// It is not for display: what is shown to people is the original, masked by
// package privacy. It knows letters, not words; words are package tokenize and
// package stem.
package normalize

// Steps is a set of normalisation steps; combine them with |. The order in
// which they act on a character is fixed and does not depend on how the set was
// written.
type Steps uint32

// The steps.
const (
	HTML        Steps = 1 << iota // entities decoded once, tags become a space
	NFC                           // canonical composition; Arabic presentation forms and full-width Latin become plain letters
	Controls                      // zero-width, bidi and control characters dropped (line ends and tabs stay, see Space)
	Digits                        // Arabic-Indic, Persian and full-width digits become 0-9
	Tatweel                       // ـ dropped
	Diacritics                    // Arabic vowel signs, Quranic marks and superscript alef dropped
	Alef                          // أ إ آ ٱ become ا
	Hamza                         // ؤ becomes و, ئ becomes ي, a lone ء is dropped
	AlefMaqsura                   // ى becomes ي
	TaMarbuta                     // ة becomes ه
	Persian                       // ک ی ہ ە (Persian and Urdu keyboards) become ك ي ه ه
	Elongation                    // a letter three or more times in a row: once (ل, ه and Latin letters twice)
	Emoji                         // emoji and pictographs become a space
	Case                          // lower case
	Punct                         // punctuation and symbols become a space
	Space                         // runs of white space become one blank, none at the ends
)

// Named levels, from the gentlest to the roughest.
const (
	// Clean keeps every word as it was written and drops what nobody meant to write.
	Clean = HTML | NFC | Controls | Tatweel | Space
	// Search is the level for dictionaries, models and stemming: spelling habits
	// are gone, words are still apart, punctuation and emoji are kept.
	Search = Clean | Digits | Diacritics | Alef | AlefMaqsura | Persian | Elongation | Case
	// Loose is the level for equality: Search without hamza, ta marbuta,
	// punctuation, emoji and lengthening.
	Loose = Search | Hamza | TaMarbuta | Emoji | Punct
)

// names lists the steps in the order of their bits, for Names.
var names = [...]string{
	"html", "nfc", "controls", "digits", "tatweel", "diacritics", "alef", "hamza",
	"alef_maqsura", "ta_marbuta", "persian", "elongation", "emoji", "case", "punct", "space",
}

// Names lists the steps of a set in their fixed order.
func (s Steps) Names() []string {
	var out []string
	for i, name := range names {
		if s&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}
