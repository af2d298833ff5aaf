package encoder

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
)

// Dim is the length of a vector.
const Dim = format.Hidden

// embedded is the weights file. A string is never copied: the kernels read it
// where the loader mapped it.
//
//go:embed weights.bin
var embedded string

// Options of Open. The zero value is what a program wants.
type Options struct {
	// Class forces a class of processor; empty takes the best that runs here.
	Class string
	// Threads is how many texts are worked on at once; 0 takes GOMAXPROCS.
	Threads int
	// Weights replaces the embedded weights file; it must not change afterwards.
	Weights []byte
}

// Encoder is safe for use by many goroutines; they share its memory. It holds
// no resource that needs closing.
type Encoder struct {
	*vocabulary
	kernel  *kernel
	threads int
	version string
	workers sync.Pool // of *worker
}

// Open checks the weights and prepares them for a class: about 50 ms, a little
// more for AMX. Its errors are ErrForeign (the weights are not of this version,
// or damaged), ErrClass (no such class, or not on this machine).
func Open(o Options) (*Encoder, error) {
	file := o.Weights
	if file == nil {
		file = stringBytes(embedded)
	}
	header, err := format.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	words, err := newVocabulary(header, file)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	kernel, err := newKernel(header, file, o.Class)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	e := &Encoder{vocabulary: words, kernel: kernel, threads: o.Threads}
	if e.threads <= 0 {
		e.threads = runtime.GOMAXPROCS(0)
	}
	e.version = fmt.Sprintf("e5-small-q4-%s-%s", header.Keep, format.Sum(file, 12))
	e.workers.New = func() any { return &worker{encoder: e} }
	return e, nil
}

// ErrForeign is the error of weights that are not ours or not whole.
var ErrForeign = format.ErrForeign

// Class names the class of processor that computes: "portable", "avx2",
// "avxvnni", "avx512vnni" or "amx".
func (e *Encoder) Class() string { return e.kernel.class.String() }

// ModelVersion names model, vocabulary and the weights' checksum. Together with
// Class it says which vectors may be compared.
func (e *Encoder) ModelVersion() string { return e.version }

// Encode writes the vectors of texts one after the other into dst, whose length
// must be Dim·len(texts). They are normalised to length one and not centred. A
// text of more than about 510 pieces is the weighted mean of its windows; an
// empty text has a vector too, which means nothing. Bytes that are not UTF-8
// count as U+FFFD.
//
// All threads work on the texts; when ctx ends they stop within one layer of
// one batch (some milliseconds), dst holds nothing of use, and the error is
// ctx's.
func (e *Encoder) Encode(ctx context.Context, texts []string, dst []float32) error {
	if len(dst) != Dim*len(texts) {
		return fmt.Errorf("encoder: room for %d numbers, want %d", len(dst), Dim*len(texts))
	}
	if err := ctx.Err(); err != nil || len(texts) == 0 {
		return err
	}
	j := &job{texts: texts, dst: dst}
	size := 0
	for _, t := range texts {
		size += len(t) + perText
	}
	threads := min(e.threads, len(texts))
	// Batches small enough that no thread waits long for the last one.
	j.batch = min(max(size/bytesPerToken/(threads*4), minBatch), maxBatch)
	release := context.AfterFunc(ctx, func() { atomic.StoreInt32(&j.stop, 1) })
	defer release()
	var wg sync.WaitGroup
	for range threads - 1 {
		wg.Go(func() { e.work(j) })
	}
	e.work(j)
	wg.Wait()
	return ctx.Err()
}

func (e *Encoder) work(j *job) {
	w := e.workers.Get().(*worker)
	w.run(j)
	e.workers.Put(w)
}

// normalise scales v to length one. A vector of zeros stays.
func normalise(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
}
