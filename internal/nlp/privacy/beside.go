package privacy

import (
	"slices"
	"unicode/utf8"
)

// besideContacts finds names that stand right behind a telephone number, a civil
// number or a mail address: "99123456 أم عبدالله".
func (st *state) besideContacts() {
	for i := range len(st.finds) {
		f := st.finds[i]
		if f.kind != Phone && f.kind != CivilID && f.kind != Email {
			continue
		}
		k, _ := slices.BinarySearchFunc(st.items, int32(f.e), func(it item, p int32) int {
			if it.s < p {
				return -1
			}
			return 1
		})
		if k < len(st.items) && (st.is(k, ",") || st.is(k, "،") || st.is(k, "-") || st.is(k, "(")) {
			k++
		}
		if k >= len(st.items) || st.items[k].used || st.items[k].kind != word {
			continue
		}
		var last int
		if st.v[st.items[k].s] < utf8.RuneSelf {
			last = st.latinName(k, 1)
		} else {
			last = st.arabicName(k, 1)
		}
		if last >= 0 {
			st.claim(k, last, Name, "name_beside_contact")
		}
	}
}
