package eval

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jonreiter/govader"

	"github.com/musharaka/musharaka/internal/datasets"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/internal/nlp/sentiment/cases"
)

// Sentiment measures both tiers on the negation pairs and the bundled corpus,
// and on the public sets where they are.
func Sentiment() Suite { return Suite{"sentiment", runSentiment} }

var sentimentClasses = map[string]int{"negative": 0, "neutral": 1, "positive": 2}

var classNames = [3]string{"negative", "neutral", "positive"}

type sentimentEval struct {
	meter
	env    Env
	scorer *sentiment.Scorer
	conv   *arabizi.Converter
	enc    *encoder.Encoder
	vader  *govader.SentimentIntensityAnalyzer
}

type sentimentSet struct {
	name, lang string
	items      []datasets.Item
	noArabizi  bool // also measured without the conversion
	robust     bool
	vader      bool
}

func runSentiment(ctx context.Context, env Env) ([]Row, error) {
	s := &sentimentEval{meter: meter{suite: "sentiment", seed: env.Seed}, env: env, conv: arabizi.New(), vader: govader.NewSentimentIntensityAnalyzer()}
	var err error
	if s.scorer, err = sentiment.New(); err != nil {
		return nil, err
	}
	if s.enc, err = encoder.Open(encoder.Options{}); err != nil {
		env.say("encoder: %v; the precise tier is not measured", err)
	}
	if err := s.negation(); err != nil {
		return nil, err
	}
	if err := s.corpus(ctx); err != nil {
		env.say("corpus: %v", err)
	}
	if err := s.separation(); err != nil {
		return s.rows, err
	}
	for _, load := range []func(string) (sentimentSet, error){heldArSarcasm, marsa, heldVADER, tweetEval, umsab, tunizi, airline} {
		set, err := load(env.Data)
		if errors.Is(err, datasets.ErrAbsent) {
			env.say("%v", err)
			continue
		}
		if err != nil {
			return s.rows, err
		}
		if env.Limit > 0 && len(set.items) > env.Limit {
			datasets.SortByKey(set.items, env.Seed)
			set.items = set.items[:env.Limit]
		}
		if err := s.set(ctx, set); err != nil {
			return s.rows, err
		}
	}
	return s.rows, nil
}

func (e Env) say(format string, args ...any) {
	if e.Say != nil {
		e.Say(format, args...)
	}
}

func heldArSarcasm(dir string) (sentimentSet, error) {
	items, err := datasets.ArSarcasm(dir)
	return sentimentSet{name: "arsarcasm_v2_held15", lang: "ar", items: datasets.Split(items, keptForCalibration, keptForMeasuring, datasets.Seed).Test, robust: true}, err
}

func marsa(dir string) (sentimentSet, error) {
	items, err := datasets.MARSA(dir)
	return sentimentSet{name: "marsa_dev", lang: "ar", items: items}, err
}

func heldVADER(dir string) (sentimentSet, error) {
	items, err := datasets.VADER(dir)
	return sentimentSet{name: "vader_groundtruth_held15", lang: "en", items: datasets.Split(items, keptForCalibration, keptForMeasuring, datasets.Seed).Test, vader: true, robust: true}, err
}

func tweetEval(dir string) (sentimentSet, error) {
	items, err := datasets.TweetEval(dir)
	return sentimentSet{name: "tweeteval_val", lang: "en", items: items, vader: true}, err
}

func umsab(dir string) (sentimentSet, error) {
	items, err := datasets.UMSAB(dir)
	return sentimentSet{name: "umsab_english", lang: "en", items: items, vader: true}, err
}

func tunizi(dir string) (sentimentSet, error) {
	items, err := datasets.TUNIZI(dir)
	return sentimentSet{name: "tunizi", lang: "arabizi", items: items, noArabizi: true}, err
}

func airline(dir string) (sentimentSet, error) {
	items, err := datasets.Airline(dir)
	return sentimentSet{name: "us_airline_tweets", lang: "en", items: items, vader: true}, err
}

func (s *sentimentEval) input(text, lang string) features.Input { return prepared(text, lang, s.conv) }

func answered(r sentiment.Result, truth int, slice string) outcome {
	return outcome{truth: truth, answer: sentimentClasses[r.Label], p: max(r.Neg, r.Neu, r.Pos), unclear: r.Unclear, slice: slice}
}

func (s *sentimentEval) fast(items []datasets.Item, lang string) []outcome {
	out := make([]outcome, len(items))
	for i, it := range items {
		out[i] = answered(s.scorer.Score(s.input(it.Text, lang)), it.Label, it.Slice)
	}
	return out
}

func (s *sentimentEval) precise(ctx context.Context, items []datasets.Item, langs func(int) string) ([]outcome, error) {
	texts := make([]string, len(items))
	for i, it := range items {
		texts[i] = it.Text
	}
	vec := make([]float32, encoder.Dim*len(texts))
	if err := s.enc.Encode(ctx, texts, vec); err != nil {
		return nil, err
	}
	out := make([]outcome, len(items))
	for i, it := range items {
		r := s.scorer.ScorePrecise(s.input(it.Text, langs(i)), vec[i*encoder.Dim:(i+1)*encoder.Dim])
		out[i] = answered(r, it.Label, it.Slice)
	}
	return out, nil
}

func (s *sentimentEval) set(ctx context.Context, set sentimentSet) error {
	f1 := func(os []outcome) float64 { return macroF1(os, 3) }
	fast := s.fast(set.items, set.lang)
	s.report(set, "fast", fast)
	if set.robust {
		for _, n := range noises {
			noisy := make([]datasets.Item, len(set.items))
			for i, it := range set.items {
				noisy[i] = it
				noisy[i].Text = n.make(it.Text, s.env.Seed+uint64(i))
			}
			s.put(set.name, "fast "+n.name, "macro_f1_loss", f1(fast)-f1(s.fast(noisy, set.lang)), len(noisy))
		}
	}
	if set.noArabizi {
		os := make([]outcome, len(set.items))
		for i, it := range set.items {
			r := s.scorer.Score(features.Input{Doc: features.New(it.Text, set.lang)})
			os[i] = answered(r, it.Label, "")
		}
		s.report(set, "fast, not converted", os)
	}
	if set.vader {
		os := make([]outcome, len(set.items))
		for i, it := range set.items {
			c, l := s.vader.PolarityScores(it.Text).Compound, 1
			if c >= 0.05 {
				l = 2
			} else if c <= -0.05 {
				l = 0
			}
			os[i] = outcome{truth: it.Label, answer: l, slice: it.Slice}
		}
		s.measure(set.name, "VADER", "macro_f1", os, f1)
		s.put(set.name, "VADER", "macro_recall", macroRecall(os, 3), len(os))
	}
	if s.enc != nil {
		os, err := s.precise(ctx, set.items, func(int) string { return set.lang })
		if err != nil {
			return err
		}
		s.report(set, "precise", os)
	}
	return nil
}

func (s *sentimentEval) report(set sentimentSet, tier string, os []outcome) {
	n := len(os)
	if set.noArabizi { // two classes: the larger of neg and pos
		two := append([]outcome(nil), os...)
		for i, it := range set.items {
			r := s.twoClass(it.Text, set.lang, tier)
			two[i].answer = r
		}
		s.measure(set.name, tier, "macro_f1", two, func(os []outcome) float64 { return macroF1(os, 3) })
		return
	}
	s.measure(set.name, tier, "macro_f1", os, func(os []outcome) float64 { return macroF1(os, 3) })
	s.put(set.name, tier, "f1_pn", macroF1(os, 3, 0, 2), n)
	s.put(set.name, tier, "macro_recall", macroRecall(os, 3), n)
	s.put(set.name, tier, "accuracy", accuracy(os), n)
	s.put(set.name, tier, "ece", ece(os), n)
	s.put(set.name, tier, "accuracy_at_60", atCoverage(os, 0.6), n)
	s.put(set.name, tier, "gain_at_60", atCoverage(os, 0.6)-accuracy(os), n)
	var unclear, wrong, clear float64
	for _, o := range os {
		if o.unclear {
			unclear++
		} else {
			clear++
			if o.truth != o.answer {
				wrong++
			}
		}
	}
	s.put(set.name, tier, "unclear_share", unclear/float64(max(1, n)), n)
	s.put(set.name, tier, "error_when_clear", wrong/max(1, clear), int(clear))
	slices := map[string][]outcome{}
	var names []string
	for _, o := range os {
		if o.slice == "" {
			continue
		}
		if slices[o.slice] == nil {
			names = append(names, o.slice)
		}
		slices[o.slice] = append(slices[o.slice], o)
	}
	for _, name := range sorted(names) {
		s.measure(set.name, tier+" "+name, "macro_f1", slices[name], func(os []outcome) float64 { return macroF1(os, 3) })
	}
}

func (s *sentimentEval) twoClass(text, lang, tier string) int {
	in := s.input(text, lang)
	if strings.Contains(tier, "not converted") {
		in.Converted = nil
	}
	r := s.scorer.Score(in)
	if r.Neg > r.Pos {
		return 0
	}
	return 2
}

func (s *sentimentEval) negation() error {
	for _, variety := range []string{"msa", "gulf", "arabizi", "english"} {
		b, err := cases.FS.ReadFile("negation_" + variety + ".tsv")
		if err != nil {
			return err
		}
		lang := map[string]string{"msa": "ar", "gulf": "ar", "arabizi": "arabizi", "english": "en"}[variety]
		both, n := 0.0, 0
		for _, l := range strings.Split(string(b), "\n") {
			f := strings.Split(l, "\t")
			if len(f) != 4 {
				continue
			}
			n++
			a, c := s.scorer.Score(s.input(f[0], lang)).Label, s.scorer.Score(s.input(f[2], lang)).Label
			if a == f[1] && c == f[3] {
				both++
			} else {
				s.env.Log.Debug("negation", "variety", variety, "pair", n, "plain", a, "negated", c)
			}
		}
		s.put("negation_pairs", variety, "both_right", both/float64(max(1, n)), n)
	}
	return nil
}

func (s *sentimentEval) corpus(ctx context.Context) error {
	items, err := corpusTest()
	if err != nil {
		return err
	}
	byLang := map[string][]int{}
	var all []datasets.Item
	for i, it := range items {
		all = append(all, datasets.Item{Text: it.Text, Label: sentimentClasses[it.Sentiment], Slice: it.Variety})
		byLang[it.Lang] = append(byLang[it.Lang], i)
	}
	tiers := map[string][]outcome{"fast": make([]outcome, len(all))}
	for i, it := range all {
		tiers["fast"][i] = answered(s.scorer.Score(s.input(it.Text, items[i].Lang)), it.Label, it.Slice)
	}
	if s.enc != nil {
		if tiers["precise"], err = s.precise(ctx, all, func(i int) string { return items[i].Lang }); err != nil {
			return err
		}
	}
	for _, tier := range []string{"fast", "precise"} {
		if tiers[tier] == nil {
			continue
		}
		for _, lang := range []string{"ar", "en", "arabizi", "mixed"} {
			var os []outcome
			for _, i := range byLang[lang] {
				os = append(os, tiers[tier][i])
			}
			s.measure("corpus_test", fmt.Sprint(tier, " ", lang), "macro_f1", os, func(os []outcome) float64 { return macroF1(os, 3) })
			s.put("corpus_test", fmt.Sprint(tier, " ", lang), "accuracy", accuracy(os), len(os))
			for class, name := range classNames {
				s.put("corpus_test", fmt.Sprint(tier, " ", lang, " ", name), "f1", macroF1(os, 3, class), len(os))
			}
		}
		s.confusion("corpus_test", tier, tiers[tier])
		s.put("corpus_test", tier, "accuracy_at_60", atCoverage(tiers[tier], 0.6), len(all))
		s.put("corpus_test", tier, "gain_at_60", atCoverage(tiers[tier], 0.6)-accuracy(tiers[tier]), len(all))
		s.put("corpus_test", tier, "ece", ece(tiers[tier]), len(all))
	}
	return nil
}

// confusion counts how the texts of each class were answered where the answer
// was clear; pages correct a share of negative texts by it.
func (s *sentimentEval) confusion(set, tier string, os []outcome) {
	var counts [3][3]int
	n := 0
	for _, o := range os {
		if !o.unclear {
			counts[o.truth][o.answer]++
			n++
		}
	}
	for truth, row := range counts {
		for answer, k := range row {
			s.put(set, fmt.Sprint(tier, " ", classNames[truth], " as ", classNames[answer]), "confusion", float64(k), n)
		}
	}
}
