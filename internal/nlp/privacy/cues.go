package privacy

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

//go:embed data/cues.tsv
var cueText string

// cue is a set of things that a word announces.
type cue uint32

const (
	cuePhone cue = 1 << iota
	cueCivil
	cueID // "id": civil only in company
	cuePassport
	cuePlate
	cueVehicle
	cueCard
	cueCardWord // بطاقة: of either kind
	cueIBAN
	cueRef
	cueNumber
	cueMoney
	cueUnit
	cueCount
	cueEmergency
	cueStop
)

// cueNames are the classes as the data file names them, in the order of the bits.
var cueNames = []string{
	"phone", "civil", "idword", "passport", "plate", "vehicle", "card", "cardword", "iban", "ref",
	"number", "money", "unit", "count", "emergency", "stop",
}

// readClasses reads "class<tab>words" lines; the bit of a class is its place in
// names.
func readClasses[T ~uint32 | ~uint64](text string, names []string) map[string]T {
	out := make(map[string]T)
	for line := range strings.Lines(text) {
		class, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		bit := slices.Index(names, class)
		if !ok || bit < 0 {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			out[w] |= 1 << bit
		}
	}
	return out
}

// lexeme is what the lists know of a word.
type lexeme struct {
	cue   cue
	name  lang.NameClass
	words wordClass
}

// lexicon finds words by their hash: one probe for most of a text, whose words say
// nothing. Two words with one 64-bit hash do not happen in lists this small.
type lexicon struct {
	keys   []uint64
	values []lexeme
}

func newLexicon() *lexicon {
	all := make(map[string]lexeme)
	for w, c := range readClasses[cue](cueText, cueNames) {
		all[w] = lexeme{cue: c}
	}
	for w, c := range readClasses[wordClass](wordText, wordNames) {
		l := all[w]
		l.words = c
		all[w] = l
	}
	for w, c := range lang.Names() {
		l := all[w]
		l.name = c
		all[w] = l
	}
	size := 1
	for size < 4*len(all) {
		size *= 2
	}
	x := &lexicon{keys: make([]uint64, size), values: make([]lexeme, size)}
	for w, l := range all {
		h := xxh3.HashString(w)
		i := x.slot(h)
		x.keys[i], x.values[i] = h, l
	}
	return x
}

func (x *lexicon) slot(h uint64) int {
	mask := uint64(len(x.keys) - 1)
	i := h & mask
	for x.keys[i] != 0 && x.keys[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (x *lexicon) get(w []byte) *lexeme { return &x.values[x.slot(xxh3.Hash(w))] }

// look finds what a word announces, what it is to a rule, and what it can be in a
// name.
func (f *Finder) look(w []byte) lexeme {
	l := *f.lexicon.get(w)
	if l.cue == 0 {
		l.cue = f.lookInside(w)
	}
	return l
}

// longestArabizi is the length of the longest word that is read as Arabizi.
const longestArabizi = 20

// foldArabizi spells a word of Arabizi without digits, as names and cues are
// listed: 5alid khalid, sa3id said, be6a8ti betaqti.
func foldArabizi(dst, w []byte) []byte {
	for _, c := range w {
		switch c {
		case '2', '3', '\'':
		case '5':
			dst = append(dst, "kh"...)
		case '6':
			dst = append(dst, 't')
		case '7':
			dst = append(dst, 'h')
		case '8':
			dst = append(dst, 'q')
		case '9':
			dst = append(dst, 's')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// lookInside finds the cues of a word without the Arabic particles before it.
func (f *Finder) lookInside(w []byte) cue {
	if len(w) < 6 || w[0] < 0xD8 { // particles are Arabic, and something must stay
		return 0
	}
	for range 2 {
		switch {
		case hasPrefix(w, "ال"), hasPrefix(w, "لل"):
			return f.lexicon.get(w[4:]).cue
		case hasPrefix(w, "و"), hasPrefix(w, "ف"), hasPrefix(w, "ب"), hasPrefix(w, "ل"):
			w = w[2:]
			if c := f.lexicon.get(w).cue; c != 0 {
				return c
			}
		default:
			return 0
		}
	}
	if hasPrefix(w, "ال") {
		return f.lexicon.get(w[4:]).cue
	}
	return 0
}

func hasPrefix(w []byte, p string) bool { return len(w) >= len(p) && string(w[:len(p)]) == p }
