package views

import (
	"errors"
	"os/exec"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/ui"
)

func TestAPutBeginsWithTheRecordAsItIs(t *testing.T) {
	data := exploreSteady(t, 80, 24, nil).desk.data
	group, role, permission := data.Graph.Groups()[0], data.Graph.Roles()[0], data.Graph.Permissions()[0]
	for id, c := range map[endpoint.ID]struct{ value, name, holds string }{
		endpoint.GroupsUpdate:      {group.ID.Raw(), group.Name.Raw(), group.Description.Raw()[:20]},
		endpoint.RolesUpdate:       {role.ID.Raw(), role.Name.Raw(), role.Permissions[0].Raw()},
		endpoint.PermissionsUpdate: {permission.ID.Raw(), permission.Name.Raw(), permission.Application.Raw()},
	} {
		t.Run(string(id), func(t *testing.T) {
			e := exploreSteady(t, 120, 40, nil)
			e.find(endpoint.Lookup(id))
			e.press("<enter>", c.value, "<enter>")
			e.shows(`"name": "`+c.name+`"`, c.holds)
			e.hides(" fault")
			e.press("x", "<shift+tab>", "other", "<enter>")
			e.shows("x{", `"name": "`+c.name+`"`) // what was written stays
		})
	}
}

func TestTheBodyGoesThroughAnEditor(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	var opened string
	e.desk.Editor = func(path string) (*exec.Cmd, error) {
		opened = path
		return nil, errors.New("no such program")
	}
	e.fillIn("POST", "/groups")
	e.press("<ctrl+o>")
	e.shows("the editor was not opened: no such program")
	if opened == "" {
		t.Error("no editor was asked for")
	}
	e.fillIn("PATCH", "/groups/{id}/members")
	opened = ""
	e.press("<ctrl+o>") // from the field before the body, too
	if opened == "" {
		t.Error("no editor was asked for")
	}
	e.fillIn("GET", "/users")
	e.press("<ctrl+o>")
	e.shows("takes no body to edit")

	s := newRequest(e.desk, requestRoute(endpoint.Call{Route: endpoint.Lookup(endpoint.GroupsCreate)}, false))
	s.Act(ui.NextTab)
	s.Update(editedBody{s, []byte("{\"name\":\"\u202e\",\n\"description\":\"d\"}\n"), nil})
	if got := string(s.form.call().Body); got != "{\"name\":\"\u202e\",\n\"description\":\"d\"}" {
		t.Errorf("the body is %q", got)
	}
	if s.tabs.Active() != tabRequest {
		t.Error("what was written is not in view")
	}
	s.Update(editedBody{s, nil, errors.New("ended badly")})
	if got := len(s.form.call().Body); got == 0 {
		t.Error("the body is lost")
	}
}

func TestEnterTakesAnIdThatNothingHas(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/users/{id}")
	e.press("ldap|nobody-at-all", "<enter>")
	e.shows("ldap|nobody-at-all  no user that is loaded", "/api/users/ldap%7C")
}

func TestTheKeysThatFillInABodyAreFoundFromTheAnswer(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	opened := false
	e.desk.Editor = func(string) (*exec.Cmd, error) {
		opened = true
		return nil, errors.New("no such program")
	}
	e.fillIn("PATCH", "/groups/{id}/members")
	e.press("<tab>")
	e.shows("ctrl+o editor")
	e.press("<ctrl+n>", "?")
	e.shows("ctrl+o", "write the body in $EDITOR", "ctrl+f")
	e.press("<esc>", "<ctrl+o>")
	if !opened {
		t.Error("no editor was asked for from the answer")
	}
	e.press("<esc>", "<esc>")
	e.fillIn("GET", "/users")
	e.press("<ctrl+n>", "?")
	e.hides("$EDITOR")
}
