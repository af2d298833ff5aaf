package enrich

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/themes/signals"
	"github.com/musharaka/musharaka/internal/store"
)

// Compared is one theme of a comparison with its names.
type Compared struct {
	signals.Difference
	LabelAR string `json:"label_ar"`
	LabelEN string `json:"label_en"`
}

// Comparisons lists what two sides of a comparison can be.
func Comparisons() []string {
	return []string{"period", "source", "governorate", "group", "activity", "unit"}
}

// Compare sets two sides beside each other on the themes of the newest run:
// two values of a dimension, or two periods (2025, 2025Q3, 2025-07). A side
// with fewer than o.K voices in a theme shows no number there.
func Compare(ctx context.Context, db *store.DB, o Options, by, a, b string) (out []Compared, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Compare(%q): %w", by, err)
		}
	}()
	in := make([]func(signalItem) bool, 2)
	for i, v := range []string{a, b} {
		if in[i], err = sideOf(by, v); err != nil {
			return nil, err
		}
	}
	list, err := themeList(ctx, db)
	if err != nil {
		return nil, err
	}
	items, err := signalItems(ctx, db, o.AsOf)
	if err != nil {
		return nil, err
	}
	sides := make([][]signals.Message, 2)
	for i := range sides {
		var part []signalItem
		for _, it := range items {
			if in[i](it) {
				part = append(part, it)
			}
		}
		sides[i] = atLevel(part, list, 1)
	}
	labels := map[string]storedTheme{}
	for _, t := range list {
		labels[t.id] = t
	}
	for _, d := range signals.Compare(sides[0], sides[1], signals.Options{K: o.K}) {
		out = append(out, Compared{d, labels[d.Theme].ar, labels[d.Theme].en})
	}
	slices.SortStableFunc(out, func(x, y Compared) int { return (y.A + y.B) - (x.A + x.B) })
	return out, nil
}

// sideOf says which messages belong to one side.
func sideOf(by, value string) (func(signalItem) bool, error) {
	is := func(of func(signalItem) string) func(signalItem) bool {
		return func(it signalItem) bool { return of(it) == value }
	}
	switch by {
	case "source":
		return is(func(it signalItem) string { return it.Source }), nil
	case "governorate":
		return is(func(it signalItem) string { return it.Governorate }), nil
	case "group":
		return is(func(it signalItem) string { return it.Group }), nil
	case "activity":
		return is(func(it signalItem) string { return it.Activity }), nil
	case "unit":
		return is(func(it signalItem) string { return it.Unit }), nil
	case "period":
		from, to, err := readPeriod(value)
		return func(it signalItem) bool { return !it.day.Before(from) && it.day.Before(to) }, err
	}
	return nil, i18n.Errorf(i18n.Text{AR: "لا تُقارن الموضوعات حسب %s. المتاح: %v", EN: "themes are not compared by %s. Known: %v"}, by, Comparisons())
}

// readPeriod reads a year, a quarter or a month; to is exclusive.
func readPeriod(s string) (from, to time.Time, err error) {
	var year, part int
	switch {
	case len(s) == 4:
		if from, err = time.Parse("2006", s); err == nil {
			return from, from.AddDate(1, 0, 0), nil
		}
	case len(s) == 7 && s[4] == '-':
		if from, err = time.Parse("2006-01", s); err == nil {
			return from, from.AddDate(0, 1, 0), nil
		}
	case len(s) == 6:
		if n, _ := fmt.Sscanf(s, "%4dQ%1d", &year, &part); n == 2 && part >= 1 && part <= 4 {
			from = time.Date(year, time.Month(3*part-2), 1, 0, 0, 0, 0, time.UTC)
			return from, from.AddDate(0, 3, 0), nil
		}
	}
	return from, to, i18n.Errorf(i18n.Text{AR: "«%s» ليست فترة: اكتب 2025 أو 2025Q3 أو 2025-07", EN: "%q is no period: write 2025, 2025Q3 or 2025-07"}, s)
}
