package answers

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// AskWhoCan asks who has the first of the things; of an application one chooses
// what.
func AskWhoCan(d *desk.Desk, refs []rbac.Ref) ui.Cmd {
	for _, ref := range refs {
		switch ref.Kind {
		case rbac.KindPermission, rbac.KindRole, rbac.KindGroup:
			return ui.Tell(ui.Open{Route: WhoCanRoute(ref)})
		case rbac.KindMapping:
			group, _, _ := d.Data.Mapping(ref)
			return ui.Tell(ui.Open{Route: WhoCanRoute(group.Ref())})
		case rbac.KindApplication:
			return ui.Tell(ui.Show{Dialog: whoCanOf(d, ref)})
		}
	}
	return nil
}

// WhyNotWhoCan says why nobody can be asked for who has a thing of a kind.
func WhyNotWhoCan(k rbac.Kind) widget.Words {
	if of := catalog.Of(k); of != nil && of.Asks != catalog.Holders {
		return "who can works on a permission, role or group: {show_access} shows a user's access"
	}
	return ""
}

// WhyNotCompare says why n things of a kind can't be compared.
func WhyNotCompare(k rbac.Kind, n int) widget.Words {
	switch {
	case k != rbac.KindUser || n == 0:
		return "mark two users in a list with {list.mark} to compare them"
	case n > 2:
		return widget.Words(text.Counted(n, "user") + " are marked, two can be compared: {escape} clears the marks")
	}
	return ""
}

// whoCanOf offers the permissions and roles of an application.
func whoCanOf(d *desk.Desk, app rbac.Ref) ui.Dialog {
	list := func(d *desk.Data) []rbac.Ref { return append(d.PermissionsOf(app), d.RolesOf(app)...) }
	return NewHolderPicker(d, "Who can, or who has", list)
}

// NewHolderPicker asks who has one of the things that are listed.
func NewHolderPicker(d *desk.Desk, title widget.Words, list func(*desk.Data) []rbac.Ref) ui.Dialog {
	p := desk.NewRefPicker(d, title, list, text.Text{}, func(_ text.Text, ref rbac.Ref) ui.Cmd {
		if ref.ID.IsZero() {
			return desk.Say("no match")
		}
		return ui.Tell(ui.Open{Route: WhoCanRoute(ref)})
	})
	p.Listed = true
	return p
}

// AskCompare sets two users side by side; beside one alone, another is chosen.
func AskCompare(d *changes.Workspace, refs []rbac.Ref) ui.Cmd {
	var users []rbac.Ref
	for _, ref := range refs {
		if ref.Kind == rbac.KindUser {
			users = append(users, ref)
		}
	}
	if len(users) == 1 {
		return ui.Tell(ui.Show{Dialog: otherUser(d, rbac.Query{User: desk.UserID(users[0])})})
	}
	return ui.Tell(ui.Open{Route: CompareRoute(users[0], users[1])})
}

// otherUser offers all users to compare the query's with; the user as well, where
// something is staged that may make a difference.
func otherUser(d *changes.Workspace, q rbac.Query) ui.Dialog {
	one := q.User.Ref()
	_, staged := d.Staged.After()
	list := func(d *desk.Data) []rbac.Ref {
		all := catalog.Of(rbac.KindUser).Refs(&d.Data)
		others := make([]rbac.Ref, 0, len(all))
		for _, ref := range all {
			if ref != one || staged {
				others = append(others, ref)
			}
		}
		return others
	}
	title := widget.Words("Compare with")
	if staged {
		title = "Compare with, or with the same user as staged"
	}
	return desk.NewRefPicker(d.Desk, title, list, text.Text{}, func(id text.Text, _ rbac.Ref) ui.Cmd {
		return ui.Tell(ui.Open{Route: compareUnder(q, rbac.UserID{Text: id}.Ref())})
	})
}
