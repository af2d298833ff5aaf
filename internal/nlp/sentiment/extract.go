package sentiment

import (
	"github.com/jonreiter/govader"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// Which model reads a text.
const (
	modelAR = iota
	modelEN
	models
)

// Extractor finds what the models read in a text. It is safe for concurrent
// use and needs no trained model (tools/train reads texts with it).
type Extractor struct {
	ar, en, arabizi *rules
	vader           *valence
}

// NewExtractor reads the embedded word lists.
func NewExtractor() (*Extractor, error) {
	base := govader.NewSentimentIntensityAnalyzer()
	x := &Extractor{vader: newValence(base)}
	var err error
	if x.ar, err = arabicRules(); err != nil {
		return nil, err
	}
	if x.en, err = englishRules(base); err != nil {
		return nil, err
	}
	x.arabizi, err = arabiziRules()
	return x, err
}

// view is one text as one model reads it; its memory is used again.
type view struct {
	doc            *features.Doc
	ev, other      evidence
	evDoc          *features.Doc // the text that ev's tokens belong to
	matches        []features.Match
	noWord, noChar []linear.Span
	feats          []float32
}

// masked is up to how many words an English text's negated n-grams are left
// out: in longer ones the pairs around them know more than the rules.
const masked = 12

// read fills v with a text for one of the two models.
func (x *Extractor) read(model int, in features.Input, v *view) {
	v.doc, v.noWord, v.noChar = in.Doc, v.noWord[:0], v.noChar[:0]
	v.evDoc = in.Doc
	if model == modelEN {
		v.matches = x.en.find(v.doc, &v.ev, v.matches)
		if v.doc.WordCount() <= masked {
			v.noWord, v.noChar = v.ev.masks(v.doc, v.noWord, v.noChar)
		}
		return
	}
	if in.Converted != nil {
		v.doc, v.evDoc = in.Converted, in.Converted
	}
	v.matches = x.ar.find(v.doc, &v.ev, v.matches)
	v.noWord, v.noChar = v.ev.masks(v.doc, v.noWord, v.noChar)
	if in.Doc.Latins*2 > in.Doc.Letters && in.Doc.Lang != "en" {
		// Arabizi spells freely: its own list and the Arabic list on the
		// converted text see different words; the one that sees more counts.
		v.matches = x.arabizi.find(in.Doc, &v.other, v.matches)
		if v.other.mass() >= v.ev.mass() {
			v.ev, v.other = v.other, v.ev
			v.evDoc = in.Doc
		}
	}
}

// dense appends the features that are not n-grams: the rules' and, in English,
// the four scores of VADER.
func (x *Extractor) dense(model int, d *features.Doc, v *view, dst []float32) []float32 {
	r := v.ev.values(v.evDoc)
	dst = append(dst, r[:]...)
	if model == modelEN {
		p := x.vader.score(d)
		dst = append(dst, p[:]...)
	}
	return dst
}

func (e *evidence) mass() float32 { return e.pos + e.neg + e.turnedPos + e.turnedNeg }

// Sample is a text as training sees it.
type Sample struct {
	Words, Chars []uint32
	Dense        []float32
	Offset       [3]float64 // what the rules add to the logits of short texts
}

// Sample reads a text for the Arabic model or the English one.
func (x *Extractor) Sample(english bool, in features.Input) Sample {
	var v view
	m := modelAR
	if english {
		m = modelEN
	}
	x.read(m, in, &v)
	var z [linear.MaxClasses]float32
	v.ev.decide(v.evDoc, &z)
	return Sample{
		Words: without(v.doc.Words, v.noWord), Chars: without(v.doc.Chars, v.noChar), Dense: x.dense(m, v.doc, &v, nil),
		Offset: [3]float64{float64(z[0]), float64(z[1]), float64(z[2])},
	}
}

func without(b []uint32, skip []linear.Span) []uint32 {
	var out []uint32
	at := 0
	for _, s := range skip {
		out = append(out, b[at:s.From]...)
		at = s.To
	}
	return append(out, b[at:]...)
}
