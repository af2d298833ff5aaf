package duplicates

import (
	"slices"
	"unicode/utf8"
)

// comparer is the memory for verifying one candidate after another.
type comparer struct {
	other []rune
	a, b  []uint64
	peq   map[rune]int
	masks []uint64
	vp    []uint64
	vn    []uint64
}

// alike verifies a candidate on the texts: few edits, or many common shingles.
func (x *Index) alike(v int32) bool {
	s := &x.sketch
	c := &s.cmp
	c.other = c.other[:0]
	text := x.texts.get(v)
	for i := 0; i < len(text) && len(c.other) < most; {
		r, n := utf8.DecodeRune(text[i:])
		c.other = append(c.other, r)
		i += n
	}
	a, b := s.runes, c.other
	long := max(len(a), len(b))
	most := int(x.opts.EditShare * float64(long))
	if gap := long - min(len(a), len(b)); gap <= most && long <= 2000 && c.distance(a, b) <= most {
		return true
	}
	return lostWord(a, b) || c.jaccard(a, b) >= x.opts.Jaccard
}

// A text that lost one word is the same text although the word was long: at
// least so many letters must remain, and at most this share may be lost.
const (
	leastKept = 28
	mostLost  = 0.3
)

// lostWord tells whether one text is the other without one of its words.
func lostWord(a, b []rune) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	lost := len(a) - len(b)
	if lost < 2 || len(b) < leastKept || float64(lost) > mostLost*float64(len(a)) {
		return false
	}
	p := 0
	for p < len(b) && a[p] == b[p] {
		p++
	}
	s := 0
	for s < len(b)-p && a[len(a)-1-s] == b[len(b)-1-s] {
		s++
	}
	if p+s < len(b) {
		return false
	}
	spaces := 0
	for _, r := range a[p : p+lost] {
		if r == ' ' {
			spaces++
		}
	}
	return spaces == 1 && (p == 0 || a[p] == ' ' || a[p-1] == ' ')
}

// jaccard is the overlap of the shingle sets.
func (c *comparer) jaccard(a, b []rune) float64 {
	c.a, c.b = shingles(c.a[:0], a), shingles(c.b[:0], b)
	both, i, j := 0, 0, 0
	for i < len(c.a) && j < len(c.b) {
		switch {
		case c.a[i] == c.b[j]:
			both++
			i++
			j++
		case c.a[i] < c.b[j]:
			i++
		default:
			j++
		}
	}
	return float64(both) / float64(max(1, len(c.a)+len(c.b)-both))
}

func shingles(dst []uint64, r []rune) []uint64 {
	for i := range max(1, len(r)-shingle+1) {
		dst = append(dst, shingleHash(r[i:min(len(r), i+shingle)]))
	}
	slices.Sort(dst)
	return slices.Compact(dst)
}

// distance is the Levenshtein distance, 64 cells at a time (Myers 1999, with
// the blocks of Hyyrö 2003).
func (c *comparer) distance(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return max(len(a), len(b))
	}
	blocks := (len(a) + 63) / 64
	if c.peq == nil {
		c.peq = make(map[rune]int, 64)
	}
	clear(c.peq)
	c.masks = c.masks[:0]
	for i, r := range a {
		at, ok := c.peq[r]
		if !ok {
			at = len(c.masks)
			c.peq[r] = at
			for range blocks {
				c.masks = append(c.masks, 0)
			}
		}
		c.masks[at+i/64] |= 1 << (i % 64)
	}
	c.vp, c.vn = slices.Grow(c.vp[:0], blocks)[:blocks], slices.Grow(c.vn[:0], blocks)[:blocks]
	for k := range blocks {
		c.vp[k], c.vn[k] = ^uint64(0), 0
	}
	score := len(a)
	last := uint64(1) << ((len(a) - 1) % 64)
	for _, r := range b {
		at, known := c.peq[r]
		carryP, carryN := uint64(1), uint64(0)
		for k := range blocks {
			var eq uint64
			if known {
				eq = c.masks[at+k]
			}
			vp, vn := c.vp[k], c.vn[k]
			xv := eq | vn
			eq |= carryN
			xh := (((eq & vp) + vp) ^ vp) | eq
			hp := vn | ^(xh | vp)
			hn := vp & xh
			if k == blocks-1 {
				if hp&last != 0 {
					score++
				} else if hn&last != 0 {
					score--
				}
			}
			nextP, nextN := hp>>63, hn>>63
			hp, hn = hp<<1|carryP, hn<<1|carryN
			c.vp[k], c.vn[k] = hn|^(xv|hp), hp&xv
			carryP, carryN = nextP, nextN
		}
	}
	return score
}
