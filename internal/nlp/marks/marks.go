// Package marks holds the learned evidence that spam and toxicity read beside
// their lists where the sentence vector of a text is there: how much its
// meaning is that of advertising, insult, identity attack, sexual abuse, a
// threat or self-harm. Lists are sure and know few wordings; meaning knows more
// of them and is believed only where it is sure.
//
// It decides nothing: thresholds and marks belong to spam and toxicity.
package marks

import (
	"embed"
	"fmt"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// The classes in the order of the model.
const (
	None = iota
	Spam
	Insult
	Identity
	Sexual
	Threat
	SelfHarm
	Classes
)

// Labels are the names of the classes.
func Labels() []string {
	return []string{"none", "spam", "insult", "identity", "sexual", "threat", "self_harm"}
}

// assets are written by tools/train.
//
//go:embed all:assets
var assets embed.FS

// Evidence is the probability of every class.
type Evidence [Classes]float64

// Model is read only and safe for concurrent use.
type Model struct{ head *linear.Head }

// New opens the embedded model.
func New() (*Model, error) {
	b, err := assets.ReadFile("assets/head.bin")
	if err != nil {
		return nil, fmt.Errorf("marks: %w", err)
	}
	h, err := linear.ReadHead(b)
	if err != nil {
		return nil, fmt.Errorf("marks: %w", err)
	}
	if h.Classes != Classes {
		return nil, fmt.Errorf("marks: model has %d classes", h.Classes)
	}
	return &Model{h}, nil
}

// Read answers for the vector of a text (384 values, L2-normalised, not
// centred); nil without a usable vector.
func (m *Model) Read(vec []float32) *Evidence {
	if !m.head.Fits(vec) {
		return nil
	}
	var e Evidence
	m.head.Logits(vec, nil, e[:])
	linear.Softmax(e[:])
	return &e
}

// LongNumber says that a number of seven digits or more stands in the text, in
// one token or in neighbours: a number to call.
func LongNumber(d *features.Doc) bool {
	run := 0
	end := int32(-10)
	for i := range d.Toks {
		t := &d.Toks[i]
		if t.Kind != features.Number {
			continue
		}
		if t.Start > end+2 {
			run = 0
		}
		run += t.Len()
		end = t.End
		if run >= 7 {
			return true
		}
	}
	return false
}
