package views

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/ui"
)

// ofTheFrame are keys that the frame or the desk answers to on every screen.
func ofTheFrame() []ui.Action {
	return []ui.Action{
		ui.Help, ui.Palette, ui.LastView, ui.Escape, ui.BackOrQuit, ui.Refresh, ui.Undo, ui.Unlock, ui.Out,
		ui.GoUsers, ui.GoGroups, ui.GoRoles, ui.GoPermissions, ui.GoApps, ui.GoConnections, ui.GoChanges,
		ui.GoExplorer, ui.GoDoctor, ui.GoActivity, ui.GoMatrix, ui.GoConfig, ui.GoProfiles,
	}
}

func TestHelpListsOnlyKeysThatWork(t *testing.T) {
	e := explore(t, 80, 24)
	data := e.desk.data
	first := func(k rbac.Kind) rbac.Ref { return e.desk.kindOf(k).rows(data)[0].ref }
	routes := map[string]ui.Route{"matrix": {Kind: routeMatrix}}
	for _, kind := range []string{"changes", "explorer", "doctor", "activity", "configuration", "profiles"} {
		routes[kind] = ui.Route{Kind: kind}
	}
	for _, k := range e.desk.kinds {
		routes[k.list] = ui.Route{Kind: k.list}
		routes[k.detail] = to(k.detail, first(k.kind).ID).Route
	}
	routes["access"] = to(routeAccess, first(rbac.KindUser).ID).Route
	routes["who can"] = whoCanRoute(first(rbac.KindRole))
	users := e.desk.kindOf(rbac.KindUser).rows(data)
	routes["compare"] = compareRoute(users[0].ref, users[1].ref)
	routes["request"] = requestRoute(endpoint.Call{Route: endpoint.All()[0]}, false)
	routes["exchange"] = to(routeExchange, entryRef(e.desk.entries()[0].Number).ID).Route
	for name, route := range routes {
		for tab := range 8 {
			s := e.screenOf(route, tab)
			for _, a := range listed(s) {
				if bad := e.idles(e.screenOf(route, tab), a); bad != "" {
					t.Errorf("%s, tab %d: %s %s", name, tab, a, bad)
				}
			}
		}
	}
}

// screenOf makes a screen of its own, and turns its tabs.
func (e *driver) screenOf(route ui.Route, tab int) ui.Screen {
	s := e.desk.Make(route)
	s.SetSize(78, 20)
	carryOut(s, s.Init())
	for range tab {
		s.Act(ui.NextTab)
	}
	return s
}

// listed are the actions that the help lists on a screen.
func listed(s ui.Screen) []ui.Action {
	keys := ui.NewKeymap(ui.Bindings())
	idle, _ := s.(ui.Idler)
	var out []ui.Action
	for _, l := range s.Layers() {
		for _, b := range keys.InForce(s.Layers(), l) {
			if idle == nil || !idle.Idle(b.Action) {
				out = append(out, b.Action)
			}
		}
	}
	return out
}

// idles says in what way an action does nothing; empty when it does something.
func (e *driver) idles(s ui.Screen, a ui.Action) string {
	if slices.Contains(ofTheFrame(), a) {
		return ""
	}
	cmd, ok := s.Act(a)
	if !ok {
		return "means nothing"
	}
	if !slices.Contains([]ui.Action{
		ui.New, ui.AddLink, ui.Edit, ui.Unlink, ui.Delete, ui.ShowAccess, ui.WhoCan, ui.Compare, ui.Search,
		ui.CopyID, ui.CopyMenu, ui.Export, ui.Write, ui.Filter,
	}, a) || cmd == nil {
		return ""
	}
	if msg, is := cmd().(ui.Say); is && !aboutThisRow(msg.Text) {
		return fmt.Sprintf("only says %q", msg.Text)
	}
	return ""
}

// aboutThisRow reports whether something is said of the present row only, or of what
// is staged just now: the key works on others.
func aboutThisRow(says string) bool {
	return slices.ContainsFunc([]string{
		"is not tied directly", "have been looked up", "there is nothing to write", "there is no request to copy",
	}, func(part string) bool { return strings.Contains(says, part) })
}
