package privacy

import "unicode/utf8"

// documents finds passports and number plates, both only after their words.
func (st *state) documents() {
	for i := range st.items {
		c := st.items[i].cue
		switch {
		case c&cuePassport != 0:
			before := len(st.finds)
			if st.passport(i); len(st.finds) == before {
				st.passportBefore(i)
			}
		case c&cuePlate != 0:
			st.plate(i, true)
		case c&cueVehicle != 0:
			st.plate(i, st.possessed(i))
		}
	}
}

// farthest is how many words may lie between a cue and its number.
const farthest = 4

// passport reads one or two letters with six to eight digits, or seven to nine
// digits, after the cue at item i.
func (st *state) passport(i int) {
	words := 0
	for k := i + 1; k < len(st.items) && words < 2*farthest && st.gap(k) >= 0; k++ {
		it := &st.items[k]
		if words >= farthest && it.kind != alnum { // letters and digits together are believed from farther away
			words++
			continue
		}
		switch {
		case it.used:
			return
		case it.kind == sym:
			if c := st.v[it.s]; c == '.' && st.gap(k+1) != 0 && !st.items[k-1].isNumberWord() {
				return
			}
			continue
		case it.kind == word && it.e-it.s <= 2 && st.is(k+1, "-") && st.gap(k+1) == 0 && k+2 < len(st.items) && st.items[k+2].kind == num && st.gap(k+2) == 0 && st.width(k+2) >= 6 && st.width(k+2) <= 8:
			st.claim(k, k+2, Passport, "passport_cue")
			return
		case it.kind == alnum:
			if letters, digits, ok := split(st.bytes(k)); ok && letters <= 2 && digits >= 6 && digits <= 8 {
				st.claim(k, k, Passport, "passport_cue")
				return
			}
		case it.kind == word && it.e-it.s <= 2 && st.v[it.s] < utf8.RuneSelf && k+1 < len(st.items) && st.items[k+1].kind == num && st.gap(k+1) <= 1:
			last, total := st.digitsFrom(k + 1)
			if total >= 6 && total <= 8 {
				st.claim(k, last, Passport, "passport_cue")
				return
			}
		case it.kind == num:
			last, total := st.digitsFrom(k)
			if total >= 7 && total <= 9 && (last+1 >= len(st.items) || st.items[last+1].cue&(cueMoney|cueUnit) == 0) {
				st.claim(k, last, Passport, "passport_cue")
			}
			return
		case it.cue&(cueRef|cuePhone|cueCivil) != 0:
			return
		}
		words++
	}
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

// split tells how many letters and then digits a word has.
func split(w []byte) (letters, digits int, ok bool) {
	for _, c := range w {
		switch {
		case c >= 'a' && c <= 'z' && digits == 0:
			letters++
		case c >= '0' && c <= '9' && letters > 0:
			digits++
		default:
			return 0, 0, false
		}
	}
	return letters, digits, digits > 0
}

// possessed tells whether the vehicle at item i is somebody's, or its number is
// announced: سيارتي, my car, رقم السيارة.
func (st *state) possessed(i int) bool {
	if st.has(i, wOwnVehicle) {
		return true
	}
	return i > 0 && st.items[i-1].cue&cueNumber != 0 || st.is(i-1, "my") || st.is(i-1, "his") || st.is(i-1, "her")
}

// plate reads one to five digits beside one to three letters after the cue at
// item i; sure says that the cue speaks of a plate and not only of a vehicle.
func (st *state) plate(i int, sure bool) {
	words := 0
	for k := i + 1; k < len(st.items) && words < farthest && st.gap(k) >= 0; k++ {
		it := &st.items[k]
		if it.used {
			return
		}
		if it.kind == sym {
			if c := st.v[it.s]; c == '.' || c == '!' || c == '?' {
				return
			}
			continue
		}
		sure = sure || it.cue&cueNumber != 0
		if last := st.plateAt(k, sure); last >= 0 {
			st.claim(k, last, Plate, "plate_cue")
			return
		}
		if it.kind == num || it.cue&cueRef != 0 {
			return
		}
		words++
	}
}

// passportBefore reads a passport's letters and digits in front of its word:
// "AB1234567 is my passport".
func (st *state) passportBefore(i int) {
	for k := i - 1; k >= 0 && i-k <= 4 && st.gap(k+1) >= 0; k-- {
		it := &st.items[k]
		if it.used || it.kind == num || it.kind == sym && (st.is(k, ".") || st.is(k, ",") || st.is(k, "،")) {
			return
		}
		if it.kind != alnum {
			continue
		}
		if letters, digits, ok := split(st.bytes(k)); ok && letters <= 2 && digits >= 6 && digits <= 8 && (k == 0 || st.items[k-1].cue&cueRef == 0) {
			st.claim(k, k, Passport, "passport_cue")
		}
		return
	}
}

// plateAt returns the last item of a plate that begins at item k, -1 if none does.
func (st *state) plateAt(k int, sure bool) int {
	it := &st.items[k]
	switch {
	case it.kind == alnum && it.e-it.s <= 12:
		if sure && plateWord(st.bytes(k)) {
			return k
		}
	case it.kind == num && st.width(k) <= 5:
		next := k + 1
		if st.is(next, "-") || st.is(next, "/") {
			next++
		}
		last, n := st.letters(next)
		if n > 0 && (sure || st.width(k) >= 3 && (st.v[st.items[last].s] >= utf8.RuneSelf || st.capital(last)) && !(n == 1 && !st.plateEnd(last))) {
			return last
		}
	case sure && st.isLetter(k):
		last, n := st.letters(k)
		if n == 0 {
			return -1
		}
		next := last + 1
		if st.is(next, "-") || st.is(next, "/") {
			next++
		}
		if next < len(st.items) && st.items[next].kind == num && st.width(next) <= 5 && st.gap(next) >= 0 && st.gap(next) <= 2 {
			return next
		}
	}
	return -1
}

// plateEnd tells whether a single letter is the end of a plate and not the
// beginning of a list ("سيارة 5 و باص").
func (st *state) plateEnd(k int) bool { return !st.is(k, "و") && !st.is(k, "a") }

// plateWord tells whether digits and letters without a blank are a plate: 1234ab.
func plateWord(w []byte) bool {
	digits, letters := 0, 0
	for i := 0; i < len(w); {
		r, n := utf8.DecodeRune(w[i:])
		if r >= '0' && r <= '9' {
			digits++
		} else {
			letters++
		}
		i += n
	}
	first := w[0] >= '0' && w[0] <= '9'
	end := w[len(w)-1] >= '0' && w[len(w)-1] <= '9'
	return digits >= 1 && digits <= 5 && letters >= 1 && letters <= 3 && first != end
}

// isLetter tells whether an item is one or two letters of a plate.
func (st *state) isLetter(k int) bool {
	if k >= len(st.items) || st.items[k].kind != word {
		return false
	}
	w := st.bytes(k)
	if w[0] < utf8.RuneSelf {
		if len(w) > 2 {
			return false
		}
		return !st.has(k, wNoPlate)
	}
	return utf8.RuneCount(w) == 1
}

// letters reads the letters of a plate from item k on.
func (st *state) letters(k int) (last, n int) {
	last = k - 1
	for n < 3 && st.isLetter(k) && !st.items[k].used && st.gap(k) >= 0 && st.gap(k) <= 2 {
		last, k = k, k+1
		n++
	}
	return last, n
}
