package metrics

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

// The prelude: what is known at as_of, the populations of the conventions, and
// which registers hold anything.
//
//go:embed prelude/*.sql prelude/excluded/*.sql
var preludeFS embed.FS

// Prelude returns the statements that make what every formula reads, in the
// order in which they run.
func Prelude() ([]string, error) {
	names, err := fs.Glob(preludeFS, "prelude/*.sql")
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(names))
	for _, n := range names {
		b, err := preludeFS.ReadFile(n)
		if err != nil {
			return nil, err
		}
		out = append(out, string(b))
	}
	return out, nil
}

// prepare makes the temporary tables that every formula reads.
func (r *run) prepare(ctx context.Context, tx *store.Tx) error {
	if err := r.request(ctx, tx); err != nil {
		return err
	}
	files := r.req.Prelude
	if files == nil {
		var err error
		if files, err = Prelude(); err != nil {
			return err
		}
	}
	for i, f := range files {
		done := r.trace(fmt.Sprintf("prelude %d", i+1))
		if _, err := tx.Exec(ctx, f); err != nil {
			return fmt.Errorf("prelude %d: %w", i+1, err)
		}
		if i == rootsStep {
			if err := r.resolveRoots(ctx, tx); err != nil {
				return fmt.Errorf("roots: %w", err)
			}
		}
		done()
	}
	defer r.trace("presence")()
	for _, read := range []func(context.Context, *store.Tx) error{r.readUnits, r.readTargets, r.readExemptions, r.readPresence} {
		if err := read(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

const requestTables = `
CREATE TEMP TABLE settings(as_of DATE, grace_days INTEGER, late_days INTEGER, sla_hours INTEGER, info_sla_hours INTEGER, outcome_days INTEGER,
  decided_share DOUBLE, size_months INTEGER, fresh_months INTEGER, review_months INTEGER, year_start_month INTEGER);
CREATE TEMP TABLE periods(pid INTEGER, p_start DATE, p_end DATE);
CREATE TEMP TABLE request_units(unit_id TEXT);`

func (r *run) request(ctx context.Context, tx *store.Tx) error {
	if _, err := tx.Exec(ctx, requestTables); err != nil {
		return err
	}
	s := r.req.Settings
	if _, err := tx.Exec(ctx, "INSERT INTO settings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", r.req.AsOf, s.GraceDays, s.LateStartDays,
		s.SLAHours, s.InfoSLAHours, s.OutcomeDays, s.DecidedShare, s.SizeMonths, s.FreshMonths, s.ReviewMonths, s.YearStartMonth); err != nil {
		return err
	}
	for i, p := range r.req.Periods {
		if _, err := tx.Exec(ctx, "INSERT INTO periods VALUES (?, ?, ?)", i, p.Start, p.End); err != nil {
			return err
		}
	}
	if len(r.req.Units) == 0 {
		_, err := tx.Exec(ctx, "INSERT INTO request_units SELECT unit_id FROM main.units")
		if err != nil {
			return err
		}
	}
	for _, u := range r.req.Units {
		if _, err := tx.Exec(ctx, "INSERT INTO request_units VALUES (?)", u); err != nil {
			return err
		}
	}
	for _, set := range []string{"SET VARIABLE as_of = (SELECT as_of FROM settings)", "SET VARIABLE as_of_at = (SELECT as_of::TIMESTAMP - INTERVAL 4 HOUR FROM settings)"} {
		if _, err := tx.Exec(ctx, set); err != nil {
			return err
		}
	}
	return nil
}

// each runs a query and hands every row's scan to fn.
func each(ctx context.Context, tx *store.Tx, query string, fn func(scan func(...any) error) error) error {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *run) readUnits(ctx context.Context, tx *store.Tx) error {
	return each(ctx, tx, "SELECT DISTINCT unit_id FROM params ORDER BY ALL", func(scan func(...any) error) error {
		var u string
		err := scan(&u)
		r.units = append(r.units, u)
		return err
	})
}

func (r *run) readTargets(ctx context.Context, tx *store.Tx) error {
	r.targets = map[targetKey]float64{}
	return each(ctx, tx, "SELECT unit_id, plan_year, kpi_id, target FROM known_indicators WHERE target IS NOT NULL", func(scan func(...any) error) error {
		var k targetKey
		var v float64
		err := scan(&k.unit, &k.year, &k.kpi, &v)
		r.targets[k] = v
		return err
	})
}

func (r *run) readExemptions(ctx context.Context, tx *store.Tx) error {
	r.exempt = map[targetKey]bool{}
	return each(ctx, tx, "SELECT unit_id, plan_year, kpi_id FROM known_exemptions JOIN live USING (evidence_id)", func(scan func(...any) error) error {
		var k targetKey
		err := scan(&k.unit, &k.year, &k.kpi)
		r.exempt[k] = true
		return err
	})
}

// readPresence learns which registers hold anything of a unit, because silence
// is not zero, and a digest of what they hold. Only registers that the chosen
// indicators name are read.
func (r *run) readPresence(ctx context.Context, tx *store.Tx) error {
	r.present, r.hashes = map[presenceKey]bool{}, map[hashKey]string{}
	var parts []string
	for _, reg := range registers() {
		if r.needs(reg.name) {
			parts = append(parts, reg.presenceQuery())
		}
	}
	if _, err := tx.Exec(ctx, "CREATE TEMP TABLE presence AS\n"+strings.Join(parts, "\nUNION ALL ")); err != nil {
		return err
	}
	return each(ctx, tx, "SELECT register, unit_id, coalesce(plan_year, 0), n || ':' || digest FROM presence ORDER BY ALL", func(scan func(...any) error) error {
		var k presenceKey
		var digest string
		err := scan(&k.register, &k.unit, &k.year, &digest)
		r.present[k] = true
		r.hashes[hashKey{k.register, k.unit}] += digest + ";"
		return err
	})
}

func (r *run) needs(register string) bool {
	if register == "evidence" || register == "exemptions" {
		return true // of every row
	}
	for _, d := range r.defs {
		for i := range d.Rows {
			if slices.Contains(d.Rows[i].Needs, register) || slices.Contains(d.Rows[i].Needs, register+"?") {
				return true
			}
		}
	}
	return false
}

// planYear is the plan year of a period.
func (r *run) planYear(p Period) int {
	return ReportingYear(p.Start, r.req.Settings.YearStartMonth).Start.Year()
}

func date(t time.Time) Date { return Date{t} }
