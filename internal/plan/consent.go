package plan

import "authzx/internal/rbac"

// Consent is what a person has to do before something is sent that alters a tenant.
type Consent int

// The consents. By ConsentNever nothing is sent, whatever a person does.
const (
	ConsentYes  Consent = iota // say yes
	ConsentName                // type a name: of the tenant, or of what is at stake
	ConsentNever
)

// ConsentFor is what a change takes: one of a tenant in production, or one of which much
// hangs, is not sent by a key pressed in passing.
func ConsentFor(production, readOnly, grave bool) Consent {
	switch {
	case readOnly:
		return ConsentNever
	case production || grave:
		return ConsentName
	}
	return ConsentYes
}

// From these numbers on a plan is large: a person has to say more than yes.
const (
	largeUsers    = 25
	largeRequests = 50
	largeDeletes  = 3
)

// Scale is how far a plan reaches.
type Scale struct {
	Users           int // who gain or lose anything
	Gaining, Gained int // users, and different permissions
	Losing, Lost    int
	Requests        int
	Deletes         int // groups, roles and permissions
}

// Scale measures the plan, whose effect is e.
func (p *Plan) Scale(e rbac.Effect) Scale {
	s := Scale{Users: len(e.Users), Requests: p.Requests()}
	s.Gaining, s.Gained, s.Losing, s.Lost = e.Counts()
	for _, i := range p.Items {
		for _, c := range i.Changes {
			if deletes(c) && len(i.Steps) > 0 {
				s.Deletes++
			}
		}
	}
	return s
}

func deletes(c rbac.Change) bool {
	switch c.(type) {
	case rbac.DeleteGroup, rbac.DeleteRole, rbac.DeletePermission:
		return true
	}
	return false
}

// Large reports whether a confirmation should ask for more than a key.
func (s Scale) Large() bool {
	return s.Users >= largeUsers || s.Requests >= largeRequests || s.Deletes >= largeDeletes
}
