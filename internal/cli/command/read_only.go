package command

import (
	"fmt"
	"strings"
)

// ReadOnlyError is a change that was refused before anything was read or sent.
type ReadOnlyError struct{ Words string }

// Error says why.
func (e *ReadOnlyError) Error() string { return e.Words }

// CheckWrites is nil where this run may alter a tenant: --read-only and AUTHZX_READ_ONLY
// forbid it, whatever the profile says.
func (r *Run) CheckWrites() error {
	if !r.Flags.ReadOnly {
		return nil
	}
	return &UsageError{Cause: &ReadOnlyError{fmt.Sprintf("read-only: nothing that changes the tenant is sent (%s)", r.ReadOnlyBy())}}
}

// ReadOnlyBy is what forbids this run to alter a tenant: the flag or the variable; empty
// where neither does.
func (r *Run) ReadOnlyBy() string {
	switch {
	case !r.Flags.ReadOnly:
		return ""
	case r.byVariable:
		return readOnlyVariable
	}
	return "--read-only"
}

// readOnlyVariable is the variable of the environment that does what --read-only does.
const readOnlyVariable = "AUTHZX_READ_ONLY"

// readOnly reports whether AUTHZX_READ_ONLY forbids changes: any value does but those
// that plainly say no.
func (e Env) readOnly() bool {
	switch strings.ToLower(strings.TrimSpace(e.Variable(readOnlyVariable))) {
	case "", "0", "false", "no", "off":
		return false
	}
	return true
}
