package eval

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/encoder/fixture"
	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

// Encoder measures the encoder itself: whether it agrees with the reference
// engine and between processor classes, how well its vectors alone group
// labelled texts, and whether a text finds its translation.
func Encoder() Suite { return EncoderWith("") }

// EncoderWith is Encoder with another weights file than the embedded one, to
// compare vocabularies (tools/encoderweights --measure).
func EncoderWith(weights string) Suite {
	return Suite{Name: "encoder", Run: func(ctx context.Context, env Env) ([]Row, error) {
		var file []byte
		if weights != "" {
			var err error
			if file, err = os.ReadFile(weights); err != nil {
				return nil, err
			}
		}
		return runEncoder(ctx, env, file)
	}}
}

func runEncoder(ctx context.Context, env Env, weights []byte) ([]Row, error) {
	best, err := encoder.Open(encoder.Options{Weights: weights})
	if err != nil {
		return nil, err
	}
	m := &encoderMeasure{ctx: ctx, env: env}
	classes := encoder.Classes()
	if weights != nil { // vocabularies are compared in one class
		classes = classes[len(classes)-1:]
	}
	m.parity(classes, weights)
	for _, s := range []topicSet{
		{name: "stackoverflow", load: stackOverflow},
		{name: "newsgroups_test", load: newsgroups},
		{name: "gulf_hashtag_topics", load: gulfTopics},
	} {
		m.clusters(best, s, 0)
	}
	for _, class := range classes {
		e, err := encoder.Open(encoder.Options{Weights: weights, Class: class.String()})
		if err != nil {
			return m.rows, err
		}
		limit := 0
		if class == encoder.Portable {
			limit = 300 // 40 times slower: enough to see a fault
		}
		m.clusters(e, topicSet{name: "sib200_ar_en", load: sib200}, limit)
		from := []string{"arb_Arab"}
		if class == classes[len(classes)-1] {
			from = append(from, "ars_Arab", "arb_Latn", "urd_Arab", "hin_Deva", "mal_Mlym", "swh_Latn")
		}
		m.translations(e, from, limit)
	}
	return m.rows, m.err
}

// encoderMeasure collects rows; the first error stops what follows.
type encoderMeasure struct {
	ctx  context.Context
	env  Env
	rows []Row
	err  error
}

func (m *encoderMeasure) add(set, slice, metric string, value float64, n int) {
	m.rows = append(m.rows, Row{Suite: "encoder", Set: set, Slice: slice, Metric: metric, Value: value, Low: value, High: value, N: n})
}

// texts loads a set up to the limits; nil when it is absent.
func (m *encoderMeasure) texts(s topicSet, limit int) []topic {
	if m.err != nil {
		return nil
	}
	topics, err := s.load(m.env.Data)
	if err != nil {
		m.env.Say(i18n.Text{AR: "المجموعة %s غير موجودة: %v", EN: "set %s is absent: %v"}.In(m.env.Lang), s.name, err)
		return nil
	}
	for _, l := range []int{limit, m.env.Limit} {
		if l > 0 && len(topics) > l {
			// Spread over the set: many are sorted by label.
			step := len(topics) / l
			for i := range l {
				topics[i] = topics[i*step]
			}
			topics = topics[:l]
		}
	}
	return topics
}

func (m *encoderMeasure) encode(e *encoder.Encoder, texts []string) []float32 {
	vectors := make([]float32, encoder.Dim*len(texts))
	if err := e.Encode(m.ctx, texts, vectors); err != nil && m.err == nil {
		m.err = err
	}
	return vectors
}

// parity compares each class with the reference engine's vectors, on the texts
// whose pieces are all kept.
func (m *encoderMeasure) parity(classes []encoder.Class, weights []byte) {
	samples, err := fixture.Load()
	if err != nil {
		m.err = err
		return
	}
	reference := make([]float32, encoder.Dim)
	for _, class := range classes {
		e, err := encoder.Open(encoder.Options{Weights: weights, Class: class.String()})
		if err != nil {
			m.err = err
			return
		}
		n, same, sum, low := 0, 0, 0.0, 1.0
		texts := make([]string, len(samples))
		for i, s := range samples {
			texts[i] = s.Text
		}
		vectors := m.encode(e, texts)
		for i, s := range samples {
			if e.KeepsAll(s.Pieces) {
				n++
				if slices.Equal(e.Pieces(s.Text), s.Pieces) {
					same++
				}
				if m.err = encoder.Dequantise(reference, s.Vector); m.err != nil {
					return
				}
				c := inner(reference, vectors[i*encoder.Dim:(i+1)*encoder.Dim])
				sum, low = sum+c, min(low, c)
			}
		}
		m.add("reference", class.String(), "same_pieces", float64(same)/float64(n), n)
		m.add("reference", class.String(), "cosine_mean", sum/float64(n), n)
		m.add("reference", class.String(), "cosine_min", low, n)
	}
}

// clusters groups a set by k-means with the true number of groups on centred
// vectors (per language where there are several): the mean of five seeds.
func (m *encoderMeasure) clusters(e *encoder.Encoder, s topicSet, limit int) {
	topics := m.texts(s, limit)
	if len(topics) == 0 {
		return
	}
	texts, truth, number := make([]string, len(topics)), make([]int32, len(topics)), map[string]int32{}
	known := 0.0
	for i, t := range topics {
		texts[i] = t.text
		if _, ok := number[t.label]; !ok {
			number[t.label] = int32(len(number))
		}
		truth[i] = number[t.label]
		known += e.Coverage(t.text)
	}
	vectors := m.encode(e, texts)
	if m.err != nil {
		return
	}
	centre(vectors, func(i int) string { return topics[i].lang })
	const seeds = 5
	var sumV, sumARI float64
	for seed := range uint64(seeds) {
		if m.err = m.ctx.Err(); m.err != nil {
			return
		}
		ari, v := graph.Agreement(truth, kmeans(vectors, encoder.Dim, len(number), 3, rand.New(rand.NewPCG(m.env.Seed, seed))))
		sumV, sumARI = sumV+v, sumARI+ari
	}
	m.add(s.name, e.Class(), "known_characters", known/float64(len(topics)), len(topics))
	m.add(s.name, e.Class(), "kmeans_v_measure", sumV/seeds, len(topics))
	m.add(s.name, e.Class(), "kmeans_ari", sumARI/seeds, len(topics))
}

// translations looks each line of SIB-200 in other languages up among the
// English ones by the cosine as it is, not centred.
func (m *encoderMeasure) translations(e *encoder.Encoder, languages []string, limit int) {
	load := func(folder string) func(string) ([]topic, error) {
		return func(data string) ([]topic, error) {
			rows, err := table(filepath.Join(data, "topics", "sib200", folder, "train.tsv"), '\t')
			var list []topic
			for _, r := range rows {
				list = append(list, topic{text: r["text"], label: r["index_id"]})
			}
			return list, err
		}
	}
	english := m.texts(topicSet{name: "sib200/eng_Latn", load: load("eng_Latn")}, limit)
	if len(english) == 0 {
		return
	}
	targets := m.encode(e, textsOfTopics(english))
	for _, from := range languages {
		lines := m.texts(topicSet{name: "sib200/" + from, load: load(from)}, limit)
		if len(lines) != len(english) {
			continue
		}
		queries := m.encode(e, textsOfTopics(lines))
		if m.err != nil {
			return
		}
		first, five := 0, 0
		for i := range lines {
			own, before := 0.0, 0
			q := queries[i*encoder.Dim : (i+1)*encoder.Dim]
			for j := range english {
				if english[j].label == lines[i].label {
					own = inner(q, targets[j*encoder.Dim:(j+1)*encoder.Dim])
				}
			}
			for j := range english {
				if inner(q, targets[j*encoder.Dim:(j+1)*encoder.Dim]) > own {
					before++
				}
			}
			if before == 0 {
				first++
			}
			if before < 5 {
				five++
			}
		}
		n := len(lines)
		m.add("sib200_translation", fmt.Sprintf("%s %s", e.Class(), from), "accuracy_at_1", float64(first)/float64(n), n)
		m.add("sib200_translation", fmt.Sprintf("%s %s", e.Class(), from), "accuracy_at_5", float64(five)/float64(n), n)
	}
}

func textsOfTopics(topics []topic) []string {
	texts := make([]string, len(topics))
	for i, t := range topics {
		texts[i] = t.text
	}
	return texts
}

// centre takes each group's mean away and makes the lengths one again.
func centre(vectors []float32, group func(i int) string) {
	const dim = encoder.Dim
	sums, sizes := map[string][]float64{}, map[string]float64{}
	for i := range len(vectors) / dim {
		g := group(i)
		if sums[g] == nil {
			sums[g] = make([]float64, dim)
		}
		sizes[g]++
		for j, x := range vectors[i*dim : (i+1)*dim] {
			sums[g][j] += float64(x)
		}
	}
	for i := range len(vectors) / dim {
		g := group(i)
		v := vectors[i*dim : (i+1)*dim]
		for j := range v {
			v[j] -= float32(sums[g][j] / sizes[g])
		}
		if l := math.Sqrt(inner(v, v)); l > 0 {
			for j := range v {
				v[j] = float32(float64(v[j]) / l)
			}
		}
	}
}

func inner(a, b []float32) float64 {
	var s float64
	for i := range a {
		s += float64(a[i]) * float64(b[i])
	}
	return s
}
