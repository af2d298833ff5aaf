package privacy

import (
	_ "embed"
	"strings"
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
var cueNames = [...]string{
	"phone", "civil", "idword", "passport", "plate", "vehicle", "card", "cardword", "iban", "ref",
	"number", "money", "unit", "count", "emergency", "stop",
}

func readCues(text string) map[string]cue {
	out := make(map[string]cue)
	for line := range strings.Lines(text) {
		class, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for i, name := range cueNames {
			if name == class {
				for w := range strings.FieldsSeq(list) {
					out[w] |= 1 << i
				}
			}
		}
	}
	return out
}

// look finds a word's cues, with and without the Arabic particles before it.
func (f *Finder) look(w []byte) cue {
	if c, ok := f.cues[string(w)]; ok {
		return c
	}
	if len(w) < 6 || w[0] < 0xD8 { // particles are Arabic, and something must stay
		return 0
	}
	for range 2 {
		switch {
		case hasPrefix(w, "ال"), hasPrefix(w, "لل"):
			w = w[4:]
			return f.cues[string(w)]
		case hasPrefix(w, "و"), hasPrefix(w, "ف"), hasPrefix(w, "ب"), hasPrefix(w, "ل"):
			w = w[2:]
			if c, ok := f.cues[string(w)]; ok {
				return c
			}
		default:
			return 0
		}
	}
	if hasPrefix(w, "ال") {
		return f.cues[string(w[4:])]
	}
	return 0
}

func hasPrefix(w []byte, p string) bool { return len(w) >= len(p) && string(w[:len(p)]) == p }
