package desk

import (
	"errors"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

// Lacks are the lists that could not be read, those of the graph first.
func (d *Data) Lacks() []rbac.Lack {
	return append(d.Graph.Missing().Lacks(), d.Directory.Lacks()...)
}

// Causes are why lists and settings could not be read.
func (d *Data) Causes() []error {
	var list []error
	for _, l := range d.Lacks() {
		list = append(list, l.Err)
	}
	if _, x := d.Directory.Settings(); x.Err != nil {
		list = append(list, x.Err)
	}
	return list
}

// namesUnread says which lists of names could not be read, and why the first could not;
// empty where all could.
func (d *Desk) namesUnread() string {
	lacks := d.Data.Directory.Lacks()
	if len(lacks) == 0 || d.State.Graph == nil {
		return ""
	}
	return rbac.Unread(lacks) + d.Theme.Words(", {refresh} tries again: ") + SafeError(lacks[0].Err) + d.scopesWanted()
}

// scopesWanted says which scopes the token lacks and where to grant them; empty where
// nothing was refused for want of one.
func (d *Desk) scopesWanted() string {
	if err := errors.Join(d.Data.Causes()...); tenant.Forbidden(err) {
		return "; " + tenant.Hint(err)
	}
	return ""
}
