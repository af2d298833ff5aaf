package privacy

import (
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// arabicName reads a name in Arabic letters at item k; -1 if there is none.
func (st *state) arabicName(k, sure int) int {
	if last := st.kunya(k); last >= 0 {
		return last
	}
	first, next := st.given(k)
	w := st.bytes(k)
	follows := st.partFollows(next)
	switch {
	case first&lang.Given != 0 && first&lang.Ambiguous == 0:
	case first&lang.Ambiguous != 0 && (follows || sure == 2 && !st.verbFollows(next)):
	case first&lang.Family != 0 && sure == 2:
	case first == 0 && st.child(next) && follows && len(w) >= 6 && !st.f.knows(w, wCommon):
	case first == 0 && sure == 2 && len(w) >= 6 && !st.f.knows(w, wCommon) && (st.familyAt(next) || len(w) <= 14 && !hasPrefix(w, "ال") && st.ends(next)):
	case first == 0 && sure == 1 && len(w) >= 6 && !hasPrefix(w, "ال") && !st.f.knows(w, wCommon) && st.listedFamily(next):
	default:
		return -1
	}
	return st.restOfName(next)
}

// kunya reads أم or أبو with the name of a child at item k.
func (st *state) kunya(k int) int {
	switch string(st.bytes(k)) {
	case "ام", "ابو", "بو":
	default:
		return -1
	}
	if k+1 >= len(st.items) || st.gap(k+1) < 0 || st.items[k+1].kind != word {
		return -1
	}
	if c, next := st.given(k + 1); c&lang.Given != 0 {
		return st.restOfName(next)
	}
	return -1
}

// lineages finds full names that nothing introduces: a given name, بن or بنت, the
// father's name and a family, all of them listed. Rulers and what is named after
// people stay.
func (st *state) lineages() {
	for i := 1; i+2 < len(st.items); i++ {
		if !st.is(i, "بن") && !st.is(i, "بنت") || st.items[i-1].used || st.items[i-1].kind != word {
			continue
		}
		first := st.f.names[string(st.bytes(i-1))]
		if first&lang.Given == 0 || i > 1 && (st.has(i-2, wInstitution) || st.has(i-2, wRuler)) {
			continue
		}
		c, next := st.given(i + 1)
		if c&lang.Given == 0 || st.gap(i) < 0 || st.gap(i+1) < 0 {
			continue
		}
		last := st.restOfName(next)
		if st.f.names[string(st.bytes(last))]&lang.Family != 0 {
			st.claim(i-1, last, Name, "name_lineage")
			i = last
		}
	}
}

// given classes the given name at item k; عبد and what follows is one name.
func (st *state) given(k int) (lang.NameClass, int) {
	w := st.bytes(k)
	if string(w) == "عبد" && k+1 < len(st.items) && st.items[k+1].kind == word && st.gap(k+1) > 0 {
		if n := st.bytes(k + 1); hasPrefix(n, "ال") {
			return lang.Given, k + 2
		}
	}
	if hasPrefix(w, "عبدال") && len(w) > 14 {
		return lang.Given, k + 1
	}
	c := st.f.names[string(w)]
	if string(w) == "علي" && !st.endsInYa(k) {
		c = 0 // على, the preposition
	}
	return c, k + 1
}

// endsInYa tells whether the source wrote ي and not ى at the end of item k.
func (st *state) endsInYa(k int) bool {
	from, to := st.source(int(st.items[k].s), int(st.items[k].e))
	r, _ := utf8.DecodeLastRuneInString(st.text[from:to])
	return r != 'ى'
}

func (st *state) connector(k int) bool {
	if k >= len(st.items) || st.gap(k) < 0 || st.items[k].kind != word {
		return false
	}
	return st.has(k, wConnector)
}

// child tells whether item k is the word between a name and the father's.
func (st *state) child(k int) bool {
	return st.connector(k) && (st.is(k, "بن") || st.is(k, "بنت") || st.is(k, "ابن") || st.is(k, "bin") || st.is(k, "bint"))
}

// partFollows tells whether another part of a name stands at item k.
func (st *state) partFollows(k int) bool {
	if k >= len(st.items) || st.gap(k) < 0 || st.items[k].kind != word || st.items[k].used {
		return false
	}
	if st.connector(k) {
		return k+1 < len(st.items) && st.items[k+1].kind == word && st.gap(k+1) >= 0 && !st.has(k+1, wCommon)
	}
	c, _ := st.given(k)
	if c&lang.Given != 0 && c&lang.Ambiguous == 0 && string(st.bytes(k)) != "علي" {
		return true
	}
	return c&lang.Family != 0 || st.familyAt(k)
}

// familyAt tells whether item k is a listed family or looks like one: the
// article, at least three letters and the ending ـي or ـية.
func (st *state) familyAt(k int) bool {
	if k >= len(st.items) || st.gap(k) < 0 || st.items[k].kind != word || st.items[k].used {
		return false
	}
	w := st.bytes(k)
	if st.f.names[string(w)]&lang.Family != 0 {
		return true
	}
	n := len(w)
	if !hasPrefix(w, "ال") || n < 14 || st.f.knows(w, wAdjective) {
		return false
	}
	return string(w[n-2:]) == "ي" || string(w[n-4:]) == "يه"
}

// listedFamily tells whether item k is a family of the list.
func (st *state) listedFamily(k int) bool {
	return k < len(st.items) && st.gap(k) > 0 && st.items[k].kind == word && st.f.names[string(st.bytes(k))]&lang.Family != 0
}

// ends tells whether a clause ends before item k: the text, a sign, or «و» with
// what follows.
func (st *state) ends(k int) bool {
	if k >= len(st.items) || st.gap(k) < 0 {
		return true
	}
	return st.items[k].kind == sym || hasPrefix(st.bytes(k), "و") && len(st.bytes(k)) > 6
}

// verbFollows tells whether a word that goes on with a sentence about a name
// ("اسمي وعد لم يظهر") follows.
func (st *state) verbFollows(k int) bool {
	return st.gap(k) >= 0 && st.has(k, wNegation)
}

// restOfName goes on from item k while parts of a name follow and returns the
// last of them.
func (st *state) restOfName(k int) int {
	for n := 0; n < 8 && k < len(st.items); n++ {
		if st.gap(k) <= 0 || st.items[k].used || st.items[k].kind != word {
			break
		}
		if st.connector(k) {
			if k+1 >= len(st.items) || st.items[k+1].kind != word || st.gap(k+1) < 0 || st.has(k+1, wCommon) && !st.is(k+1, "علي") {
				break
			}
			_, k = st.given(k + 1)
			continue
		}
		c, next := st.given(k)
		if c == 0 && !st.familyAt(k) {
			break
		}
		k = next
	}
	return k - 1
}
