package metrics

import (
	"math"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

// FormatValue writes a value in the unit of its row as people read it: a share
// as a percentage with one decimal, rounded half up. Digits are Western.
func FormatValue(v float64, unit string, lang i18n.Lang) string {
	switch unit {
	case "share":
		return decimals(100*v, 1) + "%"
	case "yesno":
		if v > 0 {
			return i18n.Text{AR: "نعم", EN: "yes"}.In(lang)
		}
		return i18n.Text{AR: "لا", EN: "no"}.In(lang)
	case "count", "level":
		return decimals(v, 0)
	case "omr":
		return decimals(v, 3) + " " + i18n.Text{AR: "ر.ع.", EN: "OMR"}.In(lang)
	case "days":
		return trimmed(v, 1) + " " + i18n.Text{AR: "يوماً", EN: "days"}.In(lang)
	case "hours":
		return trimmed(v, 1) + " " + i18n.Text{AR: "ساعة", EN: "h"}.In(lang)
	case "months":
		return trimmed(v, 1) + " " + i18n.Text{AR: "شهراً", EN: "months"}.In(lang)
	}
	return trimmed(v, 2)
}

// FormatCount writes a numerator or denominator: exact where it is whole.
func FormatCount(v float64) string { return trimmed(v, 3) }

// decimals rounds half away from zero after mending the last binary digit, so
// that 0.0625 as a percentage with one decimal is 6.3, not 6.2.
func decimals(v float64, n int) string {
	p := math.Pow10(n)
	return strconv.FormatFloat(math.Copysign(math.Floor(math.Abs(v)*p+0.5+1e-9), v)/p, 'f', n, 64)
}

func trimmed(v float64, n int) string {
	s := decimals(v, n)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// UnitOf is the unit that a row's value is in: its definition's, except for
// rows of all units together, where G1 counts persons and M6 is a share.
func UnitOf(r *Row, def *RowDef) string {
	if r.Unit == allUnits {
		switch def.National {
		case "range":
			return "count"
		case "units":
			return "share"
		}
	}
	return def.Unit
}
