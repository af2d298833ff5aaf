// Package enrich moves submissions through the pure code of internal/nlp and
// keeps what it found: enrichments of each text, groups of equal messages,
// themes and assignments. It owns the clock, the cache of vectors, the budget
// and the database for that code, and computes nothing itself.
//
// Every stage does only what is missing: run again on the same data, it writes
// nothing.
package enrich

import (
	"context"
	"log/slog"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/areas"
)

// Options are shared by the stages.
type Options struct {
	Now       time.Time // written to what is stored; also orders runs
	AsOf      time.Time // exclusive local date; later submissions are not there yet
	Location  *time.Location
	Budget    int // texts that the encoder may read in this run; negative: none
	Seed      uint64
	K         int            // least voices of a group that signals tell of; 0: 5
	Areas     areas.Taxonomy // service areas; nil: the ones that ship
	YearStart int            // month in which the reporting year starts; 0: January
	Encoder   OpenEncoder    // nil: no encoder, words alone
	Log       *slog.Logger
	Progress  func(stage string, done, total int) // may be nil; called from one goroutine
}

// OpenEncoder opens the encoder when a stage finds that it needs it.
type OpenEncoder func() (Encoder, error)

// Encoder turns texts into vectors of 384 numbers.
type Encoder interface {
	Encode(ctx context.Context, texts []string, dst []float32) error
	ModelVersion() string
	Class() string
}

func (o Options) progress(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
