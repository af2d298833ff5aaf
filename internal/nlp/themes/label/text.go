// Package label names groups of texts in Arabic and English by phrases of
// their own: class-based TF-IDF over surface phrases, re-ranked by closeness
// to the group's centre. It invents no words and translates none; what it
// cannot name in a language it leaves empty for a person.
package label

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed stop_en.txt
var stopEN string

//go:embed stop_ar.txt
var stopAR string

func stopSet(file string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				out[w] = true
			}
		}
	}
	return out
}

// word is one token: its surface, its key for counting, and whether something
// other than a blank stands before it.
type word struct {
	surface, key string
	arabic       bool
	breaks       bool
}

// words splits a text; marks inside a word stay with it, digits alone break.
func words(s string) []word {
	var out []word
	start, breaks := -1, true
	end := func(i int) {
		if start < 0 {
			return
		}
		if w, ok := newWord(s[start:i]); ok {
			w.breaks = breaks
			out = append(out, w)
			breaks = false
		} else {
			breaks = true
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
		case (r == '\'' || r == '’' || r == '-' || r == '#' || r == '+' || r == '.') && start >= 0 && i+1 < len(s) && inner(s[i:], r):
		default:
			end(i)
			if !unicode.IsSpace(r) {
				breaks = true
			}
		}
	}
	end(len(s))
	return out
}

// inner says whether a mark joins the word on both sides.
func inner(rest string, mark rune) bool {
	for i, r := range rest {
		if i > 0 {
			return unicode.IsLetter(r) && mark != '#' && mark != '+' && mark != '.'
		}
	}
	return false
}

func newWord(s string) (word, bool) {
	letters, arabic := 0, 0
	var b strings.Builder
	var surface strings.Builder
	for _, r := range s {
		if unicode.Is(unicode.Mn, r) || r == 'ـ' {
			continue
		}
		surface.WriteRune(r)
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Arabic, r) {
				arabic++
			}
		}
		b.WriteRune(fold(r))
	}
	w := word{surface: surface.String(), arabic: arabic*2 > letters}
	if letters == 0 || (letters < 2 && !w.arabic) {
		return w, false
	}
	w.key = b.String()
	if w.arabic {
		w.key = bare(w.key)
	} else {
		w.key = strings.TrimSuffix(strings.TrimSuffix(w.key, "'s"), "’s")
		w.key = singular(w.key)
	}
	return w, true
}

func fold(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	}
	return unicode.ToLower(r)
}

// proclitics before the article or with it, longest first.
var proclitics = []string{"وبال", "ولل", "فال", "وال", "بال", "كال", "لل", "ال"}

// bare takes the article and what is written before it off a folded word, so
// that its forms are counted together. Labels never show this form.
func bare(s string) string {
	for _, p := range proclitics {
		if rest, ok := strings.CutPrefix(s, p); ok && len([]rune(rest)) >= 3 {
			return rest
		}
	}
	return s
}

// singular joins the plain English plural with its singular.
func singular(s string) string {
	if len(s) > 4 && strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && !strings.HasSuffix(s, "us") && !strings.HasSuffix(s, "is") {
		if strings.HasSuffix(s, "ies") {
			return s[:len(s)-3] + "y"
		}
		return s[:len(s)-1]
	}
	return s
}
