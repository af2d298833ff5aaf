package entities

import "github.com/musharaka/musharaka/internal/nlp/features"

// timing finds deadlines: an opener ("before", "within", "deadline") and a
// date or a span of time behind it.
type timing struct {
	until, within, last, ofDate      map[string]bool
	day, month, unit, unitAlone, end map[string]bool
	numbers                          map[string]float64
	first                            map[uint64]bool
}

func newTiming() *timing {
	t := &timing{
		until:  folded("قبل", "حتى", "لغاية", "by", "before", "until"),
		within: folded("خلال", "غضون", "within"),
		last:   folded("موعد", "deadline"),
		ofDate: folded("أقصاه", "للتسجيل", "للتقديم", "هو", "يوم", "تاريخ", "is", "the", "on", "of", "this", "next", "بداية", "أقصاها", "يومي"),
		day:    folded("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "tomorrow", "غد", "رمضان", "ramadan", "العيد", "eid"),
		month: folded("يناير", "فبراير", "مارس", "أبريل", "إبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
			"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
		unit:      folded("أيام", "أسابيع", "أشهر", "شهور", "ساعة", "ساعات", "يوما", "أسبوعا", "شهرا", "يوم", "days", "weeks", "months", "hours", "day", "week", "month", "hour"),
		unitAlone: folded("أسبوع", "أسبوعين", "شهر", "شهرين", "يومين", "ساعتين"),
		end:       folded("نهاية", "آخر", "end"),
	}
	t.numbers, _ = numberWords()
	t.first = hashes(t.until, t.within, t.last)
	for _, w := range []string{"a", "an"} {
		t.numbers[w] = 1
	}
	return t
}

func (t *timing) find(d *features.Doc, out []Entity) []Entity {
	for i := 0; i < len(d.Toks); i++ {
		k := &d.Toks[i]
		if !t.first[k.Full] {
			continue
		}
		w := d.Folded(k)
		to := 0
		switch {
		case t.until[w]:
			to = t.date(d, i+1)
		case t.within[w]:
			to = t.length(d, i+1)
		case t.last[w]:
			to = t.date(d, i+1)
			if i > 0 && (d.Folded(&d.Toks[i-1]) == "اخر" || d.Folded(&d.Toks[i-1]) == "في") && to > 0 {
				i--
			}
		}
		if to > 0 {
			out = append(out, span(d, Deadline, int32(i), int32(to)))
			i = to - 1
		}
	}
	return out
}

// date reads a date, a weekday or "the end of the month" from token i on and
// returns the token behind it, 0 if there is none.
func (t *timing) date(d *features.Doc, i int) int {
	for n := 0; i < len(d.Toks) && n < 3 && t.ofDate[d.Folded(&d.Toks[i])]; n++ {
		i++
	}
	if i >= len(d.Toks) {
		return 0
	}
	w := d.Folded(&d.Toks[i])
	switch {
	case t.day[w]:
		return i + 1
	case t.month[w] && d.Toks[i].Kind == features.Arabic, t.month[w] && capital(d, &d.Toks[i]):
		return t.year(d, i+1)
	case t.end[w]:
		for j := i + 1; j < len(d.Toks) && j < i+4; j++ {
			switch x := d.Folded(&d.Toks[j]); x {
			case "الشهر", "العام", "السنه", "الاسبوع", "month", "year", "week", "شهر", "عام":
				return j + 1
			}
		}
	case d.Toks[i].Kind == features.Number:
		return t.numeric(d, i)
	}
	return 0
}

// numeric reads "15 March 2026", "2026-05-01", "15/3/2026".
func (t *timing) numeric(d *features.Doc, i int) int {
	if i+1 < len(d.Toks) && t.month[d.Folded(&d.Toks[i+1])] {
		return t.year(d, i+2)
	}
	n, j := 1, i
	for j+2 < len(d.Toks) && d.Toks[j+1].Kind == features.Break && d.Toks[j+2].Kind == features.Number && d.Toks[j].End == d.Toks[j+1].Start {
		j += 2
		n++
	}
	if n == 3 {
		return j + 1
	}
	// slashes leave no token
	n, j = 1, i
	for j+1 < len(d.Toks) && d.Toks[j+1].Kind == features.Number && d.Toks[j+1].Start == d.Toks[j].End+1 && d.Text[d.Toks[j].End] == '/' {
		j++
		n++
	}
	if n == 3 {
		return j + 1
	}
	return 0
}

func (t *timing) year(d *features.Doc, i int) int {
	if i < len(d.Toks) && d.Toks[i].Kind == features.Number && d.Toks[i].Len() == 4 {
		return i + 1
	}
	return i
}

// length reads "two weeks", "٣ أيام", "أسبوعين".
func (t *timing) length(d *features.Doc, i int) int {
	if i >= len(d.Toks) {
		return 0
	}
	w := d.Folded(&d.Toks[i])
	if t.unitAlone[w] {
		return i + 1
	}
	_, number := t.numbers[w]
	if (number || d.Toks[i].Kind == features.Number) && i+1 < len(d.Toks) {
		if x := d.Folded(&d.Toks[i+1]); t.unit[x] || t.unitAlone[x] {
			return i + 2
		}
	}
	return 0
}
