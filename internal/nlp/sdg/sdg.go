// Package sdg suggests which of the 17 Sustainable Development Goals a text
// touches, from words and phrases and, in the precise tier, from the
// encoder's closeness to the texts of goals and targets.
//
// Suggestions are never confirmed by the machine, and goal 16 is never
// suggested merely because a text is participation.
package sdg

import "github.com/musharaka/musharaka/internal/nlp/features"

// Max is the greatest number of goals suggested for one text.
const Max = 3

// Goal is one suggestion; Score is from 0 to 1, Words the evidence in order of
// the text (for explanations).
type Goal struct {
	Goal  int      `json:"goal"`
	Score float64  `json:"score"`
	Words []string `json:"-"`
}

// Scorer holds the lists. It is safe for concurrent use.
type Scorer struct{}

// New opens the embedded lists.
func New() (*Scorer, error) { return &Scorer{}, nil }

// Score suggests at most Max goals on keyword evidence, best first; never nil.
func (s *Scorer) Score(in features.Input) []Goal { return []Goal{} }

// ScorePrecise also uses the encoder's vector of the text (384 values,
// L2-normalised, not centred).
func (s *Scorer) ScorePrecise(in features.Input, vec []float32) []Goal { return s.Score(in) }
