// Package lsa makes cheap vectors from the words of one body of texts: TF-IDF
// over words and pairs of words, a truncated SVD of it, and a ridge map from
// there to the vectors of a better encoder.
//
// It is for estimating the vectors of texts that there is no time to encode,
// and as a stand-in where there is no encoder. It cannot join languages by
// itself.
package lsa

import (
	"math"
	"slices"
	"unicode"
)

const (
	maxFeatures = 60_000
	minTexts    = 2   // a feature of one text says nothing about others
	maxShare    = 0.3 // nor does one of nearly all
)

// Vocabulary holds the features that are counted, with their weights.
type Vocabulary struct {
	index map[uint64]int32
	idf   []float32
}

// Size is the number of features.
func (v *Vocabulary) Size() int { return len(v.idf) }

// Learn chooses the features of the texts.
func Learn(texts []string) *Vocabulary {
	df := map[uint64]int32{}
	var s scanner
	for _, t := range texts {
		for _, h := range s.unique(t) {
			df[h]++
		}
	}
	type entry struct {
		h uint64
		n int32
	}
	var all []entry
	most := max(minTexts, int32(maxShare*float64(len(texts))))
	for h, n := range df {
		if n >= minTexts && n <= most {
			all = append(all, entry{h, n})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		if a.n != b.n {
			return int(b.n - a.n)
		}
		if a.h < b.h {
			return -1
		}
		return 1
	})
	all = all[:min(len(all), maxFeatures)]
	v := &Vocabulary{index: make(map[uint64]int32, len(all)), idf: make([]float32, len(all))}
	for i, e := range all {
		v.index[e.h] = int32(i)
		v.idf[i] = float32(math.Log(float64(len(texts)+1)/float64(e.n)) + 1)
	}
	return v
}

// Row is a sparse row of length one; empty if no feature is known.
type Row struct {
	ID []int32
	W  []float32
}

// Reader makes rows of one vocabulary; not for two goroutines at once.
type Reader struct {
	v   *Vocabulary
	s   scanner
	row Row
}

// Reader makes a reader of the vocabulary.
func (v *Vocabulary) Reader() *Reader { return &Reader{v: v} }

// Row weighs the features of a text; the result is valid until the next call.
func (r *Reader) Row(text string) Row {
	r.row.ID, r.row.W = r.row.ID[:0], r.row.W[:0]
	hs := r.s.scan(text)
	slices.Sort(hs)
	var sum float64
	for i := 0; i < len(hs); {
		j := i
		for j < len(hs) && hs[j] == hs[i] {
			j++
		}
		if id, ok := r.v.index[hs[i]]; ok {
			w := r.v.idf[id] * float32(1+math.Log(float64(j-i)))
			r.row.ID, r.row.W = append(r.row.ID, id), append(r.row.W, w)
			sum += float64(w) * float64(w)
		}
		i = j
	}
	if sum > 0 {
		f := float32(1 / math.Sqrt(sum))
		for i := range r.row.W {
			r.row.W[i] *= f
		}
	}
	return r.row
}

// scanner hashes the words of a text, their pairs, and Arabic words without
// article and proclitics. The hash is fixed: the same text gives the same
// features in every run.
type scanner struct {
	out  []uint64
	word []rune
}

const maxScanned = 200 // words of a text

func (s *scanner) scan(text string) []uint64 {
	s.out, s.word = s.out[:0], s.word[:0]
	var last uint64
	n := 0
	end := func() {
		if len(s.word) < 2 {
			s.word = s.word[:0]
			return
		}
		w := bare(s.word)
		h := hashRunes(w)
		s.out = append(s.out, h)
		if last != 0 {
			s.out = append(s.out, mix(last, h))
		}
		last = h
		s.word = s.word[:0]
		n++
	}
	for _, r := range text {
		if n > maxScanned {
			break
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			s.word = append(s.word, fold(r))
		case unicode.Is(unicode.Mn, r) || r == 'ـ' || r == '\'':
		default:
			end()
		}
	}
	end()
	return s.out
}

func (s *scanner) unique(text string) []uint64 {
	hs := s.scan(text)
	slices.Sort(hs)
	return slices.Compact(hs)
}

func fold(r rune) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		return r
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	}
	return unicode.ToLower(r)
}

// bare cuts the Arabic article and what stands before it.
func bare(w []rune) []rune {
	if len(w) < 5 || w[0] < 0x600 {
		if len(w) > 4 && w[len(w)-1] == 's' && w[len(w)-2] != 's' {
			return w[:len(w)-1]
		}
		return w
	}
	i := 0
	if w[0] == 'و' || w[0] == 'ف' {
		i = 1
	}
	if w[i] == 'ب' || w[i] == 'ك' {
		i++
	}
	if w[i] == 'ا' && w[i+1] == 'ل' || w[i] == 'ل' && w[i+1] == 'ل' {
		if rest := w[i+2:]; len(rest) >= 3 {
			return rest
		}
	}
	return w
}

// hashRunes is FNV-1a over code points: fixed, unlike hash/maphash.
func hashRunes(w []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range w {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h | 1
}

func mix(a, b uint64) uint64 {
	h := (a*0x9e3779b97f4a7c15 ^ b) * 0xff51afd7ed558ccd
	return (h ^ h>>32) | 1
}
