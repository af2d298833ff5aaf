package metrics

import (
	"context"
	"database/sql/driver"
	"iter"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

// Save replaces what was published for the periods and as_of of rows. It runs
// in the caller's transaction.
func Save(ctx context.Context, tx *store.Tx, rows []Row) (err error) {
	defer wrap(&err, "metrics.Save(%d rows)", len(rows))
	if _, err := tx.Exec(ctx, `CREATE OR REPLACE TEMP TABLE kpi_stage AS FROM main.kpi_results LIMIT 0`); err != nil {
		return err
	}
	if _, err := tx.Append(ctx, "temp.main.kpi_stage", stageRows(rows)); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM main.kpi_results r USING (SELECT DISTINCT p_start, p_end, as_of FROM kpi_stage) s
		WHERE r.p_start = s.p_start AND r.p_end = s.p_end AND r.as_of = s.as_of`); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO main.kpi_results SELECT * FROM kpi_stage`); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DROP TABLE kpi_stage`)
	return err
}

func stageRows(rows []Row) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for i := range rows {
			r := &rows[i]
			reasons := make([]any, len(r.Reasons))
			for j, x := range r.Reasons {
				reasons[j] = x
			}
			ok := yield([]driver.Value{r.KPI, r.DefVersion, r.Unit, r.PStart.Time, r.PEnd.Time, r.AsOf.Time, r.DimsJSON(), ptr(r.Num), ptr(r.Den),
				ptr(r.Value), ptr(r.Low), ptr(r.High), ptr(r.CILo), ptr(r.CIHi), ptr(r.CIMethod), ptr(r.Persons), string(r.Status), reasons,
				ptr(r.Target), ptr(r.TargetSource), r.coverageJSON(), r.InputsHash}, nil)
			if !ok {
				return
			}
		}
	}
}

func ptr[T any](p *T) driver.Value {
	if p == nil {
		return nil
	}
	return *p
}

// Published reads the rows that were saved for one period and as_of; a zero
// asOf takes the newest.
func Published(ctx context.Context, db *store.DB, p Period, asOf time.Time) (_ []Row, err error) {
	defer wrap(&err, "metrics.Published")
	if asOf.IsZero() {
		var t *time.Time
		if err := db.QueryRow(ctx, "SELECT max(as_of) FROM kpi_results WHERE p_start = ? AND p_end = ?", p.Start, p.End).Scan(&t); err != nil {
			return nil, err
		}
		if t == nil {
			return nil, nil
		}
		asOf = *t
	}
	return published(ctx, db, "WHERE p_start = ? AND p_end = ? AND as_of = ? ORDER BY unit_id, kpi_id, dims", p.Start, p.End, asOf)
}

func published(ctx context.Context, db *store.DB, where string, args ...any) ([]Row, error) {
	rows, err := db.Query(ctx, `SELECT kpi_id, def_version, unit_id, p_start, p_end, as_of, dims, num, den, value, low, high, ci_lo, ci_hi, ci_method,
		n_persons, status, reasons, target, target_source, coverage, inputs_hash FROM kpi_results `+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Row
	for rows.Next() {
		var r Row
		var dims string
		var coverage *string
		var reasons []any
		if err := rows.Scan(&r.KPI, &r.DefVersion, &r.Unit, &r.PStart.Time, &r.PEnd.Time, &r.AsOf.Time, &dims, &r.Num, &r.Den, &r.Value, &r.Low, &r.High,
			&r.CILo, &r.CIHi, &r.CIMethod, &r.Persons, &r.Status, &reasons, &r.Target, &r.TargetSource, &coverage, &r.InputsHash); err != nil {
			return nil, err
		}
		if err := r.restore(dims, coverage, reasons); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
