package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/marks"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/internal/nlp/spam"
	"github.com/musharaka/musharaka/internal/nlp/toxicity"
)

// Intent measures both tiers on the test half of the bundled corpus, by
// language and by the true sentiment.
func Intent() Suite { return Suite{"intent", runIntent} }

func runIntent(ctx context.Context, env Env) ([]Row, error) {
	m := &meter{suite: "intent", seed: env.Seed}
	scorer, err := intent.New()
	if err != nil {
		return nil, err
	}
	items, err := corpusTest()
	if err != nil {
		env.say("corpus: %v", err)
		return nil, nil
	}
	labels := intent.Labels()
	conv := arabizi.New()
	inputs := make([]features.Input, len(items))
	for i, it := range items {
		inputs[i] = prepared(it.Text, it.Lang, conv)
	}
	others, err := openOthers()
	if err != nil {
		return nil, err
	}
	intentTier(m, "fast", items, labels, func(i int) intent.Result {
		return scorer.Score(inputs[i], others.hints(inputs[i], nil))
	})
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		env.say("encoder: %v; the precise tier is not measured", err)
		return m.rows, nil
	}
	texts := make([]string, len(items))
	for i := range items {
		texts[i] = items[i].Text
	}
	vec := make([]float32, encoder.Dim*len(texts))
	if err := enc.Encode(ctx, texts, vec); err != nil {
		return m.rows, err
	}
	intentTier(m, "precise", items, labels, func(i int) intent.Result {
		v := vec[i*encoder.Dim : (i+1)*encoder.Dim]
		return scorer.ScorePrecise(inputs[i], v, others.hints(inputs[i], v))
	})
	return m.rows, nil
}

// others are the scorers whose answers intent takes as hints.
type others struct {
	sentiment *sentiment.Scorer
	spam      *spam.Scorer
	toxicity  *toxicity.Scorer
	learned   *marks.Model
}

func openOthers() (*others, error) {
	var o others
	var errs [4]error
	o.sentiment, errs[0] = sentiment.New()
	o.spam, errs[1] = spam.New()
	o.toxicity, errs[2] = toxicity.New()
	o.learned, errs[3] = marks.New()
	return &o, errors.Join(errs[:]...)
}

// hints are taken as the product takes them.
func (o *others) hints(in features.Input, vec []float32) intent.Hints {
	s := o.sentiment.ScorePrecise(in, vec)
	ev := o.learned.Read(vec)
	return intent.Hints{Neg: s.Neg, Neu: s.Neu, Pos: s.Pos, Spam: o.spam.ScorePrecise(in, ev).Score, Toxic: o.toxicity.ScorePrecise(in, ev).Score}
}

func prepared(text, lang string, conv *arabizi.Converter) features.Input {
	in := features.Input{Doc: features.New(text, lang)}
	if lang == "arabizi" || lang == "mixed" && in.Doc.Latins > 0 {
		if c := conv.Convert(text); c != text {
			in.Converted = features.New(c, "ar")
		}
	}
	return in
}

func intentTier(m *meter, tier string, items []corpusItem, labels []string, score func(int) intent.Result) {
	parts := map[string][]outcome{}
	var all []outcome
	named := 0.0
	confusion := map[[2]string]map[string]int{}
	for i, it := range items {
		r := score(i)
		o := outcome{truth: slices.Index(labels, it.Intent), answer: slices.Index(labels, r.Main), p: r.Intents[0].Score}
		if o.truth < 0 {
			continue
		}
		all = append(all, o)
		for _, k := range []string{it.Lang, "given " + it.Sentiment} {
			parts[k] = append(parts[k], o)
		}
		if slices.ContainsFunc(r.Intents, func(s intent.Score) bool { return s.Label == it.Intent }) {
			named++
		}
		k := [2]string{it.Sentiment, it.Intent}
		if confusion[k] == nil {
			confusion[k] = map[string]int{}
		}
		confusion[k][r.Main]++
	}
	f1 := func(os []outcome) float64 { return macroF1(os, len(labels)) }
	m.measure("corpus_test", tier, "macro_f1", all, f1)
	m.put("corpus_test", tier, "accuracy", accuracy(all), len(all))
	m.put("corpus_test", tier, "named_among_all", named/float64(max(1, len(all))), len(all))
	m.put("corpus_test", tier, "ece", ece(all), len(all))
	for c, l := range labels {
		m.put("corpus_test", tier+" "+l, "f1", macroF1(all, len(labels), c), len(all))
	}
	for _, k := range []string{"ar", "en", "arabizi", "mixed", "given negative", "given neutral", "given positive"} {
		if len(parts[k]) > 0 {
			m.measure("corpus_test", tier+" "+k, "macro_f1", parts[k], f1)
			m.put("corpus_test", tier+" "+k, "accuracy", accuracy(parts[k]), len(parts[k]))
		}
	}
	for _, s := range []string{"negative", "neutral", "positive"} {
		for _, truth := range labels {
			row := confusion[[2]string{s, truth}]
			n := 0
			for _, l := range labels {
				n += row[l]
			}
			for _, l := range labels {
				if row[l] > 0 {
					m.put("corpus_test", fmt.Sprintf("%s given %s", tier, s), truth+"→"+l, float64(row[l])/float64(n), n)
				}
			}
		}
	}
}
