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
	"github.com/musharaka/musharaka/internal/nlp/marks"
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
	lex, err := features.ParseLexicon(words + "\n" + generated())
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

// sure is the probability from which the learned evidence alone marks a kind
// (fixed order), chosen on texts left out of training for few false marks.
func sure() [5]float64 { return [5]float64{0.8, 0.9, 0.75, 0.75, 0.9} }

// supported is the same where the lists found something of abuse too.
const supported = 0.5

// Score answers for one text by lists and rules.
func (s *Scorer) Score(in features.Input) Result { return s.ScorePrecise(in, nil) }

// ScorePrecise also uses what package marks read from the sentence vector of
// the text; without evidence it is Score.
func (s *Scorer) ScorePrecise(in features.Input, ev *marks.Evidence) Result {
	d := in.Doc
	ms := s.pool.Get().(*[]features.Match)
	defer s.pool.Put(ms)
	*ms = s.lex.Find(d, (*ms)[:0])
	if len(*ms) == 0 && ev == nil {
		return Result{Score: 0.01}
	}
	f, quiet := s.weigh(*ms)
	if ev != nil {
		s.learned(*ms, ev, quiet, &f)
	}
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

// learned raises scores where the meaning of the text is sure, or half sure
// beside a word of abuse.
func (s *Scorer) learned(ms []features.Match, ev *marks.Evidence, quiet bool, f *[5]float64) {
	abusive := false
	for _, m := range ms {
		switch s.class[m.Entry] {
		case slur, hate, insult, threat, sexual, selfHarm:
			abusive = true
		}
	}
	least := sure()
	for i, c := range [5]int{marks.Insult, marks.Threat, marks.Identity, marks.Sexual, marks.SelfHarm} {
		if p := ev[c]; !quiet && (p >= least[i] || abusive && p >= supported) {
			f[i] = math.Max(f[i], math.Max(Threshold, p))
		}
	}
}

// weigh gives the five scores from the matches, and whether the text speaks
// about abuse instead of being it.
func (s *Scorer) weigh(ms []features.Match) (f [5]float64, quiet bool) {
	things, hates := int32(-10), false
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
	return f, quiet
}

// Word is a word or phrase of the lists found in a text, with its class: what
// is abuse, whom it is said to, and what speaks for a calm text.
type Word struct {
	Words string `json:"words"`
	Class string `json:"class"`
}

// Explain lists what was weighed, in order of the text, where a word of abuse is
// among it; never nil.
func (s *Scorer) Explain(in features.Input) []Word {
	out, abusive := []Word{}, false
	d := in.Doc
	for _, m := range s.lex.Find(d, nil) {
		c := s.class[m.Entry]
		abusive = abusive || c != group && c != target && c != thing && c != calm && c != hateful
		out = append(out, Word{d.Text[d.Toks[m.From].Start:d.Toks[m.To-1].End], classNames[c]})
	}
	if !abusive {
		return []Word{}
	}
	return out
}
