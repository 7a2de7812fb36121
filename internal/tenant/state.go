// Package tenant is one connected tenant: it loads and refreshes the graph and
// the directory, keeps the log of requests, and is the one place from which a
// tenant is altered.
package tenant

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// State is what is known of a tenant at one moment. It never changes.
type State struct {
	// Graph is the access graph; nil before the first answer.
	Graph *rbac.Graph
	// Directory is what names people, applications and connections; nil is
	// one that knows nothing.
	Directory *rbac.Directory
	// Loading says that a refresh is under way.
	Loading bool
	// Err is why the last refresh brought no graph; nil when it did.
	Err error
}

// Identity says which tenant this is.
type Identity struct {
	Profile    text.Text // the profile's name
	Tenant     text.Text // the tenant's own name, which confirmations ask for
	Region     text.Text
	Production bool
	// ReadOnly says that writing can't be unlocked at all.
	ReadOnly bool
	// Offline says that this is a saved document.
	Offline bool
	// TokenURL, ClientID and Audience say how a token is asked for: what a
	// request for one shows. Empty where the token was given by hand.
	TokenURL, ClientID, Audience text.Text
}
