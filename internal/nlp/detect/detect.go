// Package detect says in which language a text is written: Arabic with its
// variety, English, Arabizi (Arabic in Latin letters), the other languages heard
// in Oman, a mixture with its parts, or nothing that could be told.
//
// The script decides first; inside the Arabic and Latin scripts a small linear
// model over letters decides (package ngram, trained by tools/langtables).
// It does not translate or transliterate; that is package arabizi.
package detect

import (
	_ "embed"
	"math"

	"github.com/musharaka/musharaka/internal/nlp/detect/ngram"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

//go:embed data/arab.bin
var arabData []byte

//go:embed data/latin.bin
var latinData []byte

//go:embed data/names.txt
var namesText string

// Languages that are no ISO 639-1 code.
const (
	Undetermined = "und"
	Arabizi      = "arabizi"
	Mixed        = "mixed"
)

// Span is a part of a mixed text, in code points, end exclusive.
type Span struct {
	Lang  string `json:"lang"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Result is what was found.
type Result struct {
	Lang         string  // ar, en, arabizi, mixed, another ISO 639-1 code, und
	Script       string  // ISO 15924 code of most letters, Zyyy without letters
	Variety      string  // msa, gulf, other for ar, else empty
	VarietyScore float64 // probability of the variety
	Score        float64 // probability of the language among those of its script
	Spans        []Span  // of a mixed text
}

// Detector holds the tables. It is safe for concurrent use.
type Detector struct {
	arab, latin *ngram.Table
	names       map[string]bool
}

// New reads the embedded tables.
func New() *Detector {
	d := &Detector{names: readNames(namesText)}
	var err error
	if d.arab, err = ngram.Unmarshal(arabData); err != nil {
		panic("detect: embedded table: " + err.Error()) // a broken build, not a user's fault
	}
	if d.latin, err = ngram.Unmarshal(latinData); err != nil {
		panic("detect: embedded table: " + err.Error())
	}
	return d
}

// Scratch is the memory of one goroutine. The zero value is ready.
type Scratch struct {
	toks  []tokenize.Token
	words []word
	runes []rune
	back  []uint8
}

// word is one scored word of a text.
type word struct {
	token   int32
	script  scriptID
	letters int32
	lang    uint8 // class of the Latin table after segmentation
	sum     ngram.Sum
}

// maxWords bounds how many words are scored: what comes after says nothing new.
const maxWords = 2000

// Detect finds the language of a text.
func (d *Detector) Detect(text string) Result {
	var s Scratch
	s.toks = tokenize.Append(s.toks[:0], text)
	return d.Tokens(s.toks, &s)
}

// Tokens finds the language of a text that is already cut into tokens. It
// allocates only for the spans of a mixed text once the scratch has grown.
func (d *Detector) Tokens(toks []tokenize.Token, s *Scratch) Result {
	var total tally
	s.words = s.words[:0]
	names := 0
	for i := range toks {
		t := &toks[i]
		if t.Kind != tokenize.Word && t.Kind != tokenize.Hashtag || len(s.words) >= maxWords {
			continue
		}
		script, letters := scriptOf(t.Text)
		if letters == 0 {
			continue
		}
		s.words = append(s.words, word{token: int32(i), script: script, letters: int32(letters)})
		w := &s.words[len(s.words)-1]
		total.words[script]++
		total.letters[script] += letters
		switch script {
		case arab:
			s.runes = ngram.Fold(s.runes[:0], t.Text)
			d.arab.Word(&w.sum, s.runes)
			total.arab.Plus(&w.sum)
		case latn:
			s.runes = ngram.Fold(s.runes[:0], t.Text)
			d.latin.Word(&w.sum, s.runes)
			total.latin.Plus(&w.sum)
		}
		if len(s.words) <= maxNames && names == len(s.words)-1 && d.isName(s.runes, script) {
			names++
		}
	}
	if len(s.words) == 0 {
		return Result{Lang: Undetermined, Script: "Zyyy"}
	}
	main := total.main()
	if names == len(s.words) && len(s.words) <= maxNames {
		return Result{Lang: Undetermined, Script: main.code()}
	}
	return d.decide(toks, s, &total, main)
}

// maxNames is how many words a text of names alone may have.
const maxNames = 5

// tally counts a text by script.
type tally struct {
	words, letters [scripts]int
	arab, latin    ngram.Sum
}

func (t *tally) main() scriptID {
	best := scriptID(0)
	for s := scriptID(1); s < scripts; s++ {
		if t.letters[s] > t.letters[best] {
			best = s
		}
	}
	return best
}

func (d *Detector) decide(toks []tokenize.Token, s *Scratch, total *tally, main scriptID) Result {
	r := Result{Script: main.code(), Score: 1}
	var arabLang, latinLang string
	var arabScore, latinScore float64
	if total.words[arab] > 0 {
		arabLang, arabScore = d.arabic(&total.arab, &r)
	}
	latinMixed := false
	if total.words[latn] > 0 {
		latinLang, latinScore = d.latinOf(&total.latin)
		if total.words[latn] >= 6 {
			latinMixed = d.segment(s, latinLang)
		}
	}
	switch main {
	case arab:
		r.Lang, r.Score = arabLang, arabScore
	case latn:
		r.Lang, r.Score = latinLang, latinScore
		if latinScore < leastSure {
			r.Lang = Undetermined
		}
	default:
		r.Lang = main.lang(toks, s.words)
	}
	two := total.words[arab] >= 2 && total.words[latn] >= 2 && balanced(total.letters[arab], total.letters[latn])
	if two || main == latn && latinMixed {
		r.Lang = Mixed
		r.Spans = d.spans(toks, s, arabLang, latinLang, latinMixed)
		if len(r.Spans) < 2 {
			r.Lang, r.Spans = latinLang, nil
			if main == arab {
				r.Lang = arabLang
			}
		}
	}
	if r.Lang != "ar" {
		r.Variety, r.VarietyScore = "", 0
	}
	return r
}

// leastSure is the probability below which Latin letters are called nothing.
const leastSure = 0.30

// balanced tells whether the smaller part is more than borrowed words.
func balanced(a, b int) bool { return 5*min(a, b) >= a+b }

// arabicPrior is what Arabic gets before a letter is read: it is the language of
// nine in ten texts in this script here, and "سلام" is a word of four languages.
const arabicPrior = 1.2

// otherVariety is the class of the dialects from elsewhere, and otherPrior what it
// has to make up for: in Oman they are rare, and Gulf and Levantine share many
// words.
const (
	otherVariety = 2
	otherPrior   = -1.5
)

// arabic decides among the languages in Arabic letters and sets the variety.
func (d *Detector) arabic(sum *ngram.Sum, r *Result) (string, float64) {
	logits := d.arab.Logits(sum)
	n := len(d.arab.Labels)
	for c := range 3 {
		logits[c] += arabicPrior
	}
	logits[otherVariety] += otherPrior
	ngram.Softmax(logits[:n])
	ar := logits[0] + logits[1] + logits[2]
	best := 0
	for c := 1; c < 3; c++ {
		if logits[c] > logits[best] {
			best = c
		}
	}
	r.Variety, r.VarietyScore = d.arab.Labels[best], logits[best]/math.Max(ar, 1e-9)
	lang, score := "ar", ar
	for c := 3; c < n; c++ {
		if logits[c] > score {
			lang, score = d.arab.Labels[c], logits[c]
		}
	}
	return lang, score
}

func (d *Detector) latinOf(sum *ngram.Sum) (string, float64) {
	logits := d.latin.Logits(sum)
	n := len(d.latin.Labels)
	ngram.Softmax(logits[:n])
	best := 0
	for c := 1; c < n; c++ {
		if logits[c] > logits[best] {
			best = c
		}
	}
	return d.latin.Labels[best], logits[best]
}
