package main

import "github.com/musharaka/musharaka/internal/datasets"

// weakWeight is what a text counts whose sentiment was told by its intent
// alone, beside one that was labelled for sentiment.
const weakWeight = 0.6

// sentimentOf says what a text labelled for intent nearly always feels. A
// suggestion may complain too; then its second intent says so. What is not
// here says nothing.
var sentimentOf = map[string]int{
	"complaint": datasets.Neg, "complaint suggestion": datasets.Neg, "complaint question": datasets.Neg,
	"report": datasets.Neg, "report complaint": datasets.Neg,
	"question": datasets.Neu, "question complaint": datasets.Neg,
	"suggestion": datasets.Neu, "suggestion complaint": datasets.Neg, "suggestion praise": datasets.Pos,
	"praise": datasets.Pos, "praise suggestion": datasets.Pos,
}

// weakText reads the lines written for intent for sentiment.
func (t *trainer) weakText() ([]labelled, error) {
	lines, err := t.intentLines()
	if err != nil {
		return nil, err
	}
	var out []labelled
	for _, l := range lines {
		if c, ok := sentimentOf[l.Intent]; ok {
			l.Sentiment = c
			out = append(out, l)
		}
	}
	return out, nil
}
