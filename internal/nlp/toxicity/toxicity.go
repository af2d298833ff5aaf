// Package toxicity marks insult, threat, identity attack, sexual abuse and
// self-harm with a score from 0 to 1, and raises Danger where a life may be at
// risk, so that people follow the unit's own procedure. Precision comes first.
//
// Criticism of officials, however sharp, and strong words about a service are
// not toxic. Nothing is dropped because of a mark, and a flag is no diagnosis:
// it asks a person to read the text soon.
package toxicity

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// Threshold is the score from which a text counts as toxic.
const Threshold = 0.5

// The kinds in their fixed order.
const (
	Insult   = "insult"
	Threat   = "threat"
	Identity = "identity"
	Sexual   = "sexual"
	SelfHarm = "self_harm"
)

//go:embed words.tsv
var words string

type class uint8

const (
	insult class = iota
	slur
	threat
	sexual
	selfHarm
	group
	hate
	hateful
	target
	thing
	calm
)

var classNames = []string{"insult", "slur", "threat", "sexual", "self_harm", "group", "hate", "hateful", "target", "thing", "calm"}

// Result is the score, the kinds found (fixed order) and the danger flag: "",
// "self_harm" or "threat".
type Result struct {
	Score  float64
	Kinds  []string
	Danger string
}

// Scorer holds the lists. It is safe for concurrent use.
type Scorer struct {
	lex   *features.Lexicon
	class []class
	pool  sync.Pool
}

// New opens the embedded lists.
func New() (*Scorer, error) {
	lex, err := features.ParseLexicon(words)
	if err != nil {
		return nil, fmt.Errorf("toxicity words: %w", err)
	}
	s := &Scorer{lex: lex}
	s.pool.New = func() any { return new([]features.Match) }
	for _, e := range lex.Entries() {
		c := -1
		if len(e.Fields) > 0 {
			c = slices.Index(classNames, e.Fields[0])
		}
		if c < 0 {
			return nil, fmt.Errorf("toxicity words: %q has no known class", e.Phrase)
		}
		s.class = append(s.class, class(c))
	}
	return s, nil
}

// Score answers for one text.
func (s *Scorer) Score(in features.Input) Result {
	d := in.Doc
	ms := s.pool.Get().(*[]features.Match)
	defer s.pool.Put(ms)
	*ms = s.lex.Find(d, (*ms)[:0])
	if len(*ms) == 0 {
		return Result{Score: 0.01}
	}
	f := s.weigh(*ms)
	var r Result
	top := 0.0
	for i, kind := range []string{Insult, Threat, Identity, Sexual, SelfHarm} {
		if f[i] > 0 {
			top = math.Max(top, f[i])
			if f[i] >= Threshold {
				r.Kinds = append(r.Kinds, kind)
			}
		}
	}
	r.Score = math.Max(0.01, math.Round(top*100)/100)
	switch {
	case f[4] >= Threshold:
		r.Danger = SelfHarm
	case f[1] >= Threshold:
		r.Danger = Threat
	}
	return r
}

// reach is how many tokens may lie between a target and a slur, or a group and
// what is said of it.
const (
	reachSlur = 3
	reachHate = 6
)

// weigh gives the five scores from the matches.
func (s *Scorer) weigh(ms []features.Match) (f [5]float64) {
	quiet, things, hates := false, int32(-10), false
	for _, m := range ms {
		switch s.class[m.Entry] {
		case calm:
			quiet = true
		case hateful:
			hates = true
		}
	}
	lastTarget, lastGroup, lastHate := int32(-10), int32(-20), int32(-20)
	slurs := 0
	for _, m := range ms {
		switch s.class[m.Entry] {
		case insult:
			f[0] = math.Max(f[0], 0.85)
		case threat:
			f[1] = math.Max(f[1], 0.9)
		case sexual:
			f[3] = math.Max(f[3], 0.9)
		case selfHarm:
			f[4] = math.Max(f[4], 0.9)
		case target:
			lastTarget = m.To
		case thing:
			things = m.To
		case slur:
			if m.From-lastTarget >= 0 && m.From-lastTarget <= reachSlur && things < lastTarget {
				f[0] = math.Max(f[0], 0.75)
			}
			slurs++
		case group:
			lastGroup = m.To
			if m.From-lastHate <= reachHate && m.From >= lastHate {
				f[2] = math.Max(f[2], 0.6)
			}
		case hate:
			lastHate = m.To
			if m.From-lastGroup <= reachHate && m.From >= lastGroup {
				f[2] = math.Max(f[2], 0.7)
				if hates {
					f[2] = 0.8
				}
			}
		}
	}
	if slurs > 1 && f[0] > 0 {
		f[0] = 0.85
	}
	if quiet { // it speaks about the matter: only the plainest counts
		f[0] *= 0.5
		f[2] *= 0.5
		f[4] *= 0.5
	}
	return f
}
