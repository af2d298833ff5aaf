package main

import (
	"slices"
	"strings"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// label is a line of labels/dev.ndjson and labels/test.ndjson. Text is the submission as a reader sees it (title, line break,
// body); spans count its code points, end exclusive.
type label struct {
	ID        string        `json:"id"`
	Source    string        `json:"source"`
	CreatedAt string        `json:"created_at"`
	Author    string        `json:"author,omitempty"`
	Text      string        `json:"text"`
	Lang      string        `json:"lang"`
	Variety   *string       `json:"variety"`
	Subject   string        `json:"subject"`
	Area      string        `json:"area"`
	Sentiment string        `json:"sentiment"`
	Intent    string        `json:"intent"`
	Sarcasm   bool          `json:"sarcasm"`
	Spam      bool          `json:"spam"`
	Toxicity  bool          `json:"toxicity"`
	PII       []master.Span `json:"pii"`
	DupOf     *string       `json:"dup_of"`
	Family    *string       `json:"family"`
	SDG       []int         `json:"sdg"`
	Outcome   *string       `json:"outcome"`
	First     *master.Pass  `json:"first_pass"`
	Second    *master.Pass  `json:"second_pass"`
	Settled   string        `json:"settled,omitempty"`
}

func (c *corpus) labels() error {
	texts := slices.Clone(c.texts)
	slices.SortFunc(texts, func(a, b *master.Text) int { return strings.Compare(a.ID(), b.ID()) })
	halves := map[string][]any{}
	for _, t := range texts {
		halves[t.Half()] = append(halves[t.Half()], c.label(t))
	}
	for half, rows := range halves {
		if err := c.ndjson("labels/"+half+".ndjson", rows); err != nil {
			return err
		}
	}
	return nil
}

func (c *corpus) label(t *master.Text) label {
	l := label{
		ID: t.ID(), Source: t.SourceName(), CreatedAt: utc(t.Created(c.subjects[t.Subject])), Author: t.AuthorKey(), Text: t.Full(),
		Subject: t.Subject, Area: t.Area, Sentiment: t.Sentiment, Intent: t.Intent, Sarcasm: t.Sarcasm, Spam: t.Spam, Toxicity: t.Toxic,
		PII: t.PII, SDG: t.SDG, First: t.First, Second: t.Second, Settled: t.Note,
	}
	if l.PII == nil {
		l.PII = []master.Span{}
	}
	if l.SDG == nil {
		l.SDG = []int{}
	}
	l.Lang, l.Variety = language(t)
	if t.Family != "" {
		l.Family = ptr(t.Family)
	}
	if t.Ref != nil {
		l.DupOf = ptr(t.Root().ID())
	}
	if o := c.outcome(t.Root()); o.status != "" {
		l.Outcome = ptr(o.status)
	}
	return l
}

func language(t *master.Text) (string, *string) {
	switch t.Variety {
	case "m":
		return "ar", ptr("msa")
	case "g":
		return "ar", ptr("gulf")
	case "o":
		return "ar", ptr("other")
	case "z":
		return "arabizi", nil
	case "x":
		return "mixed", nil
	case "f":
		return t.Lang, nil
	default:
		return "en", nil
	}
}
