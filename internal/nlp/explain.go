package nlp

import (
	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// Explain says why a Result is what it is.
type Explain struct {
	Steps      []string   `json:"steps"`      // normalisation steps behind the fingerprint
	Normalized string     `json:"normalized"` // what they made of the text, personal data masked
	LangScore  float64    `json:"lang_score"`
	Arabic     string     `json:"arabic,omitempty"` // Arabizi in Arabic letters
	Tokens     int        `json:"tokens"`
	Rules      []RuleSpan `json:"rules"` // privacy rules that fired
}

// RuleSpan is a rule and where it fired.
type RuleSpan struct {
	Rule  string `json:"rule"`
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func (a *Analyzer) explain(s *scratch, lang *detect.Result, arabizi bool, r *Result) *Explain {
	e := &Explain{
		Steps: normalize.Loose.Names(), Normalized: normalize.Text(r.Masked, normalize.Loose),
		LangScore: round(lang.Score), Tokens: len(s.toks), Rules: []RuleSpan{},
	}
	if arabizi {
		e.Arabic = a.converter.Convert(r.Masked)
	}
	for _, p := range r.PII {
		e.Rules = append(e.Rules, RuleSpan{p.Rule, string(p.Kind), p.Start, p.End})
	}
	return e
}
