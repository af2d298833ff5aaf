package ingest

import (
	"context"
	"sync"

	"github.com/musharaka/musharaka/internal/store"
)

// mergeKey marks that the registers have to be merged: it is set with the
// rows and cleared with the merge, so that a crash between the two is healed
// by the next run.
const mergeKey = "merge"

// state is what a source remembers beside its cursors. Changed values are
// written with the next transaction.
type state struct {
	mu     sync.Mutex
	values map[string]string
	dirty  map[string]bool
}

func newState(values map[string]string) *state {
	if values == nil {
		values = map[string]string{}
	}
	return &state{values: values, dirty: map[string]bool{}}
}

// Get returns a value, empty if there is none.
func (s *state) Get(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.values[key]
}

// Set changes a value.
func (s *state) Set(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values[key] != value {
		s.values[key], s.dirty[key] = value, true
	}
}

func (s *state) isDirty() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.dirty) > 0
}

// save writes what has changed; the context table must be there.
func (s *state) save(ctx context.Context, tx *store.Tx, sql statements) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range sortedKeys(s.dirty) {
		if _, err := tx.Exec(ctx, sql["state"], k, s.values[k]); err != nil {
			return wrapStatement("state", err)
		}
	}
	clear(s.dirty)
	return nil
}
