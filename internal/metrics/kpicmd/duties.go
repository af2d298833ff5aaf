package kpicmd

import (
	"context"
	"io"
	"time"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Duties writes what the units owe from one day to another: a table, JSON, or
// with ics a calendar of what is not met.
func Duties(ctx context.Context, w io.Writer, db *store.DB, from, to time.Time, ics bool, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	list, err := metrics.Duties(ctx, db, req, from, to)
	if err != nil {
		return err
	}
	if ics {
		return metrics.WriteICS(w, list, o.AsOf, o.Lang)
	}
	if o.JSON {
		if list == nil {
			list = []metrics.Duty{}
		}
		return writeJSON(w, list)
	}
	rows := [][]string{{o.text("الموعد", "due"), o.text("الوحدة", "unit"), o.text("الواجب", "duty"), o.text("البند", "for"), o.text("الحالة", "state")}}
	for i := range list {
		d := &list[i]
		ref := d.Ref
		if d.Title != "" {
			ref += " " + d.Title
		}
		rows = append(rows, []string{d.DueOn.String(), d.Unit, d.Name.In(o.Lang), ref, d.Sentence().In(o.Lang)})
	}
	return table(w, rows)
}
