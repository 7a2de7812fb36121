package views

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/views/desk"
)

// ask fills in the first value of an endpoint's path and its body, and presses send.
func (e *driver) ask(id endpoint.ID, value, body string) {
	e.t.Helper()
	route := endpoint.Lookup(id)
	for range 2 {
		e.press("<esc>")
		if strings.Contains(e.frame(), "will be lost") {
			e.press("y")
		}
	}
	e.find(route)
	e.press("<enter>")
	if value != "" {
		e.press(value, "<enter>")
	}
	if body != "" {
		e.write(body)
	}
	e.press("<ctrl+r>")
}

func TestARequestShowsWhatItComesToBeforeItIsSent(t *testing.T) {
	data := exploreSteady(t, 80, 24, nil).desk.Data
	group := data.Graph.GroupsNamed(text.New("Finance"))[0]
	role := data.Graph.Roles()[0]
	user := data.Directory.UsersWithEmail(text.New("ann@acme.test"))[0]
	cases := map[string]struct {
		id    endpoint.ID
		value string
		body  string
		shows []string
	}{
		"a member, by name": {endpoint.GroupsMembersAdd, group.Raw(), `["` + user.Raw() + `"]`,
			[]string{"to acme · group Finance", `Add user "ann@acme.test" to group "Finance"`}},
		"what is so already": {endpoint.GroupsRolesAdd, group.Raw(), `["` + firstRole(data, group).Raw() + `"]`, []string{"nothing to do: already so"}},
		"what is refused":    {endpoint.RolesDelete, role.ID.Raw(), "", []string{"The server would reject this: ", "is used by"}},
		"names of nothing":   {endpoint.UsersGroupsAdd, user.Raw(), `["no such group"]`, []string{"It names nothing that exists"}},
		"what no schema takes": {endpoint.GroupsCreate, "", `{"name":""}`, []string{
			`The server would reject this: "name" is not allowed to be empty`, "Creates a group."}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := exploreSteady(t, 120, 40, nil)
			e.ask(c.id, c.value, c.body)
			e.shows(append(c.shows, "Send this", "undo")...)
		})
	}
}

func firstRole(d *desk.Data, id rbac.GroupID) rbac.RoleID {
	g, _ := d.Graph.Group(id)
	return g.Roles[0]
}

func TestALargeEffectWantsAName(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	g := e.desk.Data.Graph.Groups()[0]
	e.ask(endpoint.GroupsRolesRemove, g.ID.Raw(), `["`+g.Roles[0].Raw()+`"]`)
	e.shows(" users lose ", "to continue, type "+g.Name.Raw(), "ctrl+t stage")
	e.press("y", "<enter>")
	if got := e.last(); got.Number != 0 {
		t.Fatalf("sent %s %s", got.Method, got.Target)
	}
	e.press("<backspace>", g.Name.Raw(), "<enter>")
	e.shows("204 No Content")
}

func TestARequestCanBeStagedInstead(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.ask(endpoint.GroupsCreate, "", `{"name":"Night shift","description":"Those who work at night"}`)
	e.press("<ctrl+t>")
	e.shows("1 change staged")
	if got := e.last(); got.Number != 0 {
		t.Errorf("sent %s %s", got.Method, got.Target)
	}
	want := rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: text.New("Night shift"), Description: text.New("Those who work at night")}
	if got := e.desk.Staged.Changes; len(got) != 1 || got[0] != rbac.Change(want) {
		t.Errorf("staged %v", got)
	}
	e.press("<ctrl+r>", "<ctrl+t>")
	if got := e.desk.Staged.Changes; len(got) != 2 || plan.Created(got[1]) != rbac.NewID(2) {
		t.Errorf("staged %v", got)
	}
}

func TestWhatTurnsTheAPIOffWantsTheTenantsName(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.ask(endpoint.ResourceServerUpdate, "", `{"apiAccess":true,"apiAccess":false}`)
	e.shows("to continue, type acme")
	e.press("<esc>")
	e.write(`{"apiAccess":true,"token_lifetime":3600}`)
	e.press("<ctrl+r>")
	e.hides("to continue, type")
	e.press("y")
	e.shows("204 No Content")
}

func TestAnImportThatWasConfirmedIsTheOneThatIsSent(t *testing.T) {
	e := exploreSteady(t, 120, 40, nil)
	e.fillIn("POST", "/configuration/import")
	confirmed := `{"groups":[{"_id":"8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04","name":"All","description":"d"}],"roles":[],"permissions":[]}`
	e.write(confirmed)
	// Nothing keeps one from typing while the backup is written.
	e.send(namedKey(t, "ctrl+r"))
	e.send(tea.KeyPressMsg{Code: 'x', Text: "x"})
	e.settle()
	e.shows("Replace everything in the extension?", "+1 new")
	e.agree()
	if got := e.last(); string(got.Request) != confirmed {
		t.Errorf("sent %s", got.Request)
	}
}

func TestWithoutAListTheEffectIsSaidToBeUnknown(t *testing.T) {
	e := exploreServer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`no lists`)) })
	e.ask(endpoint.GroupsCreate, "", `{"name":"Night shift","description":"d"}`)
	e.shows("Send this POST?", "The effect is unknown: the tenant has not been read", "Creates a group.")
	e.press("n")
	e.desk.Data = &desk.Data{Data: catalog.Data{Graph: rbac.Index(rbac.Document{Missing: rbac.Missing{Roles: errors.New("no answer")}}), Directory: e.desk.Data.Directory}}
	e.press("<ctrl+r>")
	e.shows("The effect is unknown: roles could not be read")
}
