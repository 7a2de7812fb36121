package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// Ways are what can be done, but not on every screen: each leads to where it can,
// or says how.
func (d *Desk) Ways() []ui.Way {
	users := ui.Route{Kind: d.kindOf(rbac.KindUser).list}
	ways := []ui.Way{
		wayTo(ui.Compare, "compare two users", "difference diff", ui.Lead{
			Route: users, Say: "mark two users with space, then = compares them",
		}),
		wayTo(ui.ShowAccess, "access of a user", "effective permissions what can why", ui.Show{Dialog: d.accessOf()}),
		wayTo(ui.WhoCan, "who can, who has, who is in", "holders members permission role group", ui.Show{Dialog: d.whoHas()}),
		wayTo(ui.Apply, "apply what is staged", "send save", ui.Lead{Route: ui.Route{Kind: routeChanges}}),
		wayTo(ui.Mend, "mend what the doctor finds", "fix repair", ui.Lead{
			Route: ui.Route{Kind: routeDoctor}, Say: "m stages what mends the finding under the cursor",
		}),
		wayTo(ui.Login, "simulate a login", "connection mapping", ui.Say{
			Text: "m simulates a login in the access of a user (E) and in who can (W)",
		}),
	}
	if _, ok := d.Source.(userSearcher); ok {
		ways = append(ways, wayTo(ui.Search, "search users on the server", "find lucene query", ui.Lead{Route: users, Action: ui.Search}))
	}
	for _, k := range d.kinds {
		if k.makes {
			ways = append(ways, wayTo("", "new "+string(k.singular), "create make add", ui.Lead{
				Route: ui.Route{Kind: k.list}, Action: ui.New,
			}))
		}
	}
	return append(ways, waysInLists()...)
}

// waysInLists are those that any list can do, of which none is nearer than another.
func waysInLists() []ui.Way {
	in := func(a ui.Action, label, also, does string) ui.Way {
		return wayTo(a, label, also, ui.Say{Text: does + ": 1 to 6 open the lists"})
	}
	return []ui.Way{
		in(ui.Filter, "filter a list", "find narrow", "/ filters a list"),
		in(ui.Sort, "sort a list", "order by", "s sorts a list by its next column, S the other way round"),
		in(ui.MarkAll, "mark rows", "select all", "space marks a row, A all that a list shows"),
		in(ui.Export, "export a list", "csv json save download file", "x exports a list as it is shown"),
		in(ui.AddLink, "add to a group or role", "member assign grant join nest mapping", "a ties what the cursor is on to something"),
		in(ui.Edit, "edit a group, role or permission", "change rename", "e edits what the cursor is on"),
		in(ui.Delete, "delete a group, role or permission", "remove destroy", "D deletes what the cursor is on"),
		in(ui.CopyMenu, "copy as JSON or request", "yank clipboard curl snippet", "Y copies what the cursor is on"),
	}
}

func wayTo(a ui.Action, label, also string, then tea.Msg) ui.Way {
	return ui.Way{Action: a, Item: ui.Item{Kind: "command", Label: text.New(label), Also: text.New(also), Then: then}}
}

// accessOf asks of whom the access is wanted.
func (d *Desk) accessOf() ui.Dialog {
	list := func(data *Data) []rbac.Ref { return rowRefs(userRows(data)) }
	return newRefPicker(d, "Access of whom?", list, text.Text{}, func(id text.Text, _ rbac.Ref) tea.Msg { return to(routeAccess, id) })
}

// whoHas asks of what the holders are wanted.
func (d *Desk) whoHas() ui.Dialog {
	list := func(data *Data) []rbac.Ref {
		var refs []rbac.Ref
		for _, kind := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
			refs = append(refs, rowRefs(d.kindOf(kind).rows(data))...)
		}
		return refs
	}
	return newHolderPicker(d, "Who can, who has, who is in", list)
}
