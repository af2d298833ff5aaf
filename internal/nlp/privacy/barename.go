package privacy

import (
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// bareNames finds names that nothing introduces, by their own form: a given name
// with a father's or a listed family, أم and أبو with a child's name, two listed
// names in Latin letters. Those who are named in public and what is named after
// people stay.
func (st *state) bareNames() {
	for i := 0; i < len(st.items); i++ {
		it := &st.items[i]
		if it.kind == sym || it.kind == num || it.used {
			continue
		}
		last := -1
		if st.v[it.s] < utf8.RuneSelf {
			if it.name&lang.LatinName != 0 && it.kind == word {
				last = st.bareLatin(i)
			}
		} else {
			last = st.bareArabic(i)
		}
		if last < 0 {
			continue
		}
		if !st.public(i, last) {
			st.claim(i, last, Name, "name_bare")
		}
		i = last
	}
}

// bareArabic reads a name in Arabic letters that needs no introduction.
func (st *state) bareArabic(i int) int {
	if st.is(i, "ام") || st.is(i, "ابو") || st.is(i, "بو") {
		if st.is(i-1, "بني") { // بني بو علي, a town
			return -1
		}
		if st.is(i, "ام") && i > 0 && st.gap(i) >= 0 && st.items[i-1].kind == word && !st.is(i-1, "يا") && !st.is(i-1, "انا") { // "or"
			return -1
		}
		last := st.kunya(i)
		if last > i+1 || last == i+1 && st.items[last].name&lang.Ambiguous == 0 {
			return last
		}
		return -1
	}
	first, next := st.given(i)
	if st.is(i, "علي") && !st.is(next, "بن") && !st.listedFamily(next) {
		return -1
	}
	if first&lang.Given == 0 || next >= len(st.items) || st.gap(next) <= 0 || st.items[next].kind != word || st.items[next].used {
		return -1
	}
	if st.is(next, "بن") || st.is(next, "بنت") {
		c, _ := st.given(next + 1)
		last := st.restOfName(next)
		if last > next && (c&lang.Given != 0 || st.familyLike(last, leastFamilyOfSon)) && !st.figure(i, last) {
			return last
		}
		return -1
	}
	last := st.restOfName(next)
	if last < next {
		return -1
	}
	sureFamily := st.items[last].name&lang.Family != 0
	switch {
	case sureFamily && (first&lang.Ambiguous == 0 || last == next):
		return last
	case last > next && st.familyLike(last, leastFamily): // محمد علي الدغيشي
		return last
	case first&lang.Ambiguous == 0 && st.familyLike(last, leastFamily) && (i == 0 || st.gap(i) < 0 || st.items[i-1].kind == sym || st.has(i-1, wMet)):
		return last
	}
	return -1
}

// bareLatin reads a name in Latin letters that needs no introduction: a listed
// name and bin, Al or another listed name behind it.
func (st *state) bareLatin(i int) int {
	if !st.capital(i) || st.has(i, wStopName) || st.has(i, wDistrict) || st.has(i, wRuler) || i > 0 && st.is(i-1, "al") {
		return -1
	}
	last := st.restOfLatin(i)
	listed, strong, tribal := 0, 0, false
	for k := i; k <= last; k++ {
		switch {
		case st.is(k, "bin") || st.is(k, "bint") || st.is(k, "al") && k > i:
			tribal = true
		case st.items[k].name&lang.LatinName != 0 && st.capital(k):
			if listed++; !st.has(k, wWeakName) {
				strong++
			}
		}
	}
	if last > i && (tribal && strong > 0 || listed > 1 && strong > 0) {
		return last
	}
	return -1
}

// public tells whether the name in items [i, last] is of somebody who is named in
// public, or of a place or firm: a ruler's or minister's title stands near, or a
// word for what is named after people.
func (st *state) public(i, last int) bool {
	if i > 0 && st.gap(i) >= 0 && st.has(i-1, wInstitution) || st.gap(last+1) >= 0 && (st.has(last+1, wInstitution) || st.has(last+1, wOfficeHolder)) {
		return true
	}
	return st.office(i)
}

// office tells whether one of the three words before item i is a title of those
// who are named in public.
func (st *state) office(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3 && st.gap(k+1) >= 0 && st.items[k].kind != sym; k-- {
		if st.has(k, wRuler) || st.has(k, wOfficeHolder) || st.has(k, wInstitution) && st.has(k+1, wIntroPerson) {
			return true
		}
	}
	return false
}

// figure tells whether the name from item i to last is of somebody whom books and
// schools are about: listed by three words, or followed by a eulogy.
func (st *state) figure(i, last int) bool {
	if st.is(last+1, "رضي") || st.is(last, "رضي") || st.is(last+1, "عليه") && st.is(last+2, "السلام") {
		return true
	}
	if last > i+2 && st.items[last].name&lang.Family != 0 {
		return false
	}
	st.word = append(append(append(append(append(st.word[:0], st.bytes(i)...), '_'), st.bytes(i+1)...), '_'), st.bytes(i+2)...)
	return st.f.knows(st.word, wFigure)
}
