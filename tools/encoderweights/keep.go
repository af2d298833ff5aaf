package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// rule says whether a piece's letters are all wanted. Pieces without letters
// (digits, punctuation, emoji) are judged by it too.
type rule struct {
	name string
	keep func(letters string) bool
}

// rules, from the smallest file to the whole vocabulary.
var rules = []rule{
	{"ascii-arabic", func(s string) bool { return only(s, asciiLetter, arabic) }},
	{"oman", func(s string) bool {
		return only(s, asciiLetter, arabic, in(unicode.Devanagari), in(unicode.Bengali), in(unicode.Malayalam)) ||
			single(s) && only(s, in(unicode.Latin, unicode.Inherited))
	}},
	{"latin-arabic", func(s string) bool { return only(s, arabic, in(unicode.Latin)) }},
	{"all", func(string) bool { return true }},
}

func ruleNames() []string {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.name
	}
	return names
}

func asciiLetter(r rune) bool { return r < 0x80 }

// arabic includes the vowel signs, which Unicode calls inherited, and tatweel,
// which it calls common.
func arabic(r rune) bool {
	const tatweel = '\u0640'
	return r == tatweel || unicode.In(r, unicode.Arabic, unicode.Inherited)
}

func in(tables ...*unicode.RangeTable) func(rune) bool {
	return func(r rune) bool { return unicode.In(r, tables...) }
}

func only(s string, sets ...func(rune) bool) bool {
	for _, r := range s {
		if !slices.ContainsFunc(sets, func(set func(rune) bool) bool { return set(r) }) {
			return false
		}
	}
	return true
}

func single(s string) bool { return len([]rune(s)) == 1 }

// letters drops from a piece what belongs to no script in particular.
func letters(piece string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, piece)
}

// choose returns the numbers of the kept pieces, ascending. The first four, the
// special ones, always stay.
func choose(name string, pieces []string) ([]int, error) {
	at := slices.IndexFunc(rules, func(r rule) bool { return r.name == name })
	if at < 0 {
		return nil, fmt.Errorf("no rule %q; there are %s", name, strings.Join(ruleNames(), ", "))
	}
	var kept []int
	for i, p := range pieces {
		if i < 4 || rules[at].keep(letters(p)) {
			kept = append(kept, i)
		}
	}
	return kept, nil
}
