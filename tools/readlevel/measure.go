package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Score is how hard a set of sentences is to read.
type Score struct {
	Sentences, Words int
	Long             int     // sentences of more than longest words
	Flesch           float64 // reading ease, English only: 60 is plain, 50 a broadsheet
	Jargon           []string
	Longest          string
}

// longest is how many words a newspaper's sentence may have.
const longest = 25

// PerSentence is the mean length of a sentence in words.
func (s Score) PerSentence() float64 { return float64(s.Words) / float64(max(1, s.Sentences)) }

// LongShare is the share of long sentences.
func (s Score) LongShare() float64 { return float64(s.Long) / float64(max(1, s.Sentences)) }

var ends = regexp.MustCompile(`[.!?؟:;؛]+(?:\s|$)|\n`)

// Split cuts running text into sentences. Pieces of fewer than three words are
// labels, no sentences.
func Split(text string) []string {
	var out []string
	for _, s := range ends.Split(text, -1) {
		if s = strings.TrimSpace(s); len(words(s)) > 2 {
			out = append(out, s)
		}
	}
	return out
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '%' && r != '.'
	})
}

// Measure scores sentences of one language.
func Measure(lang string, sentences []string) Score {
	var s Score
	syllables, most := 0, 0
	for _, line := range sentences {
		w := words(line)
		s.Sentences++
		s.Words += len(w)
		if len(w) > longest {
			s.Long++
		}
		if len(w) > most {
			most, s.Longest = len(w), line
		}
		for _, x := range w {
			syllables += Syllables(x)
		}
		low := " " + strings.ToLower(strings.Join(w, " ")) + " "
		for _, j := range jargon(lang) {
			if strings.Contains(low, " "+j+" ") {
				s.Jargon = append(s.Jargon, j+": "+line)
			}
		}
	}
	slices.Sort(s.Jargon)
	if lang == "en" && s.Words > 0 {
		s.Flesch = 206.835 - 1.015*s.PerSentence() - 84.6*float64(syllables)/float64(s.Words)
	}
	return s
}

// Syllables counts the groups of vowels of an English word, a silent e apart.
func Syllables(word string) int {
	w := strings.ToLower(word)
	n, before := 0, false
	for _, r := range w {
		v := strings.ContainsRune("aeiouy", r)
		if v && !before {
			n++
		}
		before = v
	}
	if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") && n > 1 || strings.HasSuffix(w, "ed") && n > 1 && !strings.HasSuffix(w, "ted") && !strings.HasSuffix(w, "ded") {
		n--
	}
	return max(1, n)
}

// jargon are words that a newspaper explains or avoids.
func jargon(lang string) []string {
	if lang == "ar" {
		return []string{"بسط", "البسط", "مقام", "المقام", "وسيط", "كابلان", "إنتروبيا", "قاطع", "حوكمة", "استيعاب", "تفعيل", "مخرجات", "مدخلات", "مأسسة", "مواءمة", "معايرة", "مصفوفة", "موائمة", "احتسابها", "بموجب", "المشار", "المذكور", "وفقا", "آلية", "آليات", "تجدر", "الإشارة", "غير محسوب", "انحراف", "ارتباط", "خوارزمية", "تضمين", "متجه"}
	}
	return []string{"numerator", "denominator", "median", "kaplan", "entropy", "quarantine", "aggregate", "stakeholder", "stakeholders", "modality", "leverage", "utilise", "utilize", "pursuant", "aforementioned", "thereof", "hereby", "granularity", "cohesion", "embedding", "inference", "imputed", "provisional value", "not computable", "interval", "calibrated", "canonical", "facilitate", "methodology", "subject to", "in accordance with"}
}
