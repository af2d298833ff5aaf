package source

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// What plain lets pass must be what normalising leaves alone, whatever stands
// beside it.
func TestPlainIsNormal(t *testing.T) {
	n := 0
	for r := rune(0); r <= 0x10FFFF; r++ {
		if r >= 0xD800 && r <= 0xDFFF || !plain(string(r)) {
			continue
		}
		n++
		p := norm.NFC.PropertiesString(string(r))
		if p.CCC() != 0 || !p.BoundaryBefore() || !norm.NFC.IsNormalString(string(r)) || dropped(r) {
			t.Errorf("%U", r)
		}
	}
	if n < 3000 {
		t.Errorf("only %d characters are plain", n)
	}
	for _, s := range []string{"\xd8", "a\xf0\x9f\x98", "\xe2\x80\x20", "\xc3\x28", "\xd9\xc0", "e\u0301", "\u0627\u0653", "a\x00", "a\r\n", "\u2126"} {
		if plain(s) {
			t.Errorf("%q is not plain", s)
		}
	}
}
