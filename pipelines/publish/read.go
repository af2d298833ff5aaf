package publish

import (
	"context"
	"embed"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/*.sql
var statements embed.FS

// reader fills a site from one snapshot of the store.
type reader struct {
	tx   *store.Tx
	o    *Options
	site *model.Site
	unit map[string]int // index by id
	owed owed
}

// Read collects everything that an edition shows.
func Read(ctx context.Context, db *store.DB, o *Options) (*model.Site, error) {
	site := &model.Site{Edition: o.Edition, Name: o.Name, Version: o.Version, Zone: o.Zone, K: o.K, Calendar: true, Areas: map[string]i18n.Text{}, Hijri: o.Hijri, Models: o.Models}
	if site.Models == nil {
		var err error
		if site.Models, err = Cards(); err != nil {
			return nil, err
		}
	}
	asOf, err := newest(ctx, db, o)
	if err != nil {
		return nil, err
	}
	owed, err := readOwed(ctx, db, o, asOf)
	if err != nil {
		return nil, err
	}
	list := o.Areas
	if list == nil {
		if list, err = areas.Default(); err != nil {
			return nil, err
		}
	}
	for _, a := range list {
		site.Areas[a.Code] = i18n.Text{AR: a.Name.AR, EN: a.Name.EN}
	}
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		r := &reader{tx: tx, o: o, site: site, unit: map[string]int{}, owed: owed}
		for _, step := range []func(context.Context) error{
			func(context.Context) error { return r.date(asOf) }, r.definitions, r.units, r.values, r.excluded, r.trends, r.changes, r.prepare, r.activities, r.adoptions, r.ledger, r.gaps,
			r.duties, r.answers, r.text, r.themes, r.changed, r.represented, r.points, r.explorer, r.sources, r.quarantine,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	return site, err
}

// newest is the day for which the site speaks.
func newest(ctx context.Context, db *store.DB, o *Options) (time.Time, error) {
	if !o.AsOf.IsZero() {
		return o.AsOf, nil
	}
	var t *time.Time
	if err := db.QueryRow(ctx, "SELECT max(as_of) FROM kpi_results").Scan(&t); err != nil {
		return time.Time{}, err
	}
	if t == nil {
		return time.Time{}, errNothing
	}
	return *t, nil
}

// date settles the reporting year.
func (r *reader) date(asOf time.Time) error {
	r.site.AsOf = asOf
	p := metrics.ReportingYear(asOf.AddDate(0, 0, -1), r.o.YearStart)
	r.site.Period = model.Period{Start: p.Start, End: p.End}
	return nil
}

// each runs one of the embedded statements and hands every row to fn.
func (r *reader) each(ctx context.Context, name string, args []any, fn func(scan func(...any) error) error) error {
	b, err := statements.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return err
	}
	rows, err := r.tx.Query(ctx, string(b), args...)
	if err != nil {
		return wrapf(err, name)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return wrapf(err, name)
		}
	}
	return wrapf(rows.Err(), name)
}

// day turns a nullable time into a plain one.
func day(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
