package textfilter

import "unicode/utf8"

// quick reads the shape that nearly every line has, an object of plain members
// whose "id" and "text" are read in one pass. It gives up (ok false) on anything
// else, nested values, surrogate escapes and doubtful syntax included; parse
// then reads the line with the standard library, which decides.
func quick(line []byte) (in input, ok bool) {
	i := space(line, 0)
	if i >= len(line) || line[i] != '{' {
		return in, false
	}
	in.id = "null"
	haveText := false
	for i = space(line, i+1); ; {
		keyFrom := i + 1
		keyTo, plain := str(line, i)
		if keyTo < 0 || !plain {
			return in, false
		}
		key := line[keyFrom : keyTo-1]
		i = space(line, keyTo)
		if i >= len(line) || line[i] != ':' {
			return in, false
		}
		i = space(line, i+1)
		if i >= len(line) {
			return in, false
		}
		from := i
		isString := line[i] == '"'
		plain = true
		switch {
		case isString:
			i, plain = str(line, i)
		default:
			i = scalar(line, i)
		}
		if i < 0 {
			return in, false
		}
		switch {
		case folds(key, "id"):
			if !isString && line[from] != '-' && (line[from] < '0' || line[from] > '9') {
				return in, false
			}
			in.id = string(line[from:i])
		case folds(key, "text"):
			if !isString {
				return in, false
			}
			if plain {
				in.text = string(line[from+1 : i-1])
			} else if in.text, ok = unescape(line[from+1 : i-1]); !ok {
				return in, false
			}
			haveText = true
		}
		i = space(line, i)
		if i >= len(line) {
			return in, false
		}
		if line[i] == '}' {
			return in, haveText && space(line, i+1) == len(line)
		}
		if line[i] != ',' {
			return in, false
		}
		i = space(line, i+1)
	}
}

func space(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	return i
}

// str reads the string at b[i] and returns where it ends, -1 if there is none;
// plain says that it has no escapes.
func str(b []byte, i int) (end int, plain bool) {
	if i >= len(b) || b[i] != '"' {
		return -1, false
	}
	plain = true
	for i++; i < len(b); i++ {
		switch c := b[i]; {
		case c == '"':
			return i + 1, plain
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			return -1, false
		}
	}
	return -1, false
}

// scalar reads a number or a literal as JSON writes it; -1 for anything else.
func scalar(b []byte, i int) int {
	for _, word := range [...]string{"null", "true", "false"} {
		if len(b) >= i+len(word) && string(b[i:i+len(word)]) == word {
			return i + len(word)
		}
	}
	from := i
	if i < len(b) && b[i] == '-' {
		i++
	}
	digits := i
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	if i == digits || b[digits] == '0' && i > digits+1 || i-from > 64 {
		return -1
	}
	if i < len(b) && (b[i] == '.' || b[i] == 'e' || b[i] == 'E') {
		return -1 // the standard library knows how
	}
	return i
}

// folds compares a key as encoding/json does for plain letters: without case.
func folds(key []byte, name string) bool {
	if len(key) != len(name) {
		return false
	}
	for i, c := range key {
		if c|0x20 != name[i] {
			return false
		}
	}
	return true
}

// unescape resolves the escapes of a JSON string; surrogates and wrong escapes
// are left to the standard library.
func unescape(b []byte) (string, bool) {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c != '\\' {
			out = append(out, c)
			continue
		}
		i++
		if i >= len(b) {
			return "", false
		}
		switch b[i] {
		case '"', '\\', '/':
			out = append(out, b[i])
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			r, ok := hex4(b, i+1)
			if !ok || r >= 0xD800 && r <= 0xDFFF {
				return "", false
			}
			out = utf8.AppendRune(out, r)
			i += 4
		default:
			return "", false
		}
	}
	return string(out), true
}

func hex4(b []byte, i int) (r rune, ok bool) {
	if i+4 > len(b) {
		return 0, false
	}
	for _, c := range b[i : i+4] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
