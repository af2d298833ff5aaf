// Package intent says what a submission wants: complaint, suggestion,
// question, praise, report (an observation to act on) or other. More than one
// may hold; one is the main one.
//
// It is not sentiment: a complaint can be put neutrally and a question can be
// angry. What sentiment, spam and toxicity say is a hint beside the text's own
// words, limited in weight; eval reports the confusion given the true
// sentiment.
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

// Decision turns the logits of one tier into probabilities.
type Decision struct {
	Temperature float64   `json:"temperature"`
	Bias        []float64 `json:"bias"`
}

// Settings is assets/settings.json. FastStack weighs the hashed model's logits
// and the hints and cues, class-major; the same of the precise tier is part of its head.
type Settings struct {
	Fast      Decision    `json:"fast"`
	Precise   Decision    `json:"precise"`
	FastStack [][]float64 `json:"fast_stack"`
}

// Hints is what the other marks say of the same text, as probabilities; the
// zero value says nothing.
type Hints struct {
	Neg, Neu, Pos float64 // sentiment
	Spam, Toxic   float64
}

// HintFeatures is the number of values of a Hints as a model reads them.
const HintFeatures = 5

// Features are the values a model reads. The logarithms are cut at one in
// twelve, so that no sentiment outweighs what the words say.
func (h Hints) Features() (v [HintFeatures]float64) {
	if h.Neg+h.Neu+h.Pos > 0 {
		for i, p := range [3]float64{h.Neg, h.Neu, h.Pos} {
			v[i] = math.Log(math.Max(p, 1./12)) + math.Log(3)
		}
	}
	v[3], v[4] = 4*h.Spam, 4*h.Toxic
	return v
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
	set    Settings
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
	if err := json.Unmarshal(b, &s.set); err != nil {
		return nil, fmt.Errorf("intent: read settings: %w", err)
	}
	for _, d := range []Decision{s.set.Fast, s.set.Precise} {
		if d.Temperature < 0.05 || len(d.Bias) != len(s.labels) {
			return nil, fmt.Errorf("intent: settings are not for %d classes", len(s.labels))
		}
	}
	if len(s.set.FastStack) != len(s.labels) {
		return nil, fmt.Errorf("intent: settings stack %d classes", len(s.set.FastStack))
	}
	for _, w := range s.set.FastStack {
		if len(w) != inputs {
			return nil, fmt.Errorf("intent: settings stack %d inputs", len(w))
		}
	}
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
		if s.head.Extra != inputs {
			return nil, fmt.Errorf("intent: head weighs %d inputs", s.head.Extra)
		}
	}
	return s, nil
}

// Score answers for one text by its words.
func (s *Scorer) Score(in features.Input, h Hints) Result {
	v := s.inputs(in, h)
	var z [6]float64
	for c := range z {
		for i, x := range v {
			z[c] += s.set.FastStack[c][i] * x
		}
	}
	s.set.Fast.decide(&z)
	return s.result(z)
}

// ScorePrecise also uses the encoder's vector of the text (384 values,
// L2-normalised, not centred); without a usable vector it is Score.
func (s *Scorer) ScorePrecise(in features.Input, vec []float32, h Hints) Result {
	if !s.head.Fits(vec) {
		return s.Score(in, h)
	}
	v := s.inputs(in, h)
	var q [6]float64
	s.head.Logits(vec, v[:], q[:])
	s.set.Precise.decide(&q)
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

// inputs is how many values a stack weighs.
const inputs = 6 + HintFeatures + cueFeatures

// inputs are what the hashed model says of the words, the hints and the cues.
func (s *Scorer) inputs(in features.Input, h Hints) (out [inputs]float64) {
	v := s.pool.Get().(*reading)
	defer s.pool.Put(v)
	doc := s.x.read(in, v)
	var z [linear.MaxClasses]float32
	s.model.Score(doc.Words, doc.Chars, nil, nil, &z)
	for i, x := range v.dense {
		s.model.AddDense(i, x, &z)
	}
	for c := range 6 {
		out[c] = float64(z[c])
	}
	f := h.Features()
	copy(out[6:], f[:])
	for i, x := range v.dense {
		out[6+HintFeatures+i] = float64(x)
	}
	return out
}

// decide makes probabilities of logits in place.
func (d *Decision) decide(z *[6]float64) {
	for c := range z {
		z[c] = z[c]/d.Temperature + d.Bias[c]
	}
	linear.Softmax(z[:])
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
