package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	intentFolds = 5
	stackC      = 0.3
)

// intentSample is one text with what its writer wants; also is -1 if there is
// nothing else.
type intentSample struct {
	text, lang string
	main, also int
	weight     float32
	// stacked texts were not used to train sentiment, so its hints on them are
	// as good as on new text.
	stacked bool
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

// trainIntent fits both tiers for all languages on text written for the
// project. The development half of the corpus is not trained on: it only sets
// temperature and biases. Hints come from the embedded sentiment, spam and
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
	p, err := it.read(ctx, train)
	if err != nil {
		return err
	}
	d, err := it.read(ctx, dev)
	if err != nil {
		return err
	}
	fast, precise, err := it.stack(p)
	if err != nil {
		return err
	}
	b, l, err := it.fit(p, nil)
	if err != nil {
		return err
	}
	m, err := linear.Read(b)
	if err != nil {
		return err
	}
	zf, zp := make([][]float64, len(dev)), make([][]float64, len(dev))
	for i := range dev {
		in := append(hashedLogits(m, d.texts[i], it.classes), d.fast[i][:]...)
		zf[i] = weigh(fast, in)
		in = append(hashedLogits(m, d.texts[i], it.classes), d.precise[i][:]...)
		zp[i] = weigh(precise, append(l.logits(d.vec[i*dim:(i+1)*dim]), in...))
	}
	set := intent.Settings{Fast: fitDecision(zf, dev), Precise: fitDecision(zp, dev), FastStack: fast}
	t.log.Info("intent", "texts", len(train), "dev", len(dev), "fast", intentScores(zf, dev, set.Fast))
	t.log.Info("intent", "precise", intentScores(zp, dev, set.Precise))
	if err := t.write("intent/assets/intent.bin", b); err != nil {
		return err
	}
	if err := t.write("intent/assets/head.bin", stackedHead(l, precise).Bytes()); err != nil {
		return err
	}
	return t.writeJSON("intent/assets/settings.json", set)
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
	ts := intentTargets(ss, t.classes)
	space := fit.NewSpace(texts, intentBits, 2)
	b := fit.Quantise(space, fit.Fit(space.Rows(texts), ts, 1<<space.Bits+len(texts[0].Dense), t.classes, intentC, 80))
	return b, fitLayerC(vec, ts, t.classes, intentHeadC), nil
}

// stack learns how much hashed model, layer and hints weigh, on answers of
// models that did not see the text (every fifth left out in turn).
func (t *intentTrainer) stack(p *intentPart) (fast, precise [][]float64, err error) {
	var rf, rp [][]float64
	var ss []intentSample
	for f := range intentFolds {
		b, l, err := t.fit(p, func(i int) bool { return i%intentFolds != f })
		if err != nil {
			return nil, nil, err
		}
		m, err := linear.Read(b)
		if err != nil {
			return nil, nil, err
		}
		for i := f; i < len(p.samples); i += intentFolds {
			if !p.samples[i].stacked {
				continue
			}
			z := hashedLogits(m, p.texts[i], t.classes)
			rf = append(rf, append(slices.Clone(z), p.fast[i][:]...))
			rp = append(rp, append(append(l.logits(p.vec[i*dim:(i+1)*dim]), z...), p.precise[i][:]...))
			ss = append(ss, p.samples[i])
		}
	}
	ts := intentTargets(ss, t.classes)
	return fitStack(rf, ts, t.classes), fitStack(rp, ts, t.classes), nil
}

// fitStack is a small softmax regression; class-major weights without biases,
// which fitDecision sets.
func fitStack(rows [][]float64, ts []fit.Target, classes int) [][]float64 {
	r := &fit.Rows{Off: []int{0}}
	n := len(rows[0])
	for _, row := range rows {
		for j, v := range row {
			r.Idx, r.Val = append(r.Idx, uint32(j)), append(r.Val, float32(v))
		}
		r.Off = append(r.Off, len(r.Idx))
	}
	m := fit.Fit(r, ts, n, classes, stackC, 200)
	out := make([][]float64, classes)
	for c := range out {
		out[c] = make([]float64, n)
		for j := range n {
			out[c][j] = round(m.Weights[j*classes+c])
		}
	}
	return out
}

func weigh(stack [][]float64, in []float64) []float64 {
	out := make([]float64, len(stack))
	for c := range out {
		for j, v := range in {
			out[c] += stack[c][j] * v
		}
	}
	return out
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

// intentText reads own/intent_*.txt, the whole submissions that were written for
// sentiment, and, at a small weight, the grammars.
func (t *trainer) intentText() ([]intentSample, error) {
	files, err := filepath.Glob(filepath.Join(t.own, "intent_*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	langs := map[string]string{"msa": "ar", "gulf": "ar", "en": "en", "arabizi": "arabizi", "mixed": "mixed"}
	labels := intent.Labels()
	var out []intentSample
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".txt")[len("intent_"):], "_")
		s := intentSample{lang: langs[name], main: -1, also: -1, weight: 1, stacked: true}
		for n, l := range strings.Split(string(b), "\n") {
			switch {
			case l == "" || l[0] == '#':
			case strings.HasPrefix(l, "= "):
				ws := strings.Fields(l[2:])
				s.main, s.also = slices.Index(labels, ws[0]), -1
				if len(ws) > 1 {
					s.also = slices.Index(labels, ws[1])
				}
				if s.main < 0 || len(ws) > 1 && s.also < 0 {
					return nil, fmt.Errorf("%s:%d: %q", f, n+1, l)
				}
			default:
				x := s
				x.text = l
				out = append(out, x)
			}
		}
	}
	real, err := t.realText()
	if err != nil {
		return nil, err
	}
	for _, l := range real {
		if c := slices.Index(labels, l.Intent); c >= 0 {
			out = append(out, intentSample{text: l.Text, lang: l.Lang, main: c, also: -1, weight: 1})
		}
	}
	abuse, err := t.marksLines()
	if err != nil {
		return nil, err
	}
	for _, l := range abuse {
		if l.label != "none" && l.label != "self_harm" { // advertising and abuse ask for nothing
			out = append(out, intentSample{text: l.text, main: slices.Index(labels, intent.Other), also: -1, weight: abuseWeight})
		}
	}
	own, err := t.grammarText(1)
	if err != nil {
		return nil, err
	}
	for _, l := range own {
		if c := slices.Index(labels, l.Intent); c >= 0 {
			out = append(out, intentSample{text: l.Text, lang: l.Lang, main: c, also: -1, weight: intentGrammar})
		}
	}
	return out, nil
}

// intentDev reads the development half of the corpus.
func (t *trainer) intentDev() ([]intentSample, error) {
	corpus, err := t.corpusText()
	if err != nil {
		return nil, err
	}
	var out []intentSample
	for _, l := range corpus {
		if c := slices.Index(intent.Labels(), l.Intent); c >= 0 {
			out = append(out, intentSample{text: l.Text, lang: l.Lang, main: c, also: -1, weight: 1})
		}
	}
	return out, nil
}

func intentTargets(ss []intentSample, classes int) []fit.Target {
	ts := make([]fit.Target, len(ss))
	for i, s := range ss {
		ts[i] = fit.Hard(s.main, s.weight)
		if s.also >= 0 {
			ts[i].P[s.main], ts[i].P[s.also] = 1-alsoShare, alsoShare
		}
	}
	fit.Balance(ts, classes)
	return ts
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
