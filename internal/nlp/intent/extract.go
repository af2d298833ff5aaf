package intent

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

//go:embed cues.tsv
var cueList string

// Extractor finds what the model reads. It needs no trained model and is safe
// for concurrent use.
type Extractor struct {
	cues  *features.Lexicon
	class []int
}

// NewExtractor reads the embedded cues.
func NewExtractor() (*Extractor, error) {
	lex, err := features.ParseLexicon(cueList)
	if err != nil {
		return nil, fmt.Errorf("intent cues: %w", err)
	}
	x := &Extractor{cues: lex}
	labels := Labels()
	for _, e := range lex.Entries() {
		c := -1
		if len(e.Fields) == 1 {
			c = slices.Index(labels, e.Fields[0])
		}
		if c < 0 {
			return nil, fmt.Errorf("intent cues: %q has no known intent", e.Phrase)
		}
		x.class = append(x.class, c)
	}
	return x, nil
}

// cueFeatures is how many values read gives.
const cueFeatures = 14

// reading is memory for one text, used again.
type reading struct {
	matches []features.Match
	dense   []float32
}

// read chooses the form of the text (Arabizi is read in Arabic letters) and
// fills v.dense: for the five intents with cues their number pressed below one
// and whether one stands among the first four tokens, then question marks (at
// the end, anywhere), exclamation marks and length.
func (x *Extractor) read(in features.Input, v *reading) *features.Doc {
	d := in.Doc
	if in.Converted != nil {
		d = in.Converted
	}
	var n, first [5]float32
	v.matches = x.cues.Find(d, v.matches[:0])
	count := func() {
		for _, m := range v.matches {
			c := x.class[m.Entry]
			n[c]++
			if m.From < 4 {
				first[c] = 1
			}
		}
	}
	count()
	if in.Converted != nil {
		v.matches = x.cues.Find(in.Doc, v.matches[:0])
		count()
	}
	v.dense = v.dense[:0]
	for c := range n {
		v.dense = append(v.dense, n[c]/(n[c]+1.5), first[c])
	}
	var asked, askedLast, shouted, words float32
	for i := range d.Toks {
		t := &d.Toks[i]
		switch {
		case t.Word():
			words++
		case t.Kind == features.Mark && d.Runes(t)[0] == '?':
			asked = 1
			if i >= len(d.Toks)-2 {
				askedLast = 1
			}
		case t.Kind == features.Mark:
			shouted = 1
		}
	}
	v.dense = append(v.dense, asked, askedLast, shouted, words/(words+15))
	return d
}

// Sample is a text as training sees it.
type Sample struct {
	Words, Chars []uint32
	Dense        []float32
}

// Sample reads a text for training.
func (x *Extractor) Sample(in features.Input) Sample {
	var v reading
	d := x.read(in, &v)
	return Sample{Words: d.Words, Chars: d.Chars, Dense: v.dense}
}
