package sandbox

import (
	"errors"
	"fmt"
	"net/http"
)

// fault is an answer that says what went wrong, in one of the four shapes that
// the API has for that.
type fault struct {
	status     int
	name       string // what the body calls error
	message    string
	source     string // of a schema fault: payload, query or params
	key        string // of a schema fault: the path of the value, dotted
	challenge  string // what WWW-Authenticate says, where it is sent
	attributes bool   // whether the body repeats the challenge
}

func (f *fault) Error() string { return fmt.Sprintf("%d %s: %s", f.status, f.name, f.message) }

// body is the fault as the JSON that goes out.
func (f *fault) body() *object {
	o := fields("statusCode", float64(f.status), "error", f.name, "message", f.message)
	if f.attributes {
		o.set("attributes", fields("error", f.challenge))
	}
	if f.source != "" {
		o.set("validation", fields("source", f.source, "keys", newArray(f.key)))
	}
	return o
}

// plainFault is a fault whose name is that of its status.
func plainFault(status int, message string) *fault {
	return &fault{status: status, name: http.StatusText(status), message: message}
}

func noRoute() *fault { return plainFault(http.StatusNotFound, "Not Found") }

func noRecord(collection string, id value) *fault {
	return &fault{status: http.StatusNotFound, name: "NotFoundError",
		message: fmt.Sprintf("The record %v in %s does not exist.", id, collection)}
}

func invalid(message string) *fault {
	return &fault{status: http.StatusBadRequest, name: "ValidationError", message: message}
}

// asFault is the answer to err: its own when it is a fault, else the 500 that
// tells nothing.
func asFault(err error) *fault {
	var f *fault
	if errors.As(err, &f) {
		return f
	}
	return plainFault(http.StatusInternalServerError, "An internal server error occurred")
}

// Where the real server trips over what it did not expect, it answers a 500
// whose reason is lost. These are the reasons.
var (
	errNoName     = errors.New("a record without a name where names are compared")
	errNoText     = errors.New("a searched field that is no text")
	errNoList     = errors.New("a list to remove from that was never made")
	errNoGroup    = errors.New("a group that does not exist")
	errElsewhere  = errors.New("a permission of another application")
	errMoved      = errors.New("the application of a role changed")
	errAPIOff     = errors.New("the resource server is already off")
	errIssuer     = errors.New("a token of another issuer")
	errHookAccess = errors.New("a hook called without its token")
)
