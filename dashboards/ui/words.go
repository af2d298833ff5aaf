package ui

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/musharaka/musharaka/dashboards/locales"
	"github.com/musharaka/musharaka/internal/i18n"
)

// Words are the sentences of one language by key. A key with plural forms
// exists as key.zero, key.one, key.two, key.few, key.many, key.other (Arabic)
// or key.one, key.other (English).
type Words struct {
	lang i18n.Lang
	m    map[string]string
}

// LoadWords reads the catalogue of l.
func LoadWords(l i18n.Lang) (Words, error) {
	b, err := locales.FS.ReadFile(string(l) + ".json")
	if err != nil {
		return Words{}, err
	}
	w := Words{lang: l}
	if err := json.Unmarshal(b, &w.m); err != nil {
		return Words{}, fmt.Errorf("locales/%s.json: %w", l, err)
	}
	return w, nil
}

// LoadPublicWords reads the catalogue of l with what the public edition says
// in its own words: citizens read it, not the people who keep the registers.
func LoadPublicWords(l i18n.Lang) (Words, error) {
	w, err := LoadWords(l)
	if err != nil {
		return w, err
	}
	b, err := locales.FS.ReadFile("public/" + string(l) + ".json")
	if err != nil {
		return w, err
	}
	if err := json.Unmarshal(b, &w.m); err != nil { // on top of what is there
		return w, fmt.Errorf("locales/public/%s.json: %w", l, err)
	}
	return w, nil
}

// Has tells whether the catalogue knows key.
func (w Words) Has(key string) bool { _, ok := w.m[key]; return ok }

// T is the sentence of key, filled with args. An unknown key comes back in
// guillemets: visible on the page, and a test fails on it.
func (w Words) T(key string, args ...any) string {
	s, ok := w.m[key]
	if !ok {
		return "«" + key + "»"
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// Or is T for a key that may be missing, such as a code of an open list.
func (w Words) Or(key, fallback string) string {
	if s, ok := w.m[key]; ok {
		return s
	}
	return fallback
}

// N is the plural form of key for n. The form may hold one %s, which becomes
// the formatted number; the forms for one and two usually hold none.
func (w Words) N(key string, n int) string {
	if n < 0 { // withheld
		return strings.Replace(w.m[key+".other"], "%s", Mark, 1)
	}
	s, ok := w.m[key+"."+i18n.Category(w.lang, n)]
	if !ok {
		if s, ok = w.m[key+".other"]; !ok {
			return "«" + key + "»"
		}
	}
	if strings.Contains(s, "%s") {
		return fmt.Sprintf(s, group(n))
	}
	return s
}

// In picks the language of a text, falling back to the other one when a
// register holds only one of them.
func (w Words) In(t i18n.Text) string {
	s := t.In(w.lang)
	if s == "" {
		s = t.AR + t.EN
	}
	return s
}

// List joins items as a sentence does.
func (w Words) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return strings.Join(items[:last], w.T("list.sep")) + w.T("list.and") + items[last]
}

// Iso sets foreign words apart in a sentence that runs the other way: the
// invisible marks around them keep their direction from spreading.
func (w Words) Iso(s string) string { return "\u2068" + s + "\u2069" }

// G is N after a preposition: in Arabic the two of something changes its
// ending, and none of it is a number.
func (w Words) G(key string, n int) string {
	s := w.N(key, n)
	if w.lang != i18n.AR {
		return s
	}
	switch n {
	case 0:
		return strings.Replace(w.m[key+".other"], "%s", "0", 1)
	case 2:
		words := strings.Fields(s)
		for i, x := range words {
			if stem, ok := strings.CutSuffix(x, "ان"); ok {
				words[i] = stem + "ين"
			}
		}
		return strings.Join(words, " ")
	}
	return s
}
