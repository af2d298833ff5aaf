package privacy

import "unicode/utf8"

// signatures finds names that stand alone on one of the last lines of a letter.
func (st *state) signatures() {
	end := len(st.items)
	for lines := 0; lines < 3 && end > 0; lines++ {
		k := end - 1
		for k > 0 && end-k < 7 && st.gap(k) != -1 {
			k--
		}
		if k == 0 || st.gap(k) != -1 {
			return
		}
		if last := st.signature(k, end); last >= 0 {
			st.claim(k, last, Name, "name_signature")
			return
		}
		end = k
	}
}

// signature tells whether the line [k, end) is a name: its last item, or -1.
func (st *state) signature(k, end int) int {
	if n := end - k; n < 2 || n > 6 || st.items[k].used || st.items[k].kind != word {
		return -1
	}
	if st.v[st.items[k].s] >= utf8.RuneSelf {
		if last := st.arabicName(k, 1); last == end-1 {
			return last
		}
		return -1
	}
	for i := k; i < end; i++ {
		switch {
		case st.items[i].used:
			return -1
		case st.items[i].kind != word:
			if !st.is(i, "-") && !st.is(i, ".") {
				return -1
			}
		case st.has(i, wStopName) || !st.capital(i) && !st.connector(i):
			return -1
		}
	}
	return end - 1
}

// people finds names after the words that introduce them.
func (st *state) people() {
	for i := 0; i < len(st.items); i++ {
		if st.items[i].kind == sym || st.items[i].kind == num || st.items[i].used {
			continue
		}
		next, sure := st.introduces(i)
		if next < 0 || i > 0 && st.has(i-1, wInstitution) || st.office(i) {
			continue
		}
		colon := false
		for n := 0; n < 3 && next < len(st.items) && st.items[next].kind == sym; n++ {
			switch string(st.bytes(next)) {
			case ":", "：":
				colon = true
			case ",", "،", "-", "–", "\"", "«", "'", "*", "(", "[", "/", "\\":
			case ".":
				if !st.isTitle(next - 1) {
					n = 3
					continue
				}
			default:
				n = 3
				continue
			}
			next++
		}
		if next >= len(st.items) || st.items[next].used || st.items[next].kind != word && st.items[next].name == 0 {
			continue
		}
		if colon && sure > 0 {
			sure = announced
		}
		var last int
		if st.v[st.items[next].s] < utf8.RuneSelf {
			last = st.latinName(next, sure)
		} else {
			last = st.arabicName(next, sure)
		}
		if last >= 0 && !(st.gap(last+1) >= 0 && st.has(last+1, wOfficeHolder)) {
			st.claim(next, last, Name, "name_cue")
			i = last
		}
	}
}

// introduces tells whether a name may follow item i: the item where it would
// begin, -1 if none, and how surely.
func (st *state) introduces(i int) (next, sure int) {
	c := st.items[i].words
	if c == 0 {
		c = st.introduction(i)
	}
	switch {
	case c&wIntroName != 0:
		next, sure = i+1, announced
	case c&wOwner != 0 && st.has(i+1, wMatter):
		next, sure = i+2, mentioned
	case c&wTitle != 0:
		next, sure = i+1, titled
	case c&wKin != 0:
		next, sure = i+1, kinship
	case c&wIntroPerson != 0:
		if st.is(i, "باسم") && i > 0 && st.is(i-1, "انا") { // a name itself
			return -1, 0
		}
		next, sure = i+1, mentioned
	case c&wIntroTitle != 0:
		next, sure = i+1, shortTitle
	case st.is(i, "اسم") && st.has(i+1, wNamed):
		next, sure = i+2, mentioned
	case (st.is(i, "الاسم") || st.is(i, "والاسم")) && (st.is(i+1, ":") || st.has(i+1, wBeforeName)):
		next, sure = i+1, announced
	case st.is(i, "مع") && (st.is(i+1, "التحيه") || st.is(i+1, "تحيات") || st.is(i+1, "تحياتي") || st.is(i+1, "خالص")):
		next, sure = i+2, mentioned
	case c&wShortTitle != 0 && (st.is(i+1, ".") || st.is(i+1, "/")):
		next, sure = i+1, mentioned
	default:
		return st.introducesEnglish(i)
	}
	if st.is(next, "في") && st.is(next+1, "الله") { // أختكم في الله
		next += 2
	}
	for n := 0; n < 2 && st.has(next, wBeforeName); n++ {
		if sure == mentioned && (st.is(next, "هو") || st.is(next, "هي")) {
			return -1, 0
		}
		if st.has(next, wIntroName) {
			sure = announced
		}
		if st.has(next, wTitle) {
			sure = titled
		}
		next++
	}
	return next, sure
}

// introducesEnglish reads the phrases of several words: "my name is", "this is",
// "submitted by", "I am".
func (st *state) introducesEnglish(i int) (next, sure int) {
	switch string(st.bytes(i)) {
	case "name":
		switch {
		case (st.is(i+1, "is") || st.is(i+1, "was")) && (st.is(i-1, "my") || st.is(i-1, "full") || st.is(i-1, "his") || st.is(i-1, "her") || st.is(i-1, "whose")):
			return i + 2, announced
		case st.is(i+1, ":"), st.is(i+1, "-") && st.gap(i+1) > 0 && (i == 0 || st.gap(i) < 0):
			return i + 1, announced
		}
	case "by":
		if st.is(i-1, "submitted") || st.is(i-1, "signed") || st.is(i-1, "written") || st.is(i-1, "sent") {
			return i + 1, mentioned
		}
	case "am":
		if st.is(i-1, "i") {
			return i + 1, mentioned
		}
	case "is":
		if st.is(i-1, "this") {
			return i + 1, mentioned
		}
	case "i":
		if (st.is(i+1, "'") || st.is(i+1, "’")) && st.is(i+2, "m") {
			return i + 3, mentioned
		}
	}
	if st.has(i, wSender) {
		if st.is(i+1, ":") {
			return i + 1, announced
		}
		if st.is(i, "applicant") || st.is(i, "signed") {
			return i + 1, mentioned
		}
	}
	return -1, 0
}

// introduction finds what للمهندس and والمهندس are to a rule: المهندس.
func (st *state) introduction(i int) wordClass {
	w := st.bytes(i)
	switch {
	case len(w) <= 8:
		return 0
	case hasPrefix(w, "لل"):
		st.word = append(append(st.word[:0], "ال"...), w[4:]...)
		return st.f.lexicon.get(st.word).words
	case hasPrefix(w, "وال") || hasPrefix(w, "بال") || hasPrefix(w, "فال"):
		return st.f.lexicon.get(w[2:]).words
	}
	return 0
}

// isTitle tells whether a full stop after item k only shortens a title.
func (st *state) isTitle(k int) bool {
	return st.has(k, wShortTitle)
}
