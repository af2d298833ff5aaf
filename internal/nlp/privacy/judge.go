package privacy

import "bytes"

// around is what the words near a number say about it.
type around struct {
	near cue  // the nearest class before it
	dist int  // words between
	any  cue  // all classes within reach
	back bool // a telling word follows
}

// reach is how many words before a number are asked.
const reach = 5

// context reads the words before item first and behind item last.
func (st *state) context(first, last int) (a around) {
	words, own := 0, -1
	for k := first - 1; k >= 0 && words < reach; k-- {
		it := &st.items[k]
		if st.gap(k+1) < 0 && words > 1 {
			break
		}
		if it.kind == sym {
			if c := st.v[it.s]; c == '#' && k == first-1 && (k == 0 || st.items[k-1].cue&(cueCivil|cueID|cueNumber|cuePhone|cueCard|cuePassport) == 0) {
				a.near, a.any, a.dist = cueRef, a.any|cueRef, 0
				return a
			} else if c == '!' || c == '?' || (c == '.' && words > 0) {
				break
			}
			continue
		}
		if it.kind == num {
			if words == 0 && k < first-3 {
				break
			}
			words++
			continue
		}
		c := it.cue
		if c&cueID != 0 {
			c = st.idCue(k)
		}
		if c&cueRef != 0 && st.has(k-1, wOwner) { // صاحبة الطلب is a person
			c &^= cueRef
		}
		if c&cueNumber != 0 && c&^cueNumber == 0 || st.has(k, wFiller) {
			a.any |= c
			continue
		}
		if c == cuePhone && st.ownNumber(k) { // a telephone's, unless a card or a passport is spoken of
			if own < 0 {
				own = words
			}
			continue
		}
		if c != 0 {
			if a.near == 0 {
				a.near, a.dist = c, words
			}
			a.any |= c
		}
		words++
	}
	if own >= 0 {
		a.any |= cuePhone
		if a.near&(cueCivil|cuePassport|cueCardWord) == 0 {
			a.near, a.dist = cuePhone, own
		}
	}
	a.back = st.telling(last+1, cuePhone)
	if a.near == 0 && st.telling(last+1, cueCivil) {
		a.near, a.any = cueCivil, a.any|cueCivil
	}
	return a
}

// idCue decides what "id" means: a person's, unless the word before says that it
// is the number of a matter or an account.
func (st *state) idCue(k int) cue {
	if k > 0 && (st.items[k-1].cue&cueRef != 0 || st.has(k-1, wLogin)) {
		return cueRef
	}
	return cueCivil
}

// telling tells whether the words from item k on say what the number before was:
// "9912 3456 هذا رقمي", "12345678 is my civil number".
func (st *state) telling(k int, what cue) bool {
	for end := k + 4; k < end && k < len(st.items) && st.gap(k) >= 0; k++ {
		if st.ownNumber(k) && k+1 < len(st.items) && st.items[k+1].cue&(cueCivil|cuePassport) != 0 { // رقمي المدني
			return st.items[k+1].cue&what != 0
		}
		if st.items[k].cue&what != 0 {
			return true
		}
		if st.is(k, ".") || st.is(k, "،") || st.is(k, ",") || st.items[k].kind == num || st.items[k].cue != 0 {
			return false
		}
	}
	return false
}

// ownNumber tells whether item k says "my number", "his number": of what, the
// word behind it may say.
func (st *state) ownNumber(k int) bool {
	w := st.bytes(k)
	return hasPrefix(w, "رقم") || hasPrefix(w, "ورقم") || hasPrefix(w, "برقم")
}

// amount tells whether the number is an amount: money or a unit behind it,
// money before it, a percent sign.
func (st *state) amount(n *number) bool {
	k := n.last + 1
	if k < len(st.items) && st.gap(k) >= 0 {
		if st.items[k].cue&(cueMoney|cueUnit) != 0 {
			return true
		}
		if c := st.bytes(k); string(c) == "%" || string(c) == "٪" || string(c) == "," || string(c) == "٬" {
			return string(c) != "," || st.gap(k) == 0 && k+1 < len(st.items) && st.items[k+1].kind == num && st.gap(k+1) == 0
		}
	}
	return n.first > 0 && st.items[n.first-1].cue&cueMoney != 0 ||
		n.first > 1 && (st.is(n.first-1, ",") || st.is(n.first-1, "٬")) && st.gap(n.first) == 0 && st.items[n.first-2].kind == num
}

// leastDigits is the length of the shortest number that is anybody's.
const leastDigits = 7

// paid tells whether money follows the number.
func (st *state) paid(n *number) bool {
	return st.gap(n.last+1) >= 0 && st.items[n.last+1].cue&cueMoney != 0
}

// judge decides what a run of groups is. It returns the last item that belongs
// to the find: a shorter run is tried when the whole run is nothing.
func (st *state) judge(n *number) (k Kind, rule string, last int) {
	if n.total < leastDigits || st.glued(n) {
		return "", "", 0
	}
	a := st.context(n.first, n.last)
	if kind, rule := st.judgeRun(n, &a); kind != "" {
		return kind, rule, n.last
	}
	for n.n > 1 { // 9912 3456 10: the last group may be another number
		n.n--
		n.total -= n.groups[n.n]
		n.last = n.ends[n.n-1]
		if n.spoken >= n.n {
			n.spoken = 0
		}
		st.digits = st.digits[:n.total]
		if n.total < leastDigits {
			break
		}
		if st.sameNumber(n) {
			continue
		}
		if kind, rule := st.judgeRun(n, &a); kind != "" {
			return kind, rule, n.last
		}
	}
	return "", "", 0
}

// sameNumber tells whether what follows the shortened run was written as a part
// of it: 9912-3456-10 is no telephone number with something behind it.
func (st *state) sameNumber(n *number) bool {
	k := n.last + 1
	return k < len(st.items) && st.items[k].kind == sym && st.gap(k) == 0 && !st.is(k, "/") && !st.is(k, "(")
}

// glued tells whether letters touch the number: SR-98896929, v2.0.
func (st *state) glued(n *number) bool {
	k := n.first - 1
	if k < 0 || n.plus {
		return false
	}
	if st.items[k].kind == sym && (st.is(k, "-") || st.is(k, "_") || st.is(k, "/")) && st.gap(k+1) == 0 {
		k--
		return k >= 0 && st.gap(k+1) == 0 && st.items[k].kind != sym && st.items[k].cue&(cuePhone|cueCivil|cueCard) == 0
	}
	return st.gap(k+1) == 0 && st.items[k].kind != sym && st.v[st.items[k].s] < 0x80
}

func (st *state) judgeRun(n *number, a *around) (Kind, string) {
	d := st.digits
	ref := a.near&(cueRef|cueCount) != 0 && (a.dist == 0 || a.dist == 1 && st.adjective(n.first)) && a.near&(cuePhone|cueCivil|cueCard) == 0
	if n.total >= 13 && n.total <= 19 {
		if a.any&cueIBAN == 0 && !ref && cardShape(n) && d[0] >= '2' && d[0] <= '6' && !repeated(d) {
			if luhn(d) {
				return Card, "card_luhn"
			}
			spoken := a.near&(cueCard|cueCardWord) != 0 && a.dist <= 1 || n.n > 1 && (a.any&(cueCard|cueCardWord) != 0 || st.telling(n.last+1, cueCard|cueCardWord))
			if spoken && a.any&cueRef == 0 { // mistyped, and still somebody's
				return Card, "card_cue"
			}
		}
	}
	if kind, rule := st.phone(n, a, ref); kind != "" {
		if (a.near&cueCivil != 0 || a.near&cueCardWord != 0 && (a.any&cueCivil != 0 || a.dist == 0)) && a.near&cuePhone == 0 && !n.plus && n.total <= 9 {
			return CivilID, "civil_cue"
		}
		if a.near&cuePassport != 0 && a.dist == 0 && n.total <= 9 && !n.plus {
			return "", "" // package documents reads it
		}
		return kind, rule
	}
	if n.total >= 7 && n.total <= 9 && n.n <= 3 && n.sep != '/' && !n.plus && (a.dist == 0 && !st.paid(n) || !st.amount(n)) && !st.dated(n) && !st.more(n) {
		if a.near&cueCivil != 0 && a.dist <= 4 || a.near&cueCardWord != 0 && (a.dist <= 1 || a.any&cueCivil != 0) && !ref {
			return CivilID, "civil_cue"
		}
	}
	return "", ""
}

// more tells whether digits go on behind the run: the number is longer.
func (st *state) more(n *number) bool {
	k := n.last + 1
	return k < len(st.items) && st.items[k].kind == num && st.gap(k) >= 0 && st.gap(k) <= 2
}

// adjective tells whether the word before the number only describes the cue
// before it: "رقم المعاملة البنكية 123".
func (st *state) adjective(first int) bool {
	for k := first - 1; k >= 0; k-- {
		if st.items[k].kind == sym {
			continue
		}
		return hasPrefix(st.bytes(k), "ال") && !st.is(k, "الي") || st.items[k].cue&cueNumber != 0
	}
	return false
}

// cardShape tells which ways of grouping people use for a card.
func cardShape(n *number) bool {
	if n.n == 1 {
		return true
	}
	if n.sep == 0 || n.spoken > 0 {
		return false
	}
	if n.n == 3 && n.groups[0] == 4 && n.groups[1] == 6 {
		return true
	}
	for i := range n.n - 1 {
		if n.groups[i] != 4 {
			return false
		}
	}
	return true
}

func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

func repeated(d []byte) bool {
	return len(bytes.Trim(d, string(d[:1]))) == 0
}
