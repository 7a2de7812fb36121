package api

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// ErrOutcomeUnknown is what a write's error is (by errors.Is) when the request
// was sent but no answer settles whether it took effect: read back before
// anything else is done.
var ErrOutcomeUnknown = errors.New("the outcome of the change is unknown")

// ErrReadOnly is what an error is (by errors.Is) when a read-only client was
// asked to send a request that writes. Nothing was sent.
var ErrReadOnly = errors.New("read-only")

// Error is why a request failed. Its text is safe to draw and holds no secret.
type Error struct {
	Kind   Kind
	Status int         // of the answer; 0 when none came
	Route  endpoint.ID // TokenRoute for requests to the token endpoint
	Method string
	Target string // percent-encoded path and query, relative to the base URL

	Message      text.Text // the server's own words, empty when it gave none as JSON
	Code         text.Text // the server's error name, such as NotFoundError
	RequestID    text.Text // from the answer's headers
	MissingScope string    // of a 403: what the token lacks
	InUse        *InUse    // of KindInUse
	Validation   *Validation
	Detail       text.Text     // what exactly is wrong: a host, a limit, a place in the JSON
	RetryAfter   time.Duration // what the server asked to wait; 0 when it didn't say
	Attempts     int           // requests that were sent for this call

	// Platform is set when what runs the extension answered in its place.
	Platform bool
	// Between is set when a server between here and the extension failed.
	Between bool
	// Meaning is what a bare 500 is known to mean here, in a clause; empty where it may
	// mean anything.
	Meaning string
	// Unsettled is set when a write was sent and its outcome is unknown.
	Unsettled bool
	// Cause is the error beneath, without addresses and bodies; may be nil.
	Cause error
}

// InUse says what stands in the way of touching something: the names of those
// that use it.
type InUse struct {
	Collection text.Text // what was touched: permissions, roles, nested
	By         text.Text // the kind of user: roles, groups
	List       text.Text // their names as the server joined them, with ", "
}

// Names splits the list at its commas. A name may hold a comma itself, so known
// reports which names exist; nil takes every comma as a separator.
func (u *InUse) Names(known func(name string) bool) []text.Text {
	const separator = ", "
	parts := strings.Split(u.List.Raw(), separator)
	var names []text.Text
	for len(parts) > 0 {
		take := 1
		for n := len(parts); known != nil && n > 1; n-- {
			if known(strings.Join(parts[:n], separator)) {
				take = n
				break
			}
		}
		names = append(names, text.New(strings.Join(parts[:take], separator)))
		parts = parts[take:]
	}
	return names
}

// Validation is where the server's schema check failed.
type Validation struct {
	Source text.Text   // payload, query or params
	Keys   []text.Text // such as name or 0.groupName
}

// Error says what was asked and, in one plain sentence, what went wrong.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Method != "" {
		b.WriteString(e.Method + " " + text.Escape(e.Target) + ": ")
	}
	b.WriteString(text.Escape(e.sentence()))
	if e.Unsettled {
		b.WriteString("; " + ErrOutcomeUnknown.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is makes the error ErrOutcomeUnknown or ErrReadOnly where it is one.
func (e *Error) Is(target error) bool {
	return target == ErrOutcomeUnknown && e.Unsettled ||
		target == ErrReadOnly && e.Kind == KindReadOnly
}

// Authentication reports whether no valid token could be had or the server
// refused it: what a command line answers with its own exit code.
func (e *Error) Authentication() bool {
	switch e.Kind {
	case KindUnauthorized, KindTokenSecret, KindTokenRefused, KindTokenForbidden, KindTokenAnswer:
		return true
	}
	return false
}

// KindOf is the kind of the first *Error in err's tree; empty when there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// Hint is the way out for the first *Error in err's tree, one plain sentence;
// empty where there is none to give. Where the token lacks scopes it names all that
// the tree knows of.
func Hint(err error) string {
	if scopes := MissingScopes(err); len(scopes) > 0 {
		return grant(scopes)
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Hint()
	}
	return ""
}

// walk visits every *Error in err's tree.
func walk(err error, visit func(*Error)) {
	if e, ok := err.(*Error); ok {
		visit(e)
	}
	switch err := err.(type) {
	case interface{ Unwrap() []error }:
		for _, one := range err.Unwrap() {
			walk(one, visit)
		}
	case interface{ Unwrap() error }:
		walk(err.Unwrap(), visit)
	}
}

// said is the server's message in brackets, or nothing.
func (e *Error) said() string {
	switch {
	case !e.Message.IsZero() && e.Status != 0:
		return fmt.Sprintf(" (%d %s)", e.Status, e.Message.Raw())
	case e.Status != 0:
		return fmt.Sprintf(" (%d)", e.Status)
	}
	return ""
}
