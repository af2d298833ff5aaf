package nlp

import (
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/marks"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/internal/nlp/toxicity"
)

// Explain says why a Result is what it is.
type Explain struct {
	Steps      []string   `json:"steps"`      // normalisation steps behind the fingerprint
	Normalized string     `json:"normalized"` // what they made of the text, personal data masked
	LangScore  float64    `json:"lang_score"`
	Arabic     string     `json:"arabic,omitempty"` // Arabizi in Arabic letters
	Tokens     int        `json:"tokens"`
	Rules      []RuleSpan `json:"rules"` // privacy rules that fired

	Sentiment sentiment.Explanation `json:"sentiment"` // phrases and words of the fast tier
	Intent    intent.Explanation    `json:"intent"`    // cues and words of the fast tier
	Goals     []GoalWords           `json:"goals"`
	Spam      []string              `json:"spam"`     // reasons
	Toxicity  []string              `json:"toxicity"` // kinds
	Abuse     []toxicity.Word       `json:"abuse"`    // words of the lists that were weighed
}

// GoalWords is the evidence for a suggested goal.
type GoalWords struct {
	Goal  int      `json:"goal"`
	Words []string `json:"words"`
}

// RuleSpan is a rule and where it fired.
type RuleSpan struct {
	Rule  string `json:"rule"`
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func (a *Analyzer) explain(s *scratch, lang *detect.Result, in features.Input, r *Result, ev *marks.Evidence) *Explain {
	e := &Explain{
		Steps: normalize.Loose.Names(), Normalized: normalize.Text(r.Masked, normalize.Loose),
		LangScore: round(lang.Score), Tokens: len(s.toks), Rules: []RuleSpan{},
		Sentiment: a.sentiment.Explain(in), Intent: a.intent.Explain(in, r.Intent), Goals: []GoalWords{},
		Spam: append([]string{}, a.spam.ScorePrecise(in, ev).Reasons...), Toxicity: append([]string{}, a.toxicity.ScorePrecise(in, ev).Kinds...),
		Abuse: a.toxicity.Explain(in),
	}
	for _, g := range r.SDG {
		e.Goals = append(e.Goals, GoalWords{g.Goal, append([]string{}, g.Words...)})
	}
	if in.Converted != nil {
		e.Arabic = a.converter.Convert(r.Masked)
	}
	e.Intent.Words = slices.DeleteFunc(e.Intent.Words, func(w intent.Word) bool { // no part of a name
		return !strings.Contains(r.Masked, w.Word) && !strings.Contains(e.Arabic, w.Word)
	})
	for _, p := range r.PII {
		e.Rules = append(e.Rules, RuleSpan{p.Rule, string(p.Kind), p.Start, p.End})
	}
	return e
}
