// Package stem reduces Arabic and English words to a form that their
// inflections share, for counting, matching and models. A stem is a key, not a
// word to show. It removes stacked clitics (وبال…, فلل…, …كم) and the usual
// suffixes, knows broken plurals from a list and leaves protected words alone.
//
// It expects one word in the spelling of normalize.Search.
package stem

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed data/protected.txt
var protectedText string

//go:embed data/plurals.tsv
var pluralText string

// The word lists, read once when the package is loaded and never changed.
var (
	protected = readSet(protectedText)
	plurals   = readPairs(pluralText)
)

func readSet(text string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(text) {
		set[word] = true
		if rest, ok := strings.CutSuffix(word, "ه"); ok {
			set[rest+"ة"] = true
		}
	}
	return set
}

func readPairs(text string) map[string]string {
	pairs := make(map[string]string)
	for line := range strings.Lines(text) {
		if plural, singular, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			pairs[plural] = singular
			if rest, ok := strings.CutSuffix(plural, "ه"); ok {
				pairs[rest+"ة"] = singular
			}
		}
	}
	return pairs
}

// Arabic returns the light stem of one word. It allocates nothing: the result
// is a part of the word or of the lists.
func Arabic(word string) string {
	if stem, ok := known(word); ok {
		return stem
	}
	for _, p := range prefixes { // للجنة is ل and لجنة, which the longest prefix would miss
		if rest, ok := strings.CutPrefix(word, p.text); ok {
			if stem, ok := known(rest); ok {
				return stem
			}
		}
	}
	w := word[prefix(word):]
	if cut := single(w); w == word && cut > 0 { // و before a word without the article,
		if stem, ok := endings(w); ok { // unless it is its first letter: ولايتنا
			return stem
		}
		w = w[cut:]
	}
	stem, _ := endings(w)
	return stem
}

// endings cuts up to two suffixes (خدماتكم: كم, then ات) and tells whether that
// led to a listed word.
func endings(w string) (string, bool) {
	for range 2 {
		cut := suffix(w)
		if cut == 0 {
			break
		}
		w = w[:len(w)-cut]
		if stem, ok := known(w); ok {
			return stem, true
		}
	}
	return w, false
}

// known looks a word up in the lists; the singular of a broken plural is cut of
// its ending like any other word.
func known(w string) (string, bool) {
	if singular, ok := plurals[w]; ok {
		return ending(singular), true
	}
	if protected[w] {
		return ending(w), true
	}
	return "", false
}

// ending drops a final ta marbuta, so that مدرسه, مدرسة and مدرستي meet.
func ending(w string) string {
	if strings.HasSuffix(w, "لله") {
		return w
	}
	if strings.HasSuffix(w, "ه") || strings.HasSuffix(w, "ة") {
		if rest := w[:len(w)-2]; utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return w
}

// prefixes from the longest to the shortest; min is how many letters must stay.
var prefixes = [...]struct {
	text string
	min  int
}{
	{"وبال", 3}, {"فلل", 3}, {"ولل", 3}, {"وكال", 3}, {"وفال", 3}, {"فبال", 3}, {"وعال", 4},
	{"وال", 3}, {"بال", 3}, {"كال", 3}, {"فال", 3}, {"عال", 4}, {"هال", 3}, {"لل", 3}, {"ال", 2},
	{"وس", 4}, {"فس", 4}, {"س", 20}, {"ول", 20}, {"وب", 20}, {"و", 20}, {"ف", 20}, {"ب", 20}, {"ل", 20}, {"ك", 20}, // 20: only before a listed word
}

// single cuts the conjunction و when three letters stay.
func single(w string) int {
	if strings.HasPrefix(w, "و") && utf8.RuneCountInString(w) >= 4 {
		return len("و")
	}
	return 0
}

func prefix(w string) int {
	for _, p := range prefixes {
		if strings.HasPrefix(w, p.text) && utf8.RuneCountInString(w[len(p.text):]) >= p.min {
			return len(p.text)
		}
	}
	return 0
}

var suffixes = [...]struct {
	text string
	min  int
}{
	{"اتهما", 3}, {"اتكم", 3}, {"اتهم", 3}, {"اتنا", 3}, {"اتها", 3}, {"اتك", 3}, {"اته", 3}, {"اتي", 3},
	{"تكم", 3}, {"تهم", 3}, {"تنا", 3}, {"تها", 3}, {"كما", 3}, {"هما", 3}, {"هن", 3}, {"كن", 3},
	{"كم", 3}, {"هم", 3}, {"نا", 3}, {"ها", 3}, {"ات", 3}, {"ون", 3}, {"ين", 3}, {"ان", 3}, {"وا", 3},
	{"يه", 3}, {"ية", 3}, {"ته", 3}, {"تي", 3}, {"تك", 3}, {"ه", 3}, {"ة", 3}, {"ي", 3},
}

func suffix(w string) int {
	for _, p := range suffixes {
		if strings.HasSuffix(w, p.text) && utf8.RuneCountInString(w[:len(w)-len(p.text)]) >= p.min {
			return len(p.text)
		}
	}
	return 0
}
