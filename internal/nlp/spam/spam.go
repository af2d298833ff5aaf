// Package spam marks advertising, link farms, gibberish, bots and off-topic
// chain messages with a score from 0 to 1. Precision comes first.
//
// It marks and never drops: what becomes of a marked text is for people.
package spam

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/marks"
)

// Threshold is the score from which a text counts as spam.
const Threshold = 0.5

//go:embed signs.tsv
var signs string

// Result is the score with the reasons that made it, sorted.
type Result struct {
	Score   float64
	Reasons []string
}

// Scorer holds the lists. It is safe for concurrent use.
type Scorer struct {
	lex     *features.Lexicon
	weights []float64
	reasons []string
	keys    *keyboard
	pool    sync.Pool
}

// New opens the embedded lists.
func New() (*Scorer, error) {
	lex, err := features.ParseLexicon(signs)
	if err != nil {
		return nil, fmt.Errorf("spam signs: %w", err)
	}
	s := &Scorer{lex: lex, keys: newKeyboard()}
	s.pool.New = func() any { return new([]features.Match) }
	for _, e := range lex.Entries() {
		if len(e.Fields) < 1 {
			return nil, fmt.Errorf("spam signs: %q has no weight", e.Phrase)
		}
		w, err := strconv.ParseFloat(e.Fields[0], 64)
		if err != nil {
			return nil, fmt.Errorf("spam signs: %q: %w", e.Phrase, err)
		}
		reason := ""
		if len(e.Fields) > 1 {
			reason = e.Fields[1]
		}
		s.weights, s.reasons = append(s.weights, w), append(s.reasons, reason)
	}
	return s, nil
}

// bias is the score's starting point: a text without any sign gives .02.
const bias = -3.9

// Score answers for one text by signs and rules.
func (s *Scorer) Score(in features.Input) Result { return s.ScorePrecise(in, nil) }

// Where the learned evidence alone marks, and where it does beside a sign.
const (
	sure      = 0.86
	supported = 0.5
)

// ScorePrecise also uses what package marks read from the sentence vector of
// the text; without evidence it is Score.
func (s *Scorer) ScorePrecise(in features.Input, ev *marks.Evidence) Result {
	r, ads := s.score(in)
	if ev == nil || r.Score >= Threshold {
		return r
	}
	if p := ev[marks.Spam]; p >= sure || p >= supported && ads > 0 {
		r.Score = math.Max(Threshold, math.Round(p*1e4)/1e4)
		r.Reasons = append(r.Reasons, "meaning")
	}
	return r
}

// score gives the answer of the rules and the number of signs found.
func (s *Scorer) score(in features.Input) (Result, int) {
	d := in.Doc
	ms := s.pool.Get().(*[]features.Match)
	defer s.pool.Put(ms)
	*ms = s.lex.Find(d, (*ms)[:0])
	z := bias
	var r Result
	add := func(w float64, reason string) {
		z += w
		if w > 0.5 && reason != "" && !slices.Contains(r.Reasons, reason) {
			r.Reasons = append(r.Reasons, reason)
		}
	}
	last := int32(-1)
	ads := 0
	for _, m := range *ms {
		if m.From < last {
			continue
		}
		last = m.To
		w := s.weights[m.Entry]
		if w > 0 {
			ads++
		}
		add(w, s.reasons[m.Entry])
	}
	words := 0
	for i := range d.Toks {
		if d.Toks[i].Word() {
			words++
		}
	}
	if d.Links > 0 && ads > 0 {
		add(1.3, "links")
	}
	if d.Links > 2 {
		add(1.5, "links")
	}
	if d.Links > 1 && words < 2*d.Links {
		add(4, "links")
	}
	if ads > 0 && marks.LongNumber(d) {
		add(1.4, "number to call")
	}
	if d.Hashtags > 2 && d.Hashtags*2 >= words {
		add(1, "hashtags")
	}
	if d.Emojis > 3 && ads > 0 {
		add(0.6, "advertising")
	}
	if ads > 0 && d.Marks > 0 && stretched(d) {
		add(0.5, "advertising")
	}
	if words <= 4 && words > 0 && ads > 0 && d.Links == 0 {
		z -= 0.8 // too short to be sure
	}
	add(s.gibberish(d, words), "gibberish")
	slices.Sort(r.Reasons)
	r.Score = math.Round(1e4/(1+math.Exp(-z))) / 1e4
	if r.Score < Threshold {
		r.Reasons = nil
	}
	return r, ads
}

func stretched(d *features.Doc) bool {
	for i := range d.Toks {
		if d.Toks[i].Kind == features.Mark && d.Toks[i].Long {
			return true
		}
	}
	return false
}
