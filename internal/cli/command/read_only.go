package command

import (
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
	return &UsageError{Cause: &ReadOnlyError{"read-only: nothing that changes the tenant is sent (--read-only or AUTHZX_READ_ONLY)"}}
}

// readOnly reports whether AUTHZX_READ_ONLY forbids changes: any value does but those
// that plainly say no.
func (e Env) readOnly() bool {
	switch strings.ToLower(strings.TrimSpace(e.Variable("AUTHZX_READ_ONLY"))) {
	case "", "0", "false", "no", "off":
		return false
	}
	return true
}
