package features

import (
	"bufio"
	"fmt"
	"strings"
)

// Lexicon finds phrases of up to six words. It is read from lines
//
//	phrase<TAB>field<TAB>field…
//
// where "#" starts a comment line and several phrases with the same fields may
// stand in one line between "|". A word that ends in "~" also matches with the
// common endings of its script. Articles and a leading "and" never matter; a one-letter preposition
// before the first word does not either. A Lexicon is safe for concurrent use.
type Lexicon struct {
	entries []Entry
	table   map[uint64][]int32
	filter  [1024]uint64
	longest int
}

// Entry is one phrase with its fields.
type Entry struct {
	Phrase string
	Fields []string
	keys   []uint64
}

// Match is one find: tokens From to To (exclusive) of the document.
type Match struct {
	Entry    int32
	From, To int32
}

// ParseLexicon reads a list; the error names the line.
func ParseLexicon(data string) (*Lexicon, error) {
	l := &Lexicon{table: map[uint64][]int32{}}
	sc := bufio.NewScanner(strings.NewReader(data))
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimRight(sc.Text(), " \r")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		for _, p := range strings.Split(f[0], "|") {
			if p = strings.TrimSpace(p); p == "" {
				continue
			}
			if err := l.add(p, f[1:]); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return l, sc.Err()
}

// suffixes are what "~" stands for, besides nothing.
var suffixes = map[Kind][]string{
	Arabic: {"ه", "ا", "ين", "ون", "ات", "ان", "ي", "يه"},
	Latin:  {"s", "es", "ed", "ing"},
}

func (l *Lexicon) add(phrase string, fields []string) error {
	base := strings.ReplaceAll(phrase, "~", "")
	forms := []string{base}
	if k := strings.IndexByte(phrase, '~'); k >= 0 {
		d := New(base, "")
		for _, s := range suffixes[d.Toks[0].Kind] {
			forms = append(forms, phrase[:k]+s+strings.ReplaceAll(phrase[k:], "~", ""))
		}
	}
	var d Doc
	for _, f := range forms {
		e := Entry{Phrase: f, Fields: fields}
		d.Reset(f, "")
		for j := range d.Toks {
			if t := &d.Toks[j]; t.Kind != Break {
				e.keys = append(e.keys, t.Key)
			}
		}
		if len(e.keys) == 0 || len(e.keys) > 6 {
			return fmt.Errorf("phrase %q has %d words, want 1 to 6", phrase, len(e.keys))
		}
		l.longest = max(l.longest, len(e.keys))
		k := e.keys[0]
		l.table[k] = append(l.table[k], int32(len(l.entries)))
		l.filter[k>>6&1023] |= 1 << (k & 63)
		l.entries = append(l.entries, e)
	}
	return nil
}

// Entries are all phrases in the order of the list.
func (l *Lexicon) Entries() []Entry { return l.entries }

// Entry returns the phrase of a match.
func (l *Lexicon) Entry(m Match) *Entry { return &l.entries[m.Entry] }

// Len is the number of phrases.
func (l *Lexicon) Len() int { return len(l.entries) }

// Find appends every match in order of its first token; where several phrases
// start at one token only the longest are kept.
func (l *Lexicon) Find(d *Doc, dst []Match) []Match {
	for i := range d.Toks {
		t := &d.Toks[i]
		if t.Kind == Break || t.Full == 0 {
			continue
		}
		mark := len(dst)
		dst = l.at(d, i, t.Key, dst)
		if t.Bare != t.Key {
			dst = l.at(d, i, t.Bare, dst)
		}
		if len(dst) > mark+1 {
			dst = keepLongest(dst, mark)
		}
	}
	return dst
}

func (l *Lexicon) at(d *Doc, i int, key uint64, dst []Match) []Match {
	if l.filter[key>>6&1023]&(1<<(key&63)) == 0 {
		return dst
	}
	for _, id := range l.table[key] {
		e := &l.entries[id]
		j, ok := i+1, true
		for k := 1; k < len(e.keys); k++ {
			for j < len(d.Toks) && d.Toks[j].Kind == Break && d.Text[d.Toks[j].Start] == '-' {
				j++
			}
			if j >= len(d.Toks) {
				ok = false
				break
			}
			if d.Toks[j].Key != e.keys[k] {
				ok = false
				break
			}
			j++
		}
		if ok {
			dst = append(dst, Match{Entry: id, From: int32(i), To: int32(j)})
		}
	}
	return dst
}

func keepLongest(dst []Match, mark int) []Match {
	best := int32(0)
	for _, m := range dst[mark:] {
		best = max(best, m.To)
	}
	out := dst[:mark]
	for _, m := range dst[mark:] {
		if m.To == best {
			out = append(out, m)
		}
	}
	return out
}
