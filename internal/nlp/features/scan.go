package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxToken bounds one token in folded letters; what is longer is cut there and
// the rest becomes the next token (nobody writes such words, programs do).
const maxToken = 48

// scanner walks over a text once.
type scanner struct {
	d       *Doc
	pos, cp int32
	hashtag bool

	open bool
	tok  Tok
	last rune
	run  int
}

func (d *Doc) scan() {
	s := scanner{d: d}
	for int(s.pos) < len(d.Text) {
		r, n := utf8.DecodeRuneInString(d.Text[s.pos:])
		if !s.open && s.skipSpecial(r) {
			continue
		}
		s.rune(r, int32(n))
		s.pos += int32(n)
		s.cp++
	}
	s.close()
}

// skipSpecial eats a link or a mention that starts here.
func (s *scanner) skipSpecial(r rune) bool {
	rest := s.d.Text[s.pos:]
	kind := Kind(0)
	switch {
	case r == '@' && len(rest) > 1 && isNameByte(rest[1]):
		kind = Mention
	case (r == 'h' || r == 'H') && (hasFold(rest, "http://") || hasFold(rest, "https://")),
		(r == 'w' || r == 'W') && hasFold(rest, "www."):
		kind = Link
	default:
		return false
	}
	t := Tok{Start: s.pos, CPStart: s.cp, Kind: kind, rs: int32(len(s.d.runes)), re: int32(len(s.d.runes))}
	for i, c := range rest {
		if i > 0 && (unicode.IsSpace(c) || kind == Mention && !isName(c) || kind == Link && c >= 0x600) {
			rest = rest[:i]
			break
		}
		s.cp++
	}
	s.pos += int32(len(rest))
	t.End, t.CPEnd = s.pos, s.cp
	s.d.Toks = append(s.d.Toks, t)
	if kind == Link {
		s.d.Links++
	} else {
		s.d.Mentions++
	}
	return true
}

func isNameByte(b byte) bool { return b >= 0x80 || isName(rune(b)) }

func isName(r rune) bool { return r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func (s *scanner) rune(raw rune, n int32) {
	r := fold(raw)
	switch {
	case r == drop:
		if s.open {
			s.tok.End, s.tok.CPEnd = s.pos+n, s.cp+1
		}
		if raw == 'ـ' && s.open {
			s.tok.Long = true
		}
	case isArabic(r):
		s.letter(r, Arabic, n)
	case isLatin(r):
		s.letter(r, Latin, n)
	case isDigit(r):
		s.digit(r, n)
	case r == '\'' && s.open && (s.tok.Kind == Latin || s.tok.Kind == Number):
		// "can't" is one word, written "cant" as people also do.
	case r == '#':
		s.close()
		s.hashtag = true
		s.d.Hashtags++
	case r == '_' && s.hashtag:
		s.close()
	case r >= 0x80 && unicode.IsLetter(r):
		s.letter(r, OtherScript, n)
	default:
		s.close()
		s.hashtag = false
		s.symbol(r, n)
	}
}

func (s *scanner) symbol(r rune, n int32) {
	switch {
	case r == '!' || r == '?':
		if k := len(s.d.Toks) - 1; k >= 0 && s.d.Toks[k].Kind == Mark && s.d.Toks[k].End == s.pos {
			s.d.Toks[k].End, s.d.Toks[k].CPEnd = s.pos+n, s.cp+1
			s.d.Toks[k].Long = true
			if r == '?' {
				s.d.runes[s.d.Toks[k].rs] = r
			}
			return
		}
		s.single(r, Mark, n)
		s.d.Marks++
	case isEmoji(r):
		s.single(r, Emoji, n)
		s.d.Emojis++
	case r == '.' || r == ',' || r == ';' || r == ':' || r == '\n' || r == '(' || r == ')' || r == '…' || r == '-' || r == '–' || r == '—':
		if k := len(s.d.Toks) - 1; k >= 0 && s.d.Toks[k].Kind != Break {
			s.single(r, Break, n)
		}
	}
}

func (s *scanner) single(r rune, k Kind, n int32) {
	i := int32(len(s.d.runes))
	s.d.runes = append(s.d.runes, r)
	s.d.Toks = append(s.d.Toks, Tok{Start: s.pos, End: s.pos + n, CPStart: s.cp, CPEnd: s.cp + 1, rs: i, re: i + 1, Kind: k})
}

func (s *scanner) letter(r rune, k Kind, n int32) {
	if s.open && (s.tok.Kind != k && !(s.tok.Kind == Number && k == Latin) || len(s.d.runes)-int(s.tok.rs) >= maxToken) {
		s.close()
	}
	s.begin(k)
	s.tok.Kind = k
	s.d.Letters++
	if k == Latin {
		s.d.Latins++
	}
	s.add(r)
	s.tok.End, s.tok.CPEnd = s.pos+n, s.cp+1
}

// digit keeps digits inside Latin words together with them ("3alaikum", "5ara").
func (s *scanner) digit(r rune, n int32) {
	if s.open && (s.tok.Kind == Arabic || s.tok.Kind == OtherScript || len(s.d.runes)-int(s.tok.rs) >= maxToken) {
		s.close()
	}
	s.begin(Number)
	s.d.runes = append(s.d.runes, r)
	s.last, s.run = r, 1
	s.tok.End, s.tok.CPEnd = s.pos+n, s.cp+1
}

func (s *scanner) begin(k Kind) {
	if s.open {
		return
	}
	s.open = true
	s.tok = Tok{Start: s.pos, CPStart: s.cp, rs: int32(len(s.d.runes)), Kind: k, Hashtag: s.hashtag}
	s.last, s.run = 0, 0
}

// add writes one letter and undoes stretching: three or more of one letter
// become one, or two where English doubles it.
func (s *scanner) add(r rune) {
	if r != s.last {
		s.last, s.run = r, 1
		s.d.runes = append(s.d.runes, r)
		return
	}
	s.run++
	switch {
	case s.run == 2:
		s.d.runes = append(s.d.runes, r)
	case s.run == 3:
		s.tok.Long = true
		if r != 'e' && r != 'o' && r != 'l' && r != 's' {
			s.d.runes = s.d.runes[:len(s.d.runes)-1]
		}
	}
}

func (s *scanner) close() {
	if !s.open {
		return
	}
	s.open = false
	if s.tok.Kind == Arabic && len(s.d.runes)-int(s.tok.rs) > 3 {
		s.d.runes = withoutHamza(s.d.runes, int(s.tok.rs))
	}
	s.tok.re = int32(len(s.d.runes))
	if s.tok.Long {
		s.d.Stretched++
	}
	w := s.d.runes[s.tok.rs:s.tok.re]
	if laughs(w, s.tok.Long) {
		s.d.runes = append(s.d.runes[:s.tok.rs], 'ه', 'ه', 'ه')
		s.tok.re = s.tok.rs + 3
		s.tok.Kind = Laugh
	}
	s.d.Toks = append(s.d.Toks, s.tok)
}

// withoutHamza drops the lone hamza, which many leave out, from the word that
// starts at from. Short words keep it: "ماء" is not "ما".
func withoutHamza(r []rune, from int) []rune {
	k := from
	for _, c := range r[from:] {
		if c != 'ء' {
			r[k] = c
			k++
		}
	}
	return r[:k]
}

// laughs knows "ههههه", "خخخخ", "hahaha", "lol".
func laughs(w []rune, long bool) bool {
	switch {
	case long && len(w) <= 2 && (w[0] == 'ه' || w[0] == 'خ') && w[0] == w[len(w)-1]:
		return true
	case string(w) == "lol", string(w) == "lmao", string(w) == "هاها", string(w) == "هاهاها":
		return true
	case len(w) >= 4 && w[0] == 'h':
		for i, r := range w {
			if i%2 == 0 && r != 'h' || i%2 == 1 && r != 'a' && r != 'e' {
				return false
			}
		}
		return true
	}
	return false
}
