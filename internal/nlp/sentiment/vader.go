package sentiment

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/jonreiter/govader"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// valence scores a text as VADER does (Hutto and Gilbert 2014), on prepared
// tokens and with the lists of govader: govader's own scorer takes longer than
// everything else together. Capitals and idioms are left out.
type valence struct {
	words    map[uint64]float32
	boosters map[uint64]float32
	negators map[uint64]bool
	emoji    map[rune]float32
	but      uint64
}

func newValence(v *govader.SentimentIntensityAnalyzer) *valence {
	x := &valence{words: map[uint64]float32{}, boosters: map[uint64]float32{}, negators: map[uint64]bool{}, emoji: map[rune]float32{}, but: hash("but")}
	for _, w := range slices.Sorted(maps.Keys(v.Lexicon)) { // sorted: some fold to the same word
		if d := features.New(w, "en"); len(d.Toks) == 1 && d.Toks[0].Word() {
			x.words[d.Toks[0].Full] = float32(v.Lexicon[w])
		}
	}
	for _, w := range slices.Sorted(maps.Keys(v.Constants.BoosterDict)) {
		if !strings.ContainsAny(w, " -") {
			x.boosters[hash(w)] = float32(v.Constants.BoosterDict[w])
		}
	}
	for _, w := range v.Constants.NegateList {
		x.negators[hash(w)] = true
	}
	for _, e := range slices.Sorted(maps.Keys(v.EmojiDict)) {
		r, words := []rune(e), v.EmojiDict[e]
		sum := float32(0)
		for _, w := range strings.Fields(words) {
			sum += float32(v.Lexicon[w])
		}
		if len(r) == 1 && sum != 0 {
			x.emoji[r[0]] = sum
		}
	}
	return x
}

// VADER's constants: what a word one, two or three places before still weighs,
// what negation multiplies by, what an exclamation mark adds.
var fade = [3]float32{1, 0.95, 0.9}

const (
	vaderNegation    = -0.74
	vaderExclamation = 0.292
	vaderAlpha       = 15
)

// score gives compound (-1 … 1) and the shares of positive, negative and
// neutral words.
func (x *valence) score(d *features.Doc) [4]float32 {
	var sum, pos, neg, neu float32
	var before [3]uint64 // the last three words
	half := float32(1)
	var early float32 // what stands before "but", which counts half
	marks := 0
	for i := range d.Toks {
		t := &d.Toks[i]
		if t.Kind == features.Mark && d.Runes(t)[0] == '!' {
			marks += int(t.CPEnd - t.CPStart)
		}
		if t.Kind == features.Emoji {
			if v := x.emoji[d.Runes(t)[0]]; v != 0 {
				sum += v * half
				if v > 0 {
					pos += v + 1
				} else {
					neg += v - 1
				}
			}
			continue
		}
		if !t.Word() {
			continue
		}
		if t.Full == x.but {
			early, sum, half = early+sum*0.5, 0, 1.5
		}
		v, ok := x.words[t.Full]
		if ok {
			for k, b := range before {
				boost := x.boosters[b] * fade[k]
				if v < 0 {
					boost = -boost
				}
				v += boost
				if x.negators[b] {
					v *= vaderNegation
				}
			}
			sum += v * half
		}
		switch {
		case v > 0:
			pos += v + 1
		case v < 0:
			neg += v - 1
		default:
			neu++
		}
		before[2], before[1], before[0] = before[1], before[0], t.Full
	}
	sum += early
	emphasis := float32(min(marks, 4)) * vaderExclamation
	if sum > 0 {
		sum += emphasis
		pos += emphasis
	} else if sum < 0 {
		sum -= emphasis
		neg -= emphasis
	}
	total := pos - neg + neu
	if total == 0 {
		return [4]float32{}
	}
	return [4]float32{sum / float32(math.Sqrt(float64(sum*sum+vaderAlpha))), pos / total, -neg / total, neu / total}
}
