package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/musharaka/musharaka/internal/store"
)

// forgotten is what must not come back after an erasure.
type forgotten struct{ records, authors map[string]bool }

func loadForgotten(ctx context.Context, db *store.DB) (forgotten, error) {
	f := forgotten{map[string]bool{}, map[string]bool{}}
	err := each(ctx, db, `SELECT kind, key FROM forgotten`, func(scan func(...any) error) error {
		var kind, key string
		if err := scan(&kind, &key); err != nil {
			return err
		}
		if kind == "author" {
			f.authors[key] = true
		} else {
			f.records[key] = true
		}
		return nil
	})
	return f, err
}

// has tells whether a row must be left out: its record was erased, or one of
// its authors.
func (f forgotten) has(source string, r *row) bool {
	if len(f.records) > 0 {
		sum := sha256.Sum256([]byte(source + "\x00" + r.id))
		if f.records[hex.EncodeToString(sum[:])] {
			return true
		}
	}
	for i := range r.subs {
		if f.authors[r.subs[i].author] {
			return true
		}
	}
	return false
}
