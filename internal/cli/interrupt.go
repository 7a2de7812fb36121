package cli

import (
	"context"
	"io"
	"iter"
)

// out is standard output for an answer. An interruption ends a write even where
// nobody reads what was written.
func (r *run) out(ctx context.Context) io.Writer { return &untilWriter{ctx, r.env.Stdout} }

type untilWriter struct {
	ctx context.Context
	w   io.Writer
}

func (u *untilWriter) Write(p []byte) (int, error) {
	if u.ctx.Err() != nil {
		return 0, context.Cause(u.ctx)
	}
	type outcome struct {
		n   int
		err error
	}
	written := make(chan outcome, 1)
	go func() {
		n, err := u.w.Write(p)
		written <- outcome{n, err}
	}()
	select {
	case o := <-written:
		return o.n, o.err
	case <-u.ctx.Done():
		// The write may go on: whoever gave p writes nothing more after an error.
		return 0, context.Cause(u.ctx)
	}
}

// until yields the same as seq, and ends early with ctx.
func until[T any](ctx context.Context, seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range seq {
			if ctx.Err() != nil || !yield(v) {
				return
			}
		}
	}
}
