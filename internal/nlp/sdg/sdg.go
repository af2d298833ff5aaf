// Package sdg suggests which of the 17 Sustainable Development Goals a text
// touches, from words and phrases and, in the precise tier, from the
// encoder's closeness to texts about the goals.
//
// Suggestions are never confirmed by the machine, and goal 16 is never
// suggested merely because a text is participation: the words of participation
// itself count for no goal.
package sdg

import (
	"embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// Max is the greatest number of goals suggested for one text, Goals the number
// of goals.
const (
	Max   = 3
	Goals = 17
)

// Scores from which a goal is suggested, and the share of the best score that
// a second or third must reach.
const (
	threshold = 0.45
	share     = 0.6
)

//go:embed words.tsv
var words string

//go:embed all:assets
var assets embed.FS

// Goal is one suggestion; Score is from 0 to 1, Words the evidence in order of
// the text (for explanations).
type Goal struct {
	Goal  int      `json:"goal"`
	Score float64  `json:"score"`
	Words []string `json:"-"`
}

// Scorer holds the lists. It is safe for concurrent use.
type Scorer struct {
	lex     *features.Lexicon
	goals   []uint8
	weights []float32
	head    *linear.Head
	pool    sync.Pool
}

// New opens the embedded lists.
func New() (*Scorer, error) {
	lex, err := features.ParseLexicon(words)
	if err != nil {
		return nil, fmt.Errorf("sdg words: %w", err)
	}
	s := &Scorer{lex: lex}
	s.pool.New = func() any { return new(evidence) }
	for _, e := range lex.Entries() {
		if len(e.Fields) != 2 {
			return nil, fmt.Errorf("sdg words: %q: want goal and weight", e.Phrase)
		}
		g, err := strconv.Atoi(e.Fields[0])
		if err != nil || g < 0 || g > Goals {
			return nil, fmt.Errorf("sdg words: %q: goal %q", e.Phrase, e.Fields[0])
		}
		w, err := strconv.ParseFloat(e.Fields[1], 32)
		if err != nil {
			return nil, fmt.Errorf("sdg words: %q: %w", e.Phrase, err)
		}
		s.goals, s.weights = append(s.goals, uint8(g)), append(s.weights, float32(w))
	}
	if b, err := assets.ReadFile("assets/head.bin"); err == nil {
		if s.head, err = linear.ReadHead(b); err != nil {
			return nil, fmt.Errorf("sdg head: %w", err)
		}
	}
	return s, nil
}

// evidence is memory for one text.
type evidence struct {
	matches []features.Match
	kept    []features.Match
	sum     [Goals + 1]float32
	score   [Goals + 1]float64
}

// Score suggests at most Max goals on keyword evidence, best first; never nil.
func (s *Scorer) Score(in features.Input) []Goal {
	e := s.pool.Get().(*evidence)
	defer s.pool.Put(e)
	s.find(in, e)
	for g := 1; g <= Goals; g++ {
		e.score[g] = keyword(e.sum[g])
	}
	return s.best(in, e, threshold)
}

// keyword presses a sum of weights between 0 and 1.
func keyword(sum float32) float64 { return 1 - math.Exp(-0.75*float64(sum)) }

func (s *Scorer) find(in features.Input, e *evidence) {
	e.sum = [Goals + 1]float32{}
	e.kept = e.kept[:0]
	d := in.Doc
	if in.Converted != nil {
		d = in.Converted
	}
	e.matches = s.lex.Find(d, e.matches[:0])
	last := int32(-1)
	for k, m := range e.matches {
		if m.From < last {
			continue
		}
		last = m.To
		for _, n := range e.matches[k:] { // one phrase may stand under two goals
			if n.From != m.From {
				break
			}
			if s.counts(d, e.kept, n) {
				e.kept = append(e.kept, n)
				e.sum[s.goals[n.Entry]] += s.weights[n.Entry]
			}
		}
	}
}

// counts says that neither this place nor the same words were counted for the
// goal before: a word said five times is no more evidence than once.
func (s *Scorer) counts(d *features.Doc, kept []features.Match, m features.Match) bool {
	for _, k := range kept {
		if s.goals[k.Entry] == s.goals[m.Entry] && (k.From == m.From || k.To-k.From == m.To-m.From && d.Toks[k.From].Key == d.Toks[m.From].Key) {
			return false
		}
	}
	return true
}

func (s *Scorer) best(in features.Input, e *evidence, least float64) []Goal {
	out := make([]Goal, 0, Max)
	for range Max {
		b := 0
		for g := 1; g <= Goals; g++ {
			if e.score[g] > e.score[b] && !slices.ContainsFunc(out, func(x Goal) bool { return x.Goal == g }) {
				b = g
			}
		}
		if b == 0 || e.score[b] < least || len(out) > 0 && e.score[b] < share*out[0].Score {
			break
		}
		out = append(out, Goal{Goal: b, Score: math.Round(e.score[b]*100) / 100, Words: s.words(in, e, b)})
		e.score[b] = -1
		e.score[0] = 0
	}
	return out
}

func (s *Scorer) words(in features.Input, e *evidence, goal int) []string {
	d := in.Doc
	if in.Converted != nil {
		d = in.Converted
	}
	var out []string
	for _, m := range e.kept {
		if int(s.goals[m.Entry]) == goal {
			out = append(out, d.Text[d.Toks[m.From].Start:d.Toks[m.To-1].End])
		}
	}
	return out
}
