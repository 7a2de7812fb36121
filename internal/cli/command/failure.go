package command

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"authzx/internal/api"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/private"
	"authzx/internal/text"
)

// NotFoundError is a name or an address that nothing has. Its text names what comes near.
type NotFoundError struct{ Words string }

// Error says what there is none of.
func (e *NotFoundError) Error() string { return e.Words }

// HintError is an error with the way out beside it.
type HintError struct {
	Cause error
	Hint  string // one plain sentence, safe to draw
}

// Error is that of the cause.
func (e *HintError) Error() string { return e.Cause.Error() }

// Unwrap gives the cause.
func (e *HintError) Unwrap() error { return e.Cause }

// hint is the way out; empty where there is none to give.
func hint(err error) string {
	if hinted, ok := errors.AsType[*HintError](err); ok {
		return hinted.Hint
	}
	if hint := api.Hint(err); hint != "" {
		return hint
	}
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.command != "" {
		return usage.command + " --help for more"
	}
	return ""
}

// asksJSON reports whether the answer is wanted as JSON, though the command line may not
// have been understood.
func (r *Run) asksJSON() bool {
	if r.started {
		return r.Flags.Format() == output.JSON
	}
	for i, arg := range r.Env.Args {
		switch {
		case arg == "--":
			return false
		case arg == "-o" || arg == "--output":
			return slices.Contains(r.Env.Args[i+1:], string(output.JSON))
		case arg == "-ojson", arg == "-o=json", arg == "--output=json":
			return true
		}
	}
	return false
}

// writeFailure writes an error as one line of JSON.
func (r *Run) writeFailure(ctx context.Context, err error) {
	j := output.NewJSON(r.Env.Stderr)
	j.Line(func() {
		j.Key("error").Line(func() {
			j.Key("code").Words(failureCode(ctx, err))
			j.Key("message").Words(message(err))
			if hint := hint(err); hint != "" {
				j.Key("hint").Words(hint)
			} else {
				j.Key("hint").Null()
			}
			if failure, ok := errors.AsType[*api.Error](err); ok && failure.Status > 0 {
				j.Key("status").Number(failure.Status)
			} else {
				j.Key("status").Null()
			}
		})
	})
	_ = j.Finish()
}

func message(err error) string {
	return strings.Join(strings.Split(shown(err.Error()), text.Escape("\n")), "; ")
}

// failureCode is the word by which a script knows what went wrong.
func failureCode(ctx context.Context, err error) string {
	switch code := exitCode(ctx, err); {
	case errors.Is(err, api.ErrOutcomeUnknown):
		return "outcome_unknown"
	case code == Interrupted:
		return "interrupted"
	case errors.As(err, new(*IncompleteError)):
		return "incomplete"
	case code == Usage:
		return usageCode(err)
	}
	if kind := api.KindOf(err); kind != "" {
		return strings.NewReplacer(" ", "_", "-", "_").Replace(string(kind))
	}
	if errors.As(err, new(*NotFoundError)) {
		return "not_found"
	}
	return "failed"
}

func usageCode(err error) string {
	switch {
	case errors.As(err, new(*NotFoundError)), errors.Is(err, fs.ErrNotExist):
		return "not_found"
	case errors.As(err, new(*ReadOnlyError)):
		return "read_only"
	case errors.As(err, new(*config.NoneError)), errors.As(err, new(config.Mistakes)),
		errors.As(err, new(*private.ExposedError)), errors.As(err, new(*config.ByHandError)):
		return "configuration"
	}
	return "usage"
}

// quiet reports whether an error needs no words: whoever ended the run, or stopped
// reading, knows.
func quiet(code int, err error) bool {
	return err == nil || errors.Is(err, ErrNo) || code == Interrupted || nobodyReads(err)
}
