package tokenize

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// Sentence is a part of a text in bytes, without the white space around it.
type Sentence struct {
	Text string
	From int // byte offset in the source
}

// Sentences yields the sentences of s in order. A line break ends one; a full
// stop does not after an abbreviation ("د.", "م.", "Dr."), inside a number or
// after a single letter.
func Sentences(s string) iter.Seq[Sentence] {
	return func(yield func(Sentence) bool) {
		start := 0
		for i := 0; i < len(s); {
			r, n := utf8.DecodeRuneInString(s[i:])
			end := i + n
			switch {
			case r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029:
			case isTerminator(r):
				for end < len(s) {
					next, m := utf8.DecodeRuneInString(s[end:])
					if !isTerminator(next) && !closes(next) {
						break
					}
					end += m
				}
				if r == '.' && end == i+1 && !stops(s, start, i) {
					i = end
					continue
				}
			default:
				i = end
				continue
			}
			if !emitSentence(s, start, end, yield) {
				return
			}
			start, i = end, end
		}
		emitSentence(s, start, len(s), yield)
	}
}

func emitSentence(s string, from, to int, yield func(Sentence) bool) bool {
	text := s[from:to]
	trimmed := strings.TrimLeft(text, " \t\r\n\u00a0")
	from += len(text) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " \t\r\n\u00a0")
	if trimmed == "" {
		return true
	}
	return yield(Sentence{Text: trimmed, From: from})
}

func isTerminator(r rune) bool {
	switch r {
	case '.', '!', '?', '؟', '…', '۔', '।':
		return true
	}
	return false
}

func closes(r rune) bool { return r == '"' || r == '»' || r == ')' || r == '”' || r == '\'' }

// stops tells whether the single full stop at i ends a sentence.
func stops(s string, start, i int) bool {
	if i+1 < len(s) {
		next, _ := utf8.DecodeRuneInString(s[i+1:])
		if class := classOf(next); class == letter || class == digit {
			return false
		}
	}
	from := i
	for k := 0; from > start && k < 8; k++ {
		r, n := utf8.DecodeLastRuneInString(s[start:from])
		if class := classOf(r); class != letter && class != mark && r != '.' {
			break
		}
		from -= n
	}
	word := s[from:i]
	if r, n := utf8.DecodeRuneInString(word); n == len(word) && classOf(r) == letter && r != 'I' {
		return false
	}
	return !isAbbreviation(strings.ToLower(word))
}

// isAbbreviation knows the titles and shortenings that end in a full stop.
func isAbbreviation(word string) bool {
	switch word {
	case "د", "م", "أ", "ا", "أ.د", "ا.د", "ص.ب", "ص", "ت", "هـ", "ج", "رقم", "ش", "ط", "ع",
		"dr", "mr", "mrs", "ms", "eng", "prof", "no", "st", "vs", "etc", "e.g", "i.e", "p.o", "tel", "a.m", "p.m", "sh":
		return true
	}
	return false
}
