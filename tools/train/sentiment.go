package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/musharaka/musharaka/internal/datasets"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
	"github.com/musharaka/musharaka/tools/train/fit"
)

// Shares of ArSarcasm-v2 and VADER's ground truth that are kept from training:
// for calibration and for measuring (pipelines/eval takes the same).
const (
	devShare  = 0.08
	testShare = 0.15
)

const (
	iterations = 60
	// what counts against one tweet: a filled line of the project's grammars, a
	// submission that was written whole, a text that a workspace has reviewed
	slotWeight     = 0.3
	wholeWeight    = 2.5
	reviewedWeight = 5
	// in English more: its public texts are reviews and editorials for the most
	englishOwn = 1.2
)

type set struct {
	texts  []fit.Text
	target []fit.Target
}

func (s *set) add(x sentiment.Sample, class int, weight float32) {
	s.texts = append(s.texts, fit.Text{Words: x.Words, Chars: x.Chars, Dense: x.Dense})
	s.target = append(s.target, fit.Hard(class, weight))
}

// sentimentTrainer holds what both languages share.
type sentimentTrainer struct {
	*trainer
	x    *sentiment.Extractor
	conv *arabizi.Converter
	own  []part
}

// part is text of one origin with what each of its texts counts.
type part struct {
	texts  []labelled
	weight float32
}

func trainSentiment(ctx context.Context, t *trainer) error {
	x, err := sentiment.NewExtractor()
	if err != nil {
		return err
	}
	s := &sentimentTrainer{trainer: t, x: x, conv: arabizi.New()}
	if s.own, err = t.parts(4); err != nil {
		return err
	}
	set := sentiment.Settings{Fast: map[string]sentiment.Calibration{}, Precise: map[string]sentiment.Calibration{}}
	for _, m := range []struct {
		name string
		run  func() ([]byte, sentiment.Calibration, error)
	}{{"ar", s.arabic}, {"en", s.english}} {
		b, c, err := m.run()
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		set.Fast[m.name] = c
		if err := t.write("sentiment/assets/"+m.name+".bin", b); err != nil {
			return err
		}
		t.log.Info("sentiment", "model", m.name, "bytes", len(b), "calibration", fmt.Sprint(c))
	}
	path := filepath.Join(t.out, "sentiment/assets/calibration.json")
	var old sentiment.Settings
	if b, err := os.ReadFile(path); err == nil && json.Unmarshal(b, &old) == nil && old.Precise != nil {
		set.Precise = old.Precise
	}
	if err := t.writeJSON("sentiment/assets/calibration.json", set); err != nil {
		return err
	}
	return t.manifest()
}

func (t *trainer) write(path string, b []byte) error {
	path = filepath.Join(t.out, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}

func (t *trainer) writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return t.write(path, append(b, '\n'))
}

func (s *sentimentTrainer) arabic() ([]byte, sentiment.Calibration, error) {
	var none sentiment.Calibration
	ars, err := datasets.ArSarcasm(s.data)
	if err != nil {
		return nil, none, err
	}
	p := datasets.Split(ars, devShare, testShare, datasets.Seed)
	ajgt, err := datasets.AJGT(s.data)
	if err != nil {
		return nil, none, err
	}
	emoji, err := datasets.EmojiTweets(s.data)
	if err != nil {
		return nil, none, err
	}
	held := append(append([]datasets.Item{}, p.Test...), p.Dev...)
	ajgt, emoji = datasets.Without(ajgt, held), datasets.Without(emoji, held)
	var main, weak, jordan set
	for _, it := range p.Train {
		main.add(s.x.Sample(false, input(it.Text, "ar", s.conv)), it.Label, 1)
	}
	fit.Balance(main.target, 3)
	s.addOwn(&main, false)
	for _, it := range emoji {
		weak.add(s.x.Sample(false, input(withoutEmoji(it.Text), "ar", s.conv)), it.Label/2, 1)
	}
	for _, it := range ajgt {
		jordan.add(s.x.Sample(false, input(it.Text, "ar", s.conv)), it.Label/2, 1)
	}
	space := fit.NewSpace(append(append(append([]fit.Text{}, main.texts...), weak.texts...), jordan.texts...), s.bits, 2)
	m := s.stacked(space, &main, &weak, &jordan)
	b := fit.Quantise(space, m)
	return s.calibrated(b, p.Dev, "ar", false)
}

// parts are the texts beside the public sets: the project's own, the grammars
// filled n times, and those that a workspace has reviewed. The bundled corpus
// is not among them: it measures.
func (t *trainer) parts(n int) ([]part, error) {
	var out []part
	for _, p := range []struct {
		read   func() ([]labelled, error)
		weight float32
	}{
		{func() ([]labelled, error) { return t.grammarText(n) }, slotWeight},
		{t.realText, wholeWeight},
		{t.weakText, wholeWeight * weakWeight},
		{func() ([]labelled, error) { return readLabelled(t.reviewed) }, reviewedWeight},
	} {
		texts, err := p.read()
		if err != nil {
			return nil, err
		}
		if len(texts) > 0 {
			out = append(out, part{texts, p.weight})
		}
	}
	return out, nil
}

// addOwn adds the parts, each balanced over the classes.
func (s *sentimentTrainer) addOwn(main *set, english bool) {
	for _, p := range s.own {
		if english {
			p.weight *= englishOwn
		}
		var own set
		for _, l := range p.texts {
			if (l.Lang == "en") == english || l.Lang == "mixed" {
				own.add(s.x.Sample(english, input(l.Text, l.Lang, s.conv)), l.Sentiment, p.weight)
			}
		}
		fit.Balance(own.target, 3)
		main.texts, main.target = append(main.texts, own.texts...), append(main.target, own.target...)
	}
}

// stacked fits the three classes with the scores of the two binary models as
// two more features and folds those into the same weights, which is exact
// because all are linear in the same features.
func (s *sentimentTrainer) stacked(space *fit.Space, main *set, others ...*set) *fit.Softmax {
	rows := space.Rows(main.texts)
	n := 1<<space.Bits + len(main.texts[0].Dense)
	cols := n
	var binary []*fit.Softmax
	plain := space.Rows(main.texts)
	for _, o := range others {
		m := fit.Fit(space.Rows(o.texts), o.target, n, 2, 1, iterations)
		binary = append(binary, m)
		z := m.Scores(plain)
		col := make([]float32, len(main.texts))
		for i := range col {
			col[i] = float32(z[2*i+1] - z[2*i])
		}
		rows = rows.Column(uint32(cols), col)
		cols++
	}
	m := fit.Fit(rows, main.target, cols, 3, 1, iterations)
	for k, b := range binary {
		a := m.Weights[(n+k)*3 : (n+k)*3+3]
		for i := range n {
			for c := range 3 {
				m.Weights[i*3+c] += a[c] * (b.Weights[2*i+1] - b.Weights[2*i])
			}
		}
		for c := range 3 {
			m.Bias[c] += a[c] * (b.Bias[1] - b.Bias[0])
		}
	}
	m.Weights = m.Weights[:n*3]
	return m
}

func (s *sentimentTrainer) english() ([]byte, sentiment.Calibration, error) {
	var none sentiment.Calibration
	items, err := datasets.VADER(s.data)
	if err != nil {
		return nil, none, err
	}
	p := datasets.Split(items, devShare, testShare, datasets.Seed)
	var main set
	for _, it := range p.Train {
		main.add(s.x.Sample(true, input(it.Text, "en", s.conv)), it.Label, englishWeight(it.Slice))
	}
	fit.Balance(main.target, 3)
	s.addOwn(&main, true)
	space := fit.NewSpace(main.texts, s.bits, 2)
	n := 1<<space.Bits + len(main.texts[0].Dense)
	m := fit.Fit(space.Rows(main.texts), main.target, n, 3, 1, iterations)
	return s.calibrated(fit.Quantise(space, m), p.Dev, "en", true)
}

// englishWeight: tweets are nearest to what people submit.
func englishWeight(slice string) float32 {
	switch slice {
	case "tweets":
		return 2
	case "movieReviewSnippets":
		return 0.6
	}
	return 1
}

// calibrated measures a model file on the development part.
func (s *sentimentTrainer) calibrated(b []byte, dev []datasets.Item, lang string, english bool) ([]byte, sentiment.Calibration, error) {
	m, err := linear.Read(b)
	if err != nil {
		return nil, sentiment.Calibration{}, err
	}
	var z [][3]float64
	var labels []int
	for _, it := range dev {
		x := s.x.Sample(english, input(it.Text, lang, s.conv))
		var l [linear.MaxClasses]float32
		m.Score(x.Words, x.Chars, nil, nil, &l)
		for i, v := range x.Dense {
			m.AddDense(i, v, &l)
		}
		z = append(z, [3]float64{float64(l[0]) + x.Offset[0], float64(l[1]) + x.Offset[1], float64(l[2]) + x.Offset[2]})
		labels = append(labels, it.Label)
	}
	var seen [3][3]float64
	for i, l := range labels {
		seen[l][top(z[i])]++
	}
	_, f1 := macros(seen)
	s.log.Info("fast tier on the calibration part", "model", lang, "macro_f1", round(f1), "n", len(labels))
	return b, calibrate(z, labels, english), nil
}

// recalibrate fits the fast tier's calibration again for the model files that
// are there: seconds, for changes of the rules' strength.
func recalibrate(_ context.Context, t *trainer) error {
	x, err := sentiment.NewExtractor()
	if err != nil {
		return err
	}
	s := &sentimentTrainer{trainer: t, x: x, conv: arabizi.New()}
	path := filepath.Join(t.out, "sentiment/assets/calibration.json")
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var set sentiment.Settings
	if err := json.Unmarshal(b, &set); err != nil {
		return err
	}
	for _, m := range []struct {
		name    string
		read    func(string) ([]datasets.Item, error)
		english bool
	}{{"ar", datasets.ArSarcasm, false}, {"en", datasets.VADER, true}} {
		items, err := m.read(s.data)
		if err != nil {
			return err
		}
		if b, err = os.ReadFile(filepath.Join(t.out, "sentiment/assets/"+m.name+".bin")); err != nil {
			return err
		}
		dev := datasets.Split(items, devShare, testShare, datasets.Seed).Dev
		_, c, err := s.calibrated(b, dev, m.name, m.english)
		if err != nil {
			return err
		}
		set.Fast[m.name] = c
		t.log.Info("calibration", "model", m.name, "fast", fmt.Sprint(c))
	}
	return t.writeJSON("sentiment/assets/calibration.json", set)
}

// withoutEmoji takes the emoji away that the weak labels were made from.
func withoutEmoji(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x1F000 || r >= 0x2190 && r <= 0x2BFF || r == 0xFE0F || r == 0x200D {
			return -1
		}
		return r
	}, s)
}
