package ingest

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

// Gate opens the workspace's file when something is to be written and lets go
// of it when nothing is: while a source is slow to answer, others may use the
// file. It also makes sure that one transaction writes at a time.
type Gate struct {
	path string
	opts store.Options
	wait time.Duration // how long to wait for another process
	log  *slog.Logger

	mu sync.Mutex
	db *store.DB
}

// NewGate makes a gate to the file at path. wait is how long With waits for
// another process that holds the file.
func NewGate(path string, wait time.Duration, log *slog.Logger) *Gate {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	// One thread: while it writes a batch, this program's own goroutines read the
	// next one. With more, the one that waits for the others burns a core.
	return &Gate{path: path, wait: wait, log: log, opts: store.Options{MemoryLimit: "512MB", Threads: 1}}
}

// With runs fn with the open file, one caller at a time. The file stays open
// until Rest or Close.
func (g *Gate) With(ctx context.Context, fn func(*store.DB) error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.db == nil {
		db, err := g.open(ctx)
		if err != nil {
			return err
		}
		g.db = db
	}
	return fn(g.db)
}

func (g *Gate) open(ctx context.Context) (*store.DB, error) {
	db, err := g.acquire(ctx)
	if err != nil {
		return nil, err
	}
	return db, g.tune(ctx, db)
}

// acquire opens the file as soon as no other program holds it.
func (g *Gate) acquire(ctx context.Context) (*store.DB, error) {
	deadline := time.Now().Add(g.wait)
	pause := 50 * time.Millisecond
	for told := false; ; {
		db, err := store.Open(ctx, g.path, g.opts)
		if err == nil {
			return db, nil
		}
		if _, locked := errors.AsType[*store.LockedError](err); !locked || time.Now().After(deadline) {
			return nil, err
		}
		if !told {
			g.log.Info("waiting for another program to let go of the database", "reason", err.Error())
			told = true
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
		pause = min(2*pause, 2*time.Second)
	}
}

// tune puts off checkpoints: a load writes many batches, and one checkpoint at
// the end costs less than one for each.
func (g *Gate) tune(ctx context.Context, db *store.DB) error {
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `SET checkpoint_threshold = '512MB'; SET preserve_insertion_order = false`)
		return err
	})
}

// Rest lets go of the file until it is wanted again.
func (g *Gate) Rest() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.db == nil {
		return nil
	}
	// What closing writes is cut in pieces, which all cores may take.
	err := errors.Join(g.db.Threads(context.Background(), runtime.GOMAXPROCS(0)), g.db.Close())
	g.db = nil
	return err
}

// Exclusive lets go of the file and keeps everybody of this process from it
// while fn runs: another process has its turn.
func (g *Gate) Exclusive(fn func() error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.db != nil {
		if err := g.db.Close(); err != nil {
			return err
		}
		g.db = nil
	}
	return fn()
}
