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

// plain tells quickly that nothing can be wrong with s: printable ASCII and
// the basic Arabic letters, none of which composes.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x20 && c < 0x7F || c == '\n' || c == '\t':
		case c == 0xD8 && i+1 < len(s) && s[i+1] >= 0xA0 && s[i+1] <= 0xBF: // U+0620…U+063F
			i++
		case c == 0xD9 && i+1 < len(s) && s[i+1] >= 0x80 && s[i+1] <= 0x8A: // U+0640…U+064A
			i++
		default:
			return false
		}
	}
	return true
}
