package privacy

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// signs finds what a sign gives away: links, mail addresses and handles.
func (st *state) signs() {
	for i := 0; i < len(st.items); i++ {
		it := &st.items[i]
		if it.used {
			continue
		}
		switch {
		case it.kind == sym && st.v[it.s] == '@':
			if !st.mail(i) {
				st.handle(i)
			}
		case it.kind == sym && st.v[it.s] == ':' && int(it.s)+2 < len(st.v) && st.v[it.s+1] == '/' && st.v[it.s+2] == '/':
			st.link(i-1, int(it.s)+3)
		case it.kind == sym && st.v[it.s] == '/' && i > 2 && st.gap(i) == 0 && st.gap(i+1) == 0 && st.has(i-1, wTopLevel) && st.is(i-2, "."):
			st.link(st.hostStart(i-1), int(st.items[st.hostStart(i-1)].s))
		case it.kind == word && st.is(i, "www") && st.is(i+1, "."):
			st.link(i, int(it.e)+1)
		case it.kind == word && st.has(i, wAt):
			st.spokenMail(i)
		case it.kind == word && st.has(i, wPlatform):
			st.platformHandle(i)
		}
	}
}

// hostStart goes back from the last label of a host to its first item.
func (st *state) hostStart(k int) int {
	for n := 0; n < 12 && k > 0 && st.gap(k) == 0 && !st.items[k-1].used; n++ {
		if st.items[k-1].kind == sym && !st.is(k-1, ".") && !st.is(k-1, "-") {
			break
		}
		k--
	}
	return k
}

// isLocal tells which bytes the part before an @ may have.
func isLocal(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'
}

// mail reads name@domain at the sign; letters of any script may stand in both
// parts, and a blank beside the sign or the dot is forgiven when the end is a
// known domain.
func (st *state) mail(i int) bool {
	at := int(st.items[i].s)
	from, spaced := at, false
	for from > 0 && st.v[from-1] == ' ' && at-from < 2 {
		from, spaced = from-1, true
	}
	start := st.localStart(from)
	if start == from {
		return false
	}
	to := at + 1
	for to < len(st.v) && st.v[to] == ' ' && to-at < 3 {
		to, spaced = to+1, true
	}
	if spaced && to == at+1 && (st.has(i-1, wPlatform) || st.has(i-1, wFiller)) { // Instagram @name.om
		return false
	}
	end, known := st.domain(to, spaced)
	if end == 0 && !spaced { // name@host . com
		spaced = true
		end, known = st.domain(to, spaced)
	}
	if end == 0 || spaced && !known {
		return false
	}
	st.claimBytes(start, end, Email, "email")
	return true
}

// localStart goes back from the end of a local part to its start. It is bounded
// by the longest local part that mail allows.
func (st *state) localStart(end int) int {
	i := end
	foreign := end > 0 && st.v[end-1] >= utf8.RuneSelf // letters of one script: not علىsara@
	for i > 0 && end-i < 64 {
		if isLocal(st.v[i-1]) {
			if foreign && st.v[i-1] >= 'a' {
				break
			}
			i--
			continue
		}
		r, n := utf8.DecodeLastRune(st.v[:i])
		if n > 1 && (foreign && unicode.IsLetter(r) || r == '–') {
			i -= n
			continue
		}
		break
	}
	for i < end && (st.v[i] == '.' || st.v[i] == '-') {
		i++
	}
	return i
}

// domain reads labels joined by dots from byte i; it returns the end, 0 if there
// is none, and whether the last label is a known one. With loose set a blank may
// stand beside a dot.
func (st *state) domain(i int, loose bool) (end int, known bool) {
	labels := 0
	for {
		from := i
		for i < len(st.v) && i-from < 64 {
			c := st.v[i]
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
				i++
				continue
			}
			if r, n := utf8.DecodeRune(st.v[i:]); n > 1 && unicode.IsLetter(r) && (i == from || st.v[i-1] >= utf8.RuneSelf) {
				i += n
				continue
			}
			break
		}
		if i == from {
			return end, known
		}
		labels++
		if labels > 1 && labels < 8 && i-from >= 2 {
			end, known = i, st.f.knows(st.v[from:i], wTopLevel)
		}
		next := i
		for loose && next < len(st.v) && st.v[next] == ' ' && next-i < 2 {
			next++
		}
		switch n := dotAt(st.v[next:]); {
		case n > 0:
			i = next + n
		default:
			return end, known
		}
		for loose && i < len(st.v) && st.v[i] == ' ' {
			i++
		}
	}
}

// dotAt returns the length of a dot in any script, 0 if there is none.
func dotAt(v []byte) int {
	switch {
	case len(v) > 0 && v[0] == '.':
		return 1
	case bytes.HasPrefix(v, []byte("。")), bytes.HasPrefix(v, []byte("．")):
		return 3
	}
	return 0
}

// spokenMail reads "name at domain dot com", with or without brackets around
// the words. Without brackets the dot must be spoken too: "at example.com" is a
// place.
func (st *state) spokenMail(i int) {
	left, right, bracketed := i-1, i+1, false
	if left > 0 && st.items[left].kind == sym && (st.is(left, "(") || st.is(left, "[")) && right < len(st.items) && st.items[right].kind == sym {
		left, right, bracketed = left-1, right+1, true
	}
	if left < 0 || right >= len(st.items) || st.items[left].kind == sym || st.items[right].kind == sym || st.gap(i) < 0 {
		return
	}
	end, spoken := right, false
	for k, labels := right+1, 0; k < len(st.items) && labels < 8; labels++ {
		n, said := st.dotItem(k)
		if n == 0 || k+n >= len(st.items) || st.items[k+n].kind == sym {
			break
		}
		if !st.has(k+n, wTopLevel) && (k+n+1 >= len(st.items) || !st.dotFollows(k+n+1)) {
			break
		}
		spoken = spoken || said
		end, k = k+n, k+n+1
	}
	if end == right || !st.has(end, wTopLevel) || !spoken && !bracketed {
		return
	}
	start := st.localStart(int(st.items[left].e))
	st.claimBytes(start, int(st.items[end].e), Email, "email_spoken")
}

func (st *state) dotFollows(k int) bool { n, _ := st.dotItem(k); return n > 0 }

// dotItem returns how many items a dot takes at k, and whether it is a word.
func (st *state) dotItem(k int) (n int, said bool) {
	switch {
	case k >= len(st.items):
		return 0, false
	case st.items[k].kind == word && st.has(k, wDot):
		return 1, true
	case (st.is(k, "(") || st.is(k, "[")) && k+2 < len(st.items) && st.has(k+1, wDot):
		return 3, true
	case st.items[k].kind == sym && dotAt(st.bytes(k)) > 0 && st.gap(k) == 0:
		return 1, false
	}
	return 0, false
}

// handle reads @name; the sign must not follow a letter or a digit.
func (st *state) handle(i int) {
	s := int(st.items[i].s)
	if s > 0 {
		r, _ := utf8.DecodeLastRune(st.v[:s])
		if r == '_' || unicode.IsDigit(r) || unicode.IsLetter(r) && !st.particle(i-1) { // لـ@name
			return
		}
	}
	end := st.handleEnd(s + 1)
	if end-s-1 < 2 {
		return
	}
	if st.f.isOffice(st.v[s+1 : end]) {
		st.markBytes(s, end)
		return
	}
	st.claimBytes(s, end, Handle, "handle")
}

// particle tells whether item k is one Arabic letter: a word glued to what
// follows.
func (st *state) particle(k int) bool {
	return k >= 0 && st.items[k].kind == word && st.v[st.items[k].s] >= utf8.RuneSelf && st.items[k].e-st.items[k].s == 2
}

// isOffice tells whether a user name says that it is an office and no person:
// @oman_gov, @muscat.municipality.
func (f *Finder) isOffice(name []byte) bool {
	for part := range bytes.FieldsFuncSeq(name, func(r rune) bool { return r == '_' || r == '.' || r == '-' || r >= '0' && r <= '9' }) {
		if f.knows(part, wOffice) {
			return true
		}
	}
	return false
}

// handleEnd reads the letters of a user name.
func (st *state) handleEnd(i int) int {
	from := i
	for i < len(st.v) && i-from < 64 {
		c := st.v[i]
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' {
			i++
			continue
		}
		if (c == '.' || c == '-') && i > from && i+1 < len(st.v) && (st.v[i+1] >= 'a' && st.v[i+1] <= 'z' || st.v[i+1] >= '0' && st.v[i+1] <= '9' || st.v[i+1] == '_') {
			i++
			continue
		}
		if r, n := utf8.DecodeRune(st.v[i:]); n > 1 && unicode.IsLetter(r) {
			i += n
			continue
		}
		break
	}
	return i
}

// platformHandle reads "سناب: name", "my instagram: name", "twitter handle
// name": a Latin name with a mark of a user name in it, or after a colon.
func (st *state) platformHandle(i int) {
	k, colon := i+1, false
	if st.is(k, "handle") || st.is(k, "account") || st.is(k, "شات") || st.is(k, "توك") || st.is(k, "جرام") || st.is(k, "قرام") || st.is(k, "مالي") || st.is(k, "mali") || st.is(k, "is") {
		k++
	}
	if st.is(k, ":") {
		k, colon = k+1, true
	}
	if k >= len(st.items) || st.items[k].kind == sym || st.gap(k) < 0 || st.v[st.items[k].s] >= utf8.RuneSelf {
		return
	}
	s := int(st.items[k].s)
	end := st.handleEnd(s)
	if end-s < 3 {
		return
	}
	marked := st.items[k].kind == alnum || end > int(st.items[k].e)
	arabic := st.v[st.items[i].s] >= utf8.RuneSelf // a Latin word after an Arabic cue
	if !marked && (st.has(k, wFiller) || st.has(k, wStopName)) {
		return
	}
	if marked || colon || arabic || st.is(i, "handle") || st.is(i+1, "handle") {
		st.claimBytes(s, end, Handle, "handle_cue")
	}
}
