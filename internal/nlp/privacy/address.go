package privacy

// addresses finds house, building, way, block, flat and box numbers that stand
// together; the words between two of them belong to the address.
func (st *state) addresses() {
	for i := 0; i < len(st.items); i++ {
		end, sure := st.part(i)
		if end < 0 {
			continue
		}
		last, parts := end, 1
		for {
			next := last + 1
			for next < len(st.items) && st.gap(next) >= 0 && (st.is(next, ",") || st.is(next, "،") || st.is(next, "-") || st.is(next, "و") || st.is(next, "/") || st.is(next, "in")) {
				next++
			}
			if next >= len(st.items) || st.gap(next) < 0 {
				break
			}
			e, s := st.part(next)
			if e < 0 {
				break
			}
			last, sure = e, sure || s
			parts++
		}
		if sure || parts > 1 {
			st.claim(st.addressStart(i), last, Address, "address")
		}
		i = last
	}
}

// segments takes one or two short parts before a comma into the address: "بدبد،
// حلة الفرفارة، بيت 12".
func (st *state) segments(i int) int {
	start := i
	for n := 0; n < 2; n++ {
		comma := start - 1
		if comma < 1 || !st.is(comma, "،") && !st.is(comma, ",") || st.gap(start) < 0 {
			break
		}
		k := comma
		for k > 0 && comma-k < 4 && st.items[k-1].kind == word && !st.items[k-1].used && st.gap(k) >= 0 && !st.has(k-1, wAddressWord) {
			k--
		}
		if words := comma - k; words == 0 || words > 3-n || k > 0 && st.gap(k) >= 0 && st.items[k-1].kind == word && !st.has(k-1, wAddressWord) && !st.has(k-1, wPreposition) {
			break
		}
		start = k
	}
	return start
}

// addressStart takes the village or quarter before the numbers into the address
// when somebody says that it is theirs: "عنواني: الخوض السابعة، سكة 51".
func (st *state) addressStart(i int) int {
	for k := i - 1; k >= 0 && i-k <= 7 && st.gap(k+1) >= 0 && !st.items[k].used; k-- {
		it := &st.items[k]
		if it.kind == sym {
			if start := st.segments(i); start < i {
				return start
			}
			switch string(st.bytes(k)) {
			case ":":
				if k > 0 && st.has(k-1, wAddressWord) || k > 1 && st.has(k-2, wAddressWord) {
					return k + 1
				}
				return i
			case ",", "،", "-":
				continue
			}
			return i
		}
		if st.has(k, wAddressWord) {
			return k + 1
		}
	}
	return i
}

// part reads one element of an address at item i: a word for a kind of place,
// perhaps "number", and one to five digits. It returns its last item, -1 if
// there is none, and whether it is an address by itself.
func (st *state) part(i int) (last int, sure bool) {
	it := &st.items[i]
	if it.used || it.kind != word {
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
	if !numbered && st.counted(k+1) || st.is(k+1, "%") || st.is(k+1, "٪") {
		return -1, false
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
	var k int
	switch {
	case st.is(i, "ص") && st.is(i+1, ".") && st.is(i+2, "ب"):
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
