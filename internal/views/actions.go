package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
)

// actOn does what a key means on the rows of any list: on the marked ones, else
// on the one under the cursor.
func (d *Desk) actOn(a ui.Action, b *browser) (tea.Cmd, bool) { return d.act(a, b.chosen()) }

// act does what a key means to refs; false where it means nothing.
func (d *Desk) act(a ui.Action, refs []rbac.Ref) (tea.Cmd, bool) {
	switch a {
	case ui.ShowAccess:
		for _, ref := range refs {
			if ref.Kind == rbac.KindUser {
				return ui.Tell(to(routeAccess, ref.ID)), true
			}
		}
		return say("access is of a user: press W for who can"), true
	case ui.WhoCan:
		return d.whoCan(refs), true
	case ui.Compare:
		return d.compare(refs), true
	case ui.CopyID:
		return d.copyIDs(refs), true
	case ui.CopyMenu:
		return d.copyMenu(refs), true
	}
	return d.alter(a, refs)
}

func say(s string) tea.Cmd { return ui.Tell(ui.Say{Text: s}) }

// copyIDs copies the ids of things, a line each.
func (d *Desk) copyIDs(refs []rbac.Ref) tea.Cmd {
	switch len(refs) {
	case 0:
		return nil
	case 1:
		return ui.Tell(lined(refs, d.data.value).copy("id of " + d.data.name(refs[0]).String()))
	}
	return ui.Tell(lined(refs, d.data.value).copy(counted(len(refs), "id")))
}
