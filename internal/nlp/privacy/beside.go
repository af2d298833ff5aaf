package privacy

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// besideContacts finds names that stand right behind or before a telephone
// number, a civil number or a mail address: "99123456 أم عبدالله", "Harriet
// Oyelaran, h.o@mail.example".
func (st *state) besideContacts() {
	for i := range len(st.finds) {
		f := st.finds[i]
		if f.kind != Phone && f.kind != CivilID && f.kind != Email {
			continue
		}
		at := func(p int) int {
			k, _ := slices.BinarySearchFunc(st.items, int32(p), func(it item, p int32) int {
				if it.s < p {
					return -1
				}
				return 1
			})
			return k
		}
		st.nameBehind(at(f.e))
		st.nameBefore(at(f.s)-1, f)
	}
}

func (st *state) nameBehind(k int) {
	if k < len(st.items) && (st.is(k, ",") || st.is(k, "،") || st.is(k, "-") || st.is(k, "(")) {
		k++
	}
	if k >= len(st.items) || st.items[k].used || st.items[k].kind != word {
		return
	}
	var last int
	if st.v[st.items[k].s] < utf8.RuneSelf {
		last = st.latinName(k, mentioned)
	} else {
		last = st.arabicName(k, mentioned)
	}
	if last >= 0 {
		st.claim(k, last, Name, "name_beside_contact")
	}
}

// nameBefore reads the name that ends at item k, before find f; a sign and a word
// for the number may stand between. Words in Latin letters that no list knows are
// believed when the mail address spells one of them.
func (st *state) nameBefore(k int, f find) {
	for n := 0; n < 3 && k >= 0; n++ {
		if st.items[k].kind == sym && (st.is(k, ",") || st.is(k, "،") || st.is(k, "-") || st.is(k, ":") || st.is(k, "(") || st.is(k, "/")) || st.items[k].cue&(cuePhone|cueNumber) != 0 {
			k--
		}
	}
	if k < 0 || st.items[k].kind != word || st.items[k].used {
		return
	}
	first := -1
	for s := k; s >= 0 && k-s < 6 && (s == k || st.gap(s+1) > 0) && st.items[s].kind == word && !st.items[s].used; s-- {
		if st.v[st.items[s].s] < utf8.RuneSelf {
			if !st.capital(s) && !st.connector(s) || st.has(s, wStopName) || st.has(s, wInstitution) || st.has(s, wDistrict) {
				break
			}
			if st.capital(s) && st.restOfLatin(s) == k && (st.latinName(s, mentioned) == k || s < k && f.kind == Email && len(st.bytes(s)) > 3 && bytes.Contains(st.v[f.s:f.e], st.bytes(k))) {
				first = s
			}
		} else if (st.items[s].name != 0 || s < k && st.connector(s)) && st.arabicName(s, mentioned) == k {
			first = s
		}
	}
	if first >= 0 && !st.public(first, k) {
		st.claim(first, k, Name, "name_beside_contact")
	}
}
