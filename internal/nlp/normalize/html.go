package normalize

import (
	"html"
	"strings"
)

// longestEntity bounds the look for the end of an entity.
const longestEntity = 34

// markup handles an entity or a tag at s[i] and returns how many bytes it took,
// 0 when the character is an ordinary one. A tag must begin like a tag and end
// before the next one begins, so "a < b" stays and the scan is linear.
func (w *writer) markup(s string, i int) int {
	if s[i] == '<' {
		return w.tag(s, i)
	}
	end := strings.IndexByte(s[i:min(len(s), i+longestEntity)], ';')
	if end < 2 {
		return 0
	}
	entity := s[i : i+end+1]
	plain := html.UnescapeString(entity)
	if plain == entity {
		return 0
	}
	for _, r := range plain {
		if r < tableSize && w.p.table[r] != slow {
			w.put(rune(w.p.table[r]), i, i+len(entity))
		} else {
			w.slow(r, i, i+len(entity))
		}
	}
	return len(entity)
}

func (w *writer) tag(s string, i int) int {
	if i+2 >= len(s) {
		return 0
	}
	c := s[i+1]
	if c == '/' || c == '!' {
		c = s[i+2]
	}
	if c|0x20 < 'a' || c|0x20 > 'z' {
		return 0
	}
	for k := i + 1; k < len(s); k++ {
		switch s[k] {
		case '<':
			return 0
		case '>':
			w.put(' ', i, k+1)
			return k + 1 - i
		}
	}
	return 0
}
