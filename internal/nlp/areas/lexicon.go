package areas

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Concept is one thing that people speak about, in the words of each language.
type Concept struct {
	Name    Name   `yaml:"name"`
	AR      string `yaml:"ar"`
	EN      string `yaml:"en"`
	Arabizi string `yaml:"arabizi"`
	// Weak concepts are often only the place or the means of something else:
	// they count less as evidence of the area.
	Weak bool `yaml:"weak"`
}

// Forms lists the concept's forms, blanks inside them restored.
func (c Concept) Forms() (ar, en, arabizi []string) {
	split := func(s string) []string {
		fs := strings.Fields(s)
		for i := range fs {
			fs[i] = strings.ReplaceAll(fs[i], "_", " ")
		}
		return fs
	}
	return split(c.AR), split(c.EN), split(c.Arabizi)
}

// Lexicon finds the concepts of a taxonomy in texts.
type Lexicon struct {
	Concepts []Concept
	AreaOf   []int32 // of each concept, its index in the taxonomy
	single   map[string][]int32
	double   map[[2]string][]int32 // two-word forms, by the plain words
	plain    map[string]string     // ways of writing the words of two-word forms
}

// Arabic words are met with what is written onto them: proclitics before and
// pronouns after. All of these are made once, so that a text costs one look-up
// per word.
var (
	before = []string{"", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال", "كال", "وب", "وبال", "ول", "ولل"}
	after  = []string{"", "ه", "ها", "هم", "نا", "ي", "ك", "كم"}
)

// Compile makes the lexicon of a taxonomy.
func (t Taxonomy) Compile() *Lexicon {
	l := &Lexicon{single: map[string][]int32{}, double: map[[2]string][]int32{}, plain: map[string]string{}}
	for i, a := range t {
		for _, c := range a.Words {
			id := int32(len(l.Concepts))
			l.Concepts, l.AreaOf = append(l.Concepts, c), append(l.AreaOf, int32(i))
			ar, en, arabizi := c.Forms()
			for _, f := range slices.Concat(ar, en, arabizi) {
				l.addForm(Fold(f), id)
			}
		}
	}
	return l
}

func (l *Lexicon) addForm(form string, id int32) {
	ws := strings.Fields(form)
	if len(ws) == 0 {
		return
	}
	if len(ws) == 1 {
		for _, f := range forms(ws[0]) {
			l.single[f] = addOnce(l.single[f], id)
		}
		return
	}
	for _, w := range ws[:2] {
		for _, f := range forms(w) {
			if _, ok := l.plain[f]; !ok {
				l.plain[f] = w
			}
		}
	}
	k := [2]string{l.plain[ws[0]], l.plain[ws[1]]}
	l.double[k] = addOnce(l.double[k], id)
}

func addOnce(ids []int32, id int32) []int32 {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// forms are the ways in which a folded word is met in writing.
func forms(w string) []string {
	if w == "" || w[0] < 0x80 {
		return []string{w, w + "'s"}
	}
	w = strings.TrimPrefix(w, "ال")
	stem, end := w, after
	if s, ok := strings.CutSuffix(w, "ه"); ok && len([]rune(s)) >= 2 {
		stem, end = s+"ت", after[1:] // ta marbuta opens before a pronoun
	}
	var out []string
	for _, b := range before {
		out = append(out, b+w)
		for _, a := range end {
			if !strings.HasSuffix(b, "ال") && !strings.HasSuffix(b, "لل") {
				out = append(out, b+stem+a)
			}
		}
	}
	return out
}

// Hit is a concept found in a text, with how often.
type Hit struct {
	Concept int32
	Count   int
}

// Find lists the concepts of a text in ascending order.
func (l *Lexicon) Find(text string) []Hit {
	var ids []int32
	last := ""
	for w := range strings.FieldsFuncSeq(Fold(text), apart) {
		plain := l.plain[w]
		if last != "" && plain != "" {
			ids = append(ids, l.double[[2]string{last, plain}]...)
		}
		ids = append(ids, l.single[w]...)
		last = plain
	}
	slices.SortFunc(ids, cmp.Compare[int32])
	var out []Hit
	for _, id := range ids {
		if n := len(out); n > 0 && out[n-1].Concept == id {
			out[n-1].Count++
		} else {
			out = append(out, Hit{id, 1})
		}
	}
	return out
}

func apart(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\''
}

// Fold joins letters that writers use for each other, drops marks and case.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case 'ى':
			return 'ي'
		case 'ة':
			return 'ه'
		case 'ـ', '’':
			return -1
		}
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
