package themes

import (
	"slices"
	"unicode/utf8"
)

const (
	quotesEach   = 6
	quotesStance = 2 // of one stance while another that was written still has fewer
	// repeatPenalty weighs likeness to quotes already chosen against
	// closeness to the centre.
	repeatPenalty = 0.5
	shortQuote    = 20 // code points; less reads as a fragment
	longQuote     = 280
	quotePool     = 60 // nearest rows among which quotes are chosen
)

// quotes chooses representative, differing, readable messages: near the
// centre, unlike each other, one per author, with languages and sources mixed,
// and up to two of each stance: who praises is heard beside who complains.
// What places are left go to any stance.
func (d *discovery) quotes(n *node, rows []int32) []string {
	type candidate struct {
		row   int32
		item  Item
		score float64
	}
	var pool []candidate
	for _, r := range rows {
		u := d.c.units[d.rows[r]]
		it := d.c.items[u.items[0]]
		if it.Private {
			continue
		}
		s := float64(dot(d.x[int(r)*Dim:(int(r)+1)*Dim], n.centre))
		if l := utf8.RuneCountInString(u.text); l < shortQuote || l > longQuote {
			s -= 0.2
		}
		pool = append(pool, candidate{r, it, s})
	}
	slices.SortStableFunc(pool, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.row - b.row)
	})
	// Languages and stances are offered in turn: the pool keeps some of each.
	type kind struct{ lang, stance string }
	per := map[kind]int{}
	kept := pool[:0]
	for _, c := range pool {
		k := kind{d.c.units[d.rows[c.row]].lang, c.item.Sentiment}
		if per[k] < quotePool/2 {
			per[k]++
			kept = append(kept, c)
		}
	}
	var out []string
	var chosen []candidate
	langs, sources, stances, authors := map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}
	for len(out) < quotesEach && len(chosen) < len(kept) {
		open := func(c candidate) bool { return c.row >= 0 && (c.item.Author == "" || !authors[c.item.Author]) }
		wanting := slices.ContainsFunc(kept, func(c candidate) bool { return open(c) && stances[c.item.Sentiment] < quotesStance })
		best, at := -1, -1e9
		for i, c := range kept {
			if !open(c) || wanting && stances[c.item.Sentiment] >= quotesStance {
				continue
			}
			s := c.score
			for _, o := range chosen {
				like := dot(d.x[int(c.row)*Dim:(int(c.row)+1)*Dim], d.x[int(o.row)*Dim:(int(o.row)+1)*Dim])
				s -= repeatPenalty * float64(like) / float64(len(chosen))
			}
			l := d.c.units[d.rows[c.row]].lang
			s -= 0.1*float64(langs[l]) + 0.03*float64(sources[c.item.Source]) + 0.06*float64(stances[c.item.Sentiment])
			if s > at {
				best, at = i, s
			}
		}
		if best < 0 {
			break
		}
		c := kept[best]
		chosen = append(chosen, c)
		kept[best].row = -1
		out = append(out, c.item.ID)
		langs[d.c.units[d.rows[c.row]].lang]++
		sources[c.item.Source]++
		stances[c.item.Sentiment]++
		authors[c.item.Author] = true
	}
	return out
}
