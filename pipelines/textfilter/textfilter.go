// Package textfilter is the filter `analyze text`: NDJSON {"id","text"} in, one
// line of analysis out for each line in, in the same order, on all cores.
//
// It moves lines; what is said about a text is package nlp.
package textfilter

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp"
)

// Tiers of sentiment and goals.
const (
	Fast    = "fast"
	Precise = "precise"
)

// Encoder makes sentence vectors; see package encoder.
type Encoder interface {
	// Encode writes the vectors of texts to dst, 384 numbers each.
	Encode(ctx context.Context, texts []string, dst []float32) error
}

// Dimensions is the length of a sentence vector.
const Dimensions = 384

// Options of a run. The zero value answers with the fast tier.
type Options struct {
	Lang    i18n.Lang // of error messages
	Explain bool
	Reading bool // language, personal data and fingerprint only; no tier, no Explain
	// Tier is "" (fast, and up to Budget unclear texts precise), Fast or Precise.
	Tier     string
	Budget   int
	Encoder  Encoder       // needed by Precise and by a Budget; nil means fast
	Analyzer *nlp.Analyzer // nil loads one
	Workers  int           // 0: one for each core
}

// Stats counts what a run did.
type Stats struct {
	Texts   int // answered lines
	Bad     int // lines that could not be read
	Precise int // texts that the precise tier answered
}

// batchBytes is about how much one worker takes at a time.
const batchBytes = 128 << 10

// Run reads lines from in until its end and writes the answers to out. A bad
// line is answered with its error and counted; only a failure to read, write or
// encode, or the end of ctx, is an error.
func Run(ctx context.Context, in io.Reader, out io.Writer, opts Options) (stats Stats, err error) {
	if opts.Analyzer == nil {
		if opts.Analyzer, err = nlp.New(); err != nil {
			return stats, fmt.Errorf("textfilter: %w", err)
		}
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	f := filter{opts: opts, work: make(chan *batch, opts.Workers), order: make(chan *batch, 4*opts.Workers)}
	f.free.New = func() any { return &batch{done: make(chan struct{}, 1)} }

	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(f.work)
		defer close(f.order)
		readErr = f.read(ctx, in)
	})
	for range opts.Workers {
		wg.Go(func() {
			for b := range f.work {
				f.analyze(b)
				b.done <- struct{}{}
			}
		})
	}
	w := bufio.NewWriterSize(out, 256<<10)
	stats, err = f.write(ctx, w)
	if err != nil {
		cancel()
		for b := range f.order { // let the reader see the end
			<-b.done
		}
	}
	wg.Wait()
	if err == nil && readErr != nil {
		err = fmt.Errorf("textfilter: read: %w", readErr)
	}
	if err == nil {
		err = w.Flush()
	}
	return stats, err
}

// filter is one run.
type filter struct {
	opts  Options
	work  chan *batch // to the workers
	order chan *batch // to the writer, in input order
	free  sync.Pool
}

// batch is a run of lines and their answers.
type batch struct {
	data  []byte
	lines []int // end of each line in data
	first int   // number of the first line
	out   []byte
	docs  []doc
	done  chan struct{}
}

// doc is one answered line; kept only when a second tier may follow.
type doc struct {
	id, text   string
	start, end int // in out
	unclear    bool
	ok         bool
}

func (f *filter) read(ctx context.Context, in io.Reader) error {
	r := bufio.NewReaderSize(in, 256<<10)
	b := f.next(1)
	line := 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		part, err := r.ReadSlice('\n')
		b.data = append(b.data, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		atEnd := errors.Is(err, io.EOF)
		if err != nil && !atEnd {
			return err
		}
		if len(part) > 0 || len(b.data) > b.end() {
			line++
			b.lines = append(b.lines, len(b.data))
		}
		if len(b.lines) > 0 && (atEnd || len(b.data) >= batchBytes || r.Buffered() == 0) {
			select {
			case f.order <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
			f.work <- b
			b = f.next(line + 1)
		}
		if atEnd {
			return nil
		}
	}
}

func (b *batch) end() int {
	if len(b.lines) == 0 {
		return 0
	}
	return b.lines[len(b.lines)-1]
}

func (f *filter) next(line int) *batch {
	b := f.free.Get().(*batch)
	b.data, b.lines, b.out, b.docs, b.first = b.data[:0], b.lines[:0], b.out[:0], b.docs[:0], line
	return b
}

// analyze answers every line of a batch with the fast tier.
func (f *filter) analyze(b *batch) {
	at := 0
	for i, end := range b.lines {
		line := bytes.TrimRight(b.data[at:end], "\r\n")
		at = end
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		in, fault := parse(line)
		start := len(b.out)
		if fault != nil {
			b.out = appendFault(b.out, b.first+i, fault.In(f.opts.Lang))
			b.docs = append(b.docs, doc{start: start, end: len(b.out)})
			continue
		}
		r := f.opts.Analyzer.Analyze(in.text, nlp.Request{Explain: f.opts.Explain, Reading: f.opts.Reading})
		b.out = appendAnswer(b.out, in.id, &r)
		d := doc{start: start, end: len(b.out), unclear: r.Sentiment.Unclear, ok: true}
		if f.precise() {
			d.id, d.text = in.id, in.text
		}
		b.docs = append(b.docs, d)
	}
}

// precise tells whether any text may get the second tier.
func (f *filter) precise() bool {
	return f.opts.Encoder != nil && (f.opts.Tier == Precise || f.opts.Tier == "" && f.opts.Budget > 0)
}

// write takes the batches in order, lets the precise tier answer where it
// should, and writes.
func (f *filter) write(ctx context.Context, w *bufio.Writer) (stats Stats, err error) {
	left := f.opts.Budget
	if f.opts.Tier == Precise {
		left = -1 // no limit
	}
	for b := range f.order {
		<-b.done
		if err := ctx.Err(); err != nil {
			return stats, err
		}
		out := b.out
		if f.precise() && left != 0 {
			n := 0
			if out, n, err = f.again(ctx, b, left); err != nil {
				return stats, err
			}
			stats.Precise += n
			if left > 0 {
				left -= n
			}
		}
		for _, d := range b.docs {
			if d.ok {
				stats.Texts++
			} else {
				stats.Bad++
			}
		}
		if _, err := w.Write(out); err != nil {
			return stats, fmt.Errorf("textfilter: write: %w", err)
		}
		if len(f.order) == 0 { // nobody waits behind: show what there is
			if err := w.Flush(); err != nil {
				return stats, fmt.Errorf("textfilter: write: %w", err)
			}
		}
		f.free.Put(b)
	}
	return stats, ctx.Err()
}

// again answers up to limit texts of a batch with the precise tier (all of them
// if limit is negative, else the unclear ones in input order).
func (f *filter) again(ctx context.Context, b *batch, limit int) (out []byte, n int, err error) {
	var picked []int
	var texts []string
	for i, d := range b.docs {
		if d.ok && (limit < 0 || d.unclear && len(picked) < limit) {
			picked, texts = append(picked, i), append(texts, d.text)
		}
	}
	if len(picked) == 0 {
		return b.out, 0, nil
	}
	vecs := make([]float32, len(texts)*Dimensions)
	if err := f.opts.Encoder.Encode(ctx, texts, vecs); err != nil {
		return nil, 0, fmt.Errorf("textfilter: encode: %w", err)
	}
	for i, d := range b.docs {
		if n == len(picked) || picked[n] != i {
			out = append(out, b.out[d.start:d.end]...)
			continue
		}
		vec := vecs[n*Dimensions : (n+1)*Dimensions]
		r := f.opts.Analyzer.Analyze(d.text, nlp.Request{Vector: vec, Explain: f.opts.Explain})
		out = appendAnswer(out, d.id, &r)
		n++
	}
	return out, n, nil
}
