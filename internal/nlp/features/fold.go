package features

import "unicode"

const drop = -1

// fold maps one letter to the form the models see: one alef, one ya, no
// hamza seats, no short vowels, Latin in lower case, digits in ASCII. A result
// of drop means that the letter leaves no trace.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 32
		}
		return r
	case r >= 0x0600 && r <= 0x06FF:
		return foldArabic(r)
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069,
		r == 0xFEFF, r == 0xAD, r >= 0xFE00 && r <= 0xFE0F, r >= 0x0300 && r <= 0x036F,
		r >= 0x1F3FB && r <= 0x1F3FF:
		return drop
	case r == '’' || r == '‘' || r == '`' || r == '´':
		return '\''
	case r >= 0xFF01 && r <= 0xFF5E:
		return fold(r - 0xFEE0)
	}
	return foldWide(r)
}

func foldArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی', 'ئ', 'ې':
		return 'ي'
	case 'ة', 'ھ', 'ہ', 'ۀ', 'ە', 'ۃ':
		return 'ه'
	case 'ؤ', 'ۆ':
		return 'و'
	case 'ک', 'گ', 'ڪ':
		return 'ك'
	case 'پ':
		return 'ب'
	case 'چ':
		return 'ج'
	case 'ڤ':
		return 'ف'
	case 'ـ', 'ٰ':
		return drop
	case 'ء':
		return r // words of four letters and more lose it in close
	case '؟':
		return '?'
	case '،', '؛', '۔':
		return ','
	}
	switch {
	case r >= 0x064B && r <= 0x065F, r >= 0x06D6 && r <= 0x06ED, r >= 0x0610 && r <= 0x061A:
		return drop
	case r >= 0x0660 && r <= 0x0669:
		return r - 0x0660 + '0'
	case r >= 0x06F0 && r <= 0x06F9:
		return r - 0x06F0 + '0'
	}
	return r
}

// presentation holds the base letters of Arabic Presentation Forms B, four
// shapes a letter at most, in code point order from U+FE80.
var presentation = [...]struct {
	first, last rune
	base        rune
}{
	{0xFE80, 0xFE80, 'ء'}, {0xFE81, 0xFE84, 'ا'}, {0xFE85, 0xFE86, 'و'}, {0xFE87, 0xFE88, 'ا'},
	{0xFE89, 0xFE8C, 'ي'}, {0xFE8D, 0xFE8E, 'ا'}, {0xFE8F, 0xFE92, 'ب'}, {0xFE93, 0xFE94, 'ه'},
	{0xFE95, 0xFE98, 'ت'}, {0xFE99, 0xFE9C, 'ث'}, {0xFE9D, 0xFEA0, 'ج'}, {0xFEA1, 0xFEA4, 'ح'},
	{0xFEA5, 0xFEA8, 'خ'}, {0xFEA9, 0xFEAA, 'د'}, {0xFEAB, 0xFEAC, 'ذ'}, {0xFEAD, 0xFEAE, 'ر'},
	{0xFEAF, 0xFEB0, 'ز'}, {0xFEB1, 0xFEB4, 'س'}, {0xFEB5, 0xFEB8, 'ش'}, {0xFEB9, 0xFEBC, 'ص'},
	{0xFEBD, 0xFEC0, 'ض'}, {0xFEC1, 0xFEC4, 'ط'}, {0xFEC5, 0xFEC8, 'ظ'}, {0xFEC9, 0xFECC, 'ع'},
	{0xFECD, 0xFED0, 'غ'}, {0xFED1, 0xFED4, 'ف'}, {0xFED5, 0xFED8, 'ق'}, {0xFED9, 0xFEDC, 'ك'},
	{0xFEDD, 0xFEE0, 'ل'}, {0xFEE1, 0xFEE4, 'م'}, {0xFEE5, 0xFEE8, 'ن'}, {0xFEE9, 0xFEEC, 'ه'},
	{0xFEED, 0xFEEE, 'و'}, {0xFEEF, 0xFEF4, 'ي'},
}

func foldWide(r rune) rune {
	if r >= 0xFE80 && r <= 0xFEF4 {
		for _, p := range presentation {
			if r <= p.last {
				return p.base
			}
		}
	}
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å':
		return 'a'
	case 'è', 'é', 'ê', 'ë':
		return 'e'
	case 'ì', 'í', 'î', 'ï':
		return 'i'
	case 'ò', 'ó', 'ô', 'õ', 'ö':
		return 'o'
	case 'ù', 'ú', 'û', 'ü':
		return 'u'
	}
	if r >= 0xC0 && unicode.IsUpper(r) {
		return unicode.ToLower(r)
	}
	return r
}

func isArabic(r rune) bool {
	return r >= 0x0620 && r <= 0x064A || r >= 0x0671 && r <= 0x06D3 || r >= 0x0750 && r <= 0x077F
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 0xDF && r <= 0x24F && r != 0xF7 }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isEmoji covers pictographs and the dingbats people send; joined emoji (with
// a zero-width joiner) come as their parts.
func isEmoji(r rune) bool {
	return r >= 0x1F300 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0x2B50 || r == 0x2B55 ||
		r == 0x203C || r == 0x2049 || r >= 0x1F1E6 && r <= 0x1F1FF
}
