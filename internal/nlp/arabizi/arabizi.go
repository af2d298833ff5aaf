// Package arabizi writes Arabic that was typed in Latin letters ("el 5edma
// wayed ta3bana") in Arabic letters, so that models of Arabic can read it. Each
// word gets candidates (digits for letters, sh kh gh th dh, vowels written or
// dropped, Gulf spellings), ranked by the words of real Arabic and, for words
// that nobody has seen, by its letters. English words are left alone.
//
// It does not decide whether a text is Arabizi; package detect does.
package arabizi

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// Converter holds the word and letter models. It is safe for concurrent use.
type Converter struct {
	load func() *model
	pool sync.Pool // of *search
	mu   sync.RWMutex
	memo map[string]answer // people use few words often
}

// New prepares a converter; the models are read at the first use, so that a
// run without Arabizi does not pay for them.
func New() *Converter {
	c := &Converter{memo: make(map[string]answer), load: sync.OnceValue(func() *model {
		m, err := load()
		if err != nil {
			panic("arabizi: embedded lists: " + err.Error()) // a broken build, not a user's fault
		}
		return m
	})}
	c.pool.New = func() any { return new(search) }
	return c
}

// Candidates lists what a Latin word may stand for, best first, at most n.
func (c *Converter) Candidates(word string, n int) []Candidate {
	m := c.load()
	s := c.pool.Get().(*search)
	defer c.pool.Put(s)
	c.candidates(m, s, string(fold(nil, word)))
	out := s.out
	if len(out) > n {
		out = out[:n]
	}
	return slices.Clone(out)
}

func (c *Converter) candidates(m *model, s *search, w string) {
	s.out = s.out[:0]
	if len(w) == 0 || len(w) > longest {
		return
	}
	m.known(s, w)
	m.unknown(s, w)
	slices.SortStableFunc(s.out, func(a, b Candidate) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.Text, b.Text)
	})
}

// fold appends a Latin word in the letters of the rules: lower case, no accents,
// no stretching.
func fold(dst []byte, word string) []byte {
	var last rune
	run := 0
	for _, r := range word {
		switch r = unicode.ToLower(r); r {
		case 'é', 'è', 'ê', 'ë':
			r = 'e'
		case 'à', 'â', 'ä', 'á':
			r = 'a'
		case 'î', 'ï', 'í':
			r = 'i'
		case 'ô', 'ö', 'ó':
			r = 'o'
		case 'û', 'ù', 'ü', 'ú':
			r = 'u'
		case 'ç':
			r = 's'
		case '’', '‘', '`':
			r = '\''
		}
		if r >= 128 || r != '\'' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			continue
		}
		if r == last {
			if run++; run >= 3 {
				continue
			}
		} else {
			last, run = r, 1
		}
		dst = append(dst, byte(r))
	}
	return dst
}

// Convert writes the Arabizi words of a text in Arabic letters; English words,
// numbers, links and everything else stay as they are.
func (c *Converter) Convert(text string) string {
	m := c.load()
	s := c.pool.Get().(*search)
	defer c.pool.Put(s)
	s.toks = tokenize.Append(s.toks[:0], text)
	words := c.read(m, s)
	if len(words) == 0 {
		return text
	}
	decide(words)
	var b strings.Builder
	b.Grow(len(text) + len(text)/2) // most Latin letters take two bytes in Arabic, vowels none
	at := 0
	glue := "" // an article or "and" that waits for its word
	for i := range words {
		w := &words[i]
		b.WriteString(text[at:w.from])
		at = w.to
		switch {
		case w.english:
			b.WriteString(glue)
			if glue != "" {
				b.WriteByte(' ')
			}
			glue = ""
			b.WriteString(text[w.from:w.to])
		case i+1 < len(words) && !words[i+1].english && words[i+1].from == w.to+1 && isGlue(w.answer.text):
			glue += w.answer.text
			at++ // the blank goes too
		default:
			b.WriteString(glue)
			b.WriteString(afterGlue(glue, w.answer.text))
			glue = ""
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

// isGlue tells which Arabic words are written together with the next one.
func isGlue(w string) bool {
	switch w {
	case "ال", "و", "وال", "بال", "لل", "هال", "ها", "على ال", "في ال", "من ال":
		return true
	}
	return false
}

// afterGlue leaves out the article of a word that has one before it.
func afterGlue(glue, w string) string {
	if strings.HasSuffix(glue, "ال") && strings.HasPrefix(w, "ال") && len(w) > 6 {
		return w[4:]
	}
	return w
}
