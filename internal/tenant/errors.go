package tenant

import (
	"errors"
	"net/http"

	"authzx/internal/api"
	"authzx/internal/text"
)

// Fault is why a request failed, and which one.
type Fault = api.Error

// Hint is the way out of a failure, one plain sentence that is safe to draw; empty where
// there is none to give. Of several joined it names all scopes that the token lacks.
func Hint(err error) string { return text.Escape(api.Hint(err)) }

// Forbidden reports whether the token lacks a scope for what failed.
func Forbidden(err error) bool { return len(api.MissingScopes(err)) > 0 }

// Gone reports whether the server has no such thing.
func Gone(err error) bool { return api.KindOf(err) == api.KindNotFound }

// Throttled reports whether the tenant answered that it is asked too much.
func Throttled(err error) bool { return api.KindOf(err) == api.KindThrottled }

// Unavailable reports whether the server said that it can't answer just now: a
// tenant does so to searches that take it too long.
func Unavailable(err error) bool {
	e, ok := errors.AsType[*api.Error](err)
	return ok && e.Status == http.StatusServiceUnavailable
}

// Refused reports whether the server did not understand what it was sent.
func Refused(err error) bool { return api.KindOf(err) == api.KindInvalid }
