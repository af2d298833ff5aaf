package ui

import (
	"math"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

// All numbers are written with Western digits; the reader may switch them in
// the page. Minus is U+2212.

// group writes n with thousands separators.
func group(n int) string {
	s := strconv.Itoa(n)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		return "−" + s
	}
	return s
}

// decimals writes x rounded half-up to at most d decimals, with separators.
func decimals(x float64, d int, trim bool) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	p := math.Pow10(d)
	// The nudge makes 0.62499999999999997 of 5/8 round as the decimal it stands for.
	r := math.Floor(math.Abs(x)*p+0.5+1e-9) / p
	s := strconv.FormatFloat(r, 'f', d, 64)
	whole, frac, _ := strings.Cut(s, ".")
	n, err := strconv.Atoi(whole)
	if err == nil {
		whole = group(n)
	}
	if trim {
		frac = strings.TrimRight(frac, "0")
	}
	if frac != "" {
		whole += "." + frac
	}
	if x < 0 && r != 0 {
		whole = "−" + whole
	}
	return whole
}

// Pct writes a fraction as a percentage rounded half-up to one decimal, as

// every share of the site. In Arabic a mark keeps the sign on the right of the
// digits wherever the number stands.
func (w Words) Pct(x float64) string {
	s := decimals(x*100, 1, false) + "%"
	if w.lang == i18n.AR {
		return "\u200e" + s
	}
	return s
}

// Mark stands for every number that may not leave the unit.
const Mark = "*"

// Int writes a count with separators. Counts are never negative: model.Hidden
// becomes the mark.
func Int(n int) string {
	if n < 0 {
		return Mark
	}
	return group(n)
}

// Amount writes x in the indicator's unit, without the word of the unit.
func (w Words) Amount(x float64, unit string) string {
	switch unit {
	case "share":
		return w.Pct(x)
	case "yesno":
		if x >= 0.5 {
			return w.T("yes")
		}
		return w.T("no")
	case "count", "level", "months":
		return decimals(x, 0, false)
	case "omr":
		return decimals(x, 3, false)
	case "points", "days", "hours":
		return decimals(x, 1, true)
	}
	return decimals(x, 2, true)
}

// Quantity is Amount with the word of the unit where it has one.
func (w Words) Quantity(x float64, unit string) string {
	s := w.Amount(x, unit)
	switch unit {
	case "days", "hours", "months":
		if x == math.Trunc(x) && math.Abs(x) < 1e9 {
			return w.N("unit."+unit, int(x))
		}
		return w.T("unit."+unit+".fraction", s)
	case "omr", "points", "level":
		return w.T("unit."+unit, s)
	}
	return s
}

// QuantityG is Quantity after a preposition.
func (w Words) QuantityG(x float64, unit string) string {
	if (unit == "days" || unit == "hours" || unit == "months") && x == math.Trunc(x) && math.Abs(x) < 1e9 {
		return w.G("unit."+unit, int(x))
	}
	return w.Quantity(x, unit)
}

// Interval writes two ends.
func (w Words) Interval(lo, hi float64, unit string) string {
	return w.T("range", w.Amount(lo, unit), w.Amount(hi, unit))
}
