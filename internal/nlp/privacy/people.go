package privacy

import (
	"unicode"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

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
		case isStopName(st.bytes(i)) || !st.capital(i) && !st.connector(i):
			return -1
		}
	}
	return end - 1
}

// people finds names after the words that introduce them.
func (st *state) people() {
	for i := 0; i < len(st.items); i++ {
		if st.items[i].kind != word || st.items[i].used {
			continue
		}
		next, sure := st.introduces(i)
		if next < 0 || i > 0 && isInstitution(st.bytes(i-1)) {
			continue
		}
		colon := false
		for n := 0; n < 3 && next < len(st.items) && st.items[next].kind == sym; n++ {
			switch string(st.bytes(next)) {
			case ":", "：":
				colon = true
			case ",", "،", "-", "–", "\"", "«", "'", "*", "(", "[":
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
		if next >= len(st.items) || st.items[next].used || st.items[next].kind != word {
			continue
		}
		if colon && sure > 0 {
			sure = 2
		}
		var last int
		if st.v[st.items[next].s] < utf8.RuneSelf {
			last = st.latinName(next, sure)
		} else {
			last = st.arabicName(next, sure)
		}
		if last >= 0 {
			st.claim(next, last, Name, "name_cue")
			i = last
		}
	}
}

// introduces tells whether a name may follow item i: the item where it would
// begin, -1 if none, and how surely (2: a name is announced, 1: a person is
// spoken of, a name may follow).
func (st *state) introduces(i int) (next, sure int) {
	switch string(introduction(st.bytes(i))) {
	case "اسمي", "واسمي", "esmi", "ismi", "esmy":
		next, sure = i+1, 2
	case "اسمه", "اسمها", "واسمه":
		next, sure = i+1, 1
	case "اختي", "اخوي", "خالي", "عمي", "o5ti", "o5oi", "akhoy", "5oi", "walad", "weldi", "binti", "zawji", "okhti":
		next, sure = i+1, 1
	case "الاسم", "والاسم":
		if !st.is(i+1, ":") && !st.is(i+1, "الكامل") && !st.is(i+1, "الثلاثي") {
			return -1, 0
		}
		next, sure = i+1, 2
	case "اسم":
		switch {
		case st.is(i+1, "الطالب"), st.is(i+1, "الطالبه"), st.is(i+1, "المريض"), st.is(i+1, "المريضه"), st.is(i+1, "المواطن"), st.is(i+1, "صاحب"), st.is(i+1, "مقدم"), st.is(i+1, "الموظف"), st.is(i+1, "الابن"), st.is(i+1, "الوالد"):
			next, sure = i+2, 1
		default:
			return -1, 0
		}
	case "يسموني", "ويسموني", "ينادوني", "يدعي", "تدعي":
		next, sure = i+1, 2
	case "مقدم", "مقدمه", "صاحب", "صاحبه":
		switch {
		case st.is(i+1, "الطلب"), st.is(i+1, "الشكوي"), st.is(i+1, "البلاغ"), st.is(i+1, "المعامله"), st.is(i+1, "الاقتراح"), st.is(i+1, "الحساب"), st.is(i+1, "الملف"):
			next, sure = i+2, 1
		default:
			return -1, 0
		}
	case "المرسل", "المرسله", "الراسل", "التوقيع", "كاتبه", "كتبه", "كتبته", "المدعو", "المدعوه", "مقدمها":
		next, sure = i+1, 1
	case "انا", "وانا", "معكم", "معك", "معاكم", "معاك", "المواطن", "المواطنه", "والمواطن", "السيد", "السيده", "الدكتور", "الدكتوره", "دكتور", "دكتوره", "الدختر", "الموظف", "الموظفه", "الطالب", "الطالبه",
		"زوجي", "زوجتي", "ولدي", "ابني", "بنتي", "ابنتي", "والدي", "والدتي", "ابوي", "امي", "اخي", "الاخ", "الاخت", "اخوكم", "اخوك", "اختكم", "اختك", "ابنكم", "الفاضل", "الفاضله", "للفاضل", "باسم", "وباسم",
		"تحياتي", "تحيات", "مع", "الاستاذ", "الاستاذه", "استاذ", "استاذه", "المهندس", "المهندسه", "مهندس", "الشيخ", "للشيخ", "جاري", "جارنا", "صديقي", "زميلي", "زميلتي", "المعلم", "المعلمه", "المدرس", "المدرسه", "مديري", "المدير", "المديره", "الاب", "الام", "المريض", "المريضه", "طفلي", "طفلتي", "حفيدي",
		"للموظف", "للموظفه", "بالموظف", "للدكتور", "للدكتوره", "للمواطن", "للاخ", "للاخت", "للسيد", "للاستاذ", "شكرا", "الشكر", "وشكرا", "مخلصكم", "المخلص", "شريكي", "زميلنا", "الزميل", "الزميله", "موظفكم", "موظفتكم", "الشايب", "الحاج", "الحاجه", "الوالد", "الوالده", "عمتي", "خالتي", "جدي", "جدتي", "يدي", "يدتي", "حرمتي", "اخوه", "ابنه", "بنته", "الابن", "البنت", "ربيعي", "الربيع", "مزرعه", "السائق", "سائق", "الممرضه", "الممرض", "الحارس", "المقاول", "الشاب", "العامل", "الضابط", "ana":
		next, sure = i+1, 1
		if st.is(i, "مع") {
			if !st.is(i+1, "التحيه") && !st.is(i+1, "تحيات") && !st.is(i+1, "تحياتي") && !st.is(i+1, "خالص") {
				return -1, 0
			}
			next = i + 2
		}
		if st.is(i, "باسم") && i > 0 && st.is(i-1, "انا") {
			return -1, 0
		}
	case "د", "م", "أ":
		if !st.is(i+1, ".") && !st.is(i+1, "/") {
			return -1, 0
		}
		next, sure = i+1, 1
	default:
		return st.introducesEnglish(i)
	}
	for n := 0; n < 2 && next < len(st.items); n++ {
		switch {
		case st.items[next].kind != word:
			n = 2
		case st.is(next, "الكامل"), st.is(next, "السابق"), st.is(next, "الكبير"), st.is(next, "الصغير"), st.is(next, "الاجره"), st.is(next, "التاكسي"), st.is(next, "الثلاثي"), st.is(next, "هو"), st.is(next, "هي"), st.is(next, "اسمي"), st.is(next, "المواطن"), st.is(next, "المواطنه"), st.is(next, "الفاضل"), st.is(next, "الدكتور"), st.is(next, "الاستاذ"), st.is(next, "المهندس"):
			if st.is(next, "اسمي") {
				sure = 2
			}
			next++
		}
	}
	return next, sure
}

func (st *state) introducesEnglish(i int) (next, sure int) {
	switch string(st.bytes(i)) {
	case "name":
		switch {
		case (st.is(i+1, "is") || st.is(i+1, "was")) && i > 0 && (st.is(i-1, "my") || st.is(i-1, "full") || st.is(i-1, "his") || st.is(i-1, "her") || st.is(i-1, "whose")):
			return i + 2, 2
		case st.is(i+1, ":"):
			return i + 1, 2
		}
	case "applicant", "complainant", "sender", "signed", "signature", "from":
		if st.is(i+1, ":") {
			return i + 1, 2
		}
		if st.is(i, "applicant") || st.is(i, "signed") {
			return i + 1, 1
		}
	case "by":
		if i > 0 && (st.is(i-1, "submitted") || st.is(i-1, "signed") || st.is(i-1, "written") || st.is(i-1, "sent")) {
			return i + 1, 1
		}
	case "am":
		if i > 0 && st.is(i-1, "i") {
			return i + 1, 1
		}
	case "i'm", "im", "i’m", "sincerely", "regards", "thanks", "wishes", "respectfully", "faithfully", "truly", "citizen", "employee", "son", "daughter", "husband", "wife", "brother", "sister", "father", "mother", "doctor", "teacher", "sheikh", "engineer", "neighbour", "neighbor", "officer", "driver", "uncle", "aunt", "cousin", "friend", "boss", "called", "named", "miss", "madam", "nurse", "manager", "colleague":
		return i + 1, 1
	case "mr", "mrs", "ms", "dr", "eng", "prof":
		return i + 1, 3
	case "is":
		if i > 0 && st.is(i-1, "this") {
			return i + 1, 1
		}
	case "i":
		if (st.is(i+1, "'") || st.is(i+1, "’")) && st.is(i+2, "m") {
			return i + 3, 1
		}
	}
	return -1, 0
}

// introduction brings للمهندس and والمهندس to المهندس.
func introduction(w []byte) []byte {
	switch {
	case len(w) > 8 && hasPrefix(w, "لل"):
		return append([]byte("ال"), w[4:]...)
	case hasPrefix(w, "والد"): // والدي is no "and"
	case len(w) > 8 && (hasPrefix(w, "وال") || hasPrefix(w, "بال") || hasPrefix(w, "فال")):
		return w[2:]
	}
	return w
}

// isTitle tells whether a full stop after item k only shortens a title.
func (st *state) isTitle(k int) bool {
	if k < 0 {
		return false
	}
	switch string(st.bytes(k)) {
	case "د", "م", "أ", "ا", "mr", "mrs", "ms", "dr", "eng", "prof":
		return true
	}
	return false
}

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
	case first == 0 && st.child(next) && follows && len(w) >= 6 && !isCommon(w):
	case first == 0 && sure == 2 && len(w) >= 6 && !isCommon(w) && (st.familyAt(next) || len(w) <= 14 && !hasPrefix(w, "ال") && st.ends(next)):
	case first == 0 && sure == 1 && len(w) >= 6 && !hasPrefix(w, "ال") && !isCommon(w) && st.listedFamily(next):
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
		if first&lang.Given == 0 || i > 1 && (isInstitution(st.bytes(i-2)) || isRuler(st.bytes(i-2))) {
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

func isRuler(w []byte) bool {
	switch string(w) {
	case "السلطان", "جلاله", "الملك", "الامير", "الخليفه", "الامام", "سمو", "معالي", "سعاده", "الوزير", "الشاعر", "الفنان", "اللاعب", "القائد", "الصحابي":
		return true
	}
	return false
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
	switch string(st.bytes(k)) {
	case "بن", "بنت", "ولد", "ابن", "ابنه", "بت", "ود", "ال", "ابو", "بو", "ام", "bin", "bint", "al", "el", "ibn", "bn", "abu", "ould", "de", "van":
		return true
	}
	return false
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
		return k+1 < len(st.items) && st.items[k+1].kind == word && st.gap(k+1) >= 0 && !isCommon(st.bytes(k+1))
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
	if !hasPrefix(w, "ال") || n < 14 || isAdjective(w) {
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
	if k >= len(st.items) || st.gap(k) < 0 {
		return false
	}
	switch string(st.bytes(k)) {
	case "لم", "ما", "غير", "ليس", "مو", "مب", "لا":
		return true
	}
	return false
}

// restOfName goes on from item k while parts of a name follow and returns the
// last of them.
func (st *state) restOfName(k int) int {
	for n := 0; n < 8 && k < len(st.items); n++ {
		if st.gap(k) <= 0 || st.items[k].used || st.items[k].kind != word {
			break
		}
		if st.connector(k) {
			if k+1 >= len(st.items) || st.items[k+1].kind != word || st.gap(k+1) < 0 || isCommon(st.bytes(k+1)) && !st.is(k+1, "علي") {
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

// isAdjective knows words with the article and ـي that follow a person and are
// no family.
func isAdjective(w []byte) bool {
	switch string(w) {
	case "العماني", "العمانيه", "الحكومي", "الحكوميه", "الجامعي", "الجامعيه", "الماضي", "الماضيه", "الثاني", "الثانيه", "التالي", "التاليه", "الحالي", "الحاليه", "العربي", "العربيه", "الاسلامي", "الاساسي", "الاساسيه",
		"الرئيسي", "الرئيسيه", "الصحي", "الصحيه", "المدرسي", "الالكتروني", "الالكترونيه", "المحلي", "المحليه", "الشخصي", "الشخصيه", "الرسمي", "المدني", "المدنيه", "البلدي", "البلديه", "التي", "الذي", "اللي", "الاهالي", "الاراضي", "الخارجي", "الداخلي", "الداخليه", "الطبي", "الطبيه", "القانوني", "المالي", "الاجتماعي", "المبني", "النوادي", "الوادي", "الغالي", "الغاليه", "الباقي":
		return true
	}
	return false
}

// isInstitution knows what is named after people: مسجد الشيخ زايد is a place.
func isInstitution(w []byte) bool {
	switch string(w) {
	case "مسجد", "جامع", "بمسجد", "شارع", "طريق", "مدرسه", "بمدرسه", "جامعه", "مستشفي", "ميناء", "مطار", "حديقه", "مركز", "مجمع", "قلعه", "حصن", "سوق", "مجلس", "سبله", "قصر", "دوار", "جسر", "معهد", "كليه", "استاد", "قاعه", "مدينه", "حي", "عهد", "mosque", "street", "school", "university", "hospital":
		return true
	}
	return false
}

// isCommon knows words that follow an introduction and begin no name.
func isCommon(w []byte) bool {
	switch string(w) {
	case "من", "في", "علي", "الي", "عن", "لم", "لا", "ما", "غير", "هو", "هي", "مكتوب", "موجود", "ليس", "مو", "مب", "مش", "كان", "كانت", "قال", "عمره", "عمرها", "بعد", "قبل", "هذا", "هذه", "الذي", "التي", "كل", "مع", "بدون",
		"مواطن", "مواطنه", "موظف", "موظفه", "ساكن", "ساكنه", "طالب", "طالبه", "متضرر", "متضرره", "اطالب", "اريد", "ابغي", "ابا", "احتاج", "اعمل", "اسكن", "كنت", "سعيده", "المسمي", "المعروف", "ظهر", "يظهر", "طلع", "خريج", "الصغير", "الكبير", "الاول", "الثاني":
		return true
	}
	return false
}

// latinName reads a name in Latin letters at item k: listed or capitalised
// words with bin, Al and hyphens between.
func (st *state) latinName(k, sure int) int {
	w := st.bytes(k)
	listed := st.f.names[string(w)]&lang.LatinName != 0
	capital := st.capital(k)
	if isStopName(w) || !listed && !capital || len(w) < 2 {
		return -1
	}
	last := st.restOfLatin(k)
	switch {
	case sure == 3: // a title
		if !listed && !capital {
			return -1
		}
	case sure == 2:
		if !listed && !capital {
			return -1
		}
	case listed && (capital || last > k):
	case capital && last > k && st.anyListed(k, last):
	default:
		return -1
	}
	return last
}

func (st *state) anyListed(k, last int) bool {
	for ; k <= last; k++ {
		w := st.bytes(k)
		if st.f.names[string(w)]&lang.LatinName != 0 || string(w) == "al" || string(w) == "bin" || string(w) == "bint" {
			return true
		}
	}
	return false
}

// restOfLatin goes on from item k while parts of a name follow.
func (st *state) restOfLatin(k int) int {
	last := k
	for n := 0; n < 6; n++ {
		next := last + 1
		if next < len(st.items) && st.items[next].kind == sym && st.is(next, "-") && st.gap(next) == 0 && next+1 < len(st.items) && st.gap(next+1) == 0 && st.items[next+1].kind == word {
			last = next + 1
			continue
		}
		if next >= len(st.items) || st.items[next].kind != word || st.items[next].used || st.gap(next) <= 0 || st.v[st.items[next].s] >= utf8.RuneSelf {
			break
		}
		w := st.bytes(next)
		if st.connector(next) {
			if next+1 < len(st.items) && (st.is(next+1, "-") || st.items[next+1].kind == word && st.gap(next+1) >= 0 && (st.capital(next+1) || st.f.names[string(st.bytes(next+1))] != 0)) {
				if st.is(next+1, "-") {
					last = next
				} else {
					last = next + 1
				}
				continue
			}
			break
		}
		if isStopName(w) || !(st.capital(next) && len(w) > 1) && st.f.names[string(w)]&lang.LatinName == 0 {
			break
		}
		last = next
	}
	return last
}

// capital tells whether the source wrote item k with a capital first.
func (st *state) capital(k int) bool {
	from, _ := st.source(int(st.items[k].s), int(st.items[k].e))
	r, _ := utf8.DecodeRuneInString(st.text[from:])
	return unicode.IsUpper(r)
}

// isStopName knows capitalised words that follow an introduction and begin no
// name.
func isStopName(w []byte) bool {
	switch string(w) {
	case "a", "an", "the", "i", "we", "you", "he", "she", "it", "my", "our", "your", "from", "to", "in", "at", "on", "of", "and", "or", "for", "with", "is", "was", "are", "am", "be", "has", "have", "had", "not", "no", "very", "so", "too", "also", "still", "just", "must",
		"required", "mandatory", "missing", "unknown", "sir", "dear", "madam", "president", "minister", "chairman", "director", "manager", "ministry", "municipality", "muscat", "oman", "omani", "sohar", "nizwa", "salalah", "seeb", "ruwi", "please", "thanks", "thank", "regards", "best", "kind", "everyone", "all", "team", "waiting", "happy", "sick", "tired", "sorry", "glad", "really", "grateful", "writing", "working", "living", "resident", "citizen", "good", "great", "bad", "unacceptable", "this", "that", "there", "who", "what", "why", "how", "but", "because", "since", "when", "email", "mail", "phone", "tel", "mobile", "address", "date", "id", "number", "city", "village", "street", "applicant", "name":
		return true
	}
	return false
}
