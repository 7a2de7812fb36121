package tenant

import (
	"context"
	"time"
)

// Offline is a snapshot in place of a tenant: it can be read, and
// nothing else.
type Offline struct {
	identity Identity
	read     func() (State, error)
	log      *Log
	tenant   *Tenant
}

// NewSaved is a tenant of a saved state of any kind, which read gives.
func NewSaved(identity Identity, read func() (State, error), now func() time.Time) *Offline {
	identity.Offline, identity.ReadOnly = true, true
	o := &Offline{identity: identity, read: read, log: NewLog(1)}
	o.tenant = New(Options{Identity: identity, Log: o.log, Now: now})
	return o
}

// Identity says which document this is.
func (o *Offline) Identity() Identity { return o.identity }

// Log is empty: nothing is ever sent.
func (o *Offline) Log() *Log { return o.log }

// State is what the document says.
func (o *Offline) State() State { return o.tenant.State() }

// Changed gives a value after the document was read.
func (o *Offline) Changed() <-chan struct{} { return o.tenant.Changed() }

// Refresh reads the document again.
func (o *Offline) Refresh(context.Context) error {
	state, err := o.read()
	o.tenant.alter(func(s *State) {
		if err != nil {
			s.Err = err
			return
		}
		*s = state
	})
	return err
}
