package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

// Themes measures discovery against labelled topics with the number of themes
// found, at the default settings, which are the same for all sets.
func Themes() Suite { return Suite{Name: "themes", Run: runThemes} }

// topic is one labelled text.
type topic struct{ text, label, lang string }

// topicSet is one labelled set; finest says that its truth is finer than
// themes, so that the finest level of the tree is judged.
type topicSet struct {
	name   string
	load   func(data string) ([]topic, error)
	finest bool
}

func topicSets() []topicSet {
	return []topicSet{
		{"stackoverflow", stackOverflow, false},
		{"newsgroups_test", newsgroups, false},
		{"arbanking77_palestinian", arBanking, true},
		{"gulf_hashtag_topics", gulfTopics, false},
		{"sib200_ar_en", sib200, false},
	}
}

func runThemes(ctx context.Context, env Env) ([]Row, error) {
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, s := range topicSets() {
		if !env.wants(s.name) {
			continue
		}
		topics, err := s.load(env.Data)
		if err != nil {
			env.Say(i18n.Text{AR: "المجموعة %s غير موجودة: %v", EN: "set %s is absent: %v"}.In(env.Lang), s.name, err)
			continue
		}
		if env.Limit > 0 {
			topics = topics[:min(env.Limit, len(topics))]
		}
		got, err := measureThemes(ctx, env, remember(enc), s, topics)
		if err != nil {
			return rows, fmt.Errorf("set %s: %w", s.name, err)
		}
		rows = append(rows, got...)
	}
	if !env.wants("corpus") {
		return rows, nil
	}
	got, err := measureAreas(ctx, env, remember(enc))
	return append(rows, got...), err
}

func measureThemes(ctx context.Context, env Env, enc *remembering, s topicSet, topics []topic) ([]Row, error) {
	items := make([]themes.Item, len(topics))
	truth := make([]int32, len(topics))
	number := map[string]int32{}
	for i, t := range topics {
		items[i] = themes.Item{ID: fmt.Sprint(i), Text: t.text, Lang: t.lang}
		if _, ok := number[t.label]; !ok {
			number[t.label] = int32(len(number))
		}
		truth[i] = number[t.label]
	}
	res, err := themes.Discover(ctx, items, enc, themes.Options{Seed: env.Seed})
	if err != nil {
		return nil, err
	}
	var rows []Row
	add := func(slice, metric string, value float64) {
		rows = append(rows, Row{Suite: "themes", Set: s.name, Slice: slice, Metric: metric, Value: value, Low: value, High: value, N: len(topics)})
	}
	add("", "themes_true", float64(len(number)))
	for _, level := range []string{"wide", "theme", "finest"} {
		part, k := partitionAt(res, level)
		ari, v := graph.Agreement(truth, part)
		slice := level
		if (level == "finest") == s.finest && level != "wide" {
			slice += " (judged)"
		}
		add(slice, "themes_found", float64(k))
		add(slice, "v_measure", v)
		add(slice, "ari", ari)
	}
	add("", "none_share", res.Run.NoneShare)
	add("", "stability_of_run", res.Run.Stability)
	add("", "largest_language_share", mostOneLanguage(res))
	add("", "themes_of_one_language", oneLanguage(res))
	sta, err := measureStability(ctx, items, enc, env.Seed, res)
	if err != nil {
		return nil, err
	}
	sta.add(add)
	lab, err := measureLabels(ctx, items, enc, res)
	if err != nil {
		return nil, err
	}
	lab.add(add)
	return rows, nil
}

// partitionAt numbers the themes of one level; no theme is one cluster.
func partitionAt(res *themes.Result, level string) ([]int32, int) {
	number := map[string]int32{}
	part := make([]int32, len(res.Assignments))
	for i, a := range res.Assignments {
		id := a.Theme
		if len(a.Path) > 0 && level == "wide" {
			id = a.Path[0]
		} else if len(a.Path) > 0 && level == "finest" {
			id = a.Path[len(a.Path)-1]
		}
		if _, ok := number[id]; !ok {
			number[id] = int32(len(number))
		}
		part[i] = number[id]
	}
	k := len(number)
	if _, ok := number[""]; ok {
		k--
	}
	return part, k
}

// mostOneLanguage is the largest share that one language has in any theme.
func mostOneLanguage(res *themes.Result) float64 {
	var most float64
	for _, t := range res.Themes {
		if t.Level == 1 {
			for _, l := range slices.Sorted(maps.Keys(t.Languages)) {
				most = max(most, float64(t.Languages[l])/float64(t.Messages))
			}
		}
	}
	return most
}

// oneLanguage counts the themes that the run itself reports as being of one
// language by accident.
func oneLanguage(res *themes.Result) float64 {
	n := 0
	for _, t := range res.Themes {
		if t.Level == 1 && t.OneLanguage != "" {
			n++
		}
	}
	return float64(n)
}
