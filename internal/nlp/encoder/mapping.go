package encoder

import (
	"fmt"
	"unicode/utf8"
)

// mapping rewrites code points before a text is cut into pieces: compatibility
// forms to plain ones, white space to the space, control characters to nothing.
// It is two levels of tables, a page for each 128 code points that need one.
type mapping struct {
	pages []uint16 // number of the page of each 128 code points; 0: nothing to do
	lines []line   // 128 a page
	text  []byte   // what the lines point into, UTF-8
}

// line is what becomes of one code point.
type line struct {
	start  uint32 // in text
	length uint16 // bytes
	mapped bool   // else the code point stays
}

const pageBits = 7

func newMapping(from, start, to []uint32) (*mapping, error) {
	m := &mapping{pages: make([]uint16, (utf8.MaxRune>>pageBits)+1), lines: make([]line, 1<<pageBits)}
	if len(start) != len(from)+1 {
		return nil, fmt.Errorf("%w: %d rewritten code points with %d results", ErrForeign, len(from), len(start)-1)
	}
	for i, cp := range from {
		if cp > utf8.MaxRune || start[i] > start[i+1] || int(start[i+1]) > len(to) {
			return nil, fmt.Errorf("%w: rewritten code point %d", ErrForeign, i)
		}
		page := m.pages[cp>>pageBits]
		if page == 0 {
			page = uint16(len(m.lines) >> pageBits)
			m.pages[cp>>pageBits] = page
			m.lines = append(m.lines, make([]line, 1<<pageBits)...)
		}
		at := len(m.text)
		for _, r := range to[start[i]:start[i+1]] {
			m.text = utf8.AppendRune(m.text, rune(r))
		}
		m.lines[int(page)<<pageBits|int(cp)&(1<<pageBits-1)] = line{uint32(at), uint16(len(m.text) - at), true}
	}
	return m, nil
}

// of returns what r becomes and whether it is rewritten at all.
func (m *mapping) of(r rune) ([]byte, bool) {
	page := m.pages[r>>pageBits]
	if page == 0 {
		return nil, false
	}
	l := m.lines[int(page)<<pageBits|int(r)&(1<<pageBits-1)]
	return m.text[l.start : l.start+uint32(l.length)], l.mapped
}
