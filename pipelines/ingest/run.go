package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest/merge"
	"github.com/musharaka/musharaka/pipelines/registers"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Options say what a run does. The zero value, with Kinds, is a plain
// `ingest run`.
type Options struct {
	Kinds   []source.Kind // what exists: sources.All()
	Sources []string      // names; empty: all that are not disabled
	Full    bool
	// Scheduled runs leave a source alone whose circuit breaker is open; one
	// that was asked for by name tries.
	Scheduled bool
	Since     time.Time
	Now       func() time.Time
	Log       *slog.Logger
	Gate      *Gate         // of a daemon; nil: one of the run's own
	Wait      time.Duration // for another program that holds the file; 0: 30 seconds
	Rows      int           // of a batch; 0: a row group of DuckDB, so that full ones are written once
	// Progress is told after each batch; it may be nil. Calls come from several
	// goroutines.
	Progress func(source string, fetched int)
	// Env lets tests change what a connector gets.
	Env func(*source.Env)
}

// Run makes one pass over the sources of ws, the slow ones side by side. A
// source that fails does not stop the others: its error is in the report. The
// error returned is one that stops everything.
func Run(ctx context.Context, ws *config.Workspace, o Options) (rep Report, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.Run: %w", err)
		}
	}()
	// A load is mostly texts on their way to the store: collecting them sooner
	// halves what a load needs in memory, and costs little.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	r, err := newRunner(ws, &o)
	if err != nil {
		return rep, err
	}
	chosen, err := choose(ws.Sources, o.Sources)
	if err != nil {
		return rep, err
	}
	rep.RunID = r.id
	rep.Sources = make([]SourceReport, len(chosen))
	if o.Gate == nil {
		defer func() {
			if cerr := r.gate.Rest(); err == nil {
				err = cerr
			}
		}()
	}
	if err := r.gate.With(ctx, func(db *store.DB) error { return unfinished(ctx, db, r.sql, ws) }); err != nil {
		return rep, err
	}
	if err := r.units(ctx); err != nil {
		return rep, err
	}
	slots := make(chan struct{}, max(ws.Ingest.Parallel, 1))
	var wg sync.WaitGroup
	for i, s := range chosen {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			rep.Sources[i] = r.source(ctx, s)
		})
	}
	wg.Wait()
	if err := r.merge(context.WithoutCancel(ctx), chosen); err != nil {
		return rep, err
	}
	return rep, errors.Join(r.doubts(context.WithoutCancel(ctx), &rep), ctx.Err())
}

// doubts looks at what sources that brought something have in the store.
func (r *runner) doubts(ctx context.Context, rep *Report) error {
	var names []string
	for _, s := range rep.Sources {
		if s.New+s.Changed > 0 {
			names = append(names, s.Source)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return r.gate.With(ctx, func(db *store.DB) (err error) {
		if err := db.Threads(ctx, runtime.GOMAXPROCS(0)); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, db.Threads(ctx, 1)) }()
		rep.Doubts, err = doubts(ctx, db, r.sql, r.now, r.ws.Location, names...)
		return err
	})
}

// runner is one pass over some sources.
type runner struct {
	ws   *config.Workspace
	o    *Options
	id   string
	now  time.Time
	log  *slog.Logger
	gate *Gate
	sql  statements
}

func newRunner(ws *config.Workspace, o *Options) (*runner, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Rows <= 0 {
		o.Rows = store.RowGroup
	}
	if o.Wait == 0 {
		o.Wait = 30 * time.Second
	}
	sql, err := loadStatements()
	if err != nil {
		return nil, err
	}
	now := o.Now().UTC().Truncate(time.Microsecond)
	r := &runner{ws: ws, o: o, now: now, log: o.Log, gate: o.Gate, sql: sql, id: now.Format("20060102T150405.000000Z")}
	if r.gate == nil {
		r.gate = NewGate(ws.Database(), o.Wait, o.Log)
	}
	return r, nil
}

// choose finds the named sources, all that are not disabled without names.
func choose(all []config.Source, names []string) ([]config.Source, error) {
	var out []config.Source
	for _, s := range all {
		if len(names) == 0 && !s.Disabled || slices.Contains(names, s.Name) {
			out = append(out, s)
		}
	}
	for _, n := range names {
		if !slices.ContainsFunc(all, func(s config.Source) bool { return s.Name == n }) {
			known := make([]string, len(all))
			for i, s := range all {
				known[i] = s.Name
			}
			return nil, i18n.Errorf(i18n.Text{
				AR: "لا مصدر باسم %q في الإعداد. المصادر: %s",
				EN: "there is no source %q in the configuration. Sources: %s"}, n, strings.Join(known, ", "))
		}
	}
	return out, nil
}

// units writes the configuration's units where the register has none.
func (r *runner) units(ctx context.Context) error {
	return r.gate.With(ctx, func(db *store.DB) error {
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			n, err := registers.SyncUnits(ctx, tx, r.ws.Units)
			if err != nil {
				return err
			}
			if n == 0 {
				return nil
			}
			_, err = merge.Registers(ctx, tx)
			return err
		})
	})
}

// merge brings what was ingested into the registers, if a source has changed
// something since the last merge.
func (r *runner) merge(ctx context.Context, chosen []config.Source) error {
	return r.gate.With(ctx, func(db *store.DB) (err error) {
		var due int
		if err := db.QueryRow(ctx, `SELECT count(*) FROM source_state WHERE key = $1 AND value = 'due'`, mergeKey).Scan(&due); err != nil || due == 0 {
			return err
		}
		// Nothing is read and parsed beside this: it may have all cores.
		if err := db.Threads(ctx, runtime.GOMAXPROCS(0)); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, db.Threads(ctx, 1)) }()
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if _, err := merge.Registers(ctx, tx); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `UPDATE source_state SET value = 'done', updated_at = $2 WHERE key = $1 AND value = 'due'`, mergeKey, r.now)
			return err
		})
	})
}
