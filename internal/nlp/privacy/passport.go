package privacy

import "unicode/utf8"

// farthest is how many words may lie between a cue and its number.
const farthest = 4

// passport reads the numbers of passports after the cue at item i: one, or
// several with a few words between.
func (st *state) passport(i int) {
	words, reachable, found := 0, 2*farthest, false
	for k := i + 1; k < len(st.items) && words < reachable && st.gap(k) >= 0; k++ {
		it := &st.items[k]
		if it.kind == sym {
			if c := st.v[it.s]; c == '.' && st.gap(k+1) != 0 && !st.items[k-1].isNumberWord() {
				return
			}
			continue
		}
		if it.used {
			return
		}
		if last := st.passportAt(k, words < farthest && !found); last >= 0 {
			st.claim(k, last, Passport, "passport_cue")
			k, words, reachable, found = last, 0, farthest, true
			continue
		}
		if it.kind == num || it.cue&(cueRef|cueCivil) != 0 || it.cue&cuePhone != 0 && !st.ownNumber(k) {
			return
		}
		if !it.isNumberWord() {
			words++
		}
	}
}

// passportAt reads one number at item k and returns its last item, -1 if there is
// none. Near says that the cue is close: then digits alone and rare shapes are
// believed too.
func (st *state) passportAt(k int, near bool) int {
	it := &st.items[k]
	switch {
	case it.kind == alnum:
		if passportWord(st.bytes(k), near) {
			return k
		}
	case it.kind == word && it.e-it.s <= 2 && st.v[it.s] < utf8.RuneSelf && k+1 < len(st.items):
		next, blank := k+1, st.gap(k+1)
		if st.is(next, "-") && blank == 0 && next+1 < len(st.items) {
			next, blank = next+1, st.gap(next+1)
		}
		if st.items[next].kind != num || st.items[next].used || blank < 0 || blank > 1 {
			return -1
		}
		if last, total := st.digitsFrom(next); total >= 6 && total <= 9 {
			return last
		}
	case it.kind == num && near:
		last, total := st.digitsFrom(k)
		if total >= 7 && total <= 9 && (last+1 >= len(st.items) || st.items[last+1].cue&(cueMoney|cueUnit) == 0) {
			return last
		}
	}
	return -1
}

// passportWord tells whether letters and digits together are the number of a
// passport: A1234567, AB1234567, P1234567B; near a cue also C01X00T47.
func passportWord(w []byte, near bool) bool {
	letters, digits, turns := 0, 0, 0
	for i, c := range w {
		switch {
		case c >= 'a' && c <= 'z':
			letters++
		case c >= '0' && c <= '9':
			digits++
		default:
			return false
		}
		if i > 0 && (c >= 'a') != (w[i-1] >= 'a') {
			turns++
		}
	}
	if len(w) < 7 || len(w) > 10 || letters == 0 {
		return false
	}
	usual := w[0] >= 'a' && digits >= 6 && letters <= 2 && (turns == 1 || turns == 2 && w[len(w)-2] < 'a')
	return usual || near && digits >= 5 && letters <= 4
}

func (it *item) isNumberWord() bool { return it.cue&cueNumber != 0 }

// digitsFrom joins up to three digit groups from item k on.
func (st *state) digitsFrom(k int) (last, total int) {
	last, total = k, st.width(k)
	for n := 1; n < 3; n++ {
		next := last + 1
		if next >= len(st.items) || st.items[next].kind != num || st.gap(next) != 1 || total+st.width(next) > 9 {
			break
		}
		last, total = next, total+st.width(next)
	}
	return last, total
}

// passportBefore reads a passport's letters and digits in front of its word:
// "AB1234567 is my passport".
func (st *state) passportBefore(i int) {
	for k := i - 1; k >= 0 && i-k <= 4 && st.gap(k+1) >= 0; k-- {
		it := &st.items[k]
		if it.used || it.kind == num || it.kind == sym && st.is(k, ".") {
			return
		}
		if it.kind != alnum {
			continue
		}
		if passportWord(st.bytes(k), false) && (k == 0 || st.items[k-1].cue&cueRef == 0) {
			st.claim(k, k, Passport, "passport_cue")
		}
		return
	}
}
