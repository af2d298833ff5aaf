package metrics

import (
	"cmp"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// HijriMonth is a row of the dated table: the Gregorian day on which a Hijri
// month began, and who said so.
type HijriMonth struct {
	Start       time.Time
	Year, Month int  // Hijri
	Announced   bool // in Oman; else of a printed calendar, and a day off at times
}

// Season is a dated span that changes how people take part.
type Season struct {
	Kind         string // ramadan, eid_fitr, eid_adha
	Name         i18n.Text
	Year         int       // Hijri
	Starts, Ends time.Time // local days, Ends exclusive
	Announced    bool      // every day of it follows from announced months
}

// Within tells whether any day of s lies in [start, end).
func (s *Season) Within(start, end time.Time) bool {
	return s.Starts.Before(end) && s.Ends.After(start)
}

// Hijri months in which seasons lie.
const (
	ramadan  = 9
	shawwal  = 10
	dhuHijja = 12
)

// Seasons are the Ramadans and Eids that a dated table holds, in order of time.
// Nothing is computed by an algorithm: a month that the table does not name has
// no season. Ramadan lasts until the day before Shawwal; the days of the Eids
// are those of the public holidays: 29 Ramadan to 3 Shawwal, 9 to 12 Dhu
// al-Hijja. Of two rows for one month the announced one holds, else the later row.
func Seasons(months []HijriMonth) []Season {
	type key struct{ year, month int }
	at := map[key]HijriMonth{}
	for _, m := range months {
		k := key{m.Year, m.Month}
		if have, ok := at[k]; !ok || m.Announced || !have.Announced {
			at[k] = m
		}
	}
	var out []Season
	for k, m := range at {
		day := func(n int) time.Time { return m.Start.AddDate(0, 0, n-1) } // the n-th of the month
		switch k.month {
		case ramadan:
			next, ok := at[key{k.year, shawwal}]
			if !ok || next.Start.Before(day(29)) || next.Start.After(day(31)) {
				continue // nobody can say when it ended
			}
			sure := m.Announced && next.Announced
			out = append(out, Season{"ramadan", i18n.Text{AR: "رمضان", EN: "Ramadan"}, k.year, m.Start, next.Start, sure},
				Season{"eid_fitr", i18n.Text{AR: "عيد الفطر", EN: "Eid al-Fitr"}, k.year, day(29), next.Start.AddDate(0, 0, 3), sure})
		case dhuHijja:
			out = append(out, Season{"eid_adha", i18n.Text{AR: "عيد الأضحى", EN: "Eid al-Adha"}, k.year, day(9), day(13), m.Announced})
		}
	}
	slices.SortFunc(out, func(a, b Season) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.Kind, b.Kind)) })
	return out
}
