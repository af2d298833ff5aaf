package privacy

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// viewSteps make the view that the rules read: one digit, one alef, no
// invisible characters; nothing that is punctuation is lost.
const viewSteps = normalize.NFC | normalize.Controls | normalize.Tatweel | normalize.Diacritics | normalize.Digits |
	normalize.Alef | normalize.AlefMaqsura | normalize.TaMarbuta | normalize.Persian | normalize.Case

// kind is what an item is made of.
type kind uint8

const (
	word  kind = iota // letters
	num               // digits
	alnum             // both
	sym               // one other character
)

// item is a piece of the view, in bytes; white space lies between items.
type item struct {
	s, e int32
	kind kind
	used bool // belongs to a find
	lexeme
}

// state is the memory of one call.
type state struct {
	f        *Finder
	text     string
	view     []byte
	v        []byte // the view
	mapped   normalize.Mapped
	isMapped bool
	items    []item
	finds    []find
	digits   []byte // of the number being read
	word     []byte // a word or name as the lists spell it
}

// find is a span of the view.
type find struct {
	s, e int
	kind Kind
	rule string
}

// source tells which bytes of the text made the bytes [s, e) of the view. The
// way back is made when it is first asked for: most texts hold nothing.
func (st *state) source(s, e int) (from, to int) {
	if !st.isMapped {
		st.f.view.Map(&st.mapped, st.text)
		st.isMapped = true
	}
	return st.mapped.Source(s, e)
}

// read cuts the view into items.
func (st *state) read() {
	v := st.v
	st.items = st.items[:0]
	for i := 0; i < len(v); {
		c := v[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		start, letters, digits, arabic := i, false, false, false
		for i < len(v) {
			c = v[i]
			if c < utf8.RuneSelf {
				switch {
				case c >= '0' && c <= '9':
					if arabic { // رقم5123: two things without a blank
						goto done
					}
					digits = true
				case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
					letters = true
				case c == '\'' && letters && i+1 < len(v) && v[i+1] >= 'a' && v[i+1] <= 'z':
				default:
					goto done
				}
				i++
				continue
			}
			r, n := utf8.DecodeRune(v[i:])
			if r >= 0x620 && r <= 0x64A || unicode.IsLetter(r) || unicode.IsMark(r) {
				if arabic = r >= 0x620 && r <= 0x6FF; arabic && digits && !letters {
					goto done
				}
				letters = true
				i += n
				continue
			}
			break
		}
	done:
		it := item{s: int32(start), e: int32(i)}
		switch {
		case i == start:
			_, n := utf8.DecodeRune(v[i:])
			i += n
			it.e, it.kind = int32(i), sym
			if r, _ := utf8.DecodeRune(v[start:]); unicode.IsSpace(r) {
				continue
			}
		case letters && digits:
			it.kind = alnum
			if it.lexeme = st.f.look(v[start:i]); it.lexeme == (lexeme{}) && !arabic && i-start <= longestArabizi {
				st.word = foldArabizi(st.word[:0], v[start:i])
				it.lexeme = st.f.look(st.word)
			}
		case digits:
			it.kind = num
		default:
			it.lexeme = st.f.look(v[start:i])
		}
		st.items = append(st.items, it)
	}
}

func (st *state) bytes(i int) []byte { return st.v[st.items[i].s:st.items[i].e] }

// is tells whether item i exists and reads w.
func (st *state) is(i int, w string) bool {
	return i >= 0 && i < len(st.items) && string(st.bytes(i)) == w
}

// gap is how many bytes of white space lie before item i; -1 across a line end.
func (st *state) gap(i int) int {
	if i <= 0 || i >= len(st.items) {
		return -1
	}
	from, to := st.items[i-1].e, st.items[i].s
	for _, c := range st.v[from:to] {
		if c == '\n' {
			return -1
		}
	}
	return int(to - from)
}

// claim records a find over items [from, to] and marks them.
func (st *state) claim(from, to int, k Kind, rule string) {
	st.finds = append(st.finds, find{int(st.items[from].s), int(st.items[to].e), k, rule})
	for i := from; i <= to; i++ {
		st.items[i].used = true
	}
}

// claimBytes records a find over bytes of the view and marks the items it touches.
func (st *state) claimBytes(s, e int, k Kind, rule string) {
	st.finds = append(st.finds, find{s, e, k, rule})
	st.markBytes(s, e)
}

// markBytes takes the items of a range out of the reach of the other rules.
func (st *state) markBytes(s, e int) {
	at, _ := slices.BinarySearchFunc(st.items, int32(s), func(it item, p int32) int {
		if it.e <= p {
			return -1
		}
		return 1
	})
	for ; at < len(st.items) && int(st.items[at].s) < e; at++ {
		st.items[at].used = true
	}
}

// spans turns finds into code points of the text, in order, without overlap:
// where two touch, the one that begins first stands.
func (st *state) spans() []Span {
	if len(st.finds) == 0 {
		return nil
	}
	slices.SortStableFunc(st.finds, func(a, b find) int {
		if a.s != b.s {
			return a.s - b.s
		}
		return b.e - a.e
	})
	out := make([]Span, 0, len(st.finds))
	at, code, end := 0, 0, -1
	for _, f := range st.finds {
		from, to := st.source(f.s, f.e)
		if from < end || from >= to {
			continue
		}
		code += utf8.RuneCountInString(st.text[at:from])
		n := utf8.RuneCountInString(st.text[from:to])
		out = append(out, Span{Kind: f.kind, Start: code, End: code + n, Rule: f.rule})
		code += n
		at, end = to, to
	}
	return out
}
