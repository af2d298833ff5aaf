package label

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Concept is a thing with a name in both languages.
type Concept struct{ AR, EN string }

const (
	mainCoverage   = 0.3 // of a group's documents that name the concept
	secondCoverage = 0.2
	enough         = 0.6 // a concept of so much needs no second one
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
		picked := pickConcepts(in[i], total, docs[i], all, avoid)
		if len(picked) == 0 {
			continue
		}
		l := g.join(picked, out[i], used)
		used[l.EN] = true
		out[i] = l
	}
}

// pickConcepts lists at most two concepts that cover and tell a group.
func pickConcepts(in map[int32]int, total []int, docs, all int, avoid []int32) []int32 {
	type scored struct {
		id       int32
		coverage float64
		weight   float64
	}
	var list []scored
	for id, n := range in {
		share := float64(n) / float64(docs)
		rest := (float64(total[id]-n) + 0.5) / (float64(all-docs) + 1)
		if gain := math.Log(share / rest); share >= secondCoverage && gain > 0.5 && n >= 2 && !slices.Contains(avoid, id) {
			list = append(list, scored{id, share, share * gain})
		}
	}
	slices.SortFunc(list, func(a, b scored) int {
		if c := cmp.Compare(b.weight, a.weight); c != 0 {
			return c
		}
		return cmp.Compare(a.id, b.id)
	})
	if len(list) == 0 || list[0].coverage < mainCoverage {
		return nil
	}
	out := []int32{list[0].id}
	if list[0].coverage < enough && len(list) > 1 {
		out = append(out, list[1].id)
	}
	return out
}

// join writes the names of the concepts, the first alone if both would be too
// long. A name already used is told apart by the best phrases of the group.
func (g Groups) join(ids []int32, old Label, used map[string]bool) Label {
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
	if used[l.EN] {
		if p := telling(old.KeywordsAR, l.AR); p != "" {
			l.AR += "، " + p
		}
		if p := telling(old.KeywordsEN, l.EN); p != "" {
			l.EN += ", " + p
		}
	}
	return l
}

// telling is the first keyword that is not already part of the name.
func telling(keywords []string, name string) string {
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
