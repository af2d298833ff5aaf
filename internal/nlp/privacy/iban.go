package privacy

// ibanLengths holds the length of the numbers of every country that is likely
// to be met: two letters, two digits each.
const ibanLengths = "om23ae23sa24bh22qa29kw30jo30lb28eg29ps29iq23ly25mr27tn24dz24sd18tr26pk24az28ge22" +
	"gb22ie22de22fr27it27es24pt25nl18be16at20ch21lu20se24fi18dk18no15gr27cy28mt31pl28cz24sk24hu28ro24bg22hr21si19ee20lv21lt20" +
	"ba20rs22me22mk19al28md24ua29li21mc27sm27ad24br29cr22do28sv28mu30"

// ibanLength returns how long a country's numbers are, 0 for an unknown one.
func ibanLength(country string) int {
	for i := 0; i+4 <= len(ibanLengths); i += 4 {
		if ibanLengths[i:i+2] == country {
			return int(ibanLengths[i+2]-'0')*10 + int(ibanLengths[i+3]-'0')
		}
	}
	return 0
}

// ibans finds account numbers by their shape and check digits. What has the
// shape and fails the check is no account number, and its digits are no other
// number either: both are taken out of the reach of the rules that follow.
func (st *state) ibans() {
	for i := 0; i < len(st.items); i++ {
		it := &st.items[i]
		if it.used || !st.ibanHead(i) {
			continue
		}
		w := st.bytes(i)
		want := ibanLength(string(w[:2]))
		if want == 0 {
			continue
		}
		st.digits = append(st.digits[:0], w...)
		last, exact := i, -1
		for len(st.digits) < want+longestSlip {
			k := last + 1
			if (st.is(k, "-") || st.is(k, ".") || st.is(k, "_") || st.is(k, "/")) && st.gap(k) >= 0 {
				k++
			}
			if k >= len(st.items) || st.items[k].kind == sym || st.items[k].kind == word && st.width(k) != 4 || st.items[k].used || st.gap(k) < 0 || st.gap(k) > 2 || st.items[k].e-st.items[k].s > 30 {
				break
			}
			if len(st.digits) == want {
				exact = last
			}
			st.digits = append(st.digits, st.bytes(k)...)
			last = k
		}
		if len(st.digits) == want {
			exact = last
		}
		if exact >= 0 && (len(st.digits) > want+longestSlip || mod97(st.digits[:want]) || last > exact && st.items[last].kind == num && st.width(last) > longestSlip) {
			last, st.digits = exact, st.digits[:want]
		}
		if n := len(st.digits); n < want-longestSlip || n > want+longestSlip {
			continue
		}
		switch {
		case len(st.digits) == want && mod97(st.digits):
			st.claim(i, last, IBAN, "iban_checksum")
		case st.accountCue(i), string(w[:2]) == "om" && !st.refBefore(i): // mistyped, and still somebody's
			st.claim(i, last, IBAN, "iban_cue")
		case len(st.digits) != want:
			continue
		default:
			for k := i; k <= last; k++ {
				st.items[k].used = true
			}
		}
		i = last
	}
}

// longestSlip is by how many characters a mistyped number may be too long or too
// short.
const longestSlip = 1

// refBefore tells whether one of the words before item i says that what follows
// is the number of a matter or a thing.
func (st *state) refBefore(i int) bool {
	for k := i - 1; k >= 0 && i-k <= 4 && st.gap(k+1) >= 0; k-- {
		if st.items[k].cue&(cueRef|cueCount) != 0 {
			return true
		}
	}
	return false
}

// ibanHead tells whether an account number may begin at item i: two letters and
// two digits, with or without a blank between.
func (st *state) ibanHead(i int) bool {
	it := &st.items[i]
	w := st.bytes(i)
	switch {
	case it.kind == word && len(w) == 2 && i+1 < len(st.items) && st.items[i+1].kind == num && st.gap(i+1) >= 0 && st.gap(i+1) <= 1:
		switch string(w) { // other countries' codes are words: no, at, de
		case "om", "ae", "sa", "bh", "qa", "kw":
			return true
		}
		return false
	case it.kind != alnum || len(w) < 4:
		return false
	}
	return w[0] >= 'a' && w[0] <= 'z' && w[1] >= 'a' && w[1] <= 'z' && w[2] >= '0' && w[2] <= '9' && w[3] >= '0' && w[3] <= '9'
}

// accountCue tells whether the words before item i speak of a bank account.
func (st *state) accountCue(i int) bool {
	words := 0
	for k := i - 1; k >= 0 && words < 6 && st.gap(k+1) >= 0; k-- {
		if st.items[k].kind == sym {
			continue
		}
		if st.items[k].cue&cueIBAN != 0 {
			return true
		}
		if st.has(k, wAccount) {
			return true
		}
		words++
	}
	return false
}

// mod97 is the check of ISO 13616.
func mod97(s []byte) bool {
	rest := 0
	for i := range s {
		c := s[(i+4)%len(s)]
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'a' && c <= 'z':
			rest = (rest*100 + int(c-'a') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}
