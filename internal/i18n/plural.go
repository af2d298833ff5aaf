package i18n

import (
	"fmt"
	"strings"
)

// Forms are the plural forms of a counted thing by the categories of the
// Unicode CLDR. Arabic uses all six; English uses One and Other. A form may
// hold %d; empty forms fall back to Other.
type Forms struct{ Zero, One, Two, Few, Many, Other string }

// Plural is a counted thing in both languages.
type Plural struct{ AR, EN Forms }

// Form picks the form for n in l by the CLDR plural rules for cardinals
// (Arabic: 0, 1, 2, n%100 in 3..10, n%100 in 11..99, the rest).
func (p Plural) Form(l Lang, n int) string {
	f, cat := p.EN, Category(l, n)
	if l == AR {
		f = p.AR
	}
	s := map[string]string{"zero": f.Zero, "one": f.One, "two": f.Two, "few": f.Few, "many": f.Many}[cat]
	if s == "" {
		return f.Other
	}
	return s
}

// Count says n things in words.
func (p Plural) Count(l Lang, n int) string {
	form := p.Form(l, n)
	if !strings.Contains(form, "%d") {
		return form
	}
	return fmt.Sprintf(form, n)
}

// Category names the CLDR plural category of n in l.
func Category(l Lang, n int) string {
	if n < 0 {
		n = -n
	}
	if l != AR {
		if n == 1 {
			return "one"
		}
		return "other"
	}
	switch m := n % 100; {
	case n == 0:
		return "zero"
	case n == 1:
		return "one"
	case n == 2:
		return "two"
	case m >= 3 && m <= 10:
		return "few"
	case m >= 11:
		return "many"
	}
	return "other"
}
