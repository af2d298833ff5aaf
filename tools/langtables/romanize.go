package main

import (
	"math/rand/v2"
	"strings"
)

// A style is one writer's habit: which Latin spelling stands for a letter.
type style map[rune][]string

var gulfStyle = style{
	'ا': {"a", "a", "aa", "e"}, 'أ': {"a", "a", "2a"}, 'إ': {"e", "i"}, 'آ': {"a", "aa"}, 'ى': {"a"}, 'ة': {"a", "ah", "h", "e"}, 'ء': {"2", ""}, 'ئ': {"2", "e"}, 'ؤ': {"2", "o"},
	'ب': {"b"}, 'ت': {"t"}, 'ث': {"th"}, 'ج': {"j", "j", "g"}, 'ح': {"7", "7", "h"}, 'خ': {"kh", "5", "5", "7'"}, 'د': {"d"}, 'ذ': {"th", "dh"}, 'ر': {"r"}, 'ز': {"z"},
	'س': {"s"}, 'ش': {"sh"}, 'ص': {"s", "9", "9"}, 'ض': {"dh", "9'", "d"}, 'ط': {"6", "6", "t"}, 'ظ': {"dh", "th", "6'"}, 'ع': {"3"}, 'غ': {"gh", "gh", "8", "3'"},
	'ف': {"f"}, 'ق': {"q", "g", "g", "8"}, 'ك': {"k", "k", "ch"}, 'ل': {"l"}, 'م': {"m"}, 'ن': {"n"}, 'ه': {"h"}, 'و': {"w", "o", "oo", "u"}, 'ي': {"y", "i", "ee", "e"},
}

var maghrebStyle = style{
	'ا': {"a", "a", "e"}, 'أ': {"a", "e"}, 'إ': {"e", "i"}, 'آ': {"a"}, 'ى': {"a"}, 'ة': {"a", "et", "e"}, 'ء': {""}, 'ئ': {"i"}, 'ؤ': {"ou"},
	'ب': {"b"}, 'ت': {"t"}, 'ث': {"th", "t"}, 'ج': {"j"}, 'ح': {"7", "h"}, 'خ': {"kh", "5"}, 'د': {"d"}, 'ذ': {"dh", "th"}, 'ر': {"r"}, 'ز': {"z"},
	'س': {"s", "ss"}, 'ش': {"ch"}, 'ص': {"s"}, 'ض': {"dh", "d"}, 'ط': {"t"}, 'ظ': {"dh"}, 'ع': {"3", "a"}, 'غ': {"gh", "8"},
	'ف': {"f"}, 'ق': {"9", "9", "k"}, 'ك': {"k"}, 'ل': {"l"}, 'م': {"m"}, 'ن': {"n"}, 'ه': {"h"}, 'و': {"ou", "w", "o"}, 'ي': {"i", "y", "i"},
}

const consonants = "بتثجحخدذرزسشصضطظعغفقكلمنه"

// romanize writes Arabic as people type it in Latin letters: short vowels come
// and go at random, the habit stays the same through a line.
func romanize(text string, rng *rand.Rand) string {
	st, vowels := gulfStyle, []string{"a", "a", "e", "i", "o"}
	if rng.IntN(2) == 0 {
		st, vowels = maghrebStyle, []string{"a", "e", "e", "i", "ou", "o"}
	}
	fixed := make(map[rune]string) // the writer's choice for a letter
	article := []string{"el", "al", "il", "el ", "l"}[rng.IntN(5)]
	often := 0.3 + 0.5*rng.Float64()
	var out []string
	for w := range strings.FieldsSeq(text) {
		var b strings.Builder
		rs := []rune(strings.Trim(w, "،؛؟!.:\"'()«»ـ…-*"))
		if len(rs) > 4 && rs[0] == 'ا' && rs[1] == 'ل' {
			b.WriteString(article)
			rs = rs[2:]
		}
		ok := len(rs) > 0
		for i, r := range rs {
			choice, known := fixed[r]
			if !known {
				list := st[r]
				if list == nil {
					ok = false
					break
				}
				choice = list[rng.IntN(len(list))]
				if strings.ContainsRune(consonants, r) {
					fixed[r] = choice
				}
			}
			b.WriteString(choice)
			if i+1 < len(rs) && strings.ContainsRune(consonants, r) && strings.ContainsRune(consonants, rs[i+1]) && rng.Float64() < often {
				b.WriteString(vowels[rng.IntN(len(vowels))])
			}
		}
		if ok {
			out = append(out, b.String())
		}
	}
	return strings.Join(out, " ")
}
