// Package tokenize cuts text into words, numbers, tags, links and emoji, and
// into sentences, with offsets in code points and in bytes.
//
// Words follow UAX #29 with three deviations that suit what citizens write:
// hashtags, mentions, links, addresses and numbers with separators are one
// token each; a full stop joins letters only inside abbreviations ("bad.It" is
// two words, "U.S" one); punctuation is reported, white space is not.
//
// It changes no letter (package normalize does) and knows no word (package stem).
package tokenize

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// Kind says what a token is.
type Kind uint8

// The kinds.
const (
	Word Kind = iota
	Number
	Hashtag
	Mention
	URL
	Email
	Emoji
	Punct // punctuation or another symbol, one character
)

// String names the kind in lower case.
func (k Kind) String() string {
	return [...]string{"word", "number", "hashtag", "mention", "url", "email", "emoji", "punct"}[k]
}

// Token is a piece of a text. Text is a part of the source and costs no memory.
type Token struct {
	Text       string
	Start, End int32 // code points of the source, end exclusive
	From       int32 // byte offset of Text in the source
	Kind       Kind
}

// Words returns the tokens of s.
func Words(s string) []Token { return Append(nil, s) }

// Append appends the tokens of s to dst and returns it; it allocates only when
// dst has to grow.
func Append(dst []Token, s string) []Token {
	t := scanner{s: s, out: dst}
	t.run()
	return t.out
}

// scanner is the state of one pass. Every step moves at forward, so the time is
// linear in the length of the text.
type scanner struct {
	s    string
	out  []Token
	at   int   // bytes
	code int32 // code points before at
}

func (t *scanner) run() {
	for t.at < len(t.s) {
		c := t.s[t.at]
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			t.at++
			t.code++
		case c == '#' || c == '@':
			t.tag(c)
		default:
			t.chunk()
		}
	}
}

// emit adds the token [t.at, end) and moves there.
func (t *scanner) emit(end int, kind Kind) {
	text := t.s[t.at:end]
	n := int32(utf8.RuneCountInString(text))
	t.out = append(t.out, Token{Text: text, Start: t.code, End: t.code + n, From: int32(t.at), Kind: kind})
	t.at, t.code = end, t.code+n
}

// skip passes over [t.at, end) without a token.
func (t *scanner) skip(end int) {
	t.code += int32(utf8.RuneCountInString(t.s[t.at:end]))
	t.at = end
}

// tag reads a hashtag or a mention; a lone sign is punctuation.
func (t *scanner) tag(sign byte) {
	end := t.at + 1
	for end < len(t.s) {
		r, n := utf8.DecodeRuneInString(t.s[end:])
		if !isTagRune(r) && (sign != '@' || r != '.' && r != '-' || end == t.at+1 || !startsWord(t.s[end+n:])) {
			break
		}
		end += n
	}
	switch {
	case end == t.at+1:
		t.emit(end, Punct)
	case sign == '#':
		t.emit(end, Hashtag)
	default:
		t.emit(end, Mention)
	}
}

// chunk reads one token that begins with neither a sign nor white space.
func (t *scanner) chunk() {
	s := t.s[t.at:]
	r, n := utf8.DecodeRuneInString(s)
	class := classOf(r)
	switch class {
	case letter, mark:
		if r < utf8.RuneSelf {
			if end := linkEnd(s); end > 0 {
				t.emit(t.at+end, URL)
				return
			}
			if end := emailEnd(t.s, t.at); end > 0 {
				t.emit(t.at+end, Email)
				return
			}
		}
		t.word(n)
	case digit:
		t.number(n)
	case other:
		t.foreign()
	case emoji:
		t.emoji(n)
	case space, invisible:
		t.skip(t.at + n)
	default:
		t.emit(t.at+n, Punct)
	}
}

// word reads letters, marks and digits; an apostrophe between letters joins.
func (t *scanner) word(n int) {
	i := t.at + n
	for i < len(t.s) {
		c := t.s[i]
		if c < utf8.RuneSelf {
			if isAlnum(c) {
				i++
				continue
			}
			if c == '\'' && i+1 < len(t.s) && startsLetter(t.s[i+1:]) {
				i++
				continue
			}
			if c == '.' && i+1 < len(t.s) && t.abbreviates(i) {
				i++
				continue
			}
			break
		}
		r, m := utf8.DecodeRuneInString(t.s[i:])
		class := classOf(r)
		if class == letter || class == mark || class == digit || class == invisible ||
			r == '’' && startsLetter(t.s[i+m:]) {
			i += m
			continue
		}
		break
	}
	t.emit(i, Word)
}

// abbreviates tells whether the full stop at i stands between single letters.
func (t *scanner) abbreviates(i int) bool {
	single := i-t.at == 1 || i >= 2 && t.s[i-2] == '.' && i-2 > t.at
	if !single || !isLetterByte(t.s[i-1]) || !isLetterByte(t.s[i+1]) {
		return false
	}
	return i+2 >= len(t.s) || !isAlnum(t.s[i+2]) && t.s[i+2] < utf8.RuneSelf
}

// number reads digits with single separators between digits (1,000.50, 24/7,
// 12:30, 99-123-456), or a word that begins with a digit (3ashan, 5G).
func (t *scanner) number(n int) {
	i, word := t.at+n, false
	for i < len(t.s) {
		r, m := utf8.DecodeRuneInString(t.s[i:])
		class := classOf(r)
		if class == digit || class == invisible {
			i += m
			continue
		}
		if class == letter || class == mark || r == '_' || r == '\'' && word && startsLetter(t.s[i+m:]) {
			word = true
			i += m
			continue
		}
		if !word && isSeparator(r) && i+m < len(t.s) {
			if next, _ := utf8.DecodeRuneInString(t.s[i+m:]); classOf(next) == digit {
				i += m
				continue
			}
		}
		break
	}
	if word {
		if end := emailEnd(t.s, t.at); end > 0 {
			t.emit(t.at+end, Email)
			return
		}
		t.emit(i, Word)
		return
	}
	t.emit(i, Number)
}

// emoji reads one pictograph with its modifiers and joined parts.
func (t *scanner) emoji(n int) {
	i := t.at + n
	for i < len(t.s) {
		r, m := utf8.DecodeRuneInString(t.s[i:])
		if r == 0x200D && i+m < len(t.s) { // joined with the next
			if next, k := utf8.DecodeRuneInString(t.s[i+m:]); normalize.IsEmoji(next) {
				i += m + k
				continue
			}
		}
		if r == 0xFE0F || r == 0x20E3 || r >= 0x1F3FB && r <= 0x1F3FF || r == 0x200D || r >= 0xE0020 && r <= 0xE007F {
			i += m
			continue
		}
		break
	}
	if first, k := utf8.DecodeRuneInString(t.s[t.at:]); i == t.at+k && isFlag(first) && i < len(t.s) {
		if next, m := utf8.DecodeRuneInString(t.s[i:]); isFlag(next) {
			i += m
		}
	}
	t.emit(i, Emoji)
}

// foreign hands a run of a script that needs the full rules (Indic, Thai, Han…)
// to UAX #29.
func (t *scanner) foreign() {
	end := t.at
	for end < len(t.s) {
		r, n := utf8.DecodeRuneInString(t.s[end:])
		if class := classOf(r); class != other && class != mark && class != invisible && !unicode.IsMark(r) {
			break
		}
		end += n
	}
	for it := words.FromString(t.s[t.at:end]); it.Next(); {
		text := it.Value()
		r, _ := utf8.DecodeRuneInString(text)
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			t.emit(t.at+len(text), Word)
		case unicode.IsDigit(r):
			t.emit(t.at+len(text), Number)
		case unicode.IsSpace(r):
			t.skip(t.at + len(text))
		default:
			t.emit(t.at+len(text), Punct)
		}
	}
	if t.at < end {
		t.skip(end)
	}
}
