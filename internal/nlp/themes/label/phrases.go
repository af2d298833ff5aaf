package label

import (
	"math"
	"slices"
	"strings"
)

// Doc is one distinct text with its language code.
type Doc struct {
	Text string
	Lang string
}

const (
	maxWords   = 4   // of a phrase
	maxScanned = 120 // words of a text that are looked at
)

// phrase is a candidate with its counts in documents.
type phrase struct {
	key      string
	size     int // words
	surfaces map[string]int
	total    int
	in       map[int32]int
}

// counts are all phrases of one language over all groups.
type counts struct {
	phrases map[string]*phrase
	docs    []int // per group
	all     int
}

// count collects phrases of documents; arabic chooses the script. part gives
// the group of each document, −1 for none (these count for the background).
func count(docs []Doc, part []int32, k int, arabic bool, stop map[string]bool) *counts {
	c := &counts{phrases: map[string]*phrase{}, docs: make([]int, k)}
	seen := map[string]bool{}
	for i, d := range docs {
		if !arabic && d.Lang != "en" && d.Lang != "mixed" || arabic && d.Lang == "arabizi" {
			continue // Arabizi was turned into letters by guesses: no label is made of them
		}
		ws := words(d.Text)
		ws = ws[:min(len(ws), maxScanned)]
		clear(seen)
		any := false
		for a := range ws {
			if ws[a].arabic != arabic || stopped(ws[a], stop) {
				continue
			}
			any = true
			key, surface := "", ""
			for n := 0; n < maxWords && a+n < len(ws); n++ {
				w := ws[a+n]
				if w.arabic != arabic || (n > 0 && w.breaks) {
					break
				}
				if n > 0 {
					key += " "
					surface += " "
				}
				key += w.key
				surface += w.surface
				if stopped(w, stop) || seen[key] {
					continue
				}
				seen[key] = true
				c.add(key, surface, n+1, part[i])
			}
		}
		if any {
			c.all++
			if part[i] >= 0 {
				c.docs[part[i]]++
			}
		}
	}
	return c
}

func stopped(w word, stop map[string]bool) bool {
	if stop[w.key] {
		return true
	}
	if !w.arabic {
		return stop[strings.ToLower(w.surface)]
	}
	var b strings.Builder
	for _, r := range w.surface {
		b.WriteRune(fold(r))
	}
	return stop[b.String()]
}

func (c *counts) add(key, surface string, size int, group int32) {
	p := c.phrases[key]
	if p == nil {
		p = &phrase{key: key, size: size, surfaces: map[string]int{}, in: map[int32]int{}}
		c.phrases[key] = p
	}
	p.total++
	p.surfaces[surface]++
	if group >= 0 {
		p.in[group]++
	}
}

// scored is a phrase of one group with its weight there.
type scored struct {
	*phrase
	weight   float64
	coverage float64 // share of the group's documents that hold it
}

// lengthBonus prefers phrases that say something by themselves.
var lengthBonus = [maxWords + 1]float64{0, 1, 1.7, 1.9, 1.6}

// top gives each group its most telling phrases, best first: the share of the
// group's texts that hold it times the information it carries about the group.
func (c *counts) top(k, most int) [][]scored {
	out := make([][]scored, k)
	for _, p := range c.phrases {
		if p.total < 2 {
			continue
		}
		for g, n := range p.in {
			if n < 2 && c.docs[g] > 8 {
				continue
			}
			share := float64(n) / float64(c.docs[g])
			rest := (float64(p.total-n) + 0.5) / (float64(c.all-c.docs[g]) + 1)
			gain := math.Log(share / rest)
			if gain <= 0 {
				continue
			}
			out[g] = append(out[g], scored{p, share * gain * lengthBonus[p.size], share})
		}
	}
	for g := range out {
		slices.SortFunc(out[g], func(a, b scored) int {
			if a.weight != b.weight {
				if a.weight > b.weight {
					return -1
				}
				return 1
			}
			return strings.Compare(a.key, b.key)
		})
		out[g] = distinct(out[g], most)
	}
	return out
}

// distinct drops phrases that say again what a better or fuller one says.
func distinct(list []scored, most int) []scored {
	var out []scored
	for _, s := range list {
		again := false
		for i, o := range out {
			if within(s.key, o.key) { // part of one that is already better
				again = true
			} else if within(o.key, s.key) && s.coverage >= 0.6*o.coverage {
				out[i], again = s, true // nearly always said in full
			}
			if again {
				break
			}
		}
		if !again {
			out = append(out, s)
		}
		if len(out) == most {
			break
		}
	}
	return out
}

// within says that the words of a stand inside b.
func within(a, b string) bool {
	return strings.Contains(" "+b+" ", " "+a+" ")
}

// surface is the form that people write most; for Arabic one that does not
// begin with a conjunction or preposition, if any is written.
func (p *phrase) surface(arabic bool) string {
	best, n := "", -1
	for s, c := range p.surfaces {
		if arabic && !clean(s, p.key) {
			c = 0
		}
		if c > n || c == n && s < best {
			best, n = s, c
		}
	}
	return best
}

// clean says that an Arabic surface starts with its bare word or the article.
func clean(surface, key string) bool {
	var b strings.Builder
	for _, r := range surface {
		b.WriteRune(fold(r))
	}
	s, first := b.String(), strings.Fields(key)[0]
	return strings.HasPrefix(s, first) || strings.HasPrefix(s, "ال"+first)
}
