package detect

import (
	"github.com/musharaka/musharaka/internal/nlp/detect/ngram"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// switchCost is the log-odds that a change of language inside a line has to earn.
const switchCost = 4.5

// Part sizes below which a change of language is a borrowing.
const (
	leastWords = 3
	leastShare = 0.2
)

// segment gives every Latin word its most likely language when changing costs
// something (Viterbi), and tells whether two languages have real parts.
func (d *Detector) segment(s *Scratch, whole string) bool {
	n := len(d.latin.Labels)
	s.back = s.back[:0]
	var score [ngram.Classes]float64
	count := 0
	for i := range s.words {
		w := &s.words[i]
		if w.script != latn {
			continue
		}
		logits := d.latin.Logits(&w.sum)
		best := 0
		for c := 1; c < n; c++ {
			if score[c] > score[best] {
				best = c
			}
		}
		top := score[best]
		for c := range n {
			from := uint8(c)
			if top-switchCost > score[c] {
				score[c], from = top-switchCost, uint8(best)
			}
			score[c] += logits[c] - float64(d.latin.Bias[c])
			s.back = append(s.back, from)
		}
		count++
	}
	best := 0
	for c := 1; c < n; c++ {
		if score[c] > score[best] {
			best = c
		}
	}
	var words [ngram.Classes]int
	at, cur := count, uint8(best)
	for i := len(s.words) - 1; i >= 0; i-- {
		if s.words[i].script != latn {
			continue
		}
		at--
		s.words[i].lang = cur
		words[cur]++
		cur = s.back[at*n+int(cur)]
	}
	parts := 0
	for c := range n {
		if l := d.latin.Labels[c]; l != "en" && l != Arabizi { // French inside Arabizi is borrowed
			continue
		}
		if words[c] >= leastWords && float64(words[c]) >= leastShare*float64(count) {
			parts++
		}
	}
	return parts >= 2
}

// spans joins neighbouring words of one language; a part of one word joins the
// part before it.
func (d *Detector) spans(toks []tokenize.Token, s *Scratch, arabLang, latinLang string, segmented bool) []Span {
	var out []Span
	var counts []int
	for i := range s.words {
		w := &s.words[i]
		t := &toks[w.token]
		lang := latinLang
		switch {
		case w.script == arab:
			lang = arabLang
		case w.script != latn:
			lang = w.script.lang(toks, s.words)
		case segmented:
			lang = d.latin.Labels[w.lang]
		}
		if n := len(out); n > 0 && out[n-1].Lang == lang {
			out[n-1].End = int(t.End)
			counts[n-1]++
			continue
		}
		out, counts = append(out, Span{lang, int(t.Start), int(t.End)}), append(counts, 1)
	}
	return mergeSmall(out, counts)
}

// mergeSmall lets single borrowed words belong to what surrounds them.
func mergeSmall(in []Span, counts []int) []Span {
	out := in[:0:0]
	for i, sp := range in {
		n := len(out)
		switch {
		case n > 0 && (counts[i] == 1 || out[n-1].Lang == sp.Lang):
			out[n-1].End = sp.End
		case n == 0 && counts[i] == 1 && i+1 < len(in):
			in[i+1].Start = sp.Start
		default:
			out = append(out, sp)
		}
	}
	return out
}
