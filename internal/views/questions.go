package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// whoCan asks who has the first of the things; of an application one chooses
// what.
func (d *Desk) whoCan(refs []rbac.Ref) tea.Cmd {
	for _, ref := range refs {
		switch ref.Kind {
		case rbac.KindPermission, rbac.KindRole, rbac.KindGroup:
			return ui.Tell(ui.Open{Route: whoCanRoute(ref)})
		case rbac.KindMapping:
			group, _, _ := d.data.mapping(ref)
			return ui.Tell(ui.Open{Route: whoCanRoute(group.Ref())})
		case rbac.KindApplication:
			return ui.Tell(ui.Show{Dialog: d.whoCanOf(ref)})
		}
	}
	return say("who can is of a permission, role or group: E shows the access of a user")
}

// whoCanOf offers the permissions and roles of an application.
func (d *Desk) whoCanOf(app rbac.Ref) ui.Dialog {
	list := func(d *Data) []rbac.Ref { return append(d.permissionsOf(app), d.rolesOf(app)...) }
	return newHolderPicker(d, "Who can, or who has", list)
}

// newHolderPicker asks who has one of the things that are listed.
func newHolderPicker(d *Desk, title widget.Words, list func(*Data) []rbac.Ref) ui.Dialog {
	p := newRefPicker(d, title, list, text.Text{}, func(_ text.Text, ref rbac.Ref) tea.Msg {
		if ref.ID.IsZero() {
			return ui.Say{Text: "nothing that is listed is called so"}
		}
		return ui.Open{Route: whoCanRoute(ref)}
	})
	p.listed = true
	return p
}

// compare sets two users side by side; beside one alone, another is chosen.
func (d *Desk) compare(refs []rbac.Ref) tea.Cmd {
	var users []rbac.Ref
	for _, ref := range refs {
		if ref.Kind == rbac.KindUser {
			users = append(users, ref)
		}
	}
	switch len(users) {
	case 0:
		return say("two users can be compared: mark them in a list of users with space")
	case 1:
		return ui.Tell(ui.Show{Dialog: d.otherUser(rbac.Query{User: userID(users[0])})})
	case 2:
		return ui.Tell(ui.Open{Route: compareRoute(users[0], users[1])})
	}
	return say(counted(len(users), "user") + " are marked, two can be compared: esc takes the marks away")
}

// otherUser offers all users to compare the query's with.
func (d *Desk) otherUser(q rbac.Query) ui.Dialog {
	one := q.User.Ref()
	list := func(d *Data) []rbac.Ref {
		all := rowRefs(userRows(d))
		others := make([]rbac.Ref, 0, len(all))
		for _, ref := range all {
			if ref != one {
				others = append(others, ref)
			}
		}
		return others
	}
	return newRefPicker(d, "Compare with", list, text.Text{}, func(id text.Text, _ rbac.Ref) tea.Msg {
		return ui.Open{Route: compareUnder(q, rbac.UserID{Text: id}.Ref())}
	})
}
