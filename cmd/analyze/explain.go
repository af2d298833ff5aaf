package main

import (
	"math"
	"strings"
	"unicode"

	"github.com/musharaka/musharaka/internal/nlp"
)

// explainer names the words that moved the sentiment of a masked text: a sign
// and the word, strongest first, at most named of them.
func explainer() (func(string) string, error) {
	const named, least = 5, 0.05
	a, err := nlp.New()
	if err != nil {
		return nil, err
	}
	return func(masked string) string {
		e := a.Analyze(masked, nlp.Request{Explain: true}).Explain
		var out []string
		have := map[string]bool{}
		add := func(word string, weight float64) {
			word = strings.Join(strings.Fields(word), "\u00a0") // words are parted by spaces
			if len(out) == named || word == "" || have[word] || strings.ContainsAny(word, "[]") || !strings.ContainsFunc(word, unicode.IsLetter) {
				return
			}
			have[word] = true
			sign := "+"
			if weight < 0 {
				sign = "-"
			}
			out = append(out, sign+word)
		}
		for _, r := range e.Sentiment.Rules {
			if r.Negator != "" {
				add(r.Negator+" "+r.Text, r.Value)
			} else {
				add(r.Text, r.Value)
			}
		}
		for _, w := range e.Sentiment.Words {
			if math.Abs(w.Weight) >= least {
				add(w.Text, w.Weight)
			}
		}
		return strings.Join(out, " ")
	}, nil
}
