package normalize

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// entry computes one value of the table, the single definition of what the
// steps do to the common scripts.
func (p *Pipeline) entry(r rune) uint16 {
	has := func(s Steps) bool { return p.steps&s != 0 }
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0xA0 || r == ' ':
		if has(Space) {
			return blank
		}
		return uint16(r)
	case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xAD || r == 0x61C || r == 0x34F:
		if has(Controls) {
			return drop
		}
		return uint16(r)
	case r == 0x640:
		if has(Tatweel) {
			return drop
		}
		return uint16(r)
	case r >= 0x610 && r <= 0x61A, r >= 0x64B && r <= 0x65F, r == 0x670, r >= 0x6D6 && r <= 0x6DC, r >= 0x6DF && r <= 0x6E4, r == 0x6E7 || r == 0x6E8, r >= 0x6EA && r <= 0x6ED:
		if has(Diacritics) {
			return drop
		}
		return uint16(r)
	}
	switch {
	case has(Digits) && r >= 0x660 && r <= 0x669:
		return uint16('0' + r - 0x660)
	case has(Digits) && r >= 0x6F0 && r <= 0x6F9:
		return uint16('0' + r - 0x6F0)
	case has(Alef) && (r == 'أ' || r == 'إ' || r == 'آ' || r == 'ٱ' || r == 0x672 || r == 0x673 || r == 0x675):
		return 'ا'
	case has(Hamza) && (r == 'ؤ' || r == 0x676):
		return 'و'
	case has(Hamza) && r == 'ئ':
		return 'ي'
	case has(Hamza) && r == 'ء':
		return drop
	case has(AlefMaqsura) && r == 'ى':
		return 'ي'
	case has(TaMarbuta) && r == 'ة':
		return 'ه'
	case has(Persian) && r == 0x6A9:
		return 'ك'
	case has(Persian) && (r == 0x6CC || r == 0x6D2):
		return 'ي'
	case has(Persian) && (r == 0x6C1 || r == 0x6D5 || r == 0x6BE):
		return 'ه'
	case has(Emoji) && (r == 0xA9 || r == 0xAE):
		return blank
	case has(Punct) && isPunct(r):
		return blank
	}
	if has(Case) && unicode.IsUpper(r) {
		if l := unicode.ToLower(r); l < 0xFFFF {
			return uint16(l)
		}
	}
	return uint16(r)
}

// slow puts a character from outside the table.
func (w *writer) slow(r rune, from, to int) {
	has := func(s Steps) bool { return w.p.steps&s != 0 }
	switch {
	case r == utf8.RuneError && to-from == 1: // a byte that is not UTF-8
		if has(Controls) {
			return
		}
	case isInvisible(r):
		if has(Controls) {
			return
		}
	case r >= 0xFB50 && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC, r >= 0xFF01 && r <= 0xFF5E:
		if has(NFC) {
			w.compatible(r, from, to)
			return
		}
	case isSpace(r):
		if has(Space) {
			w.put(' ', from, to)
			return
		}
	case IsEmoji(r):
		if has(Emoji) {
			w.put(' ', from, to)
			return
		}
	case has(Punct) && isPunct(r):
		w.put(' ', from, to)
		return
	case has(Case) && unicode.IsUpper(r):
		r = unicode.ToLower(r)
	}
	w.put(r, from, to)
}

// compatible expands an Arabic presentation form or a full-width letter; the
// parts go through the steps like any other letter.
func (w *writer) compatible(r rune, from, to int) {
	var in, out [64]byte
	n := utf8.EncodeRune(in[:], r)
	for k, plain := 0, norm.NFKC.Append(out[:0], in[:n]...); k < len(plain); {
		part, m := utf8.DecodeRune(plain[k:])
		k += m
		switch {
		case part < tableSize && w.p.table[part] != slow:
			w.put(rune(w.p.table[part]), from, to)
		default:
			w.put(part, from, to)
		}
	}
}

func isInvisible(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F, r&0xFFFE == 0xFFFE,
		r == 0x180E, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return false
}

func isSpace(r rune) bool {
	return r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F || r == 0x3000
}

// IsEmoji tells whether r is a pictograph, a flag letter, a keycap or a skin
// tone: characters that carry feeling, not words.
func IsEmoji(r rune) bool {
	switch {
	case r < 0x203C:
		return false
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2600 && r <= 0x27BF, r >= 0x2B05 && r <= 0x2B55,
		r >= 0x2190 && r <= 0x21FF, r >= 0x2300 && r <= 0x23FF, r >= 0x25AA && r <= 0x25FE,
		r == 0x203C || r == 0x2049 || r == 0x2122 || r == 0x2139 || r == 0x20E3 || r == 0x3030 || r == 0x303D || r == 0x3297 || r == 0x3299:
		return true
	}
	return false
}

// isPunct tells whether r stands between words. Marks and letters never do; the
// underscore does, so that a hashtag falls into its words.
func isPunct(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z' && r < 0x7F
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}

// elongates tells whether people stretch r for feeling. Digits and dots are not
// letters: 1000 keeps its zeros.
func elongates(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x620 && r <= 0x64A || r > 0x66E && r < 0x6D4
}

// keepsTwo tells where two copies stay: الله, laughter, and Latin double letters.
func keepsTwo(r rune) bool { return r < utf8.RuneSelf || r == 'ل' || r == 'ه' }
