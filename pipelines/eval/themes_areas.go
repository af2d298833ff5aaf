package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

// corpusRow is one labelled line of the project's own corpus.
type corpusRow struct {
	ID        string  `json:"id"`
	Source    string  `json:"source"`
	CreatedAt string  `json:"created_at"`
	Author    string  `json:"author"`
	Text      string  `json:"text"`
	Lang      string  `json:"lang"`
	Subject   string  `json:"subject"`
	Area      string  `json:"area"`
	Sentiment string  `json:"sentiment"`
	Intent    string  `json:"intent"`
	DupOf     *string `json:"dup_of"`
	test      bool
}

// group joins copies as the product does: under the first of them.
func (r corpusRow) group() string {
	if r.DupOf != nil {
		return *r.DupOf
	}
	return r.ID
}

// themeLabels is where the labels lie, seen from the project's root.
const themeLabels = "testdata/corpus/labels"

func themeCorpus() ([]corpusRow, error) {
	var out []corpusRow
	for _, half := range []string{"dev", "test"} {
		f, err := os.Open(filepath.Join(themeLabels, half+".ndjson"))
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			r := corpusRow{test: half == "test"}
			if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
				f.Close()
				return nil, fmt.Errorf("%s, line %d: %w", half, len(out)+1, err)
			}
			out = append(out, r)
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// measureAreas discovers the themes of the whole corpus, as the product does,
// and judges areas and themes on its test half.
func measureAreas(ctx context.Context, env Env, enc themes.Encoder) ([]Row, error) {
	rows, err := themeCorpus()
	if err != nil {
		env.Say(i18n.Text{AR: "نصوص المشروع المصنفة غير موجودة: %v", EN: "the project's labelled corpus is absent (run from the project's root): %v"}.In(env.Lang), err)
		return nil, nil
	}
	items := make([]themes.Item, len(rows))
	for i, r := range rows {
		at, _ := time.Parse(time.RFC3339, r.CreatedAt) // an absent time only coarsens the sample
		items[i] = themes.Item{ID: r.ID, Text: r.Text, Lang: r.Lang, Author: r.Author, Source: r.Source, Time: at, Sentiment: r.Sentiment, Intent: r.Intent}
		items[i].Group = r.group()
	}
	res, err := themes.Discover(ctx, items, enc, themes.Options{Seed: env.Seed})
	if err != nil {
		return nil, err
	}
	var out []Row
	add := func(slice, metric string, value float64, n int, interval bool) {
		r := Row{Suite: "themes", Set: "corpus", Slice: slice, Metric: metric, Value: value, Low: value, High: value, N: n}
		if interval {
			r.Low, r.High = wilson(value*float64(n), float64(n))
		}
		out = append(out, r)
	}
	right, seen, unclear := map[string]int{}, map[string]int{}, map[string]int{}
	for i, r := range rows {
		if !r.test || r.Area == "" || r.Area == "none" || res.Assignments[i].Reason == themes.ReasonScript {
			continue
		}
		for _, s := range areaSlices(r.Lang) {
			seen[s]++
			switch res.Assignments[i].Area {
			case r.Area:
				right[s]++
			case "":
				unclear[s]++
			}
		}
	}
	for _, s := range []string{"without arabizi", "ar", "en", "mixed", "arabizi"} {
		if n := seen[s]; n > 0 {
			add(s, "area_accuracy", float64(right[s])/float64(n), n, true)
			add(s, "area_unclear", float64(unclear[s])/float64(n), n, true)
			add(s, "area_accuracy_when_named", float64(right[s])/float64(max(1, n-unclear[s])), n-unclear[s], true)
		}
	}
	subjects := map[string]int32{}
	var truth, found []int32
	part, k := partitionAt(res, "theme")
	for i, r := range rows {
		if _, ok := subjects[r.Subject]; !ok {
			subjects[r.Subject] = int32(len(subjects))
		}
		truth, found = append(truth, subjects[r.Subject]), append(found, part[i])
	}
	ari, v := graph.Agreement(truth, found)
	add("theme", "themes_true", float64(len(subjects)), len(rows), false)
	add("theme", "themes_found", float64(k), len(rows), false)
	add("theme", "v_measure", v, len(rows), false)
	add("theme", "ari", ari, len(rows), false)
	add("", "none_share", res.Run.NoneShare, len(rows), false)
	add("", "largest_language_share", mostOneLanguage(res), len(rows), false)
	add("", "themes_of_one_language", oneLanguage(res), len(rows), false)
	add("", "stability_of_run", res.Run.Stability, len(rows), false)
	plain := func(slice, metric string, value float64) { add(slice, metric, value, len(rows), false) }
	sta, err := measureStability(ctx, items, enc, env.Seed, res)
	if err != nil {
		return nil, err
	}
	sta.add(plain)
	lab, err := measureLabels(ctx, items, enc, res)
	if err != nil {
		return nil, err
	}
	lab.add(plain)
	out = append(out, leakage(rows, part)...)
	return out, nil
}

func areaSlices(lang string) []string {
	switch lang {
	case "arabizi":
		return []string{"arabizi"}
	case "ar", "en", "mixed":
		return []string{lang, "without arabizi"}
	}
	return []string{"without arabizi"}
}

// leakage is how well stance is predicted by theme beyond chance: Goodman and
// Kruskal's lambda, the share of wrong guesses of the commonest stance that
// knowing the theme saves. 0 = themes say nothing about stance.
func leakage(rows []corpusRow, part []int32) []Row {
	var out []Row
	for _, f := range []struct {
		metric string
		of     func(corpusRow) string
	}{
		{"stance_leakage_sentiment", func(r corpusRow) string { return r.Sentiment }},
		{"stance_leakage_intent", func(r corpusRow) string { return r.Intent }},
	} {
		all := map[string]int{}
		by := map[int32]map[string]int{}
		for i, r := range rows {
			all[f.of(r)]++
			if by[part[i]] == nil {
				by[part[i]] = map[string]int{}
			}
			by[part[i]][f.of(r)]++
		}
		most := func(m map[string]int) (n int) {
			for _, x := range m {
				n = max(n, x)
			}
			return n
		}
		known := 0
		for _, m := range by {
			known += most(m)
		}
		base := most(all)
		v := float64(known-base) / float64(max(1, len(rows)-base))
		out = append(out, Row{Suite: "themes", Set: "corpus", Metric: f.metric, Value: v, Low: v, High: v, N: len(rows)})
	}
	return out
}
