// Package sentiment says how a text feels about what it speaks of: negative,
// neutral or positive, with calibrated probabilities, and when it does not
// know. The fast tier is a hashed linear model with rules for negation and for
// the complaints of public services; the precise tier adds the sentence
// encoder's vector.
//
// It is not a judge of the writer: stance, wish and sarcasm are other things,
// and docs/labelling.md says where the lines run.
package sentiment

import "math"

// The three labels, in the order of every probability triple.
const (
	Negative = "negative"
	Neutral  = "neutral"
	Positive = "positive"
)

// Tiers say who answered.
const (
	Fast    = "fast"
	Precise = "precise"
)

var labels = [3]string{Negative, Neutral, Positive}

// Result is the answer for one text. Probabilities sum to one and are rounded
// to four decimals; Label is the likeliest class even when Unclear is true.
type Result struct {
	Label   string  `json:"label"`
	Neg     float64 `json:"neg"`
	Neu     float64 `json:"neu"`
	Pos     float64 `json:"pos"`
	Unclear bool    `json:"unclear"`
	Tier    string  `json:"tier"`
}

func result(p [3]float64, tier string, threshold float64) Result {
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	r := Result{Label: labels[best], Neg: round(p[0]), Pos: round(p[2]), Tier: tier, Unclear: p[best] < threshold}
	r.Neu = round(1 - r.Neg - r.Pos)
	return r
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
