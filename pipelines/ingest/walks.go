package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"

	"github.com/musharaka/musharaka/internal/store"
)

// walked keeps what a full walk has seen, and at its end finds what it has
// not: missing once is remembered, missing twice is deleted.
func (w *writer) walked(ctx context.Context, tx *store.Tx, b *batch, c *counts) error {
	if _, err := tx.Exec(ctx, w.sql["seen_older"]); err != nil {
		return wrapStatement("seen_older", err)
	}
	if _, err := tx.Stage(ctx, "stage_seen", w.sql["stage_seen"], func(yield func([]driver.Value, error) bool) {
		for _, id := range b.seen {
			if !yield([]driver.Value{id}, nil) {
				return
			}
		}
		for _, x := range b.bad { // unreadable is not gone
			if x.ID != "" && !yield([]driver.Value{x.ID}, nil) {
				return
			}
		}
	}); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, w.sql["seen"]); err != nil {
		return wrapStatement("seen", err)
	}
	if !b.ended {
		return nil
	}
	if _, err := tx.Exec(ctx, w.sql["absent"]); err != nil {
		return wrapStatement("absent", err)
	}
	gone, err := column(ctx, tx, w.sql["absent_twice"])
	if err != nil {
		return wrapStatement("absent_twice", err)
	}
	for _, name := range []string{"back", "missing", "done"} {
		if _, err := tx.Exec(ctx, w.sql[name]); err != nil {
			return wrapStatement(name, err)
		}
	}
	rows := make([]*row, len(gone))
	for i, id := range gone {
		rows[i] = &row{rawID: rawID(w.source, b.stream, id, [sha256.Size]byte{}, true), id: id, media: "application/json", gone: true}
	}
	return w.round(ctx, tx, rows, c)
}

func column(ctx context.Context, tx *store.Tx, query string, args ...any) ([]string, error) {
	res, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer res.Close()
	var out []string
	for res.Next() {
		var s string
		if err := res.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, res.Err()
}

func wrapStatement(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("statement %s: %w", name, err)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
