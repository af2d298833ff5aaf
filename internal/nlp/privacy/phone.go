package privacy

// phone tells whether a run is a telephone number.
func (st *state) phone(n *number, a *around, ref bool) (Kind, string) {
	d := st.digits
	cued := a.near&cuePhone != 0 || a.back
	switch {
	case n.plus:
		if n.total >= 8 && n.total <= 15 && d[0] != '0' && !oman(d, "968", 3) {
			return Phone, "phone_international"
		}
		if len(d) == 11 {
			return Phone, "phone_oman"
		}
		return "", ""
	case len(d) > 2 && d[0] == '0' && d[1] == '0' && d[2] != '0':
		if oman(d, "00968", 5) {
			if len(d) == 13 {
				return Phone, "phone_oman"
			}
			return "", ""
		}
		if n.total >= 11 && n.total <= 16 && !ref && !st.amount(n) {
			return Phone, "phone_international"
		}
		return "", ""
	case len(d) == 11 && oman(d, "968", 3) && (n.n == 1 || n.groups[0] == 3) && localStart(d[3]):
		return Phone, "phone_oman"
	}
	if n.total == 10 && d[0] == '0' && d[1] == '5' && cued && !ref { // the neighbours' mobiles
		return Phone, "phone_neighbour"
	}
	if n.total != 8 || !localStart(d[0]) || ref || st.amount(n) && !(a.near&cuePhone != 0 && a.dist == 0) {
		return "", ""
	}
	if a.near&(cuePlate|cueEmergency|cueStop) != 0 && a.dist == 0 && !a.back {
		return "", ""
	}
	if !cued && !st.shaped(n) {
		return "", ""
	}
	if cued && n.n > 1 && st.dated(n) {
		return "", ""
	}
	return Phone, "phone_local"
}

// oman tells whether the digits begin with a country code and go on as an Omani
// number would.
func oman(d []byte, code string, at int) bool {
	return len(d) > at && string(d[:len(code)]) == code
}

// localStart tells the first digits of Omani numbers: mobiles 7 and 9, landlines 2.
func localStart(c byte) bool { return c == '9' || c == '7' || c == '2' }

// shaped tells whether eight digits look like a telephone number by themselves.
func (st *state) shaped(n *number) bool {
	d := st.digits
	land := d[0] == '2'
	if land && (d[1] < '2' || d[1] > '6') {
		return false
	}
	if n.n > 1 && (n.spoken > 0 && (land || n.groups[0] != 4) || st.repeats(n) || st.listed(n)) {
		return false
	}
	switch n.n {
	case 1:
		return true
	case 2:
		if n.groups[0] != 4 && land || n.groups[0] == 1 || n.groups[0] == 7 {
			return false
		}
		if isYear(d[4:8]) && (n.sep == '/' || isYear(d[:4])) {
			return false
		}
		return n.sep != 0 && (n.sep != '/' || !land)
	case 3:
		return !land && n.sep != 0 && n.sep != '/' && !st.dated(n) && n.groups[0] >= 2 && n.groups[0] <= 3
	case 4:
		return !land && n.sep != 0 && n.sep != '/' && n.groups[0] == 2 && n.groups[1] == 2 && n.groups[2] == 2
	case 8:
		return n.sep != 0
	}
	return false
}

// dated tells whether three groups are a date.
func (st *state) dated(n *number) bool {
	if n.n != 3 || n.groups[0] == 3 || n.groups[1] == 3 {
		return false
	}
	return n.groups[2] == 4 && isYear(st.digits[n.total-4:]) || n.groups[0] == 4 && isYear(st.digits[:4])
}

func isYear(d []byte) bool {
	return len(d) == 4 && (d[0] == '1' && d[1] == '9' || d[0] == '2' && d[1] == '0')
}

// repeats tells whether every group is one digit over and over: 9999 and 1111
// are two short numbers.
func (st *state) repeats(n *number) bool {
	at := 0
	for i := range n.n {
		if n.groups[i] < 2 || !repeated(st.digits[at:at+n.groups[i]]) {
			return false
		}
		at += n.groups[i]
	}
	return true
}

// listed tells whether the groups go on from a number before them: a list.
func (st *state) listed(n *number) bool {
	return n.first > 0 && st.items[n.first-1].kind == num && st.gap(n.first) >= 0
}
