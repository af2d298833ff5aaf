package sentiment

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/jonreiter/govader"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

//go:embed lexicon/ar.tsv
var lexiconAR string

//go:embed lexicon/en.tsv
var lexiconEN string

//go:embed lexicon/arabizi.tsv
var lexiconArabizi string

// value is what a phrase says plainly and under negation.
type value struct{ plain, negated float32 }

// rules find words of feeling and turn them where they are negated.
type rules struct {
	lex      *features.Lexicon
	values   []value
	general  map[uint64]float32 // VADER's words, for English
	negators map[uint64]int     // scope in tokens
	joints   map[uint64]bool    // words that end a scope
}

// Hit is one phrase that counted, for explanations. From and To are tokens.
type Hit struct {
	From, To int32
	Value    float32
	Negated  bool
	Negator  int32 // token, -1 when not negated
}

// scope is a word that negates, as a token, and where its reach ends.
type scope struct{ negator, end int32 }

// evidence is what the rules found in one text.
type evidence struct {
	pos, neg, turnedPos, turnedNeg float32
	hits                           []Hit
	scopes                         []scope
}

func newRules(list string, negators map[string]int, joints []string) (*rules, error) {
	lex, err := features.ParseLexicon(list)
	if err != nil {
		return nil, fmt.Errorf("sentiment lexicon: %w", err)
	}
	r := &rules{lex: lex, negators: map[uint64]int{}, joints: map[uint64]bool{}}
	for _, e := range lex.Entries() {
		v, err := parseValue(e.Fields)
		if err != nil {
			return nil, fmt.Errorf("sentiment lexicon: %q: %w", e.Phrase, err)
		}
		r.values = append(r.values, v)
	}
	for w, n := range negators {
		r.negators[hash(w)] = n
	}
	for _, w := range joints {
		r.joints[hash(w)] = true
	}
	return r, nil
}

func parseValue(fields []string) (value, error) {
	if len(fields) == 0 || len(fields) > 2 {
		return value{}, fmt.Errorf("%d fields, want 1 or 2", len(fields))
	}
	p, err := strconv.ParseFloat(fields[0], 32)
	if err != nil {
		return value{}, err
	}
	n := -0.8 * p
	if len(fields) == 2 {
		if n, err = strconv.ParseFloat(fields[1], 32); err != nil {
			return value{}, err
		}
	}
	return value{float32(p), float32(n)}, nil
}

// hash is the key under which a word is looked up.
func hash(word string) uint64 {
	d := features.New(word, "")
	if len(d.Toks) == 0 {
		return 0
	}
	return d.Toks[0].Full
}

func arabicRules() (*rules, error) {
	return newRules(lexiconAR, map[string]int{
		"ما": 4, "لا": 4, "لم": 5, "لن": 5, "ليس": 4, "ليست": 4, "ليسوا": 4, "ليسو": 4, "لست": 4, "لسنا": 4, "لستم": 4,
		"غير": 3, "مب": 3, "مو": 3, "موب": 3, "مهب": 3, "مهوب": 3, "مش": 3, "مهو": 3, "ماهو": 3, "ماهي": 3, "مهي": 3,
		"بدون": 3, "دون": 3, "بلا": 3, "عدم": 2, "ولا": 3, "فلا": 4, "ولم": 5, "فلم": 5, "وما": 4, "محد": 3, "مافي": 3, "مافيه": 3, "ماكو": 3,
		"ماعندي": 3, "ماعندنا": 3, "ماعاد": 3, "انعدام": 2, "قله": 2, "وليس": 4, "وليست": 4, "وغير": 3, "مانقدر": 3,
	}, []string{"لكن", "ولكن", "بل", "الا", "بس", "لان", "لانه", "لانها", "حتي", "وانما", "انما", "عشان", "بسبب"})
}

func arabiziRules() (*rules, error) {
	return newRules(lexiconArabizi, map[string]int{
		"ma": 3, "la": 3, "lam": 3, "mob": 3, "mub": 3, "mo": 3, "mu": 3, "moob": 3, "moo": 3, "muhub": 3, "mish": 3, "mesh": 3, "mosh": 3,
		"msh": 3, "mush": 3, "laisa": 3, "ghair": 2, "3'air": 2, "8'air": 2, "bdoon": 2, "bdon": 2, "bedoon": 2, "wala": 3, "mafi": 3, "mafee": 3, "mafe": 3, "not": 3,
	}, []string{"bs", "bas", "laken", "lakin", "3shan", "3ashan", "but"})
}

func englishRules(vader *govader.SentimentIntensityAnalyzer) (*rules, error) {
	r, err := newRules(lexiconEN, map[string]int{
		"not": 4, "no": 3, "never": 4, "cannot": 4, "cant": 4, "dont": 4, "doesnt": 4, "didnt": 4, "isnt": 4, "wasnt": 4, "arent": 4, "werent": 4,
		"wont": 4, "wouldnt": 4, "couldnt": 4, "shouldnt": 4, "hasnt": 4, "havent": 4, "hadnt": 4, "aint": 4, "nobody": 4, "none": 3, "nothing": 3,
		"neither": 4, "nor": 4, "without": 3, "hardly": 3, "barely": 3, "rarely": 3, "seldom": 3, "scarcely": 3, "lack": 3, "lacks": 3, "lacking": 3,
	}, []string{"but", "however", "although", "though", "because", "so", "yet", "until"})
	if err != nil {
		return nil, err
	}
	r.general = map[uint64]float32{}
	for _, w := range slices.Sorted(maps.Keys(vader.Lexicon)) { // sorted: some fold to the same word
		d := features.New(w, "en")
		if len(d.Toks) == 1 && d.Toks[0].Word() {
			r.general[d.Toks[0].Full] = float32(vader.Lexicon[w])
		}
	}
	return r, nil
}

// find collects the evidence of a text into e, using its memory again.
func (r *rules) find(d *features.Doc, e *evidence, buf []features.Match) []features.Match {
	*e = evidence{hits: e.hits[:0], scopes: e.scopes[:0]}
	buf = r.lex.Find(d, buf[:0])
	next, scopeEnd, negator, used := 0, -1, int32(-1), false
	end := func(i int) { // the reach of the last negator ends before token i
		if k := len(e.scopes) - 1; k >= 0 && int(e.scopes[k].end) > i {
			e.scopes[k].end = int32(i)
		}
		scopeEnd = -1
	}
	for i := 0; i < len(d.Toks); i++ {
		t := &d.Toks[i]
		if t.Kind == features.Break || t.Kind == features.Mark {
			if d.Text[t.Start] != '-' {
				end(i)
			}
			continue
		}
		for next < len(buf) && int(buf[next].From) < i {
			next++
		}
		if next < len(buf) && int(buf[next].From) == i {
			m := buf[next]
			v := r.values[m.Entry]
			for next+1 < len(buf) && buf[next+1].From == m.From {
				next++ // the same words listed twice: the stronger value
				if o := r.values[buf[next].Entry]; abs(o.plain) > abs(v.plain) {
					v = o
				}
			}
			if in := i < scopeEnd; !in || !used || v.plain != 0 {
				// a word that says something only under negation is not negated
				// by what has turned another word already
				e.add(m.From, m.To, v, in, negator)
				used = used || in
			}
			i = int(m.To) - 1
			continue
		}
		if n, ok := r.negators[t.Full]; ok {
			end(i)
			scopeEnd, negator, used = i+1+n, int32(i), false
			e.scopes = append(e.scopes, scope{int32(i), int32(min(scopeEnd, len(d.Toks)))})
			continue
		}
		if r.joints[t.Full] {
			end(i)
			continue
		}
		if v, ok := r.general[t.Full]; ok {
			e.add(int32(i), int32(i)+1, value{v, -0.74 * v}, i < scopeEnd, negator)
			used = used || i < scopeEnd
		}
	}
	return buf
}

func (e *evidence) add(from, to int32, v value, negated bool, negator int32) {
	x := v.plain
	if negated {
		x = v.negated
	} else {
		negator = -1
	}
	if x == 0 {
		return
	}
	switch {
	case negated && x > 0:
		e.turnedPos += x
	case negated:
		e.turnedNeg -= x
	case x > 0:
		e.pos += x
	default:
		e.neg -= x
	}
	e.hits = append(e.hits, Hit{From: from, To: to, Value: x, Negated: negated, Negator: negator})
}

// dense is the number of features that the rules add to a model.
const dense = 8

// values are the rule features: four sums pressed below one, and the same
// against the length of the text, because one word decides in a short text and
// little in a long one.
func (e *evidence) values(d *features.Doc) [dense]float32 {
	n := float32(0)
	for i := range d.Toks {
		if d.Toks[i].Word() {
			n++
		}
	}
	f := func(x float32) float32 { return x / (x + 2.5) }
	g := func(x float32) float32 { return x / (x + 0.3*n + 0.3) }
	return [dense]float32{
		f(e.pos), f(e.neg), f(e.turnedPos), f(e.turnedNeg),
		g(e.pos), g(e.neg), g(e.turnedPos), g(e.turnedNeg),
	}
}

// strength is how much net evidence weighs in the shortest texts, in logits.
const strength = 1.8

// decide adds what the rules say to the logits of a short text (all of it up to
// four words, none from eight on), where there is little else to go by.
func (e *evidence) decide(d *features.Doc, z *[linear.MaxClasses]float32) {
	n := float32(0)
	for i := range d.Toks {
		t := &d.Toks[i]
		if t.Word() {
			n++
		} else if t.Kind == features.Mark && d.Runes(t)[0] == '?' {
			return // a question asks; its words do not say
		}
	}
	short := min(1, (8-n)/4)
	net := e.pos + e.turnedPos - e.neg - e.turnedNeg
	if short <= 0 || net == 0 {
		return
	}
	g := strength * short * net / (abs(net) + 0.15*n + 0.3)
	z[0] -= g
	z[1] -= abs(g) * 0.4
	z[2] += g
}

// masks are the buckets of negated words and of what negates them: what
// n-grams know of them is what they say without negation.
func (e *evidence) masks(d *features.Doc, words, chars []linear.Span) (w, c []linear.Span) {
	done := int32(-1)
	add := func(k int32) {
		if k <= done {
			return
		}
		done = k
		t := &d.Toks[k]
		if a, b := t.WordRange(); a < b {
			words = append(words, linear.Span{From: a, To: b})
		}
		if a, b := t.CharRange(); a < b {
			chars = append(chars, linear.Span{From: a, To: b})
		}
	}
	for _, h := range e.hits {
		if !h.Negated {
			continue
		}
		add(h.Negator)
		for k := h.From; k < h.To; k++ {
			add(k)
		}
	}
	return words, chars
}

func abs(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}
