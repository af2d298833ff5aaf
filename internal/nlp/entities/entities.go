// Package entities finds what submissions point at: services, places of Oman,
// organisations, deadlines and amounts of money, with spelling variants in
// Arabic and English, for drill-downs.
//
// A place that a text mentions is not the place where its writer lives; it is
// never taken as such. This is a gazetteer with rules, not a general named
// entity recogniser; persons are the business of package privacy.
package entities

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// The kinds of entities.
const (
	Service      = "service"
	Place        = "place"
	Organisation = "organisation"
	Deadline     = "deadline"
	Amount       = "amount"
)

// Entity is one find. Start and End count Unicode code points of the text, end
// exclusive. ID is a stable key ("wilayat:seeb", "gov:OM-MA", "org:…"), empty
// for deadlines and amounts; Governorate is the ISO code of the governorate
// that a place lies in, mentioned, never the writer's own.
type Entity struct {
	Kind        string `json:"kind"`
	ID          string `json:"id,omitempty"`
	Text        string `json:"text"`
	Start       int    `json:"start"`
	End         int    `json:"end"`
	Governorate string `json:"governorate,omitempty"`
	Value       string `json:"value,omitempty"` // amounts: rials, "12.5"
}

//go:embed gazetteer.tsv
var gazetteer string

// entry is a phrase of the gazetteer, ready to be compared.
type entry struct {
	kind, id, gov, cue string
	words              []string // folded, with their articles
}

// Finder holds the gazetteer. It is safe for concurrent use.
type Finder struct {
	lex     *features.Lexicon
	entries []entry
	cues    map[string]bool
	company map[string]bool
	behind  map[string]bool
	timing  *timing
	money   *money
	pool    sync.Pool
}

// New opens the embedded gazetteer.
func New() (*Finder, error) {
	lex, err := features.ParseLexicon(gazetteer)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	f := &Finder{lex: lex, timing: newTiming(), money: newMoney()}
	f.pool.New = func() any { return new(scratch) }
	for _, e := range lex.Entries() {
		if len(e.Fields) < 3 {
			return nil, fmt.Errorf("gazetteer: %q: want kind, id, governorate", e.Phrase)
		}
		x := entry{kind: e.Fields[0], id: e.Fields[1], gov: e.Fields[2]}
		if len(e.Fields) > 3 {
			x.cue = e.Fields[3]
		}
		d := features.New(e.Phrase, "")
		for i := range d.Toks {
			if d.Toks[i].Kind != features.Break {
				x.words = append(x.words, d.Folded(&d.Toks[i]))
			}
		}
		f.entries = append(f.entries, x)
	}
	f.cues = folded("ولاية", "بولاية", "لولاية", "وولاية", "نيابة", "محافظة", "مدينة", "بمدينة", "أهالي", "سكان", "والي", "بلدية", "سوق", "مستشفى", "مركز", "طريق", "شارع", "حصن", "قلعة",
		"شاطئ", "جزيرة", "عبارة", "كورنيش", "مطار", "ميناء", "بحر", "مدرسة", "جامعة", "مسجد", "مخطط",
		"wilayat", "wilaya", "willayat", "city", "town", "governorate", "walayat", "wilayah")
	f.behind = folded("corniche", "hospital", "souq", "market", "port", "fort", "castle", "beach", "municipality", "wilayat")
	f.company = folded("شركة", "باصات", "حافلات", "تطبيق", "موقع")
	return f, nil
}

func folded(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		d := features.New(w, "")
		m[d.Folded(&d.Toks[0])] = true
	}
	return m
}

// hashes are the Full hashes of words: the first look of the rules goes by
// them, because making a string of every token costs more than all the rest.
func hashes(sets ...map[string]bool) map[uint64]bool {
	m := map[uint64]bool{}
	for _, set := range sets {
		for w := range set {
			m[features.New(w, "").Toks[0].Full] = true
		}
	}
	return m
}

type scratch struct{ matches []features.Match }

// Find returns the entities in order of their place, never overlapping; nil
// when there are none.
func (f *Finder) Find(in features.Input) []Entity {
	d := in.Doc
	s := f.pool.Get().(*scratch)
	defer f.pool.Put(s)
	s.matches = f.lex.Find(d, s.matches[:0])
	var out []Entity
	last := int32(-1)
	for _, m := range s.matches {
		if m.From < last || !f.accept(d, m) {
			continue
		}
		e := &f.entries[m.Entry]
		if e.kind == "none" {
			last = m.To
			continue
		}
		out = append(out, span(d, e.kind, m.From, m.To))
		x := &out[len(out)-1]
		if r := []rune(x.Text); r[0] == 'و' && !strings.HasPrefix(e.words[0], "و") {
			x.Text, x.Start = string(r[1:]), x.Start+1
		}
		x.ID, x.Governorate = e.id, e.gov
		last = m.To
	}
	out = f.timing.find(d, out)
	out = f.money.find(d, out)
	if len(out) > 1 {
		slices.SortStableFunc(out, func(a, b Entity) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			return b.End - a.End
		})
		k := 1
		for _, e := range out[1:] {
			if e.Start >= out[k-1].End {
				out[k] = e
				k++
			}
		}
		out = out[:k]
	}
	return out
}

func span(d *features.Doc, kind string, from, to int32) Entity {
	a, b := &d.Toks[from], &d.Toks[to-1]
	return Entity{Kind: kind, Text: d.Text[a.Start:b.End], Start: int(a.CPStart), End: int(b.CPEnd)}
}

// accept holds a match against the exact words, articles included, and, for
// names that are also common words, asks for a word such as "wilayat" before.
func (f *Finder) accept(d *features.Doc, m features.Match) bool {
	e := &f.entries[m.Entry]
	k := 0
	bare := true
	arabic := false
	for i := m.From; i < m.To; i++ {
		t := &d.Toks[i]
		if t.Kind == features.Break {
			continue
		}
		w := d.Folded(t)
		if k >= len(e.words) {
			return false
		}
		if t.Kind == features.Arabic {
			arabic = true
			switch {
			case w == e.words[k]:
			case k == 0 && clitic(w, e.words[k]):
				bare = false
			default:
				return false
			}
		} else if w != e.words[k] {
			return false
		}
		k++
	}
	if t := &d.Toks[m.From]; m.To == m.From+1 && t.Kind == features.Latin && !capital(d, t) {
		// In lower case a Latin name may be anything, save in Arabizi.
		return d.Lang == "arabizi" && e.cue == "" && e.kind == Place || e.kind == Service && len(e.words[0]) > 4
	}
	switch {
	case e.cue == "", e.cue == "cue-ar" && !arabic:
		return true
	case e.cue == "cue-ar" && len(e.words) > 2 && bare: // the whole name is no other word
		return true
	case e.cue == "cue" && !arabic && f.follows(d, m.To):
		return true
	case e.cue == "cue-org":
		return !arabic || f.before(d, m.From, f.company) || bare && f.prior(d, m.From) == ""
	case e.cue == "cue-ar-in":
		return !arabic || !bare || f.before(d, m.From, f.cues) || slices.Contains([]string{"في", "من", "الي", "ب"}, f.prior(d, m.From))
	}
	return bare && f.before(d, m.From, f.cues)
}

// clitic says whether w is name with و, ف, ب, ل or ك before it (two at most).
func clitic(w, name string) bool {
	if rest, ok := strings.CutPrefix(name, "ال"); ok && (w == "لل"+rest || w == "ولل"+rest) {
		return true
	}
	p, ok := strings.CutSuffix(w, name)
	return ok && (p == "و" || p == "ف" || p == "ب" || p == "ل" || p == "وب" || p == "ول" || p == "فب" || p == "ك")
}

func capital(d *features.Doc, t *features.Tok) bool {
	c := d.Text[t.Start]
	return c >= 'A' && c <= 'Z'
}

func (f *Finder) prior(d *features.Doc, i int32) string {
	if i == 0 {
		return ""
	}
	return d.Folded(&d.Toks[i-1])
}

// follows says that a word behind a Latin name makes it a place: "Sur corniche".
func (f *Finder) follows(d *features.Doc, i int32) bool {
	return int(i) < len(d.Toks) && f.behind[d.Folded(&d.Toks[i])]
}

func (f *Finder) before(d *features.Doc, i int32, set map[string]bool) bool {
	w := f.prior(d, i)
	if w == "of" && i > 1 {
		w = f.prior(d, i-1)
	}
	return set[w]
}
