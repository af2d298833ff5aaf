// Package cards holds the measured quality of the models that ship: scores.json
// is written from the output of `analyze eval` by tools/cards and embedded, so
// that pages and model cards show what was measured and nobody types a number.
//
// It measures nothing; pipelines/eval does.
package cards

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/musharaka/musharaka/internal/nlp/sentiment"
)

//go:embed scores.json
var scores []byte

// Score is one measured number of a model. Low and High bound it (95 %) and
// equal Value where the measurement gives no interval; N counts the texts
// behind it.
type Score struct {
	Model  string  `json:"model"` // the suite of `analyze eval`: "sentiment", "intent", …
	Set    string  `json:"set"`
	Slice  string  `json:"slice"`
	Metric string  `json:"metric"`
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	N      int     `json:"n"`
}

// All gives every score in the order of the file: by model, then as the suite
// printed them.
func All() ([]Score, error) {
	var out []Score
	if err := json.Unmarshal(scores, &out); err != nil {
		return nil, fmt.Errorf("cards: read scores.json: %w", err)
	}
	return out, nil
}

// Of gives the scores of one model.
func Of(model string) ([]Score, error) {
	all, err := All()
	var out []Score
	for _, s := range all {
		if s.Model == model {
			out = append(out, s)
		}
	}
	return out, err
}

// Confusion gives how one tier of sentiment answered texts of each class on the
// labelled corpus that it was not trained on, where its answer was clear. It is
// all zero when it has not been measured.
func Confusion(tier string) (c sentiment.Confusion, err error) {
	all, err := Of("sentiment")
	if err != nil {
		return c, err
	}
	names := [...]string{sentiment.Negative, sentiment.Neutral, sentiment.Positive}
	for _, s := range all {
		if s.Set != "corpus_test" || s.Metric != "confusion" {
			continue
		}
		for i, truth := range names {
			for j, answer := range names {
				if s.Slice == tier+" "+truth+" as "+answer {
					c[i][j] = int(s.Value)
				}
			}
		}
	}
	return c, nil
}
