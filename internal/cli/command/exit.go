package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"authzx/internal/api"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/private"
	"authzx/internal/text"
)

// The exit codes.
const (
	Done           = 0
	Failed         = 1
	Usage          = 2
	No             = 3
	Authentication = 4
	Interrupted    = 130
)

// ErrNo is the answer "no" of a command that was asked for one; it has been
// printed already.
var ErrNo = errors.New("no")

// UsageError is a command line, or a setting, that can't be followed.
type UsageError struct {
	Cause   error
	command string // whose help would tell more; empty for none
}

// Error is that of the cause.
func (e *UsageError) Error() string { return e.Cause.Error() }

// Unwrap gives the cause.
func (e *UsageError) Unwrap() error { return e.Cause }

// Usagef is an error of usage.
func Usagef(format string, args ...any) error {
	return &UsageError{Cause: fmt.Errorf(format, args...)}
}

// Report says on standard error what went wrong and gives the exit code.
func (r *Run) Report(ctx context.Context, err error) int {
	code := exitCode(ctx, err)
	switch {
	case quiet(code, err):
	case r.asksJSON():
		r.writeFailure(ctx, err)
	case errors.As(err, new(*IncompleteError)):
		// Told before the answer.
	default:
		r.Say("%s", err)
		r.SayMore(err)
	}
	return code
}

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return Done
	case errors.Is(err, ErrNo):
		return No
	// What became of a change has to be told even to who interrupted it.
	case ctx.Err() != nil && !errors.Is(err, api.ErrOutcomeUnknown):
		return Interrupted
	}
	if failure, ok := errors.AsType[*api.Error](err); ok && failure.Authentication() {
		return Authentication
	}
	var (
		usage    *UsageError
		none     *config.NoneError
		mistakes config.Mistakes
		exposed  *private.ExposedError
		byHand   *config.ByHandError
	)
	if errors.As(err, &usage) || errors.As(err, &none) || errors.As(err, &mistakes) || errors.As(err, &exposed) || errors.As(err, &byHand) {
		return Usage
	}
	return Failed
}

// SayMore says where to look next.
func (r *Run) SayMore(err error) {
	if hint := hint(err); hint != "" {
		r.Say("%s", hint)
	}
}

// Say writes lines for a person to standard error, safe to show; on a terminal they are
// wrapped.
func (r *Run) Say(format string, args ...any) {
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		line = "authzx: " + shown(line)
		if width := r.Env.Terminal.Width; width > 0 && r.Env.Terminal.Err {
			line = output.Message(line, width)
		}
		_, _ = fmt.Fprintln(r.Env.Stderr, line)
	}
}

// shown is a line that holds escaped names beside words from elsewhere: the
// latter are escaped, the former not once more.
func shown(line string) string {
	const bracket = "⟨"
	parts := strings.Split(line, bracket)
	for i := range parts {
		parts[i] = text.Escape(parts[i])
	}
	return strings.Join(parts, bracket)
}

// IncompleteError says that an answer was given though parts of the tenant
// could not be read; that was told already.
type IncompleteError struct{ Cause error }

// Error is that of the cause.
func (e *IncompleteError) Error() string { return e.Cause.Error() }

// Unwrap gives the cause.
func (e *IncompleteError) Unwrap() error { return e.Cause }
