package arabizi

import (
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// word is a Latin word of a text.
type word struct {
	from, to             int
	foldedFrom, foldedTo int  // in search.folded
	known                bool // met before
	answer               answer
	lean                 float32 // above 0: English
	english              bool
}

// answer is what is known of a Latin word by itself.
type answer struct {
	text string  // in Arabic letters
	lean float32 // how much more English than Arabic, in logs
}

// memoLimit bounds the remembered words; a hundred thousand take about 15 MB.
const memoLimit = 100_000

// read finds the Latin words among the tokens and what each may be. Words met
// before are looked up together, without an allocation.
func (c *Converter) read(m *model, s *search) []word {
	words := s.words[:0]
	s.folded = s.folded[:0]
	unknown := 0
	c.mu.RLock()
	for i := range s.toks {
		t := &s.toks[i]
		if t.Kind != tokenize.Word || !latin(t.Text) {
			continue
		}
		at := len(s.folded)
		s.folded = fold(s.folded, t.Text)
		w := word{from: int(t.From), to: int(t.From) + len(t.Text), foldedFrom: at, foldedTo: len(s.folded)}
		if w.answer, w.known = c.memo[string(s.folded[at:])]; !w.known {
			unknown++
		}
		words = append(words, w)
	}
	c.mu.RUnlock()
	for i := range words {
		if unknown == 0 {
			break
		}
		if w := &words[i]; !w.known {
			w.answer = c.remember(m, s, string(s.folded[w.foldedFrom:w.foldedTo]))
			unknown--
		}
	}
	s.words = words
	return words
}

// remember converts a word that was not met before and keeps the answer. The text
// may have held it before.
func (c *Converter) remember(m *model, s *search, w string) answer {
	c.mu.RLock()
	a, ok := c.memo[w]
	c.mu.RUnlock()
	if ok {
		return a
	}
	a = c.convert(m, s, w)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.memo) < memoLimit {
		c.memo[w] = a
	}
	return a
}

// latin tells whether a token has a Latin letter and none of another script.
func latin(w string) bool {
	letters := false
	for _, r := range w {
		if r >= 0x250 && r != '’' && r != '‘' {
			return false
		}
		letters = letters || r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return letters
}

// split prefixes are written as two words in Arabic.
var splitPrefixes = [...]struct{ latin, arabic string }{
	{"fel", "في ال"}, {"fil", "في ال"}, {"3al", "على ال"}, {"3all", "على ال"}, {"mel", "من ال"}, {"mil", "من ال"},
}

func (c *Converter) convert(m *model, s *search, w string) answer {
	en := m.english[w]
	if habit, ok := m.habits[w]; ok {
		return answer{habit, 0.6*en - 3.2}
	}
	switch w {
	case "el", "al", "il", "er", "es", "ed", "en", "et", "ez":
		return answer{"ال", 0.6*en - 3}
	case "fel", "fil":
		return answer{"في ال", -3}
	case "l", "b":
		return answer{map[string]string{"l": "ال", "b": "ب"}[w], -1}
	}
	c.candidates(m, s, w)
	if len(s.out) == 0 {
		return answer{w, 5}
	}
	best := s.out[0]
	for _, p := range splitPrefixes {
		if rest, ok := strings.CutPrefix(w, p.latin); ok && len(rest) >= 3 {
			keep := best
			c.candidates(m, s, strings.TrimPrefix(rest, "-"))
			if len(s.out) > 0 && s.out[0].Known && s.out[0].Score-1 > keep.Score {
				best = Candidate{Text: p.arabic + s.out[0].Text, Score: s.out[0].Score - 1, Known: true}
			}
			break
		}
	}
	lean := float32(-2)
	switch {
	case digitsInside(w):
		lean = -6
	case en > 0:
		lean = 0.9*en + 1.2 - float32(best.Score+6)*0.55
	}
	return answer{best.Text, lean}
}

// digitsInside tells whether digits stand for letters: next to letters, and of
// those that people use.
func digitsInside(w string) bool {
	return strings.ContainsAny(w, "2356789")
}

// decide settles which words are English: each by itself, leaning on its
// neighbours.
func decide(words []word) {
	for i := range words {
		lean := words[i].answer.lean
		for _, k := range [...]int{i - 1, i + 1} {
			if k >= 0 && k < len(words) {
				lean += 0.35 * max(-2, min(2, words[k].answer.lean))
			}
		}
		words[i].lean = lean
	}
	for i := range words {
		words[i].english = words[i].lean > 0
	}
}
