package changes

import (
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// CopyRequests offers the requests that changes come to.
func (d *Workspace) CopyRequests(changes []rbac.Change) ui.Cmd {
	if len(changes) == 0 {
		return desk.Say("no request to copy: nothing was changed")
	}
	p, err := Compile(d.Data, changes)
	if err != nil {
		return desk.Complain("no request to copy: " + Impact{Data: d.Data, Err: err}.Fault())
	}
	return clipboard.Plan(d.Desk, p)
}
