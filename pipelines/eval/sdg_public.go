package eval

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sdg"
)

// publicGoals measures the mean accuracy over goals, and the precision of what
// was suggested, on public text that nothing here was made from: the official
// targets as the Aurora queries quote them (English, both tiers), and names of
// indicators in both languages for the fast tier alone, because the head of the
// precise tier is fitted on those.
func publicGoals(ctx context.Context, m *meter, env Env, s *sdg.Scorer, enc *encoder.Encoder) error {
	targets, err := auroraTargets(filepath.Join(env.Data, "sdg/aurora_sdg_queries"))
	if err != nil {
		env.say("aurora_sdg_queries: %v; not measured", err)
	} else if err := publicRows(ctx, m, "aurora_targets", "en", targets, s, enc); err != nil {
		return err
	}
	for _, lang := range []string{"en", "ar"} {
		items, err := indicatorNames(filepath.Join(env.Data, "sdg/goals_indicators_ar_en/goals_indicators.tsv"), lang)
		if err != nil {
			env.say("goals_indicators_ar_en: %v; not measured", err)
			return nil
		}
		if err := publicRows(ctx, m, "indicators", lang, items, s, nil); err != nil {
			return err
		}
	}
	return nil
}

func publicRows(ctx context.Context, m *meter, set, lang string, items [][]string, s *sdg.Scorer, enc *encoder.Encoder) error {
	score := func(i int) []sdg.Goal { return s.Score(features.Input{Doc: features.New(items[i][1], lang)}) }
	goalRows(m, set, lang+" fast", items, score)
	perGoal(m, set, lang+" fast", items, score)
	if enc == nil {
		return nil
	}
	texts := make([]string, len(items))
	for i := range items {
		texts[i] = items[i][1]
	}
	vec := make([]float32, encoder.Dim*len(texts))
	if err := enc.Encode(ctx, texts, vec); err != nil {
		return err
	}
	score = func(i int) []sdg.Goal {
		return s.ScorePrecise(features.Input{Doc: features.New(items[i][1], lang)}, vec[i*encoder.Dim:(i+1)*encoder.Dim])
	}
	goalRows(m, set, lang+" precise", items, score)
	perGoal(m, set, lang+" precise", items, score)
	return nil
}

// perGoal puts the mean over goals of the share of their items whose goal is
// the first suggestion; nothing suggested is wrong.
func perGoal(m *meter, set, slice string, items [][]string, score func(int) []sdg.Goal) {
	var right, n [sdg.Goals + 1]float64
	for i, it := range items {
		g, err := strconv.Atoi(it[0])
		if err != nil || g < 1 || g > sdg.Goals {
			continue
		}
		n[g]++
		if got := score(i); len(got) > 0 && got[0].Goal == g {
			right[g]++
		}
	}
	sum, goals := 0.0, 0
	for g := range n {
		if n[g] > 0 {
			sum += right[g] / n[g]
			goals++
		}
	}
	m.put(set, slice, "mean_accuracy_over_goals", sum/float64(max(1, goals)), len(items))
}

// auroraTargets reads the text of every target: the first description of each
// part of the query files.
func auroraTargets(dir string) ([][]string, error) {
	var out [][]string
	for g := 1; g <= sdg.Goals; g++ {
		b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("query_SDG%d.xml", g)))
		if err != nil {
			return nil, err
		}
		var q struct {
			Parts []struct {
				Text []string `xml:"subquery-descriptions>subquery-description"`
			} `xml:"query-definitions>query-definition"`
		}
		if err := xml.Unmarshal(b, &q); err != nil {
			return nil, fmt.Errorf("goal %d: %w", g, err)
		}
		for _, p := range q.Parts {
			if len(p.Text) == 0 {
				continue
			}
			if text := strings.Join(strings.Fields(p.Text[0]), " "); len(text) > 20 {
				out = append(out, []string{strconv.Itoa(g), text})
			}
		}
	}
	return out, nil
}

func indicatorNames(path, lang string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	column := map[string]int{"en": 3, "ar": 4}[lang]
	var out [][]string
	for _, row := range rows {
		if len(row) > column && row[1] == "indicator" {
			out = append(out, []string{row[0], row[column]})
		}
	}
	return out, nil
}
