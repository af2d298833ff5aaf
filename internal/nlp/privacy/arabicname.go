package privacy

import (
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// How surely the words before say that a name follows.
const (
	mentioned  = 1 // a person is spoken of: المواطن, the citizen
	announced  = 2 // a name is announced: اسمي, my name is
	shortTitle = 3 // Mr, Dr
	kinship    = 4 // my wife
	titled     = 5 // الأستاذ, المهندس
)

// arabicName reads a name in Arabic letters at item k; -1 if there is none.
func (st *state) arabicName(k, sure int) int {
	if last := st.kunya(k); last >= 0 {
		return last
	}
	first, next := st.given(k)
	w := st.bytes(k)
	follows := st.partFollows(next)
	if string(w) == "علي" && !follows && sure != announced && !st.ends(next) && (sure == mentioned || hasPrefix(st.bytes(next), "ال")) {
		return -1 // «والشكر علي ما قدمتم», the preposition with a careless ending
	}
	switch {
	case first&lang.Given != 0 && first&lang.Ambiguous == 0:
	case first&lang.Ambiguous != 0 && (follows || sure == announced && !st.verbFollows(next) || sure == titled && !st.described(next)):
	case first&lang.Family != 0 && (sure == announced || sure == titled):
	case first == 0 && st.child(next) && follows && len(w) >= 6 && !st.has(k, wCommon):
	case first == 0 && sure == announced && len(w) >= 6 && !st.has(k, wCommon) && (st.familyAt(next) || len(w) >= 8 && len(w) <= 14 && !hasPrefix(w, "ال") && !hasPrefix(w, "بال") && st.ends(next)):
	case first == 0 && len(w) >= 6 && !hasPrefix(w, "ال") && !st.has(k, wCommon) && (st.listedFamily(next) || sure == titled && st.familyAt(next)):
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

// given classes the given name at item k; عبد and what follows is one name.
func (st *state) given(k int) (lang.NameClass, int) {
	if k >= len(st.items) {
		return 0, k + 1
	}
	w := st.bytes(k)
	if string(w) == "عبد" && k+1 < len(st.items) && st.items[k+1].kind == word && st.gap(k+1) > 0 {
		if n := st.bytes(k + 1); hasPrefix(n, "ال") {
			return lang.Given, k + 2
		}
	}
	if hasPrefix(w, "عبدال") && len(w) > 14 {
		return lang.Given, k + 1
	}
	c := st.items[k].name
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

// The shortest words that are taken for a family by their form alone, in bytes:
// behind a father's name, and elsewhere.
const (
	leastFamilyOfSon = 12
	leastFamily      = 14
)

// familyAt tells whether item k is a listed family or looks like one.
func (st *state) familyAt(k int) bool { return st.familyLike(k, leastFamily) }

// familyLike tells whether item k is a listed family, or has the article, the
// ending ـي or ـية and so many bytes.
func (st *state) familyLike(k, least int) bool {
	if k >= len(st.items) || st.gap(k) < 0 || st.items[k].kind != word || st.items[k].used {
		return false
	}
	if st.items[k].name&lang.Family != 0 {
		return true
	}
	w := st.bytes(k)
	n := len(w)
	if n < least || !hasPrefix(w, "ال") || st.has(k, wAdjective) {
		return false
	}
	return string(w[n-2:]) == "ي" || string(w[n-4:]) == "يه" && n >= least+2
}

// listedFamily tells whether item k is a family of the list.
func (st *state) listedFamily(k int) bool {
	return k < len(st.items) && st.gap(k) > 0 && st.items[k].kind == word && st.items[k].name&lang.Family != 0
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

// described tells whether the word before item k, a name that is an adjective
// too, only describes: "الدكتور ماهر جدا".
func (st *state) described(k int) bool {
	return st.gap(k) >= 0 && k < len(st.items) && (st.is(k, "جدا") || st.is(k, "للغايه") || st.is(k, "و") || hasPrefix(st.bytes(k), "وم") || st.has(k, wNegation))
}

// restOfName goes on from item k while parts of a name follow and returns the
// last of them.
func (st *state) restOfName(k int) int {
	son, family := false, false
	for n := 0; n < 8 && k < len(st.items); n++ {
		if st.gap(k) <= 0 || st.items[k].used || st.items[k].kind != word {
			break
		}
		if st.connector(k) && !family {
			if k+1 >= len(st.items) || st.items[k+1].kind != word || st.gap(k+1) < 0 || st.has(k+1, wCommon) && !st.is(k+1, "علي") {
				break
			}
			son = true
			_, k = st.given(k + 1)
			continue
		}
		least := leastFamily
		if son {
			least = leastFamilyOfSon
		}
		c, next := st.given(k)
		switch {
		case st.familyLike(k, least):
			family = true
		case !family && (st.is(k, "الاسلام") || st.is(k, "الدين") || st.is(k, "الرحمن")): // رفيق الإسلام
		case c == 0 || family, c&lang.Ambiguous != 0 && n == 0 && !st.partFollows(next) && !st.ends(next):
			return k - 1
		}
		k = next
	}
	return k - 1
}
