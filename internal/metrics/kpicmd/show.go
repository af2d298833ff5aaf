package kpicmd

import (
	"context"
	"io"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Show computes and writes the rows of the named indicators, or all. It
// returns how many rows have a data error, for the exit status.
func Show(ctx context.Context, w io.Writer, db *store.DB, ids []string, o Options) (dataErrors int, err error) {
	req, err := o.request()
	if err != nil {
		return 0, err
	}
	req.KPIs = ids
	rows, err := metrics.Compute(ctx, db, req)
	if err != nil {
		return 0, err
	}
	for i := range rows {
		if rows[i].Status == metrics.DataError {
			dataErrors++
		}
	}
	if o.JSON {
		if rows == nil {
			rows = []metrics.Row{}
		}
		return dataErrors, writeJSON(w, rows)
	}
	return dataErrors, o.rowTable(w, rows)
}

func (o Options) rowTable(w io.Writer, rows []metrics.Row) error {
	out := [][]string{{o.text("الوحدة", "unit"), o.text("الفترة", "period"), o.text("المؤشر", "indicator"), o.text("الاسم", "name"), o.text("القيمة", "value"),
		o.text("البسط/المقام", "num/den"), o.text("المدى", "range"), o.text("المستهدف", "target"), o.text("الحالة والسبب", "status and reason")}}
	for i := range rows {
		r := &rows[i]
		_, def := metrics.FindRow(r.KPI, o.Extra...)
		if def == nil {
			continue
		}
		out = append(out, []string{r.Unit, r.Period, o.label(r), def.Name.Text().In(o.Lang), o.value(r, r.Value, def), fraction(r), o.interval(r, def), o.value(r, r.Target, def), o.status(r)})
	}
	return table(w, out)
}

func (o Options) label(r *metrics.Row) string {
	if len(r.Dims) == 0 {
		return r.KPI
	}
	var parts []string
	for _, k := range metrics.DimKeys() {
		if v, ok := r.Dims[k]; ok {
			parts = append(parts, k+"="+v)
		}
	}
	return r.KPI + " [" + strings.Join(parts, " ") + "]"
}

func (o Options) value(r *metrics.Row, v *float64, def *metrics.RowDef) string {
	if v == nil {
		return "–"
	}
	return metrics.FormatValue(*v, metrics.UnitOf(r, def), o.Lang)
}

func fraction(r *metrics.Row) string {
	switch {
	case r.Num != nil && r.Den != nil:
		return metrics.FormatCount(*r.Num) + "/" + metrics.FormatCount(*r.Den)
	case r.Den != nil:
		return "n=" + metrics.FormatCount(*r.Den)
	case r.Num != nil:
		return metrics.FormatCount(*r.Num)
	}
	return ""
}

func (o Options) interval(r *metrics.Row, def *metrics.RowDef) string {
	if r.Low == nil || r.High == nil {
		return ""
	}
	return metrics.FormatValue(*r.Low, metrics.UnitOf(r, def), o.Lang) + "–" + metrics.FormatValue(*r.High, metrics.UnitOf(r, def), o.Lang)
}

func (o Options) status(r *metrics.Row) string {
	parts := []string{metrics.StatusName(r.Status).In(o.Lang)}
	for _, why := range r.Reasons {
		parts = append(parts, metrics.Sentence(why, r.AsOf, 5).In(o.Lang))
	}
	return strings.Join(parts, " · ")
}
