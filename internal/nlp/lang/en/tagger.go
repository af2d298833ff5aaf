// Package en tags English: parts of speech and named entities, by prose's shared
// model. It serves labels and quotes, a few texts at a time; it is far too slow
// for every message (some 6,000 texts a second tagged, 700 with entities) and
// nothing in the hot path may call it. Tokens and stems of English are in
// packages tokenize and stem.
package en

import (
	"fmt"
	"sync"

	"github.com/jdkato/prose/v2"
)

// Word is a word with its Penn Treebank tag.
type Word struct{ Text, Tag string }

// Entity is a name that the text speaks of: PERSON, GPE or ORGANIZATION.
type Entity struct{ Text, Label string }

// Tagger holds the model. It is safe for concurrent use.
type Tagger struct {
	model func() (*prose.Model, error)
}

// New prepares a tagger; the model (40 MB in memory, a quarter of a second) is
// loaded at the first use, once.
func New() *Tagger {
	return &Tagger{model: sync.OnceValues(func() (*prose.Model, error) {
		d, err := prose.NewDocument("a")
		if err != nil {
			return nil, fmt.Errorf("en: load the model: %w", err)
		}
		return d.Model, nil
	})}
}

// Tag returns the words of a text with their parts of speech.
func (t *Tagger) Tag(text string) ([]Word, error) {
	d, err := t.document(text, prose.WithExtraction(false))
	if err != nil {
		return nil, err
	}
	out := make([]Word, 0, len(d.Tokens()))
	for _, tok := range d.Tokens() {
		out = append(out, Word{tok.Text, tok.Tag})
	}
	return out, nil
}

// Entities returns the names that a text speaks of, in order.
func (t *Tagger) Entities(text string) ([]Entity, error) {
	d, err := t.document(text)
	if err != nil {
		return nil, err
	}
	var out []Entity
	for _, e := range d.Entities() {
		out = append(out, Entity{e.Text, e.Label})
	}
	return out, nil
}

// document reads a text without cutting sentences: prose would build its
// sentence model anew for every text.
func (t *Tagger) document(text string, opts ...prose.DocOpt) (*prose.Document, error) {
	m, err := t.model()
	if err != nil {
		return nil, err
	}
	d, err := prose.NewDocument(text, append(opts, prose.UsingModel(m), prose.WithSegmentation(false))...)
	if err != nil {
		return nil, fmt.Errorf("en: read a text of %d bytes: %w", len(text), err)
	}
	return d, nil
}
