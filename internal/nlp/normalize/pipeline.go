package normalize

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The pipelines of the named levels, ready made; they are never changed.
var (
	cleanPipeline  = New(Clean)
	searchPipeline = New(Search)
	loosePipeline  = New(Loose)
)

// Text returns s after the given steps.
func Text(s string, steps Steps) string {
	return string(For(steps).Append(make([]byte, 0, len(s)), s))
}

// For returns the pipeline of a set of steps; those of the named levels are shared.
func For(steps Steps) *Pipeline {
	switch steps {
	case Clean:
		return cleanPipeline
	case Search:
		return searchPipeline
	case Loose:
		return loosePipeline
	}
	return New(steps)
}

// tableSize covers Latin, Greek, Cyrillic, Hebrew and Arabic: nearly every
// character that arrives is one look-up.
const tableSize = 0x700

// Values of the table that are not letters.
const (
	drop  = 0 // leaves nothing
	blank = ' '
	slow  = 0xFFFF // ask the slow path
)

// Pipeline is a compiled set of steps. It is safe for concurrent use.
type Pipeline struct {
	steps Steps
	table [tableSize]uint16
}

// New compiles a set of steps.
func New(steps Steps) *Pipeline {
	p := &Pipeline{steps: steps}
	for r := rune(0); r < tableSize; r++ {
		p.table[r] = p.entry(r)
	}
	return p
}

// Steps tells what the pipeline does.
func (p *Pipeline) Steps() Steps { return p.steps }

// Append appends the normalised s to dst. It does not allocate when dst is
// large enough; the output is never longer than the input plus 16 bytes for
// each compatibility character.
func (p *Pipeline) Append(dst []byte, s string) []byte {
	w := writer{p: p, out: dst, base: len(dst)}
	w.run(s)
	return w.out
}

// Mapped is normalised text with the way back to its source.
type Mapped struct {
	Bytes []byte // the normalised text
	from  []int32
	to    []int32
}

// Source tells which bytes of the source made the output bytes [start, end):
// everything from the first to the last of them, with what was dropped between.
func (m *Mapped) Source(start, end int) (from, to int) {
	if start >= end || end > len(m.from) {
		return 0, 0
	}
	return int(m.from[start]), int(m.to[end-1])
}

// Map normalises s into m, reusing its memory.
func (p *Pipeline) Map(m *Mapped, s string) {
	w := writer{p: p, out: m.Bytes[:0], m: m}
	m.from, m.to = m.from[:0], m.to[:0]
	w.run(s)
	m.Bytes = w.out
}

// writer is the state of one pass.
type writer struct {
	p    *Pipeline
	out  []byte
	base int // where the output began
	m    *Mapped
	prev rune // last letter written, for Elongation
	runs int  // how often in a row
	gap  bool // white space seen and not yet written
	gapF int32
	gapT int32
}

func (w *writer) run(s string) {
	html := w.p.steps&HTML != 0
	nfc := w.p.steps&NFC != 0
	table := &w.p.table
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if html && (c == '&' || c == '<') {
				if n := w.markup(s, i); n > 0 {
					i += n
					continue
				}
			}
			if nfc && i+1 < len(s) && s[i+1] >= 0xCC && composes(s[i+1:]) {
				i += w.compose(s, i)
				continue
			}
			w.put(rune(table[c]), i, i+1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if nfc && i+n < len(s) && s[i+n] >= 0xCC && composes(s[i+n:]) {
			i += w.compose(s, i)
			continue
		}
		if r < tableSize {
			if v := table[r]; v != slow {
				w.put(rune(v), i, i+n)
				i += n
				continue
			}
		}
		w.slow(r, i, i+n)
		i += n
	}
}

// put writes one character or remembers a gap.
func (w *writer) put(r rune, from, to int) {
	switch r {
	case drop:
		return
	case ' ':
		if w.p.steps&Space != 0 {
			if !w.gap {
				w.gap, w.gapF = true, int32(from)
			}
			w.gapT = int32(to)
			w.prev = 0
			return
		}
	}
	if w.gap {
		w.gap = false
		if len(w.out) > w.base {
			w.append(' ', int(w.gapF), int(w.gapT))
		}
	}
	if w.p.steps&Elongation != 0 {
		if r == w.prev {
			w.runs++
			if w.runs >= 3 {
				w.lengthen(r, to)
				return
			}
		} else {
			w.prev, w.runs = r, 1
		}
	}
	w.append(r, from, to)
}

// lengthen handles the third and later copies of a letter: the third takes the
// second back where one copy is the true spelling, all extend the source span.
func (w *writer) lengthen(r rune, to int) {
	if !elongates(r) {
		w.append(r, to-utf8.RuneLen(r), to)
		return
	}
	n := utf8.RuneLen(r)
	if w.runs == 3 && !keepsTwo(r) {
		w.out = w.out[:len(w.out)-n]
		if w.m != nil {
			w.m.from = w.m.from[:len(w.m.from)-n]
			w.m.to = w.m.to[:len(w.m.to)-n]
		}
	}
	if w.m != nil {
		for k := len(w.m.to) - n; k < len(w.m.to); k++ {
			w.m.to[k] = int32(to)
		}
	}
}

func (w *writer) append(r rune, from, to int) {
	before := len(w.out)
	if r < utf8.RuneSelf {
		w.out = append(w.out, byte(r))
	} else if r < 0x800 {
		w.out = append(w.out, 0xC0|byte(r>>6), 0x80|byte(r)&0x3F)
	} else {
		w.out = utf8.AppendRune(w.out, r)
	}
	if w.m != nil {
		for range len(w.out) - before {
			w.m.from = append(w.m.from, int32(from))
			w.m.to = append(w.m.to, int32(to))
		}
	}
}

// compose handles a base letter followed by marks: the cluster is composed and
// each character of the result goes through the steps with the whole cluster as
// its source. A cluster is cut at 32 marks, so that stacked marks cost no more
// than other text.
func (w *writer) compose(s string, i int) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	end := i + n
	for k := 0; k < 32 && end < len(s) && composes(s[end:]); k++ {
		_, m := utf8.DecodeRuneInString(s[end:])
		end += m
	}
	var stack [128]byte
	cluster := norm.NFC.AppendString(stack[:0], s[i:end])
	for k := 0; k < len(cluster); {
		r, m := utf8.DecodeRune(cluster[k:])
		k += m
		if r < tableSize && w.p.table[r] != slow {
			w.put(rune(w.p.table[r]), i, end)
		} else {
			w.slow(r, i, end)
		}
	}
	return end - i
}

// composes tells whether s begins with a mark that canonical composition may
// join to the letter before it. Arabic vowel signs never compose and are left out.
func composes(s string) bool {
	switch c := s[0]; {
	case c == 0xCC || c == 0xCD && s[1:] != "" && s[1] < 0xB0: // U+0300-036F
		return true
	case c == 0xD9: // U+0653-0655 madda, hamza above and below
		return len(s) > 1 && s[1] >= 0x93 && s[1] <= 0x95
	case c >= 0xE0: // Indic vowel signs and nuktas, kana marks, jamo
		return !norm.NFC.PropertiesString(s).BoundaryBefore() && c < 0xF0
	}
	return false
}
