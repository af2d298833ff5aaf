package publish

import (
	"context"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
	"github.com/musharaka/musharaka/internal/metrics"
)

// trends marks where series of values break, sets beside each value what it
// was a period and a year before, and adds the seasons that bend a trend.
func (r *reader) trends(context.Context) error {
	for i := range r.site.Units {
		link(r.site.Units[i].Values)
	}
	link(r.site.National)
	months, err := ui.HijriTable(r.o.Hijri)
	if err != nil {
		return err
	}
	first := r.site.Period.Start
	for _, u := range r.site.Units {
		for _, v := range u.Values {
			if v.Period.Start.Before(first) {
				first = v.Period.Start
			}
		}
	}
	table := make([]metrics.HijriMonth, len(months))
	for i, m := range months {
		table[i] = metrics.HijriMonth{Start: m.Start, Year: m.Year, Month: m.Month, Announced: m.Announced}
	}
	for _, s := range metrics.Seasons(table) {
		if s.Within(first, r.site.Period.End) {
			r.site.Seasons = append(r.site.Seasons, model.Season{Kind: s.Kind, Name: s.Name, Year: s.Year, Start: s.Starts, End: s.Ends, Announced: s.Announced})
		}
	}
	return nil
}

type seriesKey struct {
	kpi    string
	months int
	start  time.Time
}

// link compares each value without dims with its neighbours in time.
func link(values []model.Value) {
	at := map[seriesKey]int{}
	for i, v := range values {
		if len(v.Dims) == 0 {
			at[seriesKey{v.KPI, v.Period.Months(), v.Period.Start}] = i
		}
	}
	for i := range values {
		v := &values[i]
		if len(v.Dims) > 0 {
			continue
		}
		n := v.Period.Months()
		before := func(months int) (*model.Value, metrics.Break) {
			j, ok := at[seriesKey{v.KPI, n, v.Period.Start.AddDate(0, -months, 0)}]
			if !ok {
				return nil, metrics.NoBreak
			}
			b := &values[j]
			return b, metrics.BreakBetween(b.Version, v.Version, b.Coverage, v.Coverage)
		}
		if b, why := before(n); b != nil {
			if why == metrics.BreakDefinition || b.Known() && v.Known() {
				v.Break = string(why)
			}
			if why == metrics.NoBreak && b.Known() {
				v.Previous = b.Value
			}
		}
		if b, why := before(12); b != nil && why == metrics.NoBreak && b.Known() {
			v.YearPrior = b.Value
		}
	}
}
