package main

import (
	"context"
	"errors"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/internal/nlp/marks"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/internal/nlp/spam"
	"github.com/musharaka/musharaka/internal/nlp/toxicity"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	intentBits = 16
	intentC    = 10
	// alsoShare is what a second intent named in own/intent_*.txt gets.
	alsoShare = 0.25
	// intentGrammar is what one filled line of the grammars weighs beside a line
	// written for itself.
	intentGrammar = 0.1
	intentHeadC   = 0.1
	// abuseWeight is what a line of own/marks.txt weighs for "other".
	abuseWeight = 0.4
	// rarity is the power of a class's rarity by which its texts weigh more; at 1
	// the classes weigh alike, and rare ones are named far too often.
	rarity = 0.5
)

// intentSample is one text with what its writer wants; also is -1 if there is
// nothing else.
type intentSample struct {
	text, lang string
	main, also int
	weight     float32
	// fold says with which texts this one is left out when the stack is learned;
	// -1 is always trained on: text that trained sentiment, whose hints on it are
	// better than on new text.
	fold   int
	corpus bool // of the development half
}

// intentTrainer holds what both tiers are fitted from.
type intentTrainer struct {
	*trainer
	x       *intent.Extractor
	enc     *encoder.Encoder
	conv    *arabizi.Converter
	scorer  *sentiment.Scorer
	spam    *spam.Scorer
	tox     *toxicity.Scorer
	learned *marks.Model
	classes int
}

// intentPart is a list of samples as the models read it.
type intentPart struct {
	samples []intentSample
	texts   []fit.Text
	vec     []float32
	// hints of the fast and of the precise tier
	fast, precise [][intent.HintFeatures]float64
}

// trainIntent fits both tiers for all languages on text written for the project
// and on the development half of the corpus, and the stack on answers of models
// that did not see the text. Hints come from the embedded sentiment, spam and
// toxicity, so it runs after them, in a program built after them.
func trainIntent(ctx context.Context, t *trainer) error {
	it := &intentTrainer{trainer: t, conv: arabizi.New(), classes: len(intent.Labels())}
	if err := it.open(); err != nil {
		return err
	}
	train, err := t.intentText()
	if err != nil {
		return err
	}
	dev, err := t.intentDev()
	if err != nil {
		return err
	}
	p, err := it.read(ctx, append(train, dev...))
	if err != nil {
		return err
	}
	held, err := it.heldOut(p)
	if err != nil {
		return err
	}
	b, l, err := it.fit(p, nil)
	if err != nil {
		return err
	}
	fast, df := fitStack(held.fast, held.samples, it.classes)
	precise, dp := fitStack(held.precise, held.samples, it.classes)
	t.log.Info("intent", "texts", len(train), "corpus", len(dev), "fast", heldScores(held.fast, held.samples, it.classes))
	t.log.Info("intent", "precise", heldScores(held.precise, held.samples, it.classes))
	if err := t.write("intent/assets/intent.bin", b); err != nil {
		return err
	}
	if err := t.write("intent/assets/head.bin", stackedHead(l, precise).Bytes()); err != nil {
		return err
	}
	return t.writeJSON("intent/assets/settings.json", intent.Settings{Fast: df, Precise: dp, FastStack: fast})
}

func (t *intentTrainer) open() error {
	var errs [6]error
	t.x, errs[0] = intent.NewExtractor()
	t.enc, errs[1] = encoder.Open(encoder.Options{})
	t.scorer, errs[2] = sentiment.New()
	t.spam, errs[3] = spam.New()
	t.tox, errs[4] = toxicity.New()
	t.learned, errs[5] = marks.New()
	return errors.Join(errs[:]...)
}

func (t *intentTrainer) read(ctx context.Context, ss []intentSample) (*intentPart, error) {
	p := &intentPart{samples: ss}
	var err error
	if p.vec, err = intentVectors(ctx, t.enc, ss); err != nil {
		return nil, err
	}
	for i, s := range ss {
		in, vec := input(s.text, s.lang, t.conv), p.vec[i*dim:(i+1)*dim]
		p.texts = append(p.texts, fit.Text(t.x.Sample(in)))
		f, q := t.scorer.Score(in), t.scorer.ScorePrecise(in, vec)
		ev := t.learned.Read(vec)
		p.fast = append(p.fast, intent.Hints{Neg: f.Neg, Neu: f.Neu, Pos: f.Pos, Spam: t.spam.Score(in).Score, Toxic: t.tox.Score(in).Score}.Features())
		p.precise = append(p.precise, intent.Hints{
			Neg: q.Neg, Neu: q.Neu, Pos: q.Pos, Spam: t.spam.ScorePrecise(in, ev).Score, Toxic: t.tox.ScorePrecise(in, ev).Score,
		}.Features())
	}
	return p, nil
}

// fit fits the hashed model and the layer on vectors to the samples kept.
func (t *intentTrainer) fit(p *intentPart, keep func(int) bool) ([]byte, *layer, error) {
	var texts []fit.Text
	var ss []intentSample
	var vec []float32
	for i, s := range p.samples {
		if keep == nil || keep(i) {
			texts, ss, vec = append(texts, p.texts[i]), append(ss, s), append(vec, p.vec[i*dim:(i+1)*dim]...)
		}
	}
	ts := intentTargets(ss, t.classes, rarity)
	space := fit.NewSpace(texts, intentBits, 2)
	b := fit.Quantise(space, fit.Fit(space.Rows(texts), ts, 1<<space.Bits+len(texts[0].Dense), t.classes, intentC, 80))
	return b, fitLayer(vec, ts, t.classes, intentHeadC, layerIterations), nil
}

// stackedHead is the layer seen through the stack: one linear head again.
func stackedHead(l *layer, stack [][]float64) *linear.Head {
	k := l.classes
	extra := len(stack[0]) - k
	var w []float32
	for c := range k {
		sum := make([]float64, dim+1)
		for q := range k {
			for j := range sum {
				sum[j] += stack[c][q] * l.w[q*(dim+1)+j]
			}
		}
		for _, v := range sum[:dim] {
			w = append(w, float32(v))
		}
		for _, v := range stack[c][k:] {
			w = append(w, float32(v))
		}
		w = append(w, float32(sum[dim]))
	}
	return linear.NewHead(k, dim, extra, w)
}

func intentVectors(ctx context.Context, enc *encoder.Encoder, ss []intentSample) ([]float32, error) {
	texts := make([]string, len(ss))
	for i := range ss {
		texts[i] = ss[i].text
	}
	v := make([]float32, dim*len(texts))
	return v, enc.Encode(ctx, texts, v)
}

// hashedLogits are the answers of a hashed model for one text.
func hashedLogits(m *linear.Model, d fit.Text, classes int) []float64 {
	var z [linear.MaxClasses]float32
	m.Score(d.Words, d.Chars, nil, nil, &z)
	for i, v := range d.Dense {
		m.AddDense(i, v, &z)
	}
	out := make([]float64, classes)
	for c := range out {
		out[c] = float64(z[c])
	}
	return out
}
