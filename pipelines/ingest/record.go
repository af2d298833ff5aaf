package ingest

import (
	"context"
	"errors"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

func (r *runner) ctxEnded(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// record writes a line about the pass. A pass that changed nothing replaces
// the line of the one before it that changed nothing either, so that a quiet
// source does not fill the table.
func (r *runner) record(ctx context.Context, rep SourceReport, began time.Time) error {
	return r.gate.With(ctx, func(db *store.DB) error {
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, r.sql["run"], r.id+"/"+rep.Source, "ingest", rep.Source, began.UTC(), r.o.Now().UTC(), rep.Status,
				rep.Fetched, rep.New, rep.Changed, rep.Deleted, rep.Quarantined, rep.Unchanged, rep.FullWalk, null(rep.Message))
			return wrapStatement("run", err)
		})
	})
}
