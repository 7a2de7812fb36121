package views

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/racing"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/answers"
	"authzx/internal/views/apiref"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
	"authzx/internal/views/past"
)

// ofTheFrame are keys that the frame or the desk answers to on every screen.
func ofTheFrame() []ui.Action {
	return []ui.Action{
		ui.Help, ui.Palette, ui.LastView, ui.JumpBack, ui.JumpOn, ui.Escape, ui.BackOrQuit, ui.Refresh, ui.Undo, ui.Unlock, ui.Out,
		ui.GoUsers, ui.GoGroups, ui.GoRoles, ui.GoPermissions, ui.GoApps, ui.GoConnections, ui.GoChanges,
		ui.GoExplorer, ui.GoDoctor, ui.GoActivity, ui.GoMatrix, ui.GoConfig, ui.GoProfiles, ui.GoWayOut, ui.GoHierarchy, ui.GoHistory,
	}
}

func TestHelpListsOnlyKeysThatWork(t *testing.T) {
	t.Parallel()
	e := explore(t, 80, 24)
	for name, route := range e.everyScreen() {
		for tab, s := range e.everyTab(route) {
			for _, a := range racing.Sample(t, 4, listed(s)) {
				if bad := e.idles(e.screenOf(route, tab), a); bad != "" {
					t.Errorf("%s, tab %d: %s %s", name, tab, a, bad)
				}
			}
		}
	}
}

// everyScreen are routes to one screen of each kind.
func (e *driver) everyScreen() map[string]ui.Route {
	data := e.desk.Data
	first := func(k rbac.Kind) rbac.Ref { return catalog.Of(k).Refs(&data.Data)[0] }
	routes := map[string]ui.Route{"matrix": {Kind: desk.RouteMatrix}}
	for _, kind := range []string{"changes", "explorer", "doctor", "activity", "configuration", "profiles"} {
		routes[kind] = ui.Route{Kind: kind}
	}
	for _, k := range kinds.All() {
		routes[k.Plural] = ui.Route{Kind: k.Plural}
		routes[k.Singular()] = desk.OpenScreen(k.Singular(), first(k.Kind).ID).Route
	}
	routes["hierarchy"] = ui.Route{Kind: desk.RouteHierarchy}
	routes["hierarchy of one"] = desk.OpenScreen(desk.RouteHierarchy, first(rbac.KindGroup).ID).Route
	e.save(1, "the first state")
	e.save(2, "another one")
	routes["history"] = ui.Route{Kind: desk.RouteHistory}
	routes["difference"] = past.Route(text.New("@"), text.Text{})
	routes["access"] = desk.OpenScreen(desk.RouteAccess, first(rbac.KindUser).ID).Route
	routes["who can"] = answers.WhoCanRoute(first(rbac.KindRole))
	users := catalog.Of(rbac.KindUser).Refs(&data.Data)
	routes["compare"] = answers.CompareRoute(users[0], users[1])
	routes["request"] = apiref.RequestRoute(endpoint.Call{Route: endpoint.All()[0]}, false)
	routes["exchange"] = desk.OpenScreen(desk.RouteExchange, apiref.EntryRef(apiref.Entries(e.desk.Workspace)[0].Number).ID).Route
	return routes
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

// everyTab makes the screen of a route once for each of its tabs.
func (e *driver) everyTab(route ui.Route) iter.Seq2[int, ui.Screen] {
	return func(yield func(int, ui.Screen) bool) {
		seen := map[string]bool{}
		for tab := 0; ; tab++ {
			s := e.screenOf(route, tab)
			view := s.View()
			if seen[view] || !yield(tab, s) { // after the last tab comes the first
				return
			}
			seen[view] = true
		}
	}
}

// listed are the actions that the help lists on a screen.
func listed(s ui.Screen) []ui.Action {
	keys := ui.NewKeymap(ui.Bindings())
	var out []ui.Action
	for _, l := range s.Layers() {
		for _, b := range keys.InForce(s.Layers(), l) {
			if s.WhyNot(b.Action) == "" {
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
	if msg, is := cmd.Commands()[0]().(ui.Say); is && !aboutThisRow(msg.Text) {
		return fmt.Sprintf("only says %q", msg.Text)
	}
	return ""
}

// aboutThisRow reports whether something is said of the present row only, or of what
// is staged just now: the key works on others.
func aboutThisRow(says string) bool {
	return slices.ContainsFunc([]string{
		"is not direct", "has been looked up", "nothing to write", "no request to copy",
	}, func(part string) bool { return strings.Contains(says, part) })
}

// Wherever text is entered, something is chosen or a question stands, the help is one key
// away, and goes again without a trace.
func TestHelpOpensOverEveryFormAndDialog(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		keys []string
		text bool // letters are text
	}{
		"filter line":        {[]string{"2", "/", "fin"}, true},
		"palette":            {[]string{":", "fin"}, true},
		"new group":          {[]string{"2", "n"}, true},
		"edited group":       {[]string{"2", "e"}, true},
		"picker of members":  {[]string{"2", "a"}, true},
		"mapping":            {[]string{"2", "a", "<shift+tab>", "<shift+tab>", "<shift+tab>", "<shift+tab>"}, true},
		"copy menu":          {[]string{"2", "Y"}, true},
		"export":             {[]string{"2", "x"}, true},
		"columns":            {[]string{"2", "c"}, true},
		"question":           {[]string{"2", "/", "treas", "<enter>", "a", "<tab>", "<enter>"}, false},
		"deletion":           {[]string{"2", "/", "treas", "<enter>", "D"}, false},
		"login":              {[]string{"E", "m"}, true},
		"application":        {[]string{"E", "f"}, true},
		"make it so":         {[]string{"E", "+"}, true},
		"request":            {[]string{"8", "<enter>"}, true},
		"ways to compare":    {[]string{"T", "n"}, true},
		"reason of question": {[]string{"2", "/", "treas", "<enter>", "a", "<tab>", "<enter>", "r"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, 100, 40)
			e.press(c.keys...)
			before := e.frame()
			keys := []string{"<f1>"}
			if !c.text {
				keys = append(keys, "?")
			}
			for _, key := range keys {
				e.press(key)
				if !strings.Contains(e.frame(), "─ Keys ") {
					t.Fatalf("%s does not open the help over:\n%s", key, e.frame())
				}
				e.press("<esc>")
				if after := e.frame(); after != before {
					t.Errorf("the help leaves a trace:\n%s\nbefore:\n%s", after, before)
				}
			}
		})
	}
}
