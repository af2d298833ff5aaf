package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/datasets"
)

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

// weakText reads own/intent_<variety>[_n].txt for sentiment.
func (t *trainer) weakText() ([]labelled, error) {
	files, err := filepath.Glob(filepath.Join(t.own, "intent_*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	langs := map[string]string{"msa": "ar", "gulf": "ar", "en": "en", "arabizi": "arabizi", "mixed": "mixed"}
	var out []labelled
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		variety, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".txt")[len("intent_"):], "_")
		x, known := labelled{Lang: langs[variety]}, false
		for _, l := range strings.Split(string(b), "\n") {
			switch {
			case l == "" || l[0] == '#':
			case strings.HasPrefix(l, "= "):
				x.Intent = strings.TrimSpace(l[2:])
				x.Sentiment, known = sentimentOf[x.Intent]
			case known:
				y := x
				y.Text = l
				out = append(out, y)
			}
		}
	}
	return out, nil
}
