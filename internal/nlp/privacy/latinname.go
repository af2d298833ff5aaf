package privacy

import (
	"unicode"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// latinName reads a name in Latin letters at item k: listed or capitalised
// words with bin, Al and hyphens between.
func (st *state) latinName(k, sure int) int {
	w := st.bytes(k)
	listed := st.items[k].name&lang.LatinName != 0
	capital := st.capital(k)
	tribe := string(w) == "al" && k+1 < len(st.items) && st.gap(k+1) >= 0 && (st.items[k+1].name&lang.LatinName != 0 || st.capital(k+1) && st.items[k+1].kind == word)
	if st.has(k, wStopName) || !listed && !capital && !tribe || len(w) < 2 || st.has(k, wDistrict) {
		return -1
	}
	last := st.restOfLatin(k)
	switch {
	case sure == shortTitle || sure == announced || sure == titled && capital:
	case tribe && sure == mentioned && !st.anyListed(k, last):
		return -1
	case listed && (capital || last > k || sure == kinship || sure == titled):
	case capital && sure == kinship && len(w) > 2 && st.capitals(k):
	case capital && last > k && st.anyListed(k, last):
	default:
		return -1
	}
	return last
}

// capitals tells whether a capital means something near item k: the word before
// has none.
func (st *state) capitals(k int) bool { return k > 0 && !st.capital(k-1) }

func (st *state) anyListed(k, last int) bool {
	for ; k <= last; k++ {
		if st.items[k].name&lang.LatinName != 0 || st.is(k, "al") || st.is(k, "bin") || st.is(k, "bint") {
			return true
		}
	}
	return false
}

// restOfLatin goes on from item k while parts of a name follow.
func (st *state) restOfLatin(k int) int {
	last := k
	for n := 0; n < 6; n++ {
		next := last + 1
		if next < len(st.items) && st.items[next].kind == sym && st.is(next, "-") && st.gap(next) == 0 && next+1 < len(st.items) && st.gap(next+1) == 0 && st.items[next+1].kind == word {
			last = next + 1
			continue
		}
		if next >= len(st.items) || st.items[next].kind != word && st.items[next].name == 0 || st.items[next].used || st.gap(next) <= 0 || st.v[st.items[next].s] >= utf8.RuneSelf {
			break
		}
		w := st.bytes(next)
		if st.connector(next) {
			if next+1 < len(st.items) && (st.is(next+1, "-") || st.items[next+1].kind == word && st.gap(next+1) >= 0 && st.capital(next+1) || st.items[next+1].name != 0 && st.gap(next+1) >= 0) {
				if st.is(next+1, "-") {
					last = next
				} else {
					last = next + 1
				}
				continue
			}
			break
		}
		if st.has(next, wStopName) || !(st.capital(next) && len(w) > 1) && st.items[next].name&lang.LatinName == 0 {
			break
		}
		last = next
	}
	return last
}

// capital tells whether the source wrote item k with a capital first.
func (st *state) capital(k int) bool {
	from, _ := st.source(int(st.items[k].s), int(st.items[k].e))
	r, _ := utf8.DecodeRuneInString(st.text[from:])
	return unicode.IsUpper(r)
}
