package kpicmd

import (
	"context"
	"fmt"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// neighbour is the same number of another period.
type neighbour struct {
	Period string        `json:"period"`
	Value  *float64      `json:"value"`
	Status string        `json:"status"`
	Break  metrics.Break `json:"break"` // not comparable, and why
}

// neighbours computes what explained rows were the period before and the same
// period a year before; for years they are one.
func neighbours(ctx context.Context, db *store.DB, req metrics.Request, list []metrics.Explanation) (before, year []*neighbour, err error) {
	before, year = make([]*neighbour, len(list)), make([]*neighbour, len(list))
	computed := map[metrics.Period][]metrics.Row{} // beside each explained period
	for i := range list {
		row := &list[i].Result
		p := metrics.Period{Start: row.PStart.Time, End: row.PEnd.Time}
		rows, ok := computed[p]
		if !ok {
			req.KPIs, req.By = []string{row.KPI}, nil
			req.Periods = []metrics.Period{p.Previous()}
			if !p.Previous().Start.Equal(p.YearBefore().Start) {
				req.Periods = append(req.Periods, p.YearBefore())
			}
			if rows, err = metrics.Compute(ctx, db, req); err != nil {
				return nil, nil, err
			}
			computed[p] = rows
		}
		for j := range rows {
			o := &rows[j]
			if o.KPI != row.KPI || o.Unit != row.Unit {
				continue
			}
			n := &neighbour{Period: o.Period, Value: o.Value, Status: string(o.Status), Break: metrics.BreakBetween(o.DefVersion, row.DefVersion, coverage(o), coverage(row))}
			if o.PStart.Equal(p.Previous().Start) {
				before[i] = n
			}
			if o.PStart.Equal(p.YearBefore().Start) {
				year[i] = n
			}
		}
	}
	return before, year, nil
}

func coverage(r *metrics.Row) *float64 {
	if r.Coverage == nil {
		return nil
	}
	return &r.Coverage.Share
}

// neighbourLine says what the number was, and whether the two may be compared.
func (o Options) neighbourLine(n *neighbour, label string, row *metrics.Row, def *metrics.RowDef) string {
	value := metrics.StatusName(metrics.Status(n.Status)).In(o.Lang)
	if n.Value != nil {
		value = o.value(row, n.Value, def)
	}
	line := fmt.Sprintf("  %s (%s): %s", label, n.Period, value)
	if n.Value != nil && row.Value != nil {
		switch n.Break {
		case metrics.BreakDefinition:
			line += o.text("؛ لا تُقارن: تغيّر التعريف", "; not comparable: the definition changed")
		case metrics.BreakCoverage:
			line += o.text("؛ لا تُقارن: تغيّرت التغطية", "; not comparable: the coverage changed")
		}
	}
	return line + "\n"
}
