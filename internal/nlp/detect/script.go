package detect

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/detect/ngram"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// scriptID names the scripts that are told apart.
type scriptID uint8

const (
	arab scriptID = iota
	latn
	deva
	beng
	mlym
	taml
	telu
	sinh
	guru
	gujr
	knda
	cyrl
	grek
	hebr
	hani
	kana
	hang
	thai
	ethi
	otherScript
	scripts
)

// code is the ISO 15924 code.
func (s scriptID) code() string {
	return [...]string{
		"Arab", "Latn", "Deva", "Beng", "Mlym", "Taml", "Telu", "Sinh", "Guru", "Gujr", "Knda",
		"Cyrl", "Grek", "Hebr", "Hani", "Jpan", "Hang", "Thai", "Ethi", "Zyyy",
	}[s]
}

// lang is the language of a script that has one here.
func (s scriptID) lang(toks []tokenize.Token, words []word) string {
	if s == deva && isNepali(toks, words) {
		return "ne"
	}
	return [...]string{
		"ar", "en", "hi", "bn", "ml", "ta", "te", "si", "pa", "gu", "kn",
		"ru", "el", "he", "zh", "ja", "ko", "th", "am", Undetermined,
	}[s]
}

// isNepali counts the endings that Hindi does not have.
func isNepali(toks []tokenize.Token, words []word) bool {
	n := 0
	for i := range words {
		w := toks[words[i].token].Text
		switch {
		case w == "छ" || w == "र" || w == "यो" || w == "पनि" || w == "भएको" || w == "गर्न" || w == "हुन्छ" || w == "थियो" || w == "छन्":
			n++
		case strings.HasSuffix(w, "को") && utf8.RuneCountInString(w) > 3, strings.HasSuffix(w, "हरू"), strings.HasSuffix(w, "मा") && utf8.RuneCountInString(w) > 3, strings.HasSuffix(w, "लाई"):
			n++
		case w == "है" || w == "हैं" || w == "का" || w == "की" || w == "के" || w == "में" || w == "और":
			n -= 2
		}
	}
	return n > 0
}

// scriptOf returns the script of most letters of a word, and how many letters
// the word has.
func scriptOf(w string) (scriptID, int) {
	first := otherScript
	letters := 0
	for i := 0; i < len(w); {
		c := w[i]
		if c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				if letters == 0 {
					first = latn
				}
				letters++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(w[i:])
		i += n
		if s, ok := scriptOfRune(r); ok {
			if letters == 0 {
				first = s
			}
			letters++
		}
	}
	return first, letters
}

func scriptOfRune(r rune) (scriptID, bool) {
	switch {
	case r < 0x250:
		return latn, r >= 0xC0 && r != 0xD7 && r != 0xF7 || r == 0xAA || r == 0xBA
	case r >= 0x620 && r <= 0x64A && r != 0x640, r >= 0x66E && r <= 0x6D5, r >= 0x6EE && r <= 0x6FF && (r < 0x6F0 || r > 0x6F9), r >= 0x750 && r <= 0x77F, r >= 0xFB50 && r <= 0xFDFF && unicode.IsLetter(r), r >= 0xFE70 && r <= 0xFEFC:
		return arab, true
	case r >= 0x1E00 && r <= 0x1EFF, r >= 0xFF21 && r <= 0xFF5A && unicode.IsLetter(r):
		return latn, true
	case !unicode.IsLetter(r):
		return 0, false
	case r >= 0x900 && r <= 0x97F:
		return deva, true
	case r >= 0x980 && r <= 0x9FF:
		return beng, true
	case r >= 0xA00 && r <= 0xA7F:
		return guru, true
	case r >= 0xA80 && r <= 0xAFF:
		return gujr, true
	case r >= 0xB80 && r <= 0xBFF:
		return taml, true
	case r >= 0xC00 && r <= 0xC7F:
		return telu, true
	case r >= 0xC80 && r <= 0xCFF:
		return knda, true
	case r >= 0xD00 && r <= 0xD7F:
		return mlym, true
	case r >= 0xD80 && r <= 0xDFF:
		return sinh, true
	case r >= 0x370 && r <= 0x3FF:
		return grek, true
	case r >= 0x400 && r <= 0x52F:
		return cyrl, true
	case r >= 0x590 && r <= 0x5FF:
		return hebr, true
	case r >= 0xE00 && r <= 0xE7F:
		return thai, true
	case r >= 0x1200 && r <= 0x137F:
		return ethi, true
	case r >= 0x3040 && r <= 0x30FF:
		return kana, true
	case r >= 0xAC00 && r <= 0xD7AF, r >= 0x1100 && r <= 0x11FF:
		return hang, true
	case r >= 0x3400 && r <= 0x9FFF:
		return hani, true
	}
	return otherScript, true
}

// readNames reads the list of given and family names, folded.
func readNames(text string) map[string]bool {
	set := make(map[string]bool)
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, "#") {
			continue
		}
		for w := range strings.FieldsSeq(l) {
			set[string(ngram.Fold(nil, w))] = true
		}
	}
	return set
}

// isName looks up a folded word of the two scripts that the list covers.
func (d *Detector) isName(folded []rune, script scriptID) bool {
	if script > latn {
		return false
	}
	var buf [64]byte
	key := buf[:0]
	for _, r := range folded {
		if len(key) > 56 {
			return false
		}
		key = utf8.AppendRune(key, r)
	}
	return d.names[string(key)]
}
