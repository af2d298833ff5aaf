// Package embed is the `analyze embed` filter: lines of NDJSON in, one vector a
// line out, in the order they came. It owns the reading, the writing and the
// clock of that command; what a vector is, package encoder decides. It needs no
// workspace and keeps nothing.
package embed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Encoder is what Run needs of the encoder.
type Encoder interface {
	// Encode writes the vector of texts[i] to dst[i*Dim:(i+1)*Dim].
	Encode(ctx context.Context, texts []string, dst []float32) error
}

// Dim is the length of a vector.
const Dim = 384

// Via says where a line's vector comes from.
type Via string

// What became of a text.
const (
	Encoded   Via = "encoded"   // its own vector
	Estimated Via = "estimated" // beyond the budget: guessed from its words
	Skipped   Via = "skipped"   // beyond a budget too small to guess from: no vector
)

// Options of Run.
type Options struct {
	Encoder Encoder
	// Budget is how many texts are encoded, the first ones; 0 means all. The
	// others are estimated from their words, or skipped when fewer than 100 were
	// encoded.
	Budget int
	// Seed of the estimates.
	Seed uint64
	// Parquet receives the vectors in place of out when not nil; what could not
	// be read still goes to out, as NDJSON.
	Parquet io.Writer
	// Progress is called after every batch, from one goroutine; may be nil.
	Progress func(Stats)
	// Now is the clock of Stats.Elapsed; nil means time.Now.
	Now func() time.Time
	// Batch is how many texts are encoded at a time; 0 means 1024.
	Batch int
}

// Stats says what was read and done so far.
type Stats struct {
	Lines     int           // with content
	Encoded   int           // lines with a vector of their own
	Estimated int           // lines with a guessed vector
	Skipped   int           // lines without a vector
	Bad       int           // lines that could not be read: the command ends with 3
	Elapsed   time.Duration // since the start
}

// Rate is texts encoded per second.
func (s Stats) Rate() float64 {
	if s.Elapsed <= 0 {
		return 0
	}
	return float64(s.Encoded) / s.Elapsed.Seconds()
}

// item is one line on its way from the reader over the encoder to the writer.
type item struct {
	line int
	id   json.RawMessage
	text string
	bad  string // why the line could not be read; then there is no text
	via  Via
}

// batch is a run of lines and the vectors of those that have one, in order: the
// budget goes to the first texts, so that encoded ones stand before all others.
type batch struct {
	items   []item
	vectors []float32
}

// Run reads in to its end. Reading, encoding and writing go on at the same time,
// two batches apart at most. A line that cannot be read becomes
// {"id":null,"line":N,"error":"…"} in its place and is counted; empty lines are
// passed over. The error is ctx's, the encoder's, or one of reading or writing;
// Stats is right then too, and what was written stays.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) (st Stats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("embed: %w", err)
		}
	}()
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Batch <= 0 {
		o.Batch = 1024
	}
	start := o.Now()
	w, err := newWriter(out, o.Parquet)
	if err != nil {
		return st, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	read := make(chan batch, 1)
	done := make(chan batch, 1)
	faults := make(chan error, 2)
	go func() {
		defer close(read)
		faults <- readAll(ctx, in, o, read)
	}()
	go func() {
		defer close(done)
		faults <- encodeAll(ctx, o, read, done)
	}()
	for b := range done {
		if err == nil {
			if err = w.write(b); err != nil {
				cancel() // and drain: the others must end before Run does
			}
		}
		if err == nil {
			st.add(b)
			st.Elapsed = o.Now().Sub(start)
			if o.Progress != nil {
				o.Progress(st)
			}
		}
	}
	cancel() // the reader may still wait for an encoder that gave up
	for range 2 {
		if fault := <-faults; err == nil || errors.Is(err, context.Canceled) && fault != nil {
			err = fault // rather the cause than what it brought about
		}
	}
	if closeErr := w.close(); err == nil {
		err = closeErr
	}
	st.Elapsed = o.Now().Sub(start)
	return st, err
}

func (s *Stats) add(b batch) {
	for _, it := range b.items {
		s.Lines++
		switch {
		case it.bad != "":
			s.Bad++
		case it.via == Encoded:
			s.Encoded++
		case it.via == Estimated:
			s.Estimated++
		default:
			s.Skipped++
		}
	}
}

// encodeAll gives every batch its vectors.
func encodeAll(ctx context.Context, o Options, read <-chan batch, done chan<- batch) error {
	var encode, guess []string
	guesses := &estimator{seed: o.Seed}
	for b := range read {
		encode, guess = encode[:0], guess[:0]
		for _, it := range b.items {
			switch it.via {
			case Encoded:
				encode = append(encode, it.text)
			case Skipped:
				guess = append(guess, it.text)
			}
		}
		b.vectors = make([]float32, Dim*len(encode), Dim*(len(encode)+len(guess)))
		if err := o.Encoder.Encode(ctx, encode, b.vectors); err != nil {
			return err
		}
		if o.Budget > 0 {
			guesses.learn(encode, b.vectors)
		}
		if len(guess) > 0 && guesses.ready() {
			b.vectors = b.vectors[:cap(b.vectors)]
			guesses.apply(guess, b.vectors[Dim*len(encode):])
			for i := range b.items {
				if b.items[i].via == Skipped {
					b.items[i].via = Estimated
				}
			}
		}
		select {
		case done <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
