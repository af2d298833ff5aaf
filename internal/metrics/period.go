package metrics

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Period is a span of local days, End exclusive.
type Period struct {
	Label      string // 2025, 2025Q1 or 2025-03, as the user writes it
	Start, End time.Time
}

// Day makes the local date that results carry: midnight UTC of that date.
func Day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// ParseDay reads a date such as 2025-01-31.
func ParseDay(s string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, badRequest(i18n.Text{
			AR: "التاريخ %q غير مفهوم؛ يُكتب مثل 2025-01-31",
			EN: "the date %q cannot be read; write it like 2025-01-31"}, s)
	}
	return t, nil
}

var periodForm = regexp.MustCompile(`^(\d{4})(?:Q([1-4])|-(\d{2}))?$`)

// ParsePeriod reads 2025, 2025Q1 or 2025-03. A year is the reporting year that
// starts in it, its quarters count from its first month; a month is a calendar
// month. firstMonth is 1 to 12.
func ParsePeriod(s string, firstMonth int) (Period, error) {
	m := periodForm.FindStringSubmatch(s)
	if m == nil {
		return Period{}, badPeriod(s)
	}
	year, _ := strconv.Atoi(m[1])
	start, months := Day(year, time.Month(firstMonth), 1), 12
	switch {
	case m[2] != "":
		q, _ := strconv.Atoi(m[2])
		start, months = start.AddDate(0, 3*(q-1), 0), 3
	case m[3] != "":
		month, _ := strconv.Atoi(m[3])
		if month < 1 || month > 12 {
			return Period{}, badPeriod(s)
		}
		start, months = Day(year, time.Month(month), 1), 1
	}
	return Period{Label: s, Start: start, End: start.AddDate(0, months, 0)}, nil
}

func badPeriod(s string) error {
	return badRequest(i18n.Text{
		AR: "الفترة %q غير مفهومة؛ تُكتب 2025 أو 2025Q1 أو 2025-03",
		EN: "the period %q cannot be read; write 2025, 2025Q1 or 2025-03"}, s)
}

// ReportingYear is the reporting year that contains day.
func ReportingYear(day time.Time, firstMonth int) Period {
	year := day.Year()
	if int(day.Month()) < firstMonth {
		year--
	}
	start := Day(year, time.Month(firstMonth), 1)
	return Period{Label: strconv.Itoa(year), Start: start, End: start.AddDate(1, 0, 0)}
}

// Previous is the period of the same length before p.
func (p Period) Previous() Period { return p.shift(-p.months()) }

// YearBefore is the same period a year earlier.
func (p Period) YearBefore() Period { return p.shift(-12) }

// Quarters are the last n quarters up to the one that contains day, oldest first.
func Quarters(day time.Time, n int) []Period {
	first := Day(day.Year(), day.Month()-(day.Month()-1)%3, 1)
	var out []Period
	for i := n - 1; i >= 0; i-- {
		start := first.AddDate(0, -3*i, 0)
		out = append(out, labelled(start, start.AddDate(0, 3, 0)))
	}
	return out
}

func (p Period) months() int {
	return (p.End.Year()-p.Start.Year())*12 + int(p.End.Month()) - int(p.Start.Month())
}

func (p Period) shift(months int) Period {
	return labelled(p.Start.AddDate(0, months, 0), p.End.AddDate(0, months, 0))
}

func labelled(start, end time.Time) Period {
	p := Period{Start: start, End: end}
	switch p.months() {
	case 1:
		p.Label = start.Format("2006-01")
	case 3:
		p.Label = fmt.Sprintf("%dQ%d", start.Year(), (int(start.Month())+2)/3)
	default:
		p.Label = strconv.Itoa(start.Year())
	}
	return p
}
