package ui

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/locales"
	"github.com/musharaka/musharaka/dashboards/model"
)

// Dates writes days in one language, with the Hijri day where the dated table
// knows its month.
type Dates struct {
	w     Words
	hijri []model.HijriMonth // sorted by Start
}

// HijriTable reads the built-in table. Months announced in Oman replace those
// of the Umm al-Qura calendar; own rows (of a workspace) replace both.
func HijriTable(own []model.HijriMonth) ([]model.HijriMonth, error) {
	b, err := locales.FS.ReadFile("hijri.tsv")
	if err != nil {
		return nil, err
	}
	list, err := ReadHijri(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("locales/hijri.tsv: %w", err)
	}
	byMonth := map[int]model.HijriMonth{}
	for _, h := range list {
		if k := h.Year*12 + h.Month; !byMonth[k].Announced || h.Announced {
			byMonth[k] = h
		}
	}
	for _, h := range own {
		byMonth[h.Year*12+h.Month] = h
	}
	out := make([]model.HijriMonth, 0, len(byMonth))
	for _, h := range byMonth {
		out = append(out, h)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Start.Before(out[j].Start) })
	return out, nil
}

// ReadHijri reads a dated table: on each line the Gregorian day (2025-03-01) on
// which a month began, its Hijri year and month, and "om" if it was announced
// in Oman, separated by tabs, commas or semicolons. Lines of # are comments.
func ReadHijri(r io.Reader) ([]model.HijriMonth, error) {
	var out []model.HijriMonth
	sc := bufio.NewScanner(r)
	for line := 1; sc.Scan(); line++ {
		text := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\ufeff"))
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		f := strings.FieldsFunc(text, func(r rune) bool { return r == '\t' || r == ',' || r == ';' })
		if len(f) < 3 {
			return nil, fmt.Errorf("line %d: three columns are needed", line)
		}
		day, err := time.Parse(time.DateOnly, strings.TrimSpace(f[0]))
		y, err1 := strconv.Atoi(strings.TrimSpace(f[1]))
		m, err2 := strconv.Atoi(strings.TrimSpace(f[2]))
		if err = errors.Join(err, err1, err2); err != nil || m < 1 || m > 12 {
			if line == 1 { // a header
				continue
			}
			return nil, fmt.Errorf("line %d: no date, year and month (%w)", line, err)
		}
		out = append(out, model.HijriMonth{Start: day, Year: y, Month: m, Announced: len(f) < 4 || strings.TrimSpace(f[3]) == "om"})
	}
	return out, sc.Err()
}

// Day is "15 January 2025".
func (d Dates) Day(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return d.w.T("date.day", t.Day(), d.w.T("month."+strconv.Itoa(int(t.Month()))), t.Year())
}

// Short is "15 Jan 2025"; Arabic has no short names.
func (d Dates) Short(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return d.w.T("date.day", t.Day(), d.w.T("mon."+strconv.Itoa(int(t.Month()))), t.Year())
}

// Hijri is "14 Rajab 1446 AH", marked as approximate when its month was not
// announced in Oman, and empty outside the table.
func (d Dates) Hijri(t time.Time) string {
	i := sort.Search(len(d.hijri), func(i int) bool { return d.hijri[i].Start.After(t) }) - 1
	if t.IsZero() || i < 0 {
		return ""
	}
	h := d.hijri[i]
	day := int(t.Sub(h.Start).Hours()/24) + 1
	if day > 30 {
		return ""
	}
	s := d.w.T("date.hijri", day, d.w.T("hijri."+strconv.Itoa(h.Month)), h.Year)
	// A calculated month next to an announced one may disagree by a day.
	if !h.Announced {
		return d.w.T("date.hijri.about", s)
	}
	return s
}

// Month is "January 2025".
func (d Dates) Month(t time.Time) string {
	return d.w.T("date.month", d.w.T("month."+strconv.Itoa(int(t.Month()))), t.Year())
}

// MonthShort is "Jan 25" on axes.
func (d Dates) MonthShort(t time.Time) string {
	return d.w.T("date.month", d.w.T("mon."+strconv.Itoa(int(t.Month()))), t.Year())
}

// PeriodShort is Period for axes.
func (d Dates) PeriodShort(p model.Period) string {
	s := p.Start
	switch {
	case s.Day() == 1 && p.Months() == 3 && (int(s.Month())-1)%3 == 0:
		return d.w.T("date.quarter.short", (int(s.Month())-1)/3+1, s.Year())
	case s.Day() == 1 && p.Months() == 1:
		return d.MonthShort(s)
	}
	return d.Period(p)
}

// Period names a year, quarter, month or any other range.
func (d Dates) Period(p model.Period) string {
	s, e := p.Start, p.End
	switch {
	case s.Day() != 1 || e.Day() != 1:
	case p.Months() == 12 && s.Month() == time.January:
		return strconv.Itoa(s.Year())
	case p.Months() == 3 && (int(s.Month())-1)%3 == 0:
		return d.w.T("date.quarter", (int(s.Month())-1)/3+1, s.Year())
	case p.Months() == 1:
		return d.Month(s)
	}
	return d.w.T("range", d.Short(s), d.Short(e.AddDate(0, 0, -1)))
}
