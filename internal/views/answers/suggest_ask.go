package answers

import (
	"fmt"
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// MakeItSo shows the ways to give a permission, a role or a group to a user, or to take
// it away, both found among things, judged at a login where there is one. It asks for
// what is not among them.
func MakeItSo(d *changes.Workspace, things []rbac.Ref, login *rbac.Login) ui.Cmd {
	user, thing, several := halves(things)
	if several {
		return d.Say("one at a time: {escape} clears the marks")
	}
	goal := suggest.Goal{User: user, Thing: thing, Login: login}
	return ui.Tell(ui.Show{Dialog: asking(d, goal)})
}

// AskMakeItSo asks for both, of whatever there is.
func AskMakeItSo(d *changes.Workspace) ui.Dialog { return asking(d, suggest.Goal{}) }

// asking is what asks for the first thing that a goal lacks, or else lists its ways.
func asking(d *changes.Workspace, goal suggest.Goal) ui.Dialog {
	switch {
	case goal.Thing.ID.IsZero():
		return askThing(d, goal)
	case goal.User.IsZero():
		return askUser(d, goal)
	}
	return newMakeItSo(d, goal)
}

// given are the kinds of what can be given to a user, the narrowest first.
func given() []rbac.Kind { return []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} }

func askThing(d *changes.Workspace, goal suggest.Goal) ui.Dialog {
	title := widget.Words("Give or take what?")
	if !goal.User.IsZero() {
		title = widget.Words(fmt.Sprintf("Give %s what, or take what?", d.Data.Name(goal.User.Ref())))
	}
	p := desk.NewRefPicker(d.Desk, title, desk.Listed(given()...), text.Text{}, func(_ text.Text, ref rbac.Ref) ui.Cmd {
		if ref.ID.IsZero() {
			return desk.Say("no match")
		}
		goal.Thing = ref
		return ui.Tell(ui.Show{Dialog: asking(d, goal)})
	})
	p.Listed = true
	if !goal.User.IsZero() {
		p.Note = func(ref rbac.Ref) widget.Words {
			has := suggest.Goal{User: goal.User, Thing: ref, Login: goal.Login}
			if has.Granted(d.Data.Graph) {
				return "has it"
			}
			return ""
		}
	}
	return p
}

func askUser(d *changes.Workspace, goal suggest.Goal) ui.Dialog {
	title := widget.Words(fmt.Sprintf("Give %s to, or take it from, whom?", d.Data.Name(goal.Thing)))
	return desk.NewRefPicker(d.Desk, title, desk.Listed(rbac.KindUser), text.Text{}, func(id text.Text, _ rbac.Ref) ui.Cmd {
		goal.User = rbac.UserID{Text: id}
		return ui.Tell(ui.Show{Dialog: asking(d, goal)})
	})
}

// WhyNotMakeItSo says why n things of a kind can't be given, or be given anything.
func WhyNotMakeItSo(k rbac.Kind, n int) widget.Words {
	switch {
	case !MakeItSoIn(k):
		return "a permission, role or group is given to a user, or taken: {make_it_so} on one of them shows the ways"
	case n > 1:
		return "one at a time: {escape} clears the marks"
	}
	return ""
}

// MakeItSoIn reports whether a tab of a kind is about giving and taking, whatever the
// row under the cursor is.
func MakeItSoIn(of rbac.Kind) bool {
	return of == rbac.KindUser || slices.Contains(given(), of)
}
