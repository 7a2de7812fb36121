package views

import (
	"cmp"
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/answers"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
	"authzx/internal/views/edit"
)

// actions are what keys do to things, on whichever screen these stand.
type actions struct{ desk *Host }

// Act does what a key means to refs; false where it means nothing.
func (x actions) Act(a ui.Action, refs []rbac.Ref) (ui.Cmd, bool) {
	if len(refs) == 0 {
		return nil, false
	}
	switch a {
	case ui.ShowAccess:
		for _, ref := range refs {
			if ref.Kind == rbac.KindUser {
				return ui.Tell(desk.OpenScreen(desk.RouteAccess, ref.ID)), true
			}
		}
		return nil, true
	case ui.WhoCan:
		return answers.AskWhoCan(x.desk.Desk, refs), true
	case ui.GoHierarchy:
		return answers.AskHierarchy(x.desk.Desk, refs)
	case ui.Compare:
		return answers.AskCompare(x.desk.Workspace, refs), true
	case ui.MakeItSo:
		return answers.MakeItSo(x.desk.Workspace, refs, nil), true
	case ui.CopyID:
		return x.desk.CopyIDs(refs), true
	case ui.CopyMenu:
		return clipboard.Menu(x.desk.Desk, refs), true
	}
	return edit.Alter(x.desk.Workspace, a, refs)
}

// ActIn does the same in a tab of subject.
func (x actions) ActIn(a ui.Action, subject rbac.Ref, tab catalog.RelationID, refs []rbac.Ref) (ui.Cmd, bool) {
	if a == ui.MakeItSo {
		return answers.MakeItSo(x.desk.Workspace, append(slices.Clone(refs), subject), nil), true
	}
	if cmd, ok := edit.AlterIn(x.desk.Workspace, a, subject, tab, refs); ok {
		return cmd, true
	}
	return x.Act(a, refs)
}

// Create asks for a new thing of a kind.
func (x actions) Create(k rbac.Kind) ui.Cmd {
	return edit.Create(x.desk.Workspace, k, rbac.ClientID{}, nil)
}

// WhyNot says why an action can't be done to n things of a kind; empty where it can.
func (x actions) WhyNot(a ui.Action, k rbac.Kind, n int) widget.Words {
	switch a {
	case ui.Search:
		return "search users from their list: {go_users} opens it"
	case ui.ShowAccess:
		if k != rbac.KindUser {
			return "access works on a user: {show_who_can} shows who can"
		}
	case ui.WhoCan:
		return cmp.Or(answers.WhyNotWhoCan(k), none(n))
	case ui.Compare:
		return answers.WhyNotCompare(k, n)
	case ui.MakeItSo:
		return cmp.Or(answers.WhyNotMakeItSo(k, n), none(n))
	case ui.CopyID, ui.CopyMenu:
	default:
		return edit.WhyNot(a, k, n)
	}
	return none(n)
}

// none says that there is nothing for an action to be about.
func none(n int) widget.Words {
	if n == 0 {
		return "no row selected"
	}
	return ""
}

// WhyNotIn says that of a tab, where it does not depend on the row.
func (x actions) WhyNotIn(a ui.Action, of rbac.Kind, tab catalog.RelationID) (why widget.Words, decided bool) {
	if a == ui.MakeItSo && answers.MakeItSoIn(of) {
		return "", true
	}
	return edit.WhyNotInTab(a, of, tab)
}
