package analysis

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// trendQuarters is how far back the trend of an indicator is drawn.
const trendQuarters = 8

// computeKPIs computes what the pages show (the reporting year and the one
// before, the last quarters, and the year's drill-downs) and stores it unless
// every number is as published.
func computeKPIs(ctx context.Context, db *store.DB, ws *config.Workspace, o Options, rep *Report) error {
	settings := Settings(ws)
	year := metrics.ReportingYear(o.AsOf.AddDate(0, 0, -1), settings.YearStartMonth)
	req := metrics.Request{AsOf: o.AsOf, Units: o.Units, Settings: settings, Extra: o.Extra,
		Periods: append([]metrics.Period{year, year.Previous()}, metrics.Quarters(o.AsOf.AddDate(0, 0, -1), trendQuarters)...)}
	rows, err := metrics.Compute(ctx, db, req)
	if err != nil {
		return err
	}
	drills, err := drillKeys(o.Extra)
	if err != nil {
		return err
	}
	req.Periods = []metrics.Period{year}
	for _, k := range slices.Sorted(maps.Keys(drills)) {
		req.By, req.KPIs = []string{k}, drills[k]
		more, err := metrics.Compute(ctx, db, req)
		if err != nil {
			return err
		}
		for _, r := range more {
			if len(r.Dims) > 0 {
				rows = append(rows, r)
			}
		}
	}
	rep.KPIRows = len(rows)
	for _, r := range rows {
		if r.Status == metrics.DataError {
			rep.Faulty++
		}
	}
	same, err := published(ctx, db, rows, o.AsOf)
	if err != nil || same {
		return err
	}
	rep.KPISaved = true
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return metrics.Save(ctx, tx, rows) })
}

// drillKeys returns the indicators that each key drills into.
func drillKeys(extra []*metrics.Definition) (map[string][]string, error) {
	defs, err := metrics.Definitions(extra...)
	if err != nil {
		return nil, err
	}
	keys := map[string][]string{}
	for _, d := range defs {
		for _, k := range d.Drill {
			keys[k] = append(keys[k], d.ID)
		}
	}
	return keys, nil
}

// published tells whether rows are what the store already holds for as_of.
func published(ctx context.Context, db *store.DB, rows []metrics.Row, asOf time.Time) (bool, error) {
	want := map[string]int{}
	for _, r := range rows {
		b, err := json.Marshal(r)
		if err != nil {
			return false, err
		}
		want[string(b)]++
	}
	seen := map[metrics.Period]bool{}
	n := 0
	for _, r := range rows {
		p := metrics.Period{Start: r.PStart.Time, End: r.PEnd.Time}
		if seen[p] {
			continue
		}
		seen[p] = true
		have, err := metrics.Published(ctx, db, p, asOf)
		if err != nil {
			return false, err
		}
		for _, h := range have {
			b, err := json.Marshal(h)
			if err != nil {
				return false, err
			}
			want[string(b)]--
			n++
		}
	}
	for _, c := range want {
		if c != 0 {
			return false, nil
		}
	}
	return n == len(rows), nil
}
