package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"authzx/internal/api"
	"authzx/internal/config"
	"authzx/internal/private"
	"authzx/internal/text"
)

// The exit codes.
const (
	exitDone           = 0
	exitFailed         = 1
	exitUsage          = 2
	exitNo             = 3
	exitAuthentication = 4
	exitInterrupted    = 130
)

// errNo is the answer "no" of a command that was asked for one; it has been
// printed already.
var errNo = errors.New("no")

// usageError is a command line, or a setting, that can't be followed.
type usageError struct {
	cause   error
	command string // whose help would tell more; empty for none
}

func (e *usageError) Error() string { return e.cause.Error() }
func (e *usageError) Unwrap() error { return e.cause }

func usagef(format string, args ...any) error {
	return &usageError{cause: fmt.Errorf(format, args...)}
}

// report says on standard error what went wrong and gives the exit code.
func (r *run) report(ctx context.Context, err error) int {
	code := exitCode(ctx, err)
	switch {
	case err == nil, errors.Is(err, errNo):
	case errors.As(err, new(*incompleteError)):
		// Told before the answer.
	case code == exitInterrupted, errors.Is(err, syscall.EPIPE):
		// Whoever ended it, or stopped reading, knows.
	default:
		r.say("%s", err)
		r.sayMore(err)
	}
	return code
}

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNo):
		return exitNo
	// What became of a change has to be told even to who interrupted it.
	case ctx.Err() != nil && !errors.Is(err, api.ErrOutcomeUnknown):
		return exitInterrupted
	}
	if failure, ok := errors.AsType[*api.Error](err); ok && failure.Authentication() {
		return exitAuthentication
	}
	var (
		usage    *usageError
		none     *config.NoneError
		mistakes config.Mistakes
		exposed  *private.ExposedError
		byHand   *config.ByHandError
	)
	if errors.As(err, &usage) || errors.As(err, &none) || errors.As(err, &mistakes) || errors.As(err, &exposed) || errors.As(err, &byHand) {
		return exitUsage
	}
	return exitFailed
}

// sayMore says where to look next.
func (r *run) sayMore(err error) {
	if hint := api.Hint(err); hint != "" {
		r.say("%s", hint)
	}
	var usage *usageError
	if errors.As(err, &usage) && usage.command != "" {
		r.say("%s --help tells more", usage.command)
	}
}

// say writes lines for a person to standard error, safe to show.
func (r *run) say(format string, args ...any) {
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		_, _ = fmt.Fprintf(r.env.Stderr, "authzx: %s\n", shown(line))
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
