package edit

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// Alter does what the keys that change something mean to refs, wherever they
// stand; false for any other key.
func Alter(d *changes.Workspace, a ui.Action, refs []rbac.Ref) (ui.Cmd, bool) {
	switch a {
	case ui.New:
		return Create(d, refs[0].Kind, rbac.ClientID{}, nil), true
	case ui.AddLink:
		return chooseLink(d, refs), true
	case ui.Edit:
		return askEdit(d, refs), true
	case ui.Delete:
		return remove(d, refs), true
	case ui.Unlink:
		return remove(d, refs), true
	}
	return nil, false
}

// WhyNot says why n things of a kind can't be altered so; empty where they can.
func WhyNot(a ui.Action, k rbac.Kind, n int) widget.Words {
	many := widget.Words(k) + "s"
	of := catalog.Of(k)
	made, altered := of != nil && of.Makes, of != nil && of.Alters
	switch {
	case a == ui.New && k == rbac.KindUser:
		return "this API can't create users: they come from logins and the Auth0 dashboard"
	case a == ui.New && !made:
		return many + " can't be created here: the API is read-only for them"
	case a == ui.AddLink && len(LinksOf(k)) == 0:
		return "nothing can be added to " + many + ": {add_link} is of a user, group, role or permission"
	case a == ui.Unlink && k != rbac.KindMapping:
		return "{unlink} works in the tabs of a detail; {delete} deletes the object"
	case a == ui.Delete && k == rbac.KindUser:
		return "this API can't delete users; {add_link} or {unlink} on the user removes groups and roles"
	case (a == ui.Edit || a == ui.Delete) && !altered:
		return many + " can't be edited here: the API is read-only for them"
	case a == ui.Edit && n > 1:
		return "edit one at a time: {escape} clears the marks"
	case n == 0 && slices.Contains([]ui.Action{ui.AddLink, ui.Edit, ui.Delete, ui.Unlink}, a):
		return "no row selected"
	}
	return ""
}

// AlterIn does the same in a tab of subject, where a and d are about the tie
// that the tab shows; false for any other key.
func AlterIn(d *changes.Workspace, a ui.Action, subject rbac.Ref, tab catalog.RelationID, refs []rbac.Ref) (ui.Cmd, bool) {
	switch a {
	case ui.AddLink:
		if shows(subject.Kind, tab) == rbac.KindMapping {
			return addMapping(d, subject), true
		}
		if l, ok := linkIn(subject.Kind, tab); ok {
			return openLinks(d, []link{l}, []rbac.Ref{subject}), true
		}
		return nil, true
	case ui.Unlink:
		return unlink(d, subject, tab, refs), true
	case ui.New:
		return newIn(d, subject, tab), true
	}
	return nil, false
}

// WhyNotInTab says why a tie can't be altered in a tab of a kind; decided is false for
// any other key.
func WhyNotInTab(a ui.Action, of rbac.Kind, tab catalog.RelationID) (why widget.Words, decided bool) {
	l, tied := linkIn(of, tab)
	tied = tied || shows(of, tab) == rbac.KindMapping
	switch a {
	case ui.AddLink, ui.Unlink:
		if !tied {
			return "nothing direct here: these rows come from elsewhere", true
		}
		return "", true
	case ui.New:
		if l.To == rbac.KindUser || !tied && of != rbac.KindApplication {
			return "nothing can be created here", true
		}
		return "", true
	}
	return "", false
}

// addMapping asks for a new mapping of a group, or of a connection.
func addMapping(d *changes.Workspace, subject rbac.Ref) ui.Cmd {
	if subject.Kind == rbac.KindGroup {
		return newMapping(d, subject, rbac.Ref{})
	}
	return newMapping(d, rbac.Ref{}, subject)
}

// newIn makes a new thing of the kind that a tab shows, tied to subject.
func newIn(d *changes.Workspace, subject rbac.Ref, tab catalog.RelationID) ui.Cmd {
	l, ok := linkIn(subject.Kind, tab)
	what := shows(subject.Kind, tab)
	switch {
	case what == rbac.KindMapping:
		return addMapping(d, subject)
	case subject.Kind == rbac.KindApplication:
		return Create(d, what, rbac.ClientID{Text: subject.ID}, nil)
	case !ok:
		return desk.Say("nothing can be created here")
	}
	var app rbac.ClientID
	if l.withinOne() {
		app = d.Data.ApplicationOf(subject)
	}
	return Create(d, l.To, app, func(made rbac.Ref) []rbac.Change { return []rbac.Change{l.add(subject, made)} })
}

// askEdit opens the form of one thing.
func askEdit(d *changes.Workspace, refs []rbac.Ref) ui.Cmd {
	ref := refs[0]
	switch {
	case ref.Kind == rbac.KindMapping:
		return EditMapping(d, ref)
	case !d.Data.Exists(ref):
		return desk.Say("this " + string(ref.Kind) + " no longer exists: only its id is left in a list")
	}
	return EditForm(d, ref)
}

// remove deletes things, after a review. Things in use are detached first.
func remove(d *changes.Workspace, refs []rbac.Ref) ui.Cmd {
	// All ties are cut before anything is deleted: what is deleted first could
	// hold one of them.
	var ties, deletions []rbac.Change
	for _, ref := range refs {
		switch ref.Kind {
		case rbac.KindMapping:
			if g, m, ok := d.Data.Mapping(ref); ok {
				deletions = append(deletions, rbac.RemoveMapping{Group: g, Mapping: m.ID})
			}
		case rbac.KindGroup, rbac.KindRole, rbac.KindPermission:
			ties = append(ties, plan.Detach(d.Data.Graph, ref)...)
			deletions = append(deletions, deletion(ref))
		case rbac.KindUser:
			return d.Say("this API can't delete users; {add_link} or {unlink} on the user removes groups and roles")
		default:
			return desk.Say("a " + string(ref.Kind) + " can't be deleted here: the API is read-only for it")
		}
	}
	if len(deletions) == 0 {
		return nil
	}
	return d.Review(nil, append(ties, deletions...))
}

func deletion(ref rbac.Ref) rbac.Change {
	switch ref.Kind {
	case rbac.KindGroup:
		return rbac.DeleteGroup{Group: desk.GroupID(ref)}
	case rbac.KindRole:
		return rbac.DeleteRole{Role: desk.RoleID(ref)}
	}
	return rbac.DeletePermission{Permission: desk.PermissionID(ref)}
}
