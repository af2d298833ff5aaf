package tokenize

import "unicode/utf8"

// longestScheme is how far "://" is looked for: http, https, whatsapp…
const longestScheme = 12

// linkEnd returns the length of the link at the start of s, 0 if there is none.
// Links begin with scheme:// or www.
func linkEnd(s string) int {
	i := 0
	for i < len(s) && i < longestScheme && isLetterByte(s[i]) {
		i++
	}
	switch {
	case i > 1 && len(s) > i+3 && s[i:i+3] == "://":
		i += 3
	case i == 3 && len(s) > 4 && s[3] == '.' && (s[0]|0x20 == 'w' && s[1]|0x20 == 'w' && s[2]|0x20 == 'w'):
		i = 4
	default:
		return 0
	}
	begin := i
	for i < len(s) {
		c := s[i]
		if c <= ' ' || c == '<' || c == '>' || c == '"' || c == 0x7F {
			break
		}
		if c >= utf8.RuneSelf { // letters of other scripts belong to a path, quotes do not
			r, n := utf8.DecodeRuneInString(s[i:])
			if k := classOf(r); k != letter && k != digit && k != mark {
				break
			}
			i += n
			continue
		}
		i++
	}
	for i > begin && isTrailing(s[i-1]) {
		i--
	}
	if i == begin {
		return 0
	}
	return i
}

// isTrailing tells which signs at the end of a link belong to the sentence.
func isTrailing(c byte) bool {
	switch c {
	case '.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*', '_':
		return true
	}
	return false
}

// emailEnd returns the length of the address that begins at s[at], 0 if there
// is none. The local part is bounded, so that a long word costs no second look.
func emailEnd(s string, at int) int {
	i := at
	for i < len(s) && i-at <= 64 && (isAlnum(s[i]) || s[i] == '.' || s[i] == '-' || s[i] == '+' || s[i] == '%') {
		i++
	}
	if i == at || i >= len(s) || s[i] != '@' {
		return 0
	}
	i++
	begin, dot := i, 0
	for i < len(s) && i-begin < 255 && (isAlnum(s[i]) || s[i] == '-' || s[i] == '.') {
		if s[i] == '.' {
			if i+1 >= len(s) || !isAlnum(s[i+1]) {
				break
			}
			dot = i
		}
		i++
	}
	if dot <= begin || i-dot < 3 {
		return 0
	}
	return i - at
}
