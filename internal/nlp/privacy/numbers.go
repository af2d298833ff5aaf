package privacy

// number is a run of digit groups that may be one number.
type number struct {
	first, last int    // items, with a sign or a bracket before
	groups      [8]int // digits of each group
	n           int    // groups
	total       int    // digits
	plus        bool   // + before
	sep         byte   // between the groups: one of " -./_" or 0 when they differ
	spoken      int    // the group before which a word stands, 0 if none
	ends        [8]int // last item of each group
}

// longest number that is looked at: a card of 19 digits.
const maxDigits = 20

// numbers finds phones, cards and civil numbers: groups of digits are joined,
// then judged by their shape and by the words around them.
func (st *state) numbers() {
	for i := 0; i < len(st.items); i++ {
		it := &st.items[i]
		if it.used {
			continue
		}
		if it.kind == word {
			if _, ok := digitWord(st.bytes(i)); ok {
				i = st.spokenNumber(i)
			}
			continue
		}
		if it.kind != num {
			continue
		}
		n := st.group(i)
		kind, rule, last := st.judge(&n)
		if kind != "" {
			st.claim(n.first, last, kind, rule)
			i = last
			continue
		}
		i = st.groupEnd(&n, i)
	}
}

// groupEnd says where reading goes on after a run that was nothing: behind it
// if its groups were written as one number, else behind its first group.
func (st *state) groupEnd(n *number, i int) int {
	if n.n > 1 && n.sep != ' ' && n.spoken == 0 {
		return n.ends[n.n-1]
	}
	return i
}

// group joins the digit groups from item i on.
func (st *state) group(i int) number {
	n := number{first: i, last: i, n: 1, total: st.width(i)}
	n.groups[0], n.ends[0] = n.total, i
	st.digits = append(st.digits[:0], st.bytes(i)...)
	n.first, n.plus = st.before(i)
	bracket := st.is(n.first, "(")
	k := i + 1
	for n.n < len(n.groups) && n.total < maxDigits {
		sep, next, said := st.separator(k, bracket)
		if next < 0 || next >= len(st.items) || st.items[next].kind != num || st.items[next].used || st.width(next) > maxDigits {
			break
		}
		if n.n == 1 {
			n.sep = sep
		} else if sep != n.sep && !(bracket && n.n == 2) {
			if n.n == 2 && (n.plus || n.groups[0] == 3 || n.groups[0] == 5) { // the first one parts the country code
				n.sep = sep
			} else {
				n.sep = 0
			}
		}
		if st.is(k, ")") {
			bracket = false
		}
		if said && n.spoken == 0 {
			n.spoken = n.n
		}
		n.groups[n.n], n.ends[n.n] = st.width(next), next
		n.n++
		n.total += st.width(next)
		st.digits = append(st.digits, st.bytes(next)...)
		n.last, k = next, next+1
	}
	return n
}

func (st *state) width(i int) int { return int(st.items[i].e - st.items[i].s) }

// before takes a plus and an opening bracket in front of item i into the number.
func (st *state) before(i int) (first int, plus bool) {
	first = i
	if st.is(i-1, "+") && st.gap(i) >= 0 && st.gap(i) <= 1 {
		first, plus = i-1, true
	}
	if st.is(first-1, "(") && st.gap(first) == 0 {
		for k := i; k <= i+1; k++ { // only a bracket that closes behind the country code
			if st.is(k+1, ")") && k == i {
				first--
				break
			}
		}
	}
	return first, plus
}

// separator reads what may stand between two groups at item k: white space, one
// sign with blanks beside it, a closing bracket, or one of a few words.
func (st *state) separator(k int, bracket bool) (sep byte, next int, said bool) {
	if k >= len(st.items) || st.gap(k) < 0 {
		return 0, -1, false
	}
	it := &st.items[k]
	if it.kind == num {
		if st.gap(k) >= 1 && st.gap(k) <= 3 {
			return ' ', k, false
		}
		return 0, -1, false
	}
	if k+1 >= len(st.items) || st.gap(k+1) < 0 || st.gap(k+1) > 3 || st.gap(k) > 3 {
		return 0, -1, false
	}
	switch string(st.bytes(k)) {
	case "-", "–", "‑", "−":
		return '-', k + 1, false
	case ".":
		if st.gap(k) == 0 && st.gap(k+1) == 0 {
			return '.', k + 1, false
		}
	case "/", "\\":
		return '/', k + 1, false
	case "_":
		return '_', k + 1, false
	case ")":
		if bracket {
			if st.is(k+1, "-") {
				return ' ', k + 2, false
			}
			return ' ', k + 1, false
		}
	case "ثم", "وبعدها", "بعدها", "وبعدين", "then", "و", "and", "شرطه", "مسافه", "فراغ", "space", "dash", "w":
		return ' ', k + 1, true
	}
	return 0, -1, false
}

// digitWord reads a digit written as a word.
func digitWord(w []byte) (byte, bool) {
	switch string(w) {
	case "صفر", "zero":
		return '0', true
	case "واحد", "one":
		return '1', true
	case "اثنين", "اثنان", "ثنين", "two":
		return '2', true
	case "ثلاثه", "ثلاث", "three":
		return '3', true
	case "اربعه", "اربع", "four":
		return '4', true
	case "خمسه", "خمس", "five":
		return '5', true
	case "سته", "ست", "six":
		return '6', true
	case "سبعه", "سبع", "seven":
		return '7', true
	case "ثمانيه", "ثمان", "ثماني", "eight":
		return '8', true
	case "تسعه", "تسع", "nine":
		return '9', true
	}
	return 0, false
}

// spokenNumber reads a telephone number said digit by digit: exactly eight
// words, or eleven with the country code. It returns the last item it read.
func (st *state) spokenNumber(i int) int {
	st.digits = st.digits[:0]
	last := i
	for k := i; k < len(st.items) && len(st.digits) < 16; k++ {
		d, ok := digitWord(st.bytes(k))
		if !ok {
			break
		}
		st.digits = append(st.digits, d)
		last = k
	}
	d := st.digits
	if len(d) == 11 && string(d[:3]) == "968" {
		d = d[3:]
	}
	if len(d) == 8 && (d[0] == '9' || d[0] == '7' || d[0] == '2') {
		st.claim(i, last, Phone, "phone_words")
	}
	return last
}
