package privacy

// addressStart takes the villages and quarters before the numbers into the
// address, with and without commas: "بدبد، حلة الفرفارة، بيت 12".
func (st *state) addressStart(i int) int {
	start := i
	for range 4 {
		k := start - 1
		comma := k > 0 && st.gap(start) >= 0 && (st.is(k, "،") || st.is(k, ",") || st.is(k, "-"))
		if comma {
			k--
		}
		if k < 0 || st.gap(k+1) < 0 {
			break
		}
		s := st.district(k)
		if s < 0 && comma {
			s = st.segment(k)
		}
		if s < 0 {
			break
		}
		start = s
	}
	return start
}

// district finds the place name that ends at item k and returns its first item,
// -1 if there is none: «الخوض السابعة», «ولاية بدبد», Al Mawaleh North.
func (st *state) district(k int) int {
	first := -1
	for s := k; s >= 0 && k-s < 4 && st.items[s].kind == word && !st.items[s].used && (s == k || st.gap(s+1) >= 0); s-- {
		switch {
		case st.has(s, wDistrictIntro) && s < k && k-s < 3:
			first = s
		case st.has(s, wDistrict) && st.tails(s+1, k):
			first = s
			if st.is(s-1, "al") && st.gap(s) >= 0 {
				first = s - 1
			}
		}
	}
	return first
}

// tails tells whether items [from, to] only qualify a place name.
func (st *state) tails(from, to int) bool {
	for ; from <= to; from++ {
		if !st.has(from, wDistrictTail) && !st.has(from, wDistrict) {
			return false
		}
	}
	return true
}

// segment takes up to three words between commas for a place name.
func (st *state) segment(k int) int {
	s := k
	for n := 0; ; n++ {
		if s < 0 || st.gap(s+1) < 0 || st.items[s].kind == sym || st.has(s, wAddressWord) || st.has(s, wPreposition) {
			if n == 0 || s >= 0 && st.items[s].kind == sym && !st.is(s, "،") && !st.is(s, ",") && !st.is(s, ":") && !st.is(s, "(") && !st.is(s, ".") {
				return -1
			}
			return s + 1
		}
		if n == 3 || st.items[s].kind != word || st.items[s].used || st.has(s, wCommon) || st.has(s, wStopName) {
			return -1
		}
		s--
	}
}

// landmark takes «خلف الجامع», «قرب مدرسة الوارث», "behind the mosque" behind
// item last into the address.
func (st *state) landmark(last int) int {
	k := last + 1
	if st.is(k, "،") || st.is(k, ",") {
		k++
	}
	if !st.has(k, wLandmark) || st.gap(k) < 0 || k+1 >= len(st.items) || st.gap(k+1) < 0 || st.items[k+1].kind != word {
		return last
	}
	k++
	if st.is(k, "من") && k+1 < len(st.items) {
		k++
	}
	switch {
	case st.is(k, "the") && st.has(k+1, wInstitution):
		return k + 1
	case st.has(k, wInstitution) && k+1 < len(st.items) && st.gap(k+1) > 0 && st.items[k+1].kind == word && !st.items[k+1].used:
		return k + 1
	case hasPrefix(st.bytes(k), "ال"):
		return k
	}
	return last
}
