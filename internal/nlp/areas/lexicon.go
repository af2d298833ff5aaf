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
	double   map[string][]int32 // two-word forms, joined by a blank
	starts   map[string]bool    // first words of two-word forms
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
	l := &Lexicon{single: map[string][]int32{}, double: map[string][]int32{}, starts: map[string]bool{}}
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
	if len(ws) > 2 {
		ws = ws[:2]
	}
	var alt [2][]string
	for i, w := range ws {
		alt[i] = forms(w)
	}
	for _, a := range alt[0] {
		if len(ws) == 1 {
			l.single[a] = addOnce(l.single[a], id)
			continue
		}
		l.starts[a] = true
		for _, b := range alt[1] {
			l.double[a+" "+b] = addOnce(l.double[a+" "+b], id)
		}
	}
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
		if last != "" {
			ids = append(ids, l.double[last+" "+w]...)
		}
		ids = append(ids, l.single[w]...)
		if last = ""; l.starts[w] {
			last = w
		}
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
