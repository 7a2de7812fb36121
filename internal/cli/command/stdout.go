package command

import (
	"context"
	"io"

	"authzx/internal/cli/output"
	"authzx/internal/routine"
)

// Out is standard output for an answer. An interruption ends a write even where
// nobody reads what was written.
func (r *Run) Out(ctx context.Context) io.Writer { return r.fitted(r.Raw(ctx)) }

// Text is Out for what is written at once.
func (r *Run) Text() io.Writer { return r.fitted(r.Env.Stdout) }

// fitted wraps text on a terminal; in a pipe it stays whole.
func (r *Run) fitted(w io.Writer) io.Writer {
	if width := r.Env.Terminal.Width; width > 0 && r.Env.Terminal.Out && r.Flags.Format() == output.Text {
		return output.Wrapped(w, width)
	}
	return w
}

// plainWidth is how wide help is where no terminal says.
const plainWidth = 80

// HelpWidth is how many columns help may use.
func (r *Run) HelpWidth() int {
	if r.Env.Terminal.Out && r.Env.Terminal.Width > 0 {
		return r.Env.Terminal.Width
	}
	return plainWidth
}

// Raw is Out for what must stay as it is, such as a document.
func (r *Run) Raw(ctx context.Context) io.Writer { return &untilWriter{ctx, r.Env.Stdout} }

type untilWriter struct {
	ctx context.Context
	w   io.Writer
}

func (u *untilWriter) Write(p []byte) (int, error) {
	if u.ctx.Err() != nil {
		return 0, context.Cause(u.ctx)
	}
	// The write may go on alone: whoever gave p writes nothing more after an error.
	return routine.Await(u.ctx, func() (int, error) { return u.w.Write(p) })
}
