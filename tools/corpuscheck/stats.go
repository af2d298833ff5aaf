package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// Stats are the figures that testdata/README.md reports, over originals only: copies, near-copies and campaign posts stay out.
type Stats struct {
	All, Originals, Dev, Test           int
	Campaign, Near, Exact               int
	Variety, Source, Area, Subject      map[string]int
	Sentiment, Intent                   map[string]int
	Sarcasm, Spam, Toxic, PII, Requests int
	Tokens, Types                       int
	Lengths                             []int // words of each original, ascending
	FiveGrams, Repeated                 int   // 5-grams in all originals; of these, ones that stand in another original too
	RepeatedIn                          map[string][]string
}

// Share is n ÷ originals.
func (s *Stats) Share(n int) float64 { return float64(n) / float64(s.Originals) }

// RepeatShare is the share of 5-grams that another text has too.
func (s *Stats) RepeatShare() float64 { return float64(s.Repeated) / float64(s.FiveGrams) }

// Quantile of the lengths in words, nearest rank.
func (s *Stats) Quantile(q float64) int {
	return s.Lengths[min(len(s.Lengths)-1, int(q*float64(len(s.Lengths))))]
}

// Compute counts the master's texts.
func Compute(texts []*master.Text) *Stats {
	s := &Stats{All: len(texts), Variety: map[string]int{}, Source: map[string]int{}, Area: map[string]int{}, Subject: map[string]int{},
		Sentiment: map[string]int{}, Intent: map[string]int{}, RepeatedIn: map[string][]string{}}
	types := map[string]bool{}
	grams := map[string]map[string]int{} // 5-gram → text → occurrences
	for _, t := range texts {
		if t.Half() == "dev" {
			s.Dev++
		} else {
			s.Test++
		}
		switch t.Family {
		case "campaign":
			s.Campaign++
		case "near":
			s.Near++
		case "exact":
			s.Exact++
		}
		if t.Ref != nil {
			continue
		}
		s.original(t)
		words := Words(t.Full())
		s.Tokens += len(words)
		s.Lengths = append(s.Lengths, len(words))
		for _, w := range words {
			types[w] = true
		}
		for i := 0; i+5 <= len(words); i++ {
			g := strings.Join(words[i:i+5], " ")
			if grams[g] == nil {
				grams[g] = map[string]int{}
			}
			grams[g][t.Key]++
			s.FiveGrams++
		}
	}
	s.Types = len(types)
	slices.Sort(s.Lengths)
	for g, in := range grams {
		if len(in) < 2 {
			continue
		}
		for _, n := range in {
			s.Repeated += n
		}
		s.RepeatedIn[g] = slices.Sorted(maps.Keys(in))
	}
	return s
}

func (s *Stats) original(t *master.Text) {
	s.Originals++
	s.Variety[t.Variety]++
	s.Source[t.SourceName()]++
	s.Area[t.Area]++
	s.Subject[t.Subject]++
	s.Sentiment[t.Sentiment]++
	s.Intent[t.Intent]++
	for _, c := range []struct {
		is bool
		n  *int
	}{{t.Sarcasm, &s.Sarcasm}, {t.Spam, &s.Spam}, {t.Toxic, &s.Toxic}, {t.InfoAsk, &s.Requests}} {
		if c.is {
			*c.n++
		}
	}
	s.PII += len(t.PII)
}

// Words are the letters-and-digits runs of s in lower case, Arabic marks and elongation dropped and hamza forms joined, so that
// a repeat is not hidden by spelling.
func Words(s string) []string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == 'ـ':
			return -1
		case r == 'أ' || r == 'إ' || r == 'آ':
			return 'ا'
		case r == 'ة':
			return 'ه'
		case r == 'ى':
			return 'ي'
		}
		return unicode.ToLower(r)
	}, s)
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
}

// table prints counts, largest first, ties by name.
func table(m map[string]int, total int) string {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(m[b]-m[a], cmp.Compare(a, b)) })
	var parts []string
	for _, k := range keys {
		parts = append(parts, fmt.Sprintf("%s %d (%.1f %%)", k, m[k], 100*float64(m[k])/float64(total)))
	}
	return strings.Join(parts, ", ")
}
