package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// alter does what the keys that change something mean to refs, wherever they
// stand; false for any other key.
func (d *Desk) alter(a ui.Action, refs []rbac.Ref) (tea.Cmd, bool) {
	switch a {
	case ui.New:
		if len(refs) == 0 {
			return nil, false
		}
		return d.create(refs[0].Kind, rbac.ClientID{}, nil), true
	case ui.AddLink:
		return d.chooseLink(refs), true
	case ui.Edit:
		return d.edit(refs), true
	case ui.Delete:
		return d.remove(refs), true
	case ui.Unlink:
		if len(refs) > 0 && refs[0].Kind == rbac.KindMapping {
			return d.remove(refs), true
		}
		return say("d unlinks in the tabs of a detail; D deletes the thing itself"), true
	}
	return nil, false
}

// alterIn does the same in a tab of subject, where a and d are about the tie
// that the tab shows.
func (d *Desk) alterIn(a ui.Action, subject rbac.Ref, tab widget.Words, refs []rbac.Ref) (tea.Cmd, bool) {
	switch a {
	case ui.AddLink:
		if tab == "Mappings" {
			return d.addMapping(subject), true
		}
		if l, ok := linkOfTab(subject.Kind, tab); ok {
			return d.openLink(l, []rbac.Ref{subject}), true
		}
		return say("nothing is tied here directly: what is in this tab follows from other tabs"), true
	case ui.Unlink:
		return d.unlink(subject, tab, refs), true
	case ui.New:
		return d.newIn(subject, tab), true
	}
	return d.act(a, refs)
}

// addMapping asks for a new mapping of a group, or of a connection.
func (d *Desk) addMapping(subject rbac.Ref) tea.Cmd {
	if subject.Kind == rbac.KindGroup {
		return d.newMapping(subject, rbac.Ref{})
	}
	return d.newMapping(rbac.Ref{}, subject)
}

// newIn makes a new thing of the kind that a tab shows, tied to subject.
func (d *Desk) newIn(subject rbac.Ref, tab widget.Words) tea.Cmd {
	l, ok := linkOfTab(subject.Kind, tab)
	switch {
	case tab == "Mappings":
		return d.addMapping(subject)
	case subject.Kind == rbac.KindApplication && tab == "Roles":
		return d.create(rbac.KindRole, rbac.ClientID{Text: subject.ID}, nil)
	case subject.Kind == rbac.KindApplication && tab == "Permissions":
		return d.create(rbac.KindPermission, rbac.ClientID{Text: subject.ID}, nil)
	case !ok:
		return say("nothing new can be made here")
	}
	var app rbac.ClientID
	if l.what == rbac.KindPermission || l.of == rbac.KindPermission {
		app = d.data.applicationOf(subject)
	}
	return d.create(l.what, app, func(made rbac.Ref) []rbac.Change { return []rbac.Change{l.add(subject, made)} })
}

// edit opens the form of one thing.
func (d *Desk) edit(refs []rbac.Ref) tea.Cmd {
	switch {
	case len(refs) == 0:
		return nil
	case len(refs) > 1:
		return say("one thing at a time can be edited: esc takes the marks away")
	}
	ref := refs[0]
	switch ref.Kind {
	case rbac.KindGroup, rbac.KindRole, rbac.KindPermission:
		if !d.data.exists(ref) {
			return say("this " + string(ref.Kind) + " does not exist any more: only its id is left in a list")
		}
		return d.editForm(ref)
	case rbac.KindMapping:
		return d.editMapping(ref)
	}
	return say("a " + string(ref.Kind) + " can't be edited here: this API only reads it")
}

// remove deletes things, after a review. Things in use are detached first.
func (d *Desk) remove(refs []rbac.Ref) tea.Cmd {
	// All ties are cut before anything is deleted: what is deleted first could
	// hold one of them.
	var ties, deletions []rbac.Change
	for _, ref := range refs {
		switch ref.Kind {
		case rbac.KindMapping:
			if g, m, ok := d.data.mapping(ref); ok {
				deletions = append(deletions, rbac.RemoveMapping{Group: g, Mapping: m.ID})
			}
		case rbac.KindGroup, rbac.KindRole, rbac.KindPermission:
			ties = append(ties, plan.Detach(d.data.Graph, ref)...)
			deletions = append(deletions, deletion(ref))
		case rbac.KindUser:
			return say("this API can't delete users; a on the user, or d in his tabs, takes his groups and roles away")
		default:
			return say("a " + string(ref.Kind) + " can't be deleted here: this API only reads it")
		}
	}
	if len(deletions) == 0 {
		return nil
	}
	return d.review(nil, append(ties, deletions...))
}

// deletion is the change that deletes a thing.
func deletion(ref rbac.Ref) rbac.Change {
	switch ref.Kind {
	case rbac.KindGroup:
		return rbac.DeleteGroup{Group: groupID(ref)}
	case rbac.KindRole:
		return rbac.DeleteRole{Role: roleID(ref)}
	}
	return rbac.DeletePermission{Permission: permissionID(ref)}
}
