// Package codes maps what sources write ("مسقط", "Twitter", "accepted") to the
// closed codes of the registers. It is the built-in half of the value maps;
// what a configuration says under `values` is asked first and is not here.
package codes

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed values.tsv
var values string

// None is the code of a value that is known and maps to nothing, such as the
// state "open", which is no outcome.
const None = "-"

// Table maps folded values to codes, for one target.
type Table map[string]string

// Tables returns the built-in table of each target: channel, governorate and
// outcome.
func Tables() (map[string]Table, error) {
	out := map[string]Table{}
	for i, line := range strings.Split(values, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("values.tsv:%d: want 3 columns, got %d", i+1, len(f))
		}
		t := out[f[0]]
		if t == nil {
			t = Table{}
			out[f[0]] = t
		}
		for v := range strings.SplitSeq(f[2], ";") {
			k := Fold(v)
			if old, ok := t[k]; ok && old != f[1] {
				return nil, fmt.Errorf("values.tsv:%d: %q means %s and %s", i+1, v, old, f[1])
			}
			t[k] = f[1]
		}
	}
	return out, nil
}

// Lookup finds the code of v.
func (t Table) Lookup(v string) (code string, ok bool) {
	if code, ok = t[v]; ok { // most values are written as the table has them
		return code, true
	}
	code, ok = t[Fold(v)]
	return code, ok
}

var folder = strings.NewReplacer(
	"أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ة", "ه", "ى", "ي", "ـ", "",
	"ً", "", "ٌ", "", "ٍ", "", "َ", "", "ُ", "", "ِ", "", "ّ", "", "ْ", "",
	" ", "", "_", "", "-", "", "\u00a0", "", "'", "", "’", "")

// Fold makes writings that mean the same the same: case, spaces, hyphens, the
// forms of alef, ta marbuta, vowel signs and the word for governorate.
func Fold(s string) string {
	s = folder.Replace(strings.ToLower(strings.TrimSpace(s)))
	s = strings.TrimPrefix(s, "محافظه")
	return strings.TrimSuffix(s, "governorate")
}
