package label

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Concept is a thing with a name in both languages. Area numbers what it
// belongs to; weak ones are often only the place of something else.
type Concept struct {
	AR, EN string
	Area   int32
	Weak   bool
}

const (
	mainCoverage   = 0.3 // of a group's documents that name the concept
	nearlyMain     = 0.25
	secondCoverage = 0.2
	enough         = 0.6 // a concept of so much needs no second one
	hintCoverage   = 0.1 // of one that only tells groups of an area apart
)

// nameByConcepts replaces the labels of groups that mostly speak of one or two
// known concepts by their names: sound in both languages, and the same thing.
// Groups with the same name keep apart by their best phrase.
func (g Groups) nameByConcepts(out []Label) {
	if len(g.Concepts) == 0 {
		return
	}
	k := len(out)
	docs, all := make([]int, k), 0
	in := make([]map[int32]int, k)
	for i := range in {
		in[i] = map[int32]int{}
	}
	total := make([]int, len(g.Concepts))
	for d, found := range g.Found {
		all++
		c := g.Part[d]
		if c >= 0 {
			docs[c]++
		}
		for _, f := range found {
			total[f]++
			if c >= 0 {
				in[c][f]++
			}
		}
	}
	used := map[string]bool{}
	for i := range out {
		var avoid []int32
		if i < len(g.Avoid) {
			avoid = g.Avoid[i]
		}
		var area Concept
		if i < len(g.Areas) {
			area = g.Areas[i]
		}
		list := g.telling(in[i], total, docs[i], all, avoid)
		picked := g.pick(list, area)
		switch {
		case len(picked) > 0:
			out[i] = g.join(picked, out[i])
			bracket(&out[i], area)
			apart(&out[i], used)
		case area.AR != "" && !soundPhrase(out[i]):
			out[i] = g.hint(list, out[i], area, used)
		}
		used[out[i].EN], used[out[i].AR] = true, true
	}
}

// soundPhrase says that the names made of people's own phrases can stand: two
// words or more that belong together in both languages.
func soundPhrase(l Label) bool {
	return strings.Contains(l.AR, " ") && strings.Contains(l.EN, " ") && !strings.ContainsAny(l.AR, "،") && !strings.ContainsAny(l.EN, ",")
}

// bracket adds the area to a name of one word, which says too little alone.
func bracket(l *Label, area Concept) {
	if area.AR != "" && !strings.Contains(l.AR, " ") && !strings.Contains(area.AR, strings.TrimPrefix(l.AR, "ال")) {
		l.AR += " (" + area.AR + ")"
	}
	if area.EN != "" && !strings.Contains(l.EN, " ") && !strings.Contains(strings.ToLower(area.EN), strings.ToLower(strings.TrimSuffix(l.EN, "s"))) {
		l.EN += " (" + lowerFirst(area.EN) + ")"
	}
}

// hint names a group that no concept holds together by its area and by what
// tells it most within the area.
func (g Groups) hint(list []weighed, old Label, area Concept, used map[string]bool) Label {
	l := old
	l.AR, l.EN = area.AR, area.EN
	for _, c := range list {
		n := g.Concepts[c.id]
		ar, en := area.AR+": "+n.AR, area.EN+": "+lowerFirst(n.EN)
		if c.coverage >= hintCoverage && n.Area == area.Area && n.AR != area.AR && !used[en] && len(strings.Fields(ar)) <= 6 && len(strings.Fields(en)) <= 6 {
			l.AR, l.EN, l.Concepts = ar, en, []int32{c.id}
			return l
		}
	}
	apart(&l, used)
	return l
}

// weighed is a concept with what it says about a group.
type weighed struct {
	id       int32
	coverage float64
	weight   float64
}

// telling lists the concepts that are likelier in a group than elsewhere, best
// first.
func (g Groups) telling(in map[int32]int, total []int, docs, all int, avoid []int32) []weighed {
	var list []weighed
	for id, n := range in {
		share := float64(n) / float64(docs)
		rest := (float64(total[id]-n) + 0.5) / (float64(all-docs) + 1)
		if gain := math.Log(share / rest); gain > 0.5 && n >= 2 && !slices.Contains(avoid, id) {
			list = append(list, weighed{id, share, share * gain})
		}
	}
	slices.SortFunc(list, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id))
	})
	return list
}

// pick takes at most two concepts that cover and tell a group. The second one
// is of the first one's area: two unlike things are not one subject.
func (g Groups) pick(list []weighed, area Concept) []int32 {
	if len(list) == 0 || list[0].coverage < mainCoverage {
		return nil
	}
	first := list[0]
	if g.Concepts[first.id].Weak && len(list) > 1 && !g.Concepts[list[1].id].Weak && list[1].coverage >= mainCoverage {
		first = list[1] // what is said about a place tells more than the place
	}
	// The group's area was judged by all that its texts say: a concept of
	// another area gives way to one of its own that nearly as many name.
	if area.AR != "" && g.Concepts[first.id].Area != area.Area {
		for _, c := range list {
			if g.Concepts[c.id].Area == area.Area && c.coverage >= nearlyMain && !g.Concepts[c.id].Weak {
				first = c
				break
			}
		}
	}
	out := []int32{first.id}
	for _, c := range list {
		if first.coverage < enough && c.id != first.id && c.coverage >= secondCoverage && g.Concepts[c.id].Area == g.Concepts[first.id].Area {
			return append(out, c.id)
		}
	}
	return out
}

// join writes the names of the concepts, the first alone if both would be too
// long.
func (g Groups) join(ids []int32, old Label) Label {
	l := old
	l.Concepts = ids
	first := g.Concepts[ids[0]]
	l.AR, l.EN = first.AR, first.EN
	if len(ids) > 1 {
		second := g.Concepts[ids[1]]
		ar, en := first.AR+"، "+second.AR, first.EN+", "+lowerFirst(second.EN)
		if len(strings.Fields(ar)) <= 6 && len(strings.Fields(en)) <= 6 {
			l.AR, l.EN = ar, en
		}
	}
	return l
}

// apart tells a name that another group has already by the group's best
// phrases.
func apart(l *Label, used map[string]bool) {
	if used[l.EN] || used[l.AR] {
		if p := keywordNotIn(l.KeywordsAR, l.AR); p != "" {
			l.AR += "، " + p
		}
		if p := keywordNotIn(l.KeywordsEN, l.EN); p != "" {
			l.EN += ", " + strings.ToLower(p)
		}
	}
}

// keywordNotIn is the first keyword that is not already part of the name.
func keywordNotIn(keywords []string, name string) string {
	for _, k := range keywords {
		if !strings.Contains(strings.ToLower(name), strings.ToLower(strings.TrimSuffix(k, "s"))) {
			return k
		}
	}
	return ""
}

// lowerFirst joins a name to a list; names that begin with a proper noun or an
// abbreviation keep their capital.
func lowerFirst(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if first == strings.ToUpper(first) || strings.HasPrefix(s, "Ramadan") || strings.HasPrefix(s, "Oman") || strings.HasPrefix(s, "Falaj") || strings.HasPrefix(s, "Iftar") {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
