package privacy

import "unicode/utf8"

// documents finds passports and number plates, both only after their words.
func (st *state) documents() {
	for i := range st.items {
		c := st.items[i].cue
		switch {
		case c&cuePassport != 0, st.is(i, "سفر") && (st.is(i-1, "وثيقه") || st.is(i-1, "وثيقتي")), st.is(i, "document") && st.is(i-1, "travel"):
			before := len(st.finds)
			if st.passport(i); len(st.finds) == before {
				st.passportBefore(i)
			}
		case c&cuePlate != 0 || c&cueVehicle != 0:
			before := len(st.finds)
			if st.plate(i, c&cuePlate != 0 || st.possessed(i)); len(st.finds) == before {
				st.plateBefore(i)
			}
		case st.items[i].kind == num && !st.items[i].used:
			st.barePlate(i)
		}
	}
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
			if c := st.v[it.s]; c == '.' && !st.items[k-1].isNumberWord() || c == '!' || c == '?' {
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

// plateBefore reads a plate that ends right before the vehicle at item i: "2345 ب
// ح سيارة".
func (st *state) plateBefore(i int) {
	for k := i - 1; k >= 0 && i-k <= 5 && st.gap(k+1) >= 0; k-- {
		it := &st.items[k]
		if it.used || it.kind == sym {
			return
		}
		if it.kind == num {
			if last := st.plateAt(k, false); last >= 0 && last < i && i-last <= 3 {
				st.claim(k, last, Plate, "plate_cue")
			}
			return
		}
	}
}

// barePlate believes digits with two single Arabic letters behind them without a
// word for a vehicle. «1000 ر ع» is money and «1445 م ه» no plate either.
func (st *state) barePlate(i int) {
	if w := st.width(i); w < 3 || w > 5 || i > 0 && st.items[i-1].cue&(cueRef|cueMoney|cueCount) != 0 {
		return
	}
	last, n := st.letters(i + 1)
	if n != 2 || st.v[st.items[last].s] < utf8.RuneSelf || st.isLetter(last+1) && st.gap(last+1) >= 0 {
		return
	}
	if st.is(last-1, "ر") && st.is(last, "ع") || st.is(last, "ه") && st.is(last-1, "م") || st.is(last-1, "و") || st.is(last, "و") && !st.is(last-1, "و") {
		return
	}
	st.claim(i, last, Plate, "plate_shape")
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
		if sure && st.gap(next) == 0 && st.items[next].kind == word && st.v[st.items[next].s] >= utf8.RuneSelf && st.items[next].e-st.items[next].s <= 6 {
			return next // 1234أب
		}
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
func (st *state) plateEnd(k int) bool {
	return !st.is(k, "و") && !st.is(k, "م") && (!st.is(k, "a") || st.capital(k))
}

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
