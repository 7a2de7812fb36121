package views

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// exploreState opens the explorer on a tenant that stays as it is.
func exploreAs(t *testing.T, state tenant.State, id tenant.Identity, w, h int) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	e.open(calm{&still{state: state, news: e.news}, id}, theme.Options{Profile: theme.None}, w, h)
	return e
}

// company is the state of the sample company once all of it is known.
func company(t *testing.T) tenant.State {
	t.Helper()
	d := explore(t, 80, 24).desk.Data
	return tenant.State{Graph: d.Graph, Directory: d.Directory}
}

// without is the same with lists of the graph that could not be read.
func without(s tenant.State, missing rbac.Missing) tenant.State {
	doc := s.Graph.Document()
	doc.Missing = missing
	if missing.Groups != nil {
		doc.Groups = nil
	}
	if missing.Roles != nil {
		doc.Roles = nil
	}
	s.Graph = rbac.Index(doc)
	return s
}

func TestFramesOfStates(t *testing.T) {
	known := company(t)
	refused := errors.New("listing roles: 403: the token lacks read:roles; grant it to the client under Dashboard > APIs > auth0-authorization-extension-api")
	partial := without(known, rbac.Missing{Roles: refused})
	stale := known
	stale.Err = errors.New("listing groups: the connection was refused: is the address right, and the server up?")
	nameless := known
	nameless.Directory = nil
	acme := tenant.Identity{Profile: text.New("dev"), Tenant: text.New("acme-dev"), Region: text.New("eu")}
	prod, saved := acme, acme
	prod.Profile, prod.Production = text.New("prod"), true
	saved.Profile, saved.Offline = text.New("saved.json"), true
	for _, test := range []struct {
		name  string
		state tenant.State
		id    tenant.Identity
		keys  []string
	}{
		{"loading", tenant.State{Loading: true}, acme, nil},
		{"refused", tenant.State{Err: refused}, acme, nil},
		{"partial-list", partial, acme, []string{"3"}},
		{"partial-detail", partial, acme, []string{"2", "<enter>", "]", "]", "]", "]"}},
		{"partial-access", partial, acme, []string{"/", "ann archer", "<enter>", "E"}},
		{"partial-who-can", partial, acme, []string{"2", "W"}},
		{"stale", stale, acme, []string{"2"}},
		{"names-unknown", nameless, acme, nil},
		{"production", known, prod, nil},
		{"snapshot", known, saved, []string{"2", "<enter>"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := exploreAs(t, test.state, test.id, 80, 24)
			e.press(test.keys...)
			e.golden("state-" + test.name)
		})
	}
}

func TestFrameOfATooSmallTerminal(t *testing.T) {
	e := exploreAs(t, company(t), tenant.Identity{Profile: text.New("dev")}, 59, 14)
	e.golden("state-too-small")
}
