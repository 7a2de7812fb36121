package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/answers"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
	"authzx/internal/views/past"
)

// Ways are what can be done, but not on every screen: each leads to where it can,
// or says how.
func (d *Host) Ways() []ui.Way {
	users := ui.Route{Kind: catalog.Of(rbac.KindUser).Plural}
	ways := []ui.Way{
		wayTo(ui.Compare, "compare two users", "difference diff", ui.Lead{
			Route: users, Say: d.Theme.Words("mark two users with {list.mark}, then {compare} compares them"),
		}),
		wayTo(ui.ShowAccess, "access of a user", "effective permissions what can why", ui.Show{Dialog: d.accessOf()}),
		wayTo(ui.WhoCan, "who can, who has, who is in", "who-can holders members permission role group", ui.Show{Dialog: d.whoHas()}),
		wayTo(ui.MakeItSo, "give or take a permission, role or group", "make it so grant revoke suggest", ui.Show{Dialog: answers.AskMakeItSo(d.Workspace)}),
		wayTo(ui.Apply, "apply staged changes", "send save", ui.Lead{Route: ui.Route{Kind: desk.RouteChanges}}),
		wayTo(ui.Fix, "fix what the doctor finds", "mend repair", ui.Lead{
			Route: ui.Route{Kind: desk.RouteDoctor}, Say: d.Theme.Words("{fix} stages the fix of the selected finding"),
		}),
		wayTo(ui.RunTests, "tests and rules", "assertions separation of duties check run", ui.Jump{Route: ui.Route{Kind: desk.RouteTests}}),
		wayTo(ui.AcceptKnown, "accept a finding", "known ignore suppress waive exception", ui.Lead{
			Route: ui.Route{Kind: desk.RouteDoctor}, Say: d.Theme.Words("{accept_finding} accepts the finding under the cursor, with a reason"),
		}),
		wayTo(ui.Guide, "set-up guide: prepare a tenant", "first use wizard new tenant client machine scopes region url authorize connect steps help", ui.Open{Route: ui.Route{Kind: desk.RouteGuide}}),
		wayTo("", "scopes and token", "scope rights granted missing lacks expiry expires credentials 403 forbidden", ui.Open{Route: ui.Route{Kind: desk.RouteToken}}),
		wayTo(ui.Login, "simulate a login", "connection mapping", ui.Say{
			Text: d.Theme.Words("{simulate_login} simulates a login in a user's access ({show_access}) and in who can ({show_who_can})"),
		}),
	}
	if d.Can.Past != nil {
		ways = append(ways, wayTo(ui.Difference, "difference between now and a file or a profile", "diff drift promote compare state", ui.Show{Dialog: past.AskSource(d.Desk)}))
	}
	if d.Can.Search != nil {
		ways = append(ways, wayTo(ui.Search, "search users on the server", "find lucene query", ui.Lead{Route: users, Action: ui.Search}))
	}
	if len(d.Unfinished) > 0 {
		ways = append(ways, wayTo("", "unfinished plans", "resume check undo forget journal", ui.Lead{Route: changes.RunOf(d.Unfinished[0].Number())}))
	}
	for _, k := range kinds.All() {
		if k.Makes {
			ways = append(ways, wayTo("", "new "+k.Singular(), "create make add", ui.Lead{
				Route: ui.Route{Kind: k.Plural}, Action: ui.New,
			}))
		}
	}
	return append(ways, waysInLists(d.Theme)...)
}

// waysInLists are those that any list can do, of which none is nearer than another.
func waysInLists(th *theme.Theme) []ui.Way {
	in := func(a ui.Action, label, also string, does widget.Words) ui.Way {
		return wayTo(a, label, also, ui.Say{Text: th.Words(does + ": {go_users} to {go_connections} open the lists")})
	}
	return []ui.Way{
		in(ui.Filter, "filter a list", "find narrow", "{filter} filters a list"),
		in(ui.Sort, "sort a list", "order by", "{sort} sorts by the next column, {sort_back} reverses"),
		in(ui.MarkAll, "mark rows", "select all", "{list.mark} marks a row, {list.mark_all} all shown"),
		in(ui.Export, "export a list", "csv json save download file", "{list.export} exports the list as shown"),
		in(ui.AddLink, "add to a group or role", "member assign grant join nest mapping", "{add_link} adds to, or links, the selected row"),
		in(ui.Edit, "edit a group, role or permission", "change rename", "{edit} edits the selected row"),
		in(ui.Delete, "delete a group, role or permission", "remove destroy", "{delete} deletes the selected row"),
		in(ui.CopyMenu, "copy as JSON or request", "yank clipboard curl snippet", "{list.copy} copies the selected row"),
	}
}

func wayTo(a ui.Action, label, also string, then tea.Msg) ui.Way {
	return ui.Way{Action: a, Item: ui.Item{Kind: "command", Label: text.New(label), Also: text.New(also), Then: then}}
}

func (d *Host) accessOf() ui.Dialog {
	return desk.NewRefPicker(d.Desk, "Whose access?", desk.Listed(rbac.KindUser), text.Text{}, func(id text.Text, _ rbac.Ref) ui.Cmd {
		return ui.Tell(desk.OpenScreen(desk.RouteAccess, id))
	})
}

// whoHas asks of what the holders are wanted.
func (d *Host) whoHas() ui.Dialog {
	return answers.NewHolderPicker(d.Desk, "Who can, who has, who is in", desk.Listed(rbac.KindPermission, rbac.KindRole, rbac.KindGroup))
}
