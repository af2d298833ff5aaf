package registers

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/registers"
)

// columnType is what the database says of a column.
type columnType struct {
	name     string
	typ      string // DuckDB's name: VARCHAR, DATE, TIMESTAMP, DECIMAL(14,3), an ENUM's own name, …
	required bool   // NOT NULL without a default
	labels   []string
	serial   func(float64) time.Time // Excel serials, by the workbook's epoch
	loc      *time.Location
}

// fault is one broken rule in one cell.
type fault struct{ rule, column, value, extra string }

// parse turns a cell into the text from which DuckDB casts the column's type
// without a loss. An empty cell is "", which stands for NULL.
func (c columnType) parse(cell string) (string, *fault) {
	s := clean(cell)
	if s == "" {
		return "", nil
	}
	bad := func(rule, extra string) (string, *fault) { return "", &fault{rule, c.name, s, extra} }
	switch {
	case c.labels != nil:
		if slices.Contains(c.labels, s) {
			return s, nil
		}
		if code, ok := registers.Code(c.typ, s); ok {
			return code, nil
		}
		return bad("code", strings.Join(c.labels, " "))
	case c.typ == "BOOLEAN":
		if v, ok := booleans[strings.ToLower(s)]; ok {
			return strconv.FormatBool(v), nil
		}
		return bad("boolean", "")
	case c.typ == "DATE":
		t, ok := c.parseTime(s)
		if !ok {
			return bad("date", "")
		}
		return t.Format(time.DateOnly), nil
	case c.typ == "TIMESTAMP":
		t, ok := c.parseTime(s)
		if !ok {
			return bad("time", "")
		}
		return t.UTC().Format("2006-01-02 15:04:05.999999"), nil
	case strings.HasPrefix(c.typ, "DECIMAL"):
		d, ok := parseDecimal(s)
		if !ok {
			return bad("number", "±99999999999.999")
		}
		return d, nil
	case c.typ == "DOUBLE":
		f, err := strconv.ParseFloat(number(s), 64)
		if err != nil || f != f || f > 1e300 || f < -1e300 {
			return bad("number", "")
		}
		return strconv.FormatFloat(f, 'g', -1, 64), nil
	case intRange[c.typ] != [2]int64{}:
		r := intRange[c.typ]
		n, err := strconv.ParseInt(strings.TrimSuffix(number(s), ".0"), 10, 64)
		if err != nil || n < r[0] || n > r[1] {
			return bad("number", fmt.Sprintf("%d…%d", r[0], r[1]))
		}
		return strconv.FormatInt(n, 10), nil
	}
	return s, nil
}

var intRange = map[string][2]int64{
	"UTINYINT": {0, 255}, "TINYINT": {-128, 127}, "SMALLINT": {-32768, 32767}, "INTEGER": {-1 << 31, 1<<31 - 1}, "BIGINT": {-1 << 62, 1 << 62},
}

var booleans = map[string]bool{
	"true": true, "false": false, "1": true, "0": false, "yes": true, "no": false, "y": true, "n": false, "t": true, "f": false,
	"نعم": true, "لا": false, "صح": true, "خطأ": false, "صحيح": true, "✓": true,
}

var digits = strings.NewReplacer(
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9")

// clean drops what spreadsheets leave around a value: spaces of every kind,
// byte-order and direction marks, NUL.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case 0, '\ufeff', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
			return -1
		case '\u00a0':
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// number brings a written number to Go's form: Western digits, '.' for the
// fraction, no grouping. "1,250.5", "١٬٢٥٠٫٥" and "1250.5" are one number.
func number(s string) string {
	s = digits.Replace(s)
	s = strings.NewReplacer("٫", ".", "٬", "", ",", "", " ", "").Replace(s)
	return strings.TrimPrefix(s, "+")
}

// parseDecimal reads an amount with up to three decimals.
func parseDecimal(s string) (string, bool) {
	r, ok := new(big.Rat).SetString(number(s))
	if !ok {
		return "", false
	}
	milli := new(big.Rat).Mul(r, big.NewRat(1000, 1))
	if !milli.IsInt() || milli.Num().CmpAbs(big.NewInt(99_999_999_999_999)) > 0 {
		return "", false
	}
	return r.FloatString(3), true
}

// layouts of dates and times that people and programs write; the first that
// fits wins. Day comes before month, as in Oman.
var layouts = []string{
	"2006-01-02", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999",
	"2006/01/02", "2/1/2006", "2-1-2006", "2.1.2006", "2/1/2006 15:04", "2/1/2006 15:04:05", "2-1-2006 15:04", "2-1-2006 15:04:05",
}

var zoned = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05.999999999-0700", "2006-01-02T15:04:05.999999999-0700"}

// A spreadsheet saved as CSV may leave days as numbers: those of 1954 to 2119
// are taken as such, since no other form of a date looks like them.
const firstSerial, lastSerial = 20000, 80000

// parseTime reads a date or an instant. With Z or an offset it is that
// instant, without one it is local time of the workspace; a bare date is its
// first moment there. A DATE column takes the local day.
func (c columnType) parseTime(s string) (time.Time, bool) {
	s = digits.Replace(s)
	for _, l := range zoned {
		if t, err := time.Parse(l, s); err == nil {
			return c.fit(t.In(c.loc))
		}
	}
	for _, l := range layouts {
		if t, err := time.ParseInLocation(l, s, c.loc); err == nil {
			return c.fit(t)
		}
	}
	if c.serial != nil { // a spreadsheet's raw date is a number of days
		if f, err := strconv.ParseFloat(s, 64); err == nil && f >= 1 && f < 200000 {
			t := c.serial(f)
			return c.fit(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), c.loc))
		}
	}
	return time.Time{}, false
}

// fit bounds years to what a register can mean and cuts dates to their day.
func (c columnType) fit(t time.Time) (time.Time, bool) {
	if t.Year() < 1900 || t.Year() > 2200 {
		return t, false
	}
	if c.typ == "DATE" {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), true
	}
	return t, true
}
