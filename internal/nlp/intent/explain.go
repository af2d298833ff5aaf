package intent

import (
	"cmp"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// Cue is a phrase of the list that was found, with the intent it speaks for.
type Cue struct {
	Words  string `json:"words"`
	Intent string `json:"intent"`
}

// Word is a word with what its n-grams added to the main intent's logit beside
// the mean of the others.
type Word struct {
	Word   string  `json:"word"`
	Weight float64 `json:"weight"`
}

// Explanation says why the fast tier leans to an intent. The precise tier adds
// the sentence vector, which has no words.
type Explanation struct {
	Intent string `json:"intent"`
	Cues   []Cue  `json:"cues"`
	Words  []Word `json:"words"`
}

// explained is the number of words that an explanation names.
const explained = 5

// Explain names the cues of a text and the words that spoke most for an intent,
// in the form of the text that was read (Arabizi in Arabic letters).
func (s *Scorer) Explain(in features.Input, label string) Explanation {
	e := Explanation{Intent: label, Cues: []Cue{}, Words: []Word{}}
	main := slices.Index(s.labels, label)
	if main < 0 {
		return e
	}
	d := in.Doc
	if in.Converted != nil {
		d = in.Converted
	}
	for _, m := range s.x.cues.Find(d, nil) {
		c := Cue{d.Text[d.Toks[m.From].Start:d.Toks[m.To-1].End], s.labels[s.x.class[m.Entry]]}
		if !slices.Contains(e.Cues, c) { // two spellings in the list may fold to one
			e.Cues = append(e.Cues, c)
		}
	}
	words, chars := s.model.Norm(d.Words), s.model.Norm(d.Chars)
	sum := func(buckets []uint32, norm float32) (w float64) {
		if norm == 0 {
			return 0
		}
		for _, b := range buckets {
			for c := range s.labels {
				v := float64(s.model.Weight(b, c) / norm)
				if c == main {
					w += v
				} else {
					w -= v / float64(len(s.labels)-1)
				}
			}
		}
		return w
	}
	for i := range d.Toks {
		t := &d.Toks[i]
		if !t.Word() {
			continue
		}
		a, b := t.WordRange()
		x, y := t.CharRange()
		if w := sum(d.Words[a:b], words) + sum(d.Chars[x:y], chars); w > 0 {
			e.Words = append(e.Words, Word{d.Raw(t), math.Round(w*1e3) / 1e3})
		}
	}
	slices.SortStableFunc(e.Words, func(a, b Word) int { return cmp.Compare(b.Weight, a.Weight) })
	e.Words = e.Words[:min(len(e.Words), explained)]
	return e
}
