package areas

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

// Encoder turns texts into vectors of length one, Dim numbers each.
type Encoder interface {
	Encode(ctx context.Context, texts []string, dst []float32) error
}

// Dim is the length of the encoder's vectors.
const Dim = 384

// Guide is a taxonomy made ready: seeds and concepts as directions in the
// space of centred vectors. It is read-only after it is made.
type Guide struct {
	Taxonomy Taxonomy
	Lexicon  *Lexicon
	seeds    []float32 // one row per seed, centred by language
	seedArea []int32
	concepts []float32 // one row per concept, length one
	head     *Head     // nil if it knows none of the areas
	headAt   []int     // the head's areas in the taxonomy
}

// NewGuide encodes the seeds and the forms of the concepts.
func (t Taxonomy) NewGuide(ctx context.Context, enc Encoder) (g *Guide, err error) {
	g = &Guide{Taxonomy: t, Lexicon: t.Compile()}
	for _, lang := range []string{"ar", "en"} {
		var texts []string
		for i, a := range t {
			s := a.Seeds.AR
			if lang == "en" {
				s = a.Seeds.EN
			}
			for _, x := range s {
				texts, g.seedArea = append(texts, x), append(g.seedArea, int32(i))
			}
		}
		rows, err := encodeCentred(ctx, enc, texts)
		if err != nil {
			return nil, fmt.Errorf("areas: encode seeds: %w", err)
		}
		g.seeds = append(g.seeds, rows...)
	}
	h, err := DefaultHead()
	if err != nil {
		return nil, err
	}
	if at := h.places(t); slices.Max(at) >= 0 {
		g.head, g.headAt = h, at
	}
	return g, g.direct(ctx, enc)
}

// direct gives every concept the mean direction of its forms in both
// languages, so that a word of either language points the same way.
func (g *Guide) direct(ctx context.Context, enc Encoder) error {
	var texts [2][]string
	var owner [2][]int
	for i, c := range g.Lexicon.Concepts {
		ar, en, _ := c.Forms()
		for j, fs := range [][]string{ar, en} {
			for _, f := range fs {
				texts[j], owner[j] = append(texts[j], f), append(owner[j], i)
			}
		}
	}
	g.concepts = make([]float32, len(g.Lexicon.Concepts)*Dim)
	for j := range texts {
		rows, err := encodeCentred(ctx, enc, texts[j])
		if err != nil {
			return fmt.Errorf("areas: encode words: %w", err)
		}
		for r, i := range owner[j] {
			add(1, rows[r*Dim:(r+1)*Dim], g.concepts[i*Dim:(i+1)*Dim])
		}
	}
	for i := range g.Lexicon.Concepts {
		unit(g.concepts[i*Dim : (i+1)*Dim])
	}
	centre(g.concepts)
	return nil
}

// encodeCentred encodes texts and takes their common mean out.
func encodeCentred(ctx context.Context, enc Encoder, texts []string) ([]float32, error) {
	x := make([]float32, len(texts)*Dim)
	if len(texts) == 0 {
		return x, nil
	}
	if err := enc.Encode(ctx, texts, x); err != nil {
		return nil, err
	}
	centre(x)
	return x, nil
}

func centre(x []float32) {
	n := len(x) / Dim
	mean := make([]float64, Dim)
	for i, v := range x {
		mean[i%Dim] += float64(v)
	}
	for i := range x {
		x[i] -= float32(mean[i%Dim] / float64(max(1, n)))
	}
	for i := range n {
		unit(x[i*Dim : (i+1)*Dim])
	}
}

// Weights is the weight of each concept in a body of texts, the rarer the
// greater, and the density of concepts in it: found ones per word. Density
// tells how far the texts speak about what the taxonomy holds: over .1 for
// letters to a ministry, under .05 for tweets about anything, bank customers'
// questions or titles about software.
func (g *Guide) Weights(texts []string) (weights []float32, density float64) {
	df := make([]int, len(g.Lexicon.Concepts))
	found, words := 0, 0
	for _, t := range texts {
		words += len(strings.Fields(t))
		for _, h := range g.Lexicon.Find(t) {
			df[h.Concept]++
			found += h.Count
		}
	}
	w := make([]float32, len(df))
	for i, n := range df {
		w[i] = float32(max(0, math.Log(float64(len(texts)+1)/float64(n+1))))
	}
	return w, float64(found) / float64(max(1, words))
}

// Steer moves the centred vector v of a text towards the concepts named in it,
// by strength (0 none, 1 as far as the vector is long), and keeps length one.
func (g *Guide) Steer(text string, weights, v []float32, strength float32) {
	hits := g.Lexicon.Find(text)
	if len(hits) == 0 {
		return
	}
	d := make([]float32, Dim)
	for _, h := range hits {
		c := int(h.Concept)
		add(weights[c]*tf(h.Count), g.concepts[c*Dim:(c+1)*Dim], d)
	}
	unit(d)
	add(strength, d, v)
	unit(v)
}

func tf(n int) float32 { return 1 + float32(math.Log(float64(n))) }

// How the evidence is weighed; measured on the development half of the
// project's corpus (docs/quality/themes.md).
const (
	seedTop    = 4    // seeds of an area whose mean nearness counts
	headWeight = 2.5  // the head's log-probability, less its mean over areas
	wordWeight = 7    // words against the standardised nearness of seeds
	weakWeight = 0.3  // of concepts that are often only the place
	sharpness  = 0.16 // of the softmax that turns evidence into a score
)

// Evidence writes one number per area for a text: the nearness of its centred,
// unsteered vector to the area's seeds, standardised over areas, the share of
// its concepts that belong to the area, and what the trained head says. dst has room for all areas.
func (g *Guide) Evidence(text string, weights, v []float32, dst []float64) {
	near := make([]float32, len(g.seedArea))
	graph.Dots(v, g.seeds, Dim, near)
	best := make([][seedTop]float32, len(g.Taxonomy)) // descending
	for i := range best {
		for j := range best[i] {
			best[i][j] = -1
		}
	}
	for i, s := range near {
		b := &best[g.seedArea[i]]
		if s <= b[seedTop-1] {
			continue
		}
		j := seedTop - 1
		for ; j > 0 && s > b[j-1]; j-- {
			b[j] = b[j-1]
		}
		b[j] = s
	}
	for a, b := range best {
		dst[a] = 0
		n := 0
		for _, x := range b {
			if x > -1 {
				dst[a] += float64(x)
				n++
			}
		}
		dst[a] /= float64(max(1, n))
	}
	// the spread of nearness over areas is near .05 for any text; a fixed
	// scale keeps the doubt of texts that are near to nothing
	const spread = 0.06
	mean := 0.0
	for _, x := range dst {
		mean += x / float64(len(dst))
	}
	for a := range dst {
		dst[a] = (dst[a] - mean) / spread
	}
	var norm float64
	share := make([]float64, len(dst))
	found := g.Lexicon.Find(text)
	for _, h := range found {
		w := float64(weights[h.Concept] * tf(h.Count))
		if g.Lexicon.Concepts[h.Concept].Weak {
			w *= weakWeight
		}
		share[g.Lexicon.AreaOf[h.Concept]] += w
		norm += w * w
	}
	if norm > 0 {
		for a := range dst {
			dst[a] += wordWeight * share[a] / math.Sqrt(norm)
		}
	}
	if g.head != nil {
		g.addHead(text, found, v, dst)
	}
}

// addHead adds what the trained head thinks; areas that it does not know get
// the mean of those it does, which is nothing.
func (g *Guide) addHead(text string, found []Hit, v []float32, dst []float64) {
	p := make([]float64, len(g.headAt))
	g.head.Read(text, g.Lexicon, found, v, p)
	var mean, n float64
	for i, a := range g.headAt {
		if a >= 0 {
			mean += p[i]
			n++
		}
	}
	for i, a := range g.headAt {
		if a >= 0 {
			dst[a] += headWeight * (p[i] - mean/n)
		}
	}
}

// unclearBelow is the score under which an area is not named.
const unclearBelow = 0.19

// Decide names the area of most evidence and its score, a probability; "" if
// it is unclear.
func (g *Guide) Decide(evidence []float64) (code string, score float64) {
	best, sum := 0, 0.0
	for a, e := range evidence {
		if e > evidence[best] {
			best = a
		}
		sum += math.Exp(sharpness * e)
	}
	score = math.Exp(sharpness*evidence[best]) / sum
	if score < unclearBelow {
		return "", score
	}
	return g.Taxonomy[best].Code, score
}

func add(a float32, x, y []float32) {
	for i, v := range x {
		y[i] += a * v
	}
}

func unit(v []float32) {
	var s float64
	for _, a := range v {
		s += float64(a) * float64(a)
	}
	if s > 1e-20 {
		f := float32(1 / math.Sqrt(s))
		for i := range v {
			v[i] *= f
		}
	}
}
