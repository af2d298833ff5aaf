package enrich

import (
	"context"
	"fmt"
	"slices"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
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
// two values of a dimension, or two periods as indicators have them (2025,
// 2025Q3, 2025-07; the reporting year starts in o.YearStart). A side
// with fewer than o.K voices in a theme shows no number there.
func Compare(ctx context.Context, db *store.DB, o Options, by, a, b string) (out []Compared, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Compare(%q): %w", by, err)
		}
	}()
	in := make([]func(signalItem) bool, 2)
	for i, v := range []string{a, b} {
		if in[i], err = o.sideOf(by, v); err != nil {
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
func (o Options) sideOf(by, value string) (func(signalItem) bool, error) {
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
		p, err := metrics.ParsePeriod(value, max(1, o.YearStart))
		return func(it signalItem) bool { return !it.day.Before(p.Start) && it.day.Before(p.End) }, err
	}
	return nil, &metrics.RequestError{Err: i18n.Errorf(i18n.Text{AR: "لا تُقارن الموضوعات حسب %s. المتاح: %v", EN: "themes are not compared by %s. Known: %v"}, by, Comparisons())}
}
