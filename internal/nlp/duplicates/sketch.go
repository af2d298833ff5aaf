package duplicates

import (
	"strings"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// The shape of the sketch: bands of a few MinHashes each. Two texts whose
// shingles overlap by J meet in a band with probability 1-(1-J^rows)^bands: .99
// at J = .5, .03 at .1.
const (
	bands   = 32
	rows    = 3
	hashes  = bands * rows
	shingle = 5 // letters

	// most is how much of a text is sketched; what comes after is covered by the
	// hash for equality alone.
	most = 4000
)

// sketcher is the memory for preparing one text after another.
type sketcher struct {
	toks  []tokenize.Token
	plain strings.Builder
	word  []byte
	text  []byte             // normalised
	runes []rune             // the same, at most `most`
	lo    [hashes / 2]uint32 // MinHashes, two of a product side by side
	hi    [hashes / 2]uint32
	keep  [bands]uint64
	cmp   comparer
}

// prepare normalises a text for comparison: links, mentions, emoji, hashtags at
// the ends and greetings are not what a message says. It returns the text and
// its hash.
func (s *sketcher) prepare(text string) ([]byte, uint64) {
	s.toks = tokenize.Append(s.toks[:0], text)
	from, to := s.core(text)
	s.plain.Reset()
	at := from
	for i := range s.toks {
		t := &s.toks[i]
		if int(t.From) < max(from, at) || int(t.From) >= to {
			continue
		}
		end := min(to, int(t.From)+len(t.Text))
		switch {
		case t.Kind == tokenize.URL && !strings.Contains(t.Text, ".") && strings.HasPrefix(text[end:to], " ."): // https://t .co/abc
			for end++; end < to && text[end] > ' '; end++ {
			}
		case t.Kind == tokenize.URL || t.Kind == tokenize.Mention:
		case t.Kind == tokenize.Word && (t.Text == "http" || t.Text == "https"): // a link that was broken on the way
			for end < to && text[end] > ' ' {
				end++
			}
		default:
			continue
		}
		s.plain.WriteString(text[at:t.From])
		s.plain.WriteByte(' ')
		at = end
	}
	if at < to {
		s.plain.WriteString(text[at:to])
	}
	s.text = normalize.For(normalize.Loose).Append(s.text[:0], s.plain.String())
	if len(s.text) == 0 { // only links, tags or emoji: compared as it stands
		s.text = normalize.For(normalize.Clean).Append(s.text, text)
	}
	hash := xxh3.Hash(s.text)
	s.runes = s.runes[:0]
	for i := 0; i < len(s.text) && len(s.runes) < most; {
		r, n := utf8.DecodeRune(s.text[i:])
		s.runes = append(s.runes, r)
		i += n
	}
	return s.text, hash
}

// core finds where a message begins and ends without the tags, greetings and
// forwarding marks around it, in bytes. If nothing would remain, all of it is
// the core.
func (s *sketcher) core(text string) (from, to int) {
	first, last := 0, len(s.toks)
	for first < last && (aside(s.toks[first].Kind) || s.opens(first) > 0) {
		first += max(1, s.opens(first))
	}
	for last > first && aside(s.toks[last-1].Kind) {
		last--
	}
	words := 0
	for _, t := range s.toks[first:last] {
		if t.Kind == tokenize.Word {
			words++
		}
	}
	if words < 2 {
		return 0, len(text)
	}
	end := s.toks[last-1]
	return int(s.toks[first].From), int(end.From) + len(end.Text)
}

func aside(k tokenize.Kind) bool {
	switch k {
	case tokenize.Hashtag, tokenize.Mention, tokenize.URL, tokenize.Emoji, tokenize.Punct:
		return true
	}
	return false
}

// greetings are what people and programs put before any message, in the order of
// their words and the spelling of normalize.Loose.
var greetings = [][]string{
	{"السلام", "عليكم", "ورحمه", "الله", "وبركاته"}, {"السلام", "عليكم", "ورحمه", "الله"}, {"السلام", "عليكم"},
	{"صباح", "الخير"}, {"مسا", "الخير"}, {"تحيه", "طيبه"}, {"لو", "سمحتوا"}, {"لو", "سمحتم"}, {"يا", "جماعه"}, {"يا", "اخوان"},
	{"مرحبا"}, {"عاجل"}, {"ارجو"}, {"الرجا"}, {"رجا"}, {"rt"},
	{"good", "morning"}, {"good", "evening"}, {"dear", "sir"}, {"dear", "all"}, {"hello", "team"}, {"hello"}, {"hi"}, {"hey"}, {"please"}, {"urgent"},
}

// opens tells how many tokens a greeting takes at token i.
func (s *sketcher) opens(i int) int {
	if i > 8 || s.toks[i].Kind != tokenize.Word {
		return 0
	}
next:
	for _, g := range greetings {
		if i+len(g) > len(s.toks) {
			continue
		}
		for k, w := range g {
			s.word = normalize.For(normalize.Loose).Append(s.word[:0], s.toks[i+k].Text)
			if string(s.word) != w {
				continue next
			}
		}
		return len(g)
	}
	return 0
}

// multipliers of the hash family, odd and fixed: the same text has the same
// sketch everywhere.
var multipliers = func() (m [hashes / 2]uint64) {
	x := uint64(0x9E3779B97F4A7C15)
	for i := range m {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		m[i] = x | 1
	}
	return m
}()

// keys sketches the prepared text and returns the key of each band.
func (s *sketcher) keys() *[bands]uint64 {
	for i := range s.lo {
		s.lo[i], s.hi[i] = ^uint32(0), ^uint32(0)
	}
	n := max(1, len(s.runes)-shingle+1)
	for i := range n {
		h := shingleHash(s.runes[i:min(len(s.runes), i+shingle)])
		for k, m := range multipliers { // one product gives two hashes
			v := h * m
			v ^= v >> 32
			s.lo[k] = min(s.lo[k], uint32(v))
			s.hi[k] = min(s.hi[k], uint32(v>>32))
		}
	}
	for b := range s.keep {
		k := uint64(b) + 1
		for r := b * rows; r < (b+1)*rows; r++ {
			v := s.lo[r/2]
			if r%2 == 1 {
				v = s.hi[r/2]
			}
			k = (k ^ uint64(v)) * 0xFF51AFD7ED558CCD
			k ^= k >> 32
		}
		s.keep[b] = k
	}
	return &s.keep
}

func shingleHash(r []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range r {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}
