package tenant

import (
	"context"
	"sync/atomic"
	"time"

	"authzx/internal/routine"
)

// Offline is a snapshot in place of a tenant: it can be read, and
// nothing else.
type Offline struct {
	identity Identity
	read     func() (State, error)
	ahead    atomic.Pointer[readAhead] // for the next Refresh
	log      *Log
	tenant   *Tenant
}

// readAhead is a state that is being read.
type readAhead struct {
	reading routine.Group
	state   State
	err     error
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

// ReadAhead begins to read the document, which the next Refresh then waits for.
func (o *Offline) ReadAhead() {
	a := new(readAhead)
	a.reading.Go(func() { a.state, a.err = o.read() })
	o.ahead.Store(a)
}

// Refresh reads the document again.
func (o *Offline) Refresh(context.Context) error {
	a := o.ahead.Swap(nil)
	if a == nil {
		a = new(readAhead)
		a.state, a.err = o.read()
	}
	a.reading.Wait()
	state, err := a.state, a.err
	o.tenant.alter(func(s *State) {
		if err != nil {
			s.Err = err
			return
		}
		*s = state
	})
	return err
}
