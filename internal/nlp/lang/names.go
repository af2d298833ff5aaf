package lang

import (
	_ "embed"
	"strings"
)

//go:embed names/given_ar.txt
var givenAR string

//go:embed names/given_ambiguous_ar.txt
var givenAmbiguousAR string

//go:embed names/family_ar.txt
var familyAR string

//go:embed names/en.txt
var namesEN string

// NameClass says what a word can be in a person's name.
type NameClass uint8

// The classes; a word may have several.
const (
	Given     NameClass = 1 << iota // a given name
	Ambiguous                       // a given name that is an ordinary word too
	Family                          // a family or tribe
	LatinName                       // a name in Latin letters, given or family
)

// Names reads the lists: words in the spelling of normalize.Loose to classes.
func Names() map[string]NameClass {
	out := make(map[string]NameClass, 1500)
	for _, l := range []struct {
		text  string
		class NameClass
	}{{givenAR, Given}, {givenAmbiguousAR, Given | Ambiguous}, {familyAR, Family}, {namesEN, LatinName}} {
		for line := range strings.Lines(l.text) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for w := range strings.FieldsSeq(line) {
				out[w] |= l.class
				if l.class == Family { // البلوشي, البلوشية
					out[w+"ه"] |= l.class
				}
			}
		}
	}
	return out
}
