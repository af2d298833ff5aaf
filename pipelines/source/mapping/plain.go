package mapping

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// plain reads a record of the commonest kind in one go: an object of strings
// without escapes, numbers, true, false and null. It reports false for
// everything else, faults included: then the strict reader reads the record
// from its beginning, and its word is the one that counts. What plain takes,
// that reader would have taken to the same values.
func (j *JSON) plain(record []byte, vals []Value) bool {
	if len(j.m.pointers) > 0 || !utf8.Valid(record) {
		return false
	}
	for i := range vals {
		vals[i] = Value{}
	}
	s := string(record) // values share it: one allocation for all of them
	j.names = j.names[:0]
	at := space(s, 0)
	if at >= len(s) || s[at] != '{' {
		return false
	}
	at = space(s, at+1)
	for at >= len(s) || s[at] != '}' {
		name, next, ok := quoted(s, at)
		if !ok || slices.Contains(j.names, name) || len(j.names) >= 64 {
			return false
		}
		j.names = append(j.names, name)
		if at = space(s, next); at >= len(s) || s[at] != ':' {
			return false
		}
		if at, ok = j.plainValue(s, space(s, at+1), j.m.place(name), vals); !ok {
			return false
		}
		if at = space(s, at); at >= len(s) || s[at] != ',' && s[at] != '}' {
			return false
		}
		if s[at] == ',' {
			if at = space(s, at+1); at >= len(s) || s[at] != '"' {
				return false
			}
		}
	}
	if space(s, at+1) != len(s) {
		return false
	}
	for _, name := range j.names {
		if _, ok := j.Seen[name]; ok || len(j.Seen) < 1000 {
			j.Seen[name]++
		}
	}
	return true
}

// plainValue reads the value at s[at:] and returns where it ends.
func (j *JSON) plainValue(s string, at, place int, vals []Value) (end int, ok bool) {
	if at >= len(s) {
		return 0, false
	}
	var v Value
	from := at
	switch c := s[at]; {
	case c == '"':
		v.S, end, ok = quoted(s, at)
		v.Kind = String
	case c == '-' || c >= '0' && c <= '9':
		end, ok = number(s, at)
		if ok {
			v.S, v.Kind = s[at:end], Number
		}
	default:
		rest := s[at:]
		switch {
		case strings.HasPrefix(rest, "true"):
			v, end, ok = Value{S: "true", Kind: Bool}, at+4, true
		case strings.HasPrefix(rest, "false"):
			v, end, ok = Value{S: "false", Kind: Bool}, at+5, true
		case strings.HasPrefix(rest, "null"):
			v, end, ok = Value{Kind: Null}, at+4, true
		}
	}
	if !ok || place < 0 {
		return end, ok
	}
	if j.m.IsPrivate(place) {
		v.From, v.To = from, end
	}
	vals[place] = v
	return end, true
}

func space(s string, at int) int {
	for at < len(s) && (s[at] == ' ' || s[at] == '\t' || s[at] == '\r' || s[at] == '\n') {
		at++
	}
	return at
}

// quoted reads a string without escapes.
func quoted(s string, at int) (text string, end int, ok bool) {
	if at >= len(s) || s[at] != '"' {
		return "", 0, false
	}
	for i := at + 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return s[at+1 : i], i + 1, true
		case c == '\\' || c < 0x20:
			return "", 0, false
		}
	}
	return "", 0, false
}

// number reads a number of JSON's grammar.
func number(s string, at int) (end int, ok bool) {
	i := at
	if s[i] == '-' {
		i++
	}
	digits := func() bool {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i > from
	}
	switch {
	case i < len(s) && s[i] == '0':
		i++
	case !digits():
		return 0, false
	}
	if i < len(s) && s[i] == '.' {
		i++
		if !digits() {
			return 0, false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		if i++; i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return 0, false
		}
	}
	return i, true
}
