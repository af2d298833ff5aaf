package tokenize

import (
	"unicode"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

type class uint8

const (
	punct class = iota
	letter
	mark // joins what is before it
	digit
	space
	invisible
	emoji
	other // needs UAX #29 in full
)

// tableSize covers Latin to Arabic, as in package normalize.
const tableSize = 0x780

// classes is computed once from the Unicode tables and never changed.
var classes = func() (t [tableSize]class) {
	for r := range t {
		t[r] = computeClass(rune(r))
	}
	return t
}()

func classOf(r rune) class {
	if r < tableSize {
		return classes[r]
	}
	return computeClass(r)
}

func computeClass(r rune) class {
	switch {
	case r == '_':
		return mark
	case r >= '0' && r <= '9', r >= 0x660 && r <= 0x669, r >= 0x6F0 && r <= 0x6F9, r >= 0xFF10 && r <= 0xFF19:
		return digit
	case r == 0x640:
		return letter
	case r == 0x200B || r == 0x200C || r == 0x200D || r == 0x200E || r == 0x200F || r == 0x61C || r == 0xAD || r == 0xFEFF || r == 0x2060 ||
		r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFE0F:
		return invisible
	case normalize.IsEmoji(r):
		return emoji
	case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029 || r < ' ' || r >= 0x7F && r < 0xA0:
		return space
	case unicode.IsMark(r):
		if r < 0x780 {
			return mark
		}
		return other
	case unicode.IsLetter(r):
		if r < 0x780 || r >= 0x1E00 && r <= 0x1EFF || r >= 0xFB50 && r <= 0xFEFC || r >= 0xFF21 && r <= 0xFF5A {
			return letter
		}
		return other
	case r >= tableSize && unicode.IsDigit(r):
		return other
	}
	return punct
}

func isAlnum(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_'
}

func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return classOf(r) == letter
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isTagRune(r)
}

func isTagRune(r rune) bool {
	switch classOf(r) {
	case letter, digit, mark, invisible:
		return true
	case other:
		return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
	}
	return false
}

func isFlag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// isSeparator tells which signs hold a number together.
func isSeparator(r rune) bool {
	switch r {
	case '.', ',', ':', '/', '-', '٫', '٬', '،', '–', '\\':
		return true
	}
	return false
}
