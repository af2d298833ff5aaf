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

// table finds words by their hash: one probe for most of a text, whose words say
// nothing. Two words with one 64-bit hash do not happen in lists this small.
type table[T ~uint8 | ~uint32 | ~uint64] struct {
	keys   []uint64
	values []T
}

func newTable[T ~uint8 | ~uint32 | ~uint64](words map[string]T) *table[T] {
	size := 1
	for size < 4*len(words) {
		size *= 2
	}
	t := &table[T]{keys: make([]uint64, size), values: make([]T, size)}
	for w, c := range words {
		h := xxh3.HashString(w)
		i := t.slot(h)
		t.keys[i], t.values[i] = h, c
	}
	return t
}

func (t *table[T]) slot(h uint64) int {
	mask := uint64(len(t.keys) - 1)
	i := h & mask
	for t.keys[i] != 0 && t.keys[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (t *table[T]) get(w []byte) T { return t.values[t.slot(xxh3.Hash(w))] }

// look finds what a word announces, and what it can be in a name.
func (f *Finder) look(w []byte) (cue, lang.NameClass) {
	h := xxh3.Hash(w)
	name := f.names.values[f.names.slot(h)]
	if c := f.cues.values[f.cues.slot(h)]; c != 0 {
		return c, name
	}
	return f.lookInside(w), name
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
			return f.cues.get(w[4:])
		case hasPrefix(w, "و"), hasPrefix(w, "ف"), hasPrefix(w, "ب"), hasPrefix(w, "ل"):
			w = w[2:]
			if c := f.cues.get(w); c != 0 {
				return c
			}
		default:
			return 0
		}
	}
	if hasPrefix(w, "ال") {
		return f.cues.get(w[4:])
	}
	return 0
}

func hasPrefix(w []byte, p string) bool { return len(w) >= len(p) && string(w[:len(p)]) == p }
