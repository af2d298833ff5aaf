package label

import (
	"context"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/stem"
)

// Label names one group.
type Label struct {
	AR, EN                 string   // "" = no sound name in this language
	KeywordsAR, KeywordsEN []string // best first
	Concepts               []int32  // that gave the name
}

// Embed gives vectors of short phrases of one language, centred like the
// group's centres, dim numbers each.
type Embed func(ctx context.Context, phrases []string, lang string) ([]float32, error)

// Groups is what is to be named.
type Groups struct {
	Docs    []Doc
	Part    []int32   // group of each document, −1 = none
	Centres []float32 // one row per group
	Dim     int
	// Concepts are ready names in both languages, Found those of each document;
	// a group that mostly speaks of one is named by it. May be empty.
	Concepts []Concept
	Found    [][]int32
	// Areas are the names of the groups' areas; empty = unclear. May be nil.
	Areas []Concept
	// Avoid lists concepts per group that its surroundings are named by.
	Avoid [][]int32
}

const (
	keywords   = 8
	considered = 10 // phrases per group and language that are compared with its centre
	// closeness weighs the cosine with the centre against the phrase's weight,
	// which is scaled to the group's best.
	closeness = 1.0
	// borrowFrom is the least cosine for naming a group by a phrase of other
	// groups, when its own texts in a language are too few.
	borrowFrom = 0.45
	fewDocs    = 3
)

// Build labels all groups. embed may be nil: then closeness does not count and
// nothing is borrowed.
func Build(ctx context.Context, g Groups, embed Embed) ([]Label, error) {
	k := 0
	for _, c := range g.Part {
		k = max(k, int(c)+1)
	}
	out := make([]Label, k)
	for _, l := range []struct {
		code string
		stop map[string]bool
	}{{"ar", stopSet(stopAR)}, {"en", stopSet(stopEN)}} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		arabic := l.code == "ar"
		c := count(g.Docs, g.Part, k, arabic, l.stop)
		tops := c.top(k, considered)
		near, err := g.closeness(ctx, tops, arabic, l.code, embed)
		if err != nil {
			return nil, err
		}
		for i := range out {
			var name string
			var words []string
			if c.docs[i] >= fewDocs {
				name, words = compose(tops[i], near[i], arabic)
			}
			if arabic {
				out[i].AR, out[i].KeywordsAR = name, words
			} else {
				out[i].EN, out[i].KeywordsEN = name, words
			}
		}
		if embed != nil {
			if err := g.borrow(ctx, out, tops, c, l.code, embed); err != nil {
				return nil, err
			}
		}
	}
	g.nameByConcepts(out)
	return out, nil
}

// closeness is the cosine of every top phrase with its group's centre.
func (g Groups) closeness(ctx context.Context, tops [][]scored, arabic bool, lang string, embed Embed) ([][]float64, error) {
	near := make([][]float64, len(tops))
	var texts []string
	for i := range tops {
		near[i] = make([]float64, len(tops[i]))
		for _, s := range tops[i] {
			texts = append(texts, s.surface(arabic))
		}
	}
	if embed == nil || len(texts) == 0 {
		return near, nil
	}
	v, err := embed(ctx, texts, lang)
	if err != nil {
		return nil, err
	}
	at := 0
	for i := range tops {
		for j := range tops[i] {
			near[i][j] = cosine(v[at*g.Dim:(at+1)*g.Dim], g.Centres[i*g.Dim:(i+1)*g.Dim])
			at++
		}
	}
	return near, nil
}

func cosine(a, b []float32) float64 {
	var s float64
	for i := range a {
		s += float64(a[i]) * float64(b[i])
	}
	return s
}

// compose makes the label: the best phrase, and a second one when the first is
// a single word or covers little of the group.
func compose(list []scored, near []float64, arabic bool) (string, []string) {
	if len(list) == 0 {
		return "", nil
	}
	order := make([]int, len(list))
	rank := make([]float64, len(list))
	for i, s := range list {
		order[i] = i
		rank[i] = s.weight/list[0].weight + closeness*near[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case rank[a] > rank[b]:
			return -1
		case rank[a] < rank[b]:
			return 1
		}
		return 0
	})
	var words []string
	for _, i := range order[:min(len(order), keywords)] {
		words = append(words, list[i].surface(arabic))
	}
	first := list[order[0]]
	name := first.surface(arabic)
	if first.size == 1 || first.coverage < 0.25 {
		for _, i := range order[1:] {
			s := list[i]
			if first.size+s.size > 6 || shares(s.key, first.key) {
				continue
			}
			sep := ", "
			if arabic {
				sep = "، "
			}
			name += sep + s.surface(arabic)
			break
		}
	}
	return tidyCase(name, arabic), words
}

// shares says whether two keys have a word in common, in any of its forms.
func shares(a, b string) bool {
	for w := range strings.FieldsSeq(a) {
		for v := range strings.FieldsSeq(b) {
			if root(w) == root(v) {
				return true
			}
		}
	}
	return false
}

func root(key string) string {
	if key != "" && key[0] < 0x80 {
		return stem.English(key)
	}
	return stem.Arabic(key)
}

// tidyCase starts an English label with a capital and leaves the rest as
// people write it.
func tidyCase(s string, arabic bool) string {
	if arabic || s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// borrow names groups without texts of their own in a language by the phrase
// of that language, from any group, that lies nearest to their centre.
func (g Groups) borrow(ctx context.Context, out []Label, tops [][]scored, c *counts, lang string, embed Embed) error {
	arabic := lang == "ar"
	var need []int
	for i, l := range out {
		if arabic && l.AR == "" || !arabic && l.EN == "" {
			need = append(need, i)
		}
	}
	var pool []string
	seen := map[string]bool{}
	for i := range tops {
		for _, s := range tops[i] {
			if s.size >= 2 && s.total >= 3 && !seen[s.key] {
				seen[s.key] = true
				pool = append(pool, s.surface(arabic))
			}
		}
	}
	if len(need) == 0 || len(pool) == 0 {
		return nil
	}
	v, err := embed(ctx, pool, lang)
	if err != nil {
		return err
	}
	for _, i := range need {
		best, at := -1, borrowFrom
		for j := range pool {
			if s := cosine(v[j*g.Dim:(j+1)*g.Dim], g.Centres[i*g.Dim:(i+1)*g.Dim]); s > at {
				best, at = j, s
			}
		}
		if best < 0 {
			continue
		}
		if arabic {
			out[i].AR = pool[best]
		} else {
			out[i].EN = tidyCase(pool[best], false)
		}
	}
	return nil
}
