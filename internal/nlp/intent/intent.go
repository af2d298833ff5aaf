// Package intent says what a submission wants: complaint, suggestion,
// question, praise, report (an observation to act on) or other. More than one
// may hold; one is the main one.
//
// It is not sentiment: a complaint can be put neutrally and a question can be
// angry. No score of package sentiment is read here.
package intent

import (
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// The labels in their fixed order.
const (
	Complaint  = "complaint"
	Suggestion = "suggestion"
	Question   = "question"
	Praise     = "praise"
	Report     = "report"
	Other      = "other"
)

// Labels are all labels in the order of the model's classes.
func Labels() []string { return []string{Complaint, Suggestion, Question, Praise, Report, Other} }

// also is the probability from which a label is named beside the main one.
const also = 0.25

// assets are written by tools/train.
//
//go:embed assets
var assets embed.FS

// Settings is assets/settings.json.
type Settings struct {
	Temperature float64 `json:"temperature"`
}

// Score is one intent with its probability.
type Score struct {
	Label string  `json:"label"`
	Score float64 `json:"score"`
}

// Result is the main intent and all that hold, best first; probabilities are
// rounded to four decimals.
type Result struct {
	Main    string
	Intents []Score
}

// Scorer holds the model. It is safe for concurrent use.
type Scorer struct {
	x      *Extractor
	model  *linear.Model
	head   *linear.Head
	temp   float64
	labels []string
	pool   sync.Pool
}

// New opens the embedded model.
func New() (*Scorer, error) {
	x, err := NewExtractor()
	if err != nil {
		return nil, err
	}
	s := &Scorer{x: x, labels: Labels()}
	s.pool.New = func() any { return new(reading) }
	b, err := assets.ReadFile("assets/settings.json")
	if err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	var set Settings
	if err := json.Unmarshal(b, &set); err != nil {
		return nil, fmt.Errorf("intent: read settings: %w", err)
	}
	s.temp = math.Max(0.1, set.Temperature)
	if b, err = assets.ReadFile("assets/intent.bin"); err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	if s.model, err = linear.Read(b); err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	if s.model.Classes != len(s.labels) {
		return nil, fmt.Errorf("intent: model has %d classes", s.model.Classes)
	}
	if b, err = assets.ReadFile("assets/head.bin"); err == nil {
		if s.head, err = linear.ReadHead(b); err != nil {
			return nil, fmt.Errorf("intent: %w", err)
		}
	}
	return s, nil
}

// Score answers for one text.
func (s *Scorer) Score(in features.Input) Result {
	return s.result(s.probabilities(in))
}

// ScorePrecise also uses the encoder's vector of the text (384 values,
// L2-normalised, not centred); without a usable vector it is Score.
func (s *Scorer) ScorePrecise(in features.Input, vec []float32) Result {
	p := s.probabilities(in)
	if !s.head.Fits(vec) {
		return s.result(p)
	}
	var logs, q [6]float64
	s.head.Logits(vec, linear.Logs(p[:], logs[:0]), q[:])
	linear.Softmax(q[:])
	return s.result(q)
}

func (s *Scorer) result(p [6]float64) Result {
	var r Result
	for c, v := range p {
		if v = math.Round(v*1e4) / 1e4; v >= also {
			r.Intents = append(r.Intents, Score{s.labels[c], v})
		}
	}
	slices.SortStableFunc(r.Intents, func(a, b Score) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	if len(r.Intents) == 0 {
		c := best(p[:])
		r.Intents = []Score{{s.labels[c], math.Round(p[c]*1e4) / 1e4}}
	}
	r.Main = r.Intents[0].Label
	return r
}

func (s *Scorer) probabilities(in features.Input) [6]float64 {
	v := s.pool.Get().(*reading)
	defer s.pool.Put(v)
	doc := s.x.read(in, v)
	var z [linear.MaxClasses]float32
	s.model.Score(doc.Words, doc.Chars, nil, nil, &z)
	for i, x := range v.dense {
		s.model.AddDense(i, x, &z)
	}
	var p [6]float64
	for c := range p {
		p[c] = float64(z[c]) / s.temp
	}
	linear.Softmax(p[:])
	return p
}

func best(p []float64) int {
	b := 0
	for i := range p {
		if p[i] > p[b] {
			b = i
		}
	}
	return b
}

// All gives every label with its probability in the fixed order.
func (s *Scorer) All(in features.Input) []Score {
	p := s.probabilities(in)
	out := make([]Score, len(p))
	for c, v := range p {
		out[c] = Score{s.labels[c], v}
	}
	return out
}
