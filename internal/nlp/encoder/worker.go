package encoder

import (
	"sync/atomic"
)

// Sizes of a batch, in tokens. A batch is long enough to use every weight many
// times once it is in the cache, and short enough for its numbers to stay there.
const (
	maxBatch      = 512
	minBatch      = 64
	bytesPerToken = 4 // a guess, to share small jobs out evenly
	perText       = 20
	maxText       = 510 // pieces of a window, without its two marks
)

// job is one call of Encode.
type job struct {
	texts []string
	dst   []float32
	batch int
	next  atomic.Int64 // the next text that no worker has taken
	stop  int32        // set when the context ends; read by the kernels
}

// worker owns the memory of one thread and reuses it from batch to batch.
type worker struct {
	encoder *Encoder
	tokens  tokenizer
	ids     []int32   // the batch's tokens
	starts  []int32   // where each window starts in ids, and the end of the last
	windows []window  // parallel to starts
	means   []float32 // what the kernel returns
	memory  []byte
}

// window is a part of a text that is encoded in one piece.
type window struct {
	text   int
	weight float32 // its pieces, not counting the marks
	last   bool    // no window of this text follows
}

func (w *worker) run(j *job) {
	w.reset()
	for atomic.LoadInt32(&j.stop) == 0 {
		i := int(j.next.Add(1) - 1)
		if i >= len(j.texts) {
			break
		}
		clear(j.dst[i*Dim : (i+1)*Dim])
		pieces := w.encoder.pieces(&w.tokens, j.texts[i])
		for first := true; first || len(pieces) > 0; first = false {
			n := min(len(pieces), maxText)
			if len(w.windows) > 0 && len(w.ids)+n+2 > j.batch && !w.flush(j) {
				return
			}
			w.add(pieces[:n], window{i, float32(max(n, 1)), n == len(pieces)})
			pieces = pieces[n:]
		}
	}
	w.flush(j)
}

func (w *worker) reset() {
	w.ids, w.starts, w.windows = w.ids[:0], append(w.starts[:0], 0), w.windows[:0]
}

func (w *worker) add(pieces []int32, win window) {
	w.ids = append(w.ids, w.encoder.bos)
	w.ids = append(w.ids, pieces...)
	w.ids = append(w.ids, w.encoder.eos)
	w.starts = append(w.starts, int32(len(w.ids)))
	w.windows = append(w.windows, win)
}

// flush encodes the batch and reports whether to go on.
func (w *worker) flush(j *job) bool {
	if len(w.windows) == 0 {
		return true
	}
	w.means = grow(w.means, len(w.windows)*Dim)
	ok := w.encoder.kernel.forward(w, &j.stop)
	if ok {
		for i, win := range w.windows {
			sum := j.dst[win.text*Dim : (win.text+1)*Dim]
			for k, m := range w.means[i*Dim : (i+1)*Dim] {
				sum[k] += win.weight * m
			}
			if win.last {
				normalise(sum)
			}
		}
	}
	w.reset()
	return ok
}

// grow returns a slice of length n, s itself if it is long enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}
