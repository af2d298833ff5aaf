package source

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean makes a text storable: invalid bytes become U+FFFD, NUL and other
// control characters but tab and newline go, CRLF becomes LF, and the result
// is NFC, so that texts that look the same are the same. It reports whether
// anything but the line ends was changed.
func Clean(s string) (string, bool) {
	if plain(s) {
		return s, false
	}
	changed := false
	if !utf8.ValidString(s) {
		s, changed = strings.ToValidUTF8(s, "\uFFFD"), true
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.ContainsFunc(s, dropped) {
		changed = true
		s = strings.Map(func(r rune) rune {
			if dropped(r) {
				return -1
			}
			return r
		}, s)
	}
	if !norm.NFC.IsNormalString(s) {
		s, changed = norm.NFC.String(s), true
	}
	return s, changed
}

func dropped(r rune) bool { return r < 0x20 && r != '\n' && r != '\t' || r == 0x7F }

// plain tells quickly that nothing can be wrong with s: characters that are
// never composed with another one, as nearly all texts have them: ASCII, Latin
// with marks, Arabic letters and digits, common punctuation, emoji.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x80 {
			if c >= 0x20 && c != 0x7F || c == '\n' || c == '\t' {
				continue
			}
			return false
		}
		n := starter(s[i:])
		if n == 0 {
			return false
		}
		i += n - 1
	}
	return true
}

// starter is the length of the character at the beginning of s if it is one
// that plain accepts, else 0.
func starter(s string) int {
	if len(s) < 2 || s[1] < 0x80 || s[1] > 0xBF {
		return 0
	}
	c, d := s[0], s[1]
	switch {
	case c >= 0xC2 && c <= 0xCB, // U+0080…U+02FF
		c == 0xD8 && (d < 0x90 || d >= 0xA0),                            // U+0600…U+060F, U+0620…U+063F
		c == 0xD8 && d >= 0x9B,                                          // U+061B…U+061F
		c == 0xD9 && (d <= 0x8A || d >= 0xA0 && d <= 0xAF || d >= 0xB1), // U+0640…U+064A, U+0660…U+066F, U+0671…U+067F
		c == 0xDA, c == 0xDB && (d <= 0x94 || d >= 0xB0): // U+0680…U+06D4, U+06F0…U+06FF
		return 2
	case len(s) < 3 || s[2] < 0x80 || s[2] > 0xBF:
		return 0
	case c == 0xE2 && (d == 0x80 && s[2] >= 0x8B || d >= 0x98 && d <= 0x9E), // U+200B…U+203F, U+2600…U+27BF
		c == 0xEF && d == 0xB8 && s[2] == 0x8F: // U+FE0F
		return 3
	case len(s) >= 4 && c == 0xF0 && d == 0x9F && s[2] >= 0x80 && s[2] <= 0xAB && s[3] >= 0x80 && s[3] <= 0xBF: // U+1F000…U+1FAFF
		return 4
	}
	return 0
}
