package sentiment

import (
	"math"
	"sort"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// Explanation says what decided a result of the fast tier.
type Explanation struct {
	Model string `json:"model"` // "ar" or "en"
	Rules []Rule `json:"rules"` // in order of the text
	Words []Word `json:"words"` // those that moved the answer most, strongest first
	// Negations are the words that negate, each with the text it reaches.
	Negations []Negation `json:"negations"`
	// Sarcastic is a signal, not a class: open praise together with an open
	// complaint or with laughter at one. It changes no label.
	Sarcastic bool `json:"sarcastic"`
}

// Rule is one phrase of the word lists. Start and End are code points of the
// text that was read (for Arabizi, where the Arabic list answered, of the
// converted text), Negator the word that turned it.
type Rule struct {
	Text    string  `json:"text"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Value   float64 `json:"value"`
	Negator string  `json:"negator,omitempty"`
}

// Negation is a word that negates; Start and End bound what it reaches, itself
// included, in the same code points as a Rule's.
type Negation struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Word is one word with what its n-grams (itself, its stem, its pair with the
// word before, its letters) added to positive minus negative.
type Word struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
}

// laughing are the emoji that people set behind praise which they do not mean.
const laughing = "😂🤣😅🙃🙂😏👏"

// explained is the number of words named.
const explained = 6

// Explain answers for one text. It allocates; it is for people, not for bulk.
func (s *Scorer) Explain(in features.Input) Explanation {
	var v [models]view
	_, m := s.logits(in, &v)
	x := &v[m]
	e := Explanation{Model: modelNames[m], Rules: []Rule{}, Words: []Word{}, Negations: []Negation{}}
	d := x.evDoc
	var good, bad bool
	for _, h := range x.ev.hits {
		a, b := &d.Toks[h.From], &d.Toks[h.To-1]
		r := Rule{Text: d.Text[a.Start:b.End], Start: int(a.CPStart), End: int(b.CPEnd), Value: math.Round(float64(h.Value)*100) / 100}
		if h.Negated {
			r.Negator = d.Raw(&d.Toks[h.Negator])
		}
		good, bad = good || h.Value >= 1.5, bad || h.Value <= -1.2
		e.Rules = append(e.Rules, r)
	}
	for _, s := range x.ev.scopes {
		t := &d.Toks[s.negator]
		e.Negations = append(e.Negations, Negation{Text: d.Raw(t), Start: int(t.CPStart), End: int(d.Toks[max(s.negator, s.end-1)].CPEnd)})
	}
	laughs := false
	for i := range x.doc.Toks {
		t := &x.doc.Toks[i]
		if t.Kind == features.Laugh || t.Kind == features.Emoji && strings.ContainsRune(laughing, x.doc.Runes(t)[0]) {
			laughs = true
		}
	}
	e.Sarcastic = bad && (good && x.ev.turnedNeg == 0 && x.ev.turnedPos == 0 || laughs)
	e.Words = s.words(m, x)
	return e
}

func (s *Scorer) words(m int, x *view) []Word {
	model := s.fast[m]
	nw, nc := model.Norm(x.doc.Words), model.Norm(x.doc.Chars)
	out := []Word{}
	for i := range x.doc.Toks {
		t := &x.doc.Toks[i]
		if t.Kind == features.Break || t.Len() == 0 {
			continue
		}
		sum := float32(0)
		a, b := t.WordRange()
		if !hidden(x.noWord, a) && nw > 0 {
			sum += share(model, x.doc.Words[a:b]) / nw
		}
		a, b = t.CharRange()
		if !hidden(x.noChar, a) && nc > 0 {
			sum += share(model, x.doc.Chars[a:b]) / nc
		}
		if w := math.Round(float64(sum)*1000) / 1000; w != 0 {
			out = append(out, Word{x.doc.Raw(t), w})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return math.Abs(out[i].Weight) > math.Abs(out[j].Weight) })
	return out[:min(len(out), explained)]
}

func hidden(spans []linear.Span, at int) bool {
	for _, s := range spans {
		if at >= s.From && at < s.To {
			return true
		}
	}
	return false
}

// share is what buckets add to positive minus negative before the division.
func share(m *linear.Model, buckets []uint32) float32 {
	sum := float32(0)
	for _, b := range buckets {
		sum += m.Weight(b, 2) - m.Weight(b, 0)
	}
	return sum
}
