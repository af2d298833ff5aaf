package eval

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sdg"
	"github.com/musharaka/musharaka/internal/nlp/sdg/cases"
)

// SDG measures both tiers of suggested goals on the frozen items and on public
// text.
func SDG() Suite { return Suite{"sdg", runSDG} }

func runSDG(ctx context.Context, env Env) ([]Row, error) {
	m := &meter{suite: "sdg", seed: env.Seed}
	s, err := sdg.New()
	if err != nil {
		return nil, err
	}
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		env.say("encoder: %v; the precise tier is not measured", err)
	}
	for _, part := range []struct{ set, file, lang string }{
		{"frozen_items", "items_ar.tsv", "ar"}, {"frozen_items", "items_en.tsv", "en"},
		{"second_items", "second_ar.tsv", "ar"}, {"second_items", "second_en.tsv", "en"},
	} {
		lang := part.lang
		items, err := tsv(cases.FS.ReadFile(part.file))
		if err != nil {
			return m.rows, err
		}
		goalRows(m, part.set, lang+" fast", items, func(i int) []sdg.Goal {
			return s.Score(features.Input{Doc: features.New(items[i][1], lang)})
		})
		if enc == nil {
			continue
		}
		texts := make([]string, len(items))
		for i := range items {
			texts[i] = items[i][1]
		}
		vec := make([]float32, encoder.Dim*len(texts))
		if err := enc.Encode(ctx, texts, vec); err != nil {
			return m.rows, err
		}
		goalRows(m, part.set, lang+" precise", items, func(i int) []sdg.Goal {
			return s.ScorePrecise(features.Input{Doc: features.New(items[i][1], lang)}, vec[i*encoder.Dim:(i+1)*encoder.Dim])
		})
	}
	err = publicGoals(ctx, m, env, s, enc)
	return m.rows, err
}

// goalRows counts the first suggestion: its precision over all that was
// suggested, and the share of items with a goal for which one was.
func goalRows(m *meter, set, slice string, items [][]string, score func(int) []sdg.Goal) {
	var right, said, touched, covered, among, none, saidNone int
	for i, it := range items {
		truth := strings.Split(it[0], ",")
		got := score(i)
		if it[0] == "0" {
			none++
			if len(got) > 0 {
				saidNone++
			}
		} else {
			touched++
		}
		if len(got) == 0 {
			continue
		}
		said++
		if it[0] != "0" {
			covered++
		}
		if slices.Contains(truth, strconv.Itoa(got[0].Goal)) {
			right++
		}
		if slices.ContainsFunc(got, func(g sdg.Goal) bool { return slices.Contains(truth, strconv.Itoa(g.Goal)) }) {
			among++
		}
	}
	m.put(set, slice, "precision_first", float64(right)/float64(max(1, said)), said)
	m.put(set, slice, "coverage", float64(covered)/float64(max(1, touched)), touched)
	m.put(set, slice, "among_three", float64(among)/float64(max(1, said)), said)
	m.put(set, slice, "said_of_none", float64(saidNone)/float64(max(1, none)), none)
}
