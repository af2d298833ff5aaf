package source

import (
	"strconv"
	"strings"
	"time"
)

// layouts are tried in order; those without a zone are read in the
// workspace's.
var layouts = []struct {
	layout string
	zoned  bool
}{
	{time.RFC3339Nano, true},
	{"2006-01-02T15:04:05.999999999Z0700", true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02 15:04:05.999999999Z07:00", true},
	{"2006-01-02 15:04:05 -0700", true},
	{"2006-01-02 15:04:05 MST", true},
	{"2006-01-02T15:04:05.999999999", false},
	{"2006-01-02 15:04:05.999999999", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04", false},
	{"2006-01-02", false},
	{"2006/01/02 15:04:05", false},
	{"2006/01/02 15:04", false},
	{"2006/01/02", false},
	{"2/1/2006 15:04:05", false}, // day first, as written in Oman
	{"2/1/2006 15:04", false},
	{"2/1/2006 3:04:05 PM", false},
	{"2/1/2006 3:04 PM", false},
	{"2/1/2006", false},
	{"2-1-2006 15:04:05", false},
	{"2-1-2006 15:04", false},
	{"2-1-2006", false},
	{"2.1.2006 15:04", false},
	{"2.1.2006", false},
	{time.RFC1123Z, true},
	{time.RFC1123, true},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true},
	{"Mon, 2 Jan 2006 15:04:05 MST", true},
	{"2 Jan 2006 15:04:05 -0700", true},
	{time.RFC850, true},
	{time.ANSIC, false},
}

// halves are the words for before and after noon.
var halves = strings.NewReplacer(" صباحاً", " AM", " مساءً", " PM", " ص", " AM", " م", " PM", " am", " AM", " pm", " PM") //nolint:gochecknoglobals // a table

// ParseTime reads an instant in the forms that sources use: ISO 8601 with and
// without fraction and zone, Arabic-Indic digits, day-first dates, seconds or
// milliseconds since 1970, the dates of mail and feeds. A time without a zone
// is one of zone. The result is in UTC.
func ParseTime(s string, zone *time.Location) (time.Time, bool) {
	if t, ok := fastTime(s); ok {
		return t, true
	}
	s = strings.TrimSpace(WesternDigits(s))
	s = halves.Replace(s)
	if s == "" || len(s) > 64 {
		return time.Time{}, false
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return fromEpoch(n)
	}
	if zone == nil {
		zone = time.UTC
	}
	for _, l := range layouts {
		var t time.Time
		var err error
		if l.zoned {
			t, err = time.Parse(l.layout, s)
		} else {
			t, err = time.ParseInLocation(l.layout, s, zone)
		}
		if err == nil {
			return sane(t.UTC())
		}
	}
	return time.Time{}, false
}

// fastTime reads the commonest form, 2006-01-02T15:04:05 with Z or an offset,
// without trying layouts: at a hundred thousand rows a second it matters.
func fastTime(s string) (time.Time, bool) {
	if len(s) != 20 && len(s) != 25 || s[4] != '-' || s[10] != 'T' {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, false
	}
	return sane(t.UTC())
}

func fromEpoch(n float64) (time.Time, bool) {
	switch {
	case n >= 1e8 && n < 1e11: // seconds from 1973 on
		return time.UnixMilli(int64(n * 1e3)).UTC(), true
	case n >= 1e11 && n < 1e14:
		return time.UnixMilli(int64(n)).UTC(), true
	}
	return time.Time{}, false
}

// sane refuses years that no participation platform has seen; they come from
// swapped fields and empty dates.
func sane(t time.Time) (time.Time, bool) {
	if y := t.Year(); y < 1970 || y > 2200 {
		return time.Time{}, false
	}
	return t, true
}

// WesternDigits turns Arabic-Indic and Persian digits and the Arabic decimal
// and thousands marks into those that Go's parsers read. Other text is
// unchanged.
func WesternDigits(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x0660 && r <= 0x06F9 }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x0660 && r <= 0x0669:
			return '0' + r - 0x0660
		case r >= 0x06F0 && r <= 0x06F9:
			return '0' + r - 0x06F0
		case r == 0x066B:
			return '.'
		case r == 0x066C:
			return -1
		}
		return r
	}, s)
}

// ParseNumber reads a number in Western or Arabic-Indic digits.
func ParseNumber(s string) (float64, bool) {
	s = strings.TrimSpace(WesternDigits(s))
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != f || f > 1e15 || f < -1e15 {
		return 0, false
	}
	return f, true
}

// ParseBool reads the words for yes and no that sources use.
func ParseBool(s string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(WesternDigits(s))) {
	case "true", "1", "yes", "y", "t", "نعم", "صح":
		return true, true
	case "false", "0", "no", "n", "f", "", "لا", "خطأ":
		return false, true
	}
	return false, false
}
