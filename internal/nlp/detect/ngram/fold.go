package ngram

import "unicode"

// Fold appends the letters of a word as the tables know them: lower case, one
// alef, no marks, spelling habits of keyboards removed, letters three or more
// times in a row twice. Digits stay (they are letters in Arabizi).
func Fold(dst []rune, word string) []rune {
	start := len(dst)
	for _, r := range word {
		r = FoldRune(r)
		if r == 0 {
			continue
		}
		if n := len(dst); n-start >= 2 && dst[n-1] == r && dst[n-2] == r {
			continue
		}
		dst = append(dst, r)
	}
	return dst
}

// FoldRune folds one character; 0 means that it leaves no trace.
func FoldRune(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 32
	case r < 0x80:
		if r == '_' || r == '#' || r == '@' {
			return 0
		}
		return r
	case r < 0x250:
		return unicode.ToLower(r)
	case r >= 0x600 && r <= 0x6FF:
		return foldArabic(r)
	case r == '’' || r == '‘' || r == '`':
		return '\''
	case r >= 0x200B && r <= 0x200F || r == 0xFEFF || r >= 0x300 && r <= 0x36F:
		return 0
	}
	return unicode.ToLower(r)
}

func foldArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	case 'ـ', 0x670:
		return 0
	}
	if r >= 0x64B && r <= 0x65F || r >= 0x610 && r <= 0x61A || r >= 0x6D6 && r <= 0x6ED && r != 0x6D5 {
		return 0
	}
	if r >= 0x660 && r <= 0x669 {
		return r - 0x660 + '0'
	}
	if r >= 0x6F0 && r <= 0x6F9 {
		return r - 0x6F0 + '0'
	}
	return r
}
