package privacy

import "unicode/utf8"

// addresses finds house, building, way, block, flat and box numbers that stand
// together; the village or quarter before them, floors between them and a
// landmark behind them belong to the address.
func (st *state) addresses() {
	for i := 0; i < len(st.items); i++ {
		end, sure := st.part(i, false)
		if end < 0 {
			continue
		}
		from, last, parts := i, end, 1
		if i > 0 && st.items[i-1].cue&cueNumber != 0 && st.gap(i) >= 0 && st.placeWord(i) > 0 { // رقم المنزل 77
			from--
		}
		for {
			e, s, more := st.nextPart(last + 1)
			if e < 0 {
				break
			}
			last, sure = e, sure || s
			parts += more
		}
		start := st.addressStart(from)
		if parts > 1 || sure && (start < from || !st.landscape(i, last)) {
			if parts > 1 || start < from {
				last = st.landmark(last)
			}
			st.claim(start, last, Address, "address")
		}
		i = last
	}
}

// nextPart reads the part that follows at item k, -1 if none does: a number, a
// floor, or a number behind a village between commas. Floors count for nothing.
func (st *state) nextPart(k int) (last int, sure bool, parts int) {
	next := st.joint(k)
	if next >= len(st.items) || st.gap(next) < 0 {
		return -1, false, 0
	}
	if e, s := st.part(next, true); e >= 0 {
		return e, s, 1
	}
	if st.items[next].cue&cueNumber != 0 && st.placeWord(next+1) > 0 { // رقم السكة 3102
		if e, s := st.part(next+1, true); e >= 0 {
			return e, s, 1
		}
	}
	if e := st.floor(next); e >= 0 {
		return e, false, 0
	}
	if next == k {
		return -1, false, 0
	}
	for n := 0; n < 3 && next < len(st.items) && st.items[next].kind == word && !st.items[next].used && st.gap(next) >= 0; n++ {
		next++
	}
	if st.is(next, "،") || st.is(next, ",") {
		if e, s := st.part(st.joint(next), true); e >= 0 {
			return e, s, 1
		}
	}
	return -1, false, 0
}

// joint skips what stands between two parts of an address.
func (st *state) joint(k int) int {
	for k < len(st.items) && st.gap(k) >= 0 && (st.is(k, ",") || st.is(k, "،") || st.is(k, "-") || st.is(k, "و") || st.is(k, "/") || st.is(k, "in")) {
		k++
	}
	return k
}

// floor reads "الطابق 3", "الدور الثاني", "floor 2", "2nd floor" at item k.
func (st *state) floor(k int) int {
	if k+1 >= len(st.items) || st.gap(k+1) < 0 || st.items[k].used || st.items[k+1].used {
		return -1
	}
	if st.has(k, wFloor) && (st.items[k+1].kind == num && st.width(k+1) <= 2 || st.has(k+1, wOrdinal)) {
		return k + 1
	}
	if st.is(k+1, "floor") && (st.items[k].kind == alnum || st.has(k, wOrdinal)) {
		return k + 1
	}
	return -1
}

// landscape tells whether a place with a number that stands alone is no
// address: a road on a map, a building of many, a hall or gate with a letter.
func (st *state) landscape(i, last int) bool {
	if st.gap(last+1) >= 0 && st.isLetter(last+1) && !st.is(last+1, "و") && (st.v[st.items[last+1].s] >= utf8.RuneSelf || st.capital(last+1)) {
		return true
	}
	if st.has(i-1, wResidents) || st.has(i-2, wResidents) {
		return true
	}
	if st.v[st.items[i].s] >= utf8.RuneSelf || last > i+1 || i == 0 || st.gap(i) < 0 || st.box(i) >= 0 {
		return false
	}
	return !st.has(i-1, wAddressWord) && !st.has(i-1, wPreposition) && !st.is(i-1, ":") && !st.is(i-1, "is") && !st.is(i-1, "to") && !st.is(i-1, "my") && !st.is(i-1, "our")
}

// part reads one element of an address at item i: a word for a kind of place,
// perhaps "number", and one to five digits. It returns its last item, -1 if
// there is none, and whether it is an address by itself.
// Joined says that another part stands before: then the number counts nothing.
func (st *state) part(i int, joined bool) (last int, sure bool) {
	if i >= len(st.items) {
		return -1, false
	}
	it := &st.items[i]
	if it.used || it.kind != word && it.kind != alnum {
		return -1, false
	}
	if last := st.box(i); last >= 0 {
		return last, true
	}
	strength := st.placeWord(i)
	if strength == 0 {
		return -1, false
	}
	k := i + 1
	numbered := false
	for n := 0; n < 2 && k < len(st.items) && st.gap(k) >= 0; n++ {
		if st.items[k].cue&cueNumber != 0 || st.is(k, ".") || st.is(k, "#") || st.is(k, ":") && (strength == 2 || numbered) {
			numbered = numbered || !st.is(k, ".")
			k++
		}
	}
	if k >= len(st.items) || st.items[k].used || st.gap(k) < 0 || !st.houseNumber(k) {
		return -1, false
	}
	if !numbered && !joined && st.counted(k+1) && st.floor(k+1) < 0 || st.is(k+1, "%") || st.is(k+1, "٪") {
		return -1, false
	}
	if st.is(k+1, "/") && st.gap(k+1) == 0 && st.isLetter(k+2) && st.gap(k+2) == 0 { // 4/أ
		k += 2
	}
	return k, true
}

// houseNumber tells whether item k is a number of one to five digits that is no
// part of a longer one; a letter may follow the digits.
func (st *state) houseNumber(k int) bool {
	it := &st.items[k]
	if it.kind == num {
		return st.width(k) <= 5 && !((st.is(k+1, ",") || st.is(k+1, ".")) && st.gap(k+1) == 0 && k+2 < len(st.items) && st.items[k+2].kind == num && st.gap(k+2) == 0)
	}
	if it.kind != alnum || it.e-it.s > 6 {
		return false
	}
	for _, c := range st.v[it.s : it.e-1] { // 12a
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// counted tells whether the number before item k counts what follows: "مبنى 3
// طوابق", "building 3 schools".
func (st *state) counted(k int) bool {
	if k >= len(st.items) || st.gap(k) < 0 || st.items[k].kind != word {
		return false
	}
	if st.placeWord(k) > 0 {
		return false // سكة 9 بيت 23
	}
	if st.items[k].cue&(cueUnit|cueMoney) != 0 {
		return true
	}
	w := st.bytes(k)
	if w[0] < 0x80 {
		n := len(w)
		switch string(w) {
		case "is", "has", "was", "bus", "since", "across", "discount", "rooms":
			return string(w) == "discount" || string(w) == "rooms"
		}
		return n > 3 && w[n-1] == 's' && w[n-2] != 's'
	}
	return st.has(k, wCounted)
}

// placeWord says how surely item k with a number is a place: 2 by itself, 1
// unless it counts something.
func (st *state) placeWord(k int) int {
	switch {
	case st.has(k, wPlaceSure):
		return 2
	case st.has(k, wPlace):
		return 1
	}
	return 0
}

// box reads a post box or a postal code at item i: "ص.ب 112", "P.O. Box 55",
// "الرمز البريدي 111", "PC 112".
func (st *state) box(i int) int {
	if !st.has(i, wBoxHead) {
		return -1
	}
	var k int
	switch {
	case st.is(i, "ص") && st.is(i+1, ".") && st.is(i+2, "ب"):
		k = i + 3
	case st.is(i, "ر") && st.is(i+1, ".") && st.is(i+2, "ب"), st.is(i, "p") && st.is(i+1, ".") && st.is(i+2, "c"):
		k = i + 3
	case st.is(i, "صندوق") && (st.is(i+1, "بريد") || st.is(i+1, "البريد")):
		k = i + 2
	case (st.is(i, "الرمز") || st.is(i, "رمز") || st.is(i, "والرمز")) && (st.is(i+1, "البريدي") || st.is(i+1, "بريدي")):
		k = i + 2
	case st.is(i, "p") && st.is(i+1, ".") && st.is(i+2, "o"):
		k = i + 3
		if st.is(k, ".") {
			k++
		}
		if !st.is(k, "box") {
			return -1
		}
		k++
	case st.is(i, "po") && st.is(i+1, "box"), (st.is(i, "postal") || st.is(i, "zip")) && st.is(i+1, "code"):
		k = i + 2
	case st.is(i, "pc") || st.is(i, "pobox"):
		k = i + 1
	default:
		return -1
	}
	for n := 0; n < 3 && k < len(st.items) && (st.is(k, ".") || st.is(k, ":") || st.items[k].cue&cueNumber != 0); n++ {
		k++
	}
	if k < len(st.items) && !st.items[k].used && st.gap(k) >= 0 && st.items[k].kind == num && st.width(k) <= 5 {
		return k
	}
	return -1
}
