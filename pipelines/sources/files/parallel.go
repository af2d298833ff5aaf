package files

import (
	"context"
	"iter"
	"runtime"
)

// ordered maps in by fn on every core and yields the results in the order of
// in. make gives each worker its own fn, so that fn may keep buffers. At most
// twice as many items as workers are under way.
func ordered[T, R any](ctx context.Context, in iter.Seq2[T, error], newWorker func() func(T) R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		type job struct {
			item T
			err  error
			out  chan R
		}
		n := runtime.GOMAXPROCS(0)
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		jobs, order := make(chan job), make(chan job, n)
		for range n {
			go func() {
				fn := newWorker()
				for j := range jobs {
					j.out <- fn(j.item)
				}
			}()
		}
		go func() {
			defer close(order)
			defer close(jobs)
			for item, err := range in {
				j := job{item, err, make(chan R, 1)}
				select {
				case order <- j:
				case <-ctx.Done():
					return
				}
				if err != nil {
					return
				}
				select {
				case jobs <- j:
				case <-ctx.Done():
					return
				}
			}
		}()
		for j := range order {
			if j.err != nil {
				var zero R
				yield(zero, j.err)
				return
			}
			select {
			case r := <-j.out:
				if !yield(r, nil) {
					return
				}
			case <-ctx.Done():
				var zero R
				yield(zero, ctx.Err())
				return
			}
		}
		if err := ctx.Err(); err != nil {
			var zero R
			yield(zero, err)
		}
	}
}
