package views

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/ui"
	"authzx/internal/views/apiref"
)

func TestAPutBeginsWithTheRecordAsItIs(t *testing.T) {
	data := exploreSteady(t, 80, 24, nil).desk.Data
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
	e.shows("the editor did not open: no such program")
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
	e.shows("takes no body")

	s := apiref.NewRequest(e.desk.Workspace, apiref.RequestRoute(endpoint.Call{Route: endpoint.Lookup(endpoint.GroupsCreate)}, false))
	s.Act(ui.NextTab)
	s.Update(apiref.EditedBody{Screen: s, Body: []byte("{\"name\":\"\u202e\",\n\"description\":\"d\"}\n"), Err: nil})
	if got := string(s.Form.Call().Body); got != "{\"name\":\"\u202e\",\n\"description\":\"d\"}" {
		t.Errorf("the body is %q", got)
	}
	if s.Tabs.Active() != apiref.TabRequest {
		t.Error("what was written is not in view")
	}
	s.Update(apiref.EditedBody{Screen: s, Body: nil, Err: errors.New("ended badly")})
	if got := len(s.Form.Call().Body); got == 0 {
		t.Error("the body is lost")
	}
}

func TestEnterTakesAnIdThatNothingHas(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/users/{id}")
	e.press("ldap|nobody-at-all", "<enter>")
	e.shows("ldap|nobody-at-all  not a known user", "/api/users/ldap%7C")
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
	e.shows("ctrl+o", "edit the body in $EDITOR", "ctrl+f")
	e.press("<esc>", "<ctrl+o>")
	if !opened {
		t.Error("no editor was asked for from the answer")
	}
	e.press("<esc>", "<esc>")
	e.fillIn("GET", "/users")
	e.press("<ctrl+n>", "?")
	e.hides("$EDITOR")
}

func TestAnExampleIsNoDataUntilSomebodyAltersIt(t *testing.T) {
	e := explore(t, 120, 40)
	before := len(e.tenant.Log().Entries())
	e.fillIn("POST", "/groups")
	e.shows("example, ctrl+x uses it", `"Finance"`, "without the example body")
	e.hides("--data-raw")
	e.press("<ctrl+r>")
	e.shows("no body yet: ctrl+x")
	e.press("y")
	e.hides("for example", "Send this")
	e.write("")
	e.press("<ctrl+x>", "<ctrl+r>")
	e.shows("the body is still the example", `"Finance"`)
	e.press("<ctrl+x>")
	e.shows("there already is a body")
	if n := len(e.tenant.Log().Entries()) - before; n != 0 {
		t.Fatalf("%d requests were sent", n)
	}
	e.press(" ", "<ctrl+r>")
	e.shows("Send this POST?", "Finance")
	e.press("n", "<esc>", "y")
	e.fillIn("GET", "/groups")
	e.press("<ctrl+x>")
	e.shows("takes no body")
}

func TestAnExampleLeftAsItIsInTheEditorIsStillNone(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	s := apiref.NewRequest(e.desk.Workspace, apiref.RequestRoute(endpoint.Call{Route: endpoint.Lookup(endpoint.GroupsCreate)}, false))
	var opened []byte
	e.desk.Editor = func(path string) (*exec.Cmd, error) {
		opened, _ = os.ReadFile(path)
		return nil, errors.New("no such program")
	}
	s.Act(ui.Editor)
	if !strings.Contains(string(opened), "Finance") {
		t.Fatalf("the editor begins with %q", opened)
	}
	s.Update(apiref.EditedBody{Screen: s, Body: append(opened, '\n')})
	if got := s.Form.Call().Body; got != nil {
		t.Errorf("the example is the body: %s", got)
	}
}

func TestAnIdIsPutIntoABodyThatIsNotWrittenYet(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/roles")
	e.press("<ctrl+f>", "approve", "<enter>")
	e.shows(`"permissions"`)
	e.hides("Approver", "5e6d8f10")
}

func TestABodyThatWasRefusedIsNotLostUnasked(t *testing.T) {
	refused := func() *driver {
		e := explore(t, 80, 24)
		e.press("8")
		e.ask(endpoint.GroupsCreate, "", `{"name":"Finance","description":"d"}`)
		e.press("y")
		e.shows("400 Bad Request")
		return e
	}
	for _, keys := range [][]string{{"<left>", "<left>", "<left>", "<esc>"}, {"h", "h", "h", "<esc>"}, {"q"}, {"1"}, {"9"}} {
		e := refused()
		e.press(keys...)
		e.shows("Leave?", "The body you wrote will be lost")
		e.press("n")
		e.shows("POST /groups")
		e.hides("Leave?")
	}
	e := refused()
	e.press("1", "y")
	e.shows("ann@acme.test")
	e.press("2")
	e.hides("Leave?")
}

func TestABodyThatWasTakenIsNotMissed(t *testing.T) {
	e := explore(t, 80, 24)
	e.ask(endpoint.GroupsCreate, "", `{"name":"Night shift","description":"d"}`)
	e.press("y")
	e.shows("200 OK")
	e.press("1")
	e.hides("Leave?")
}
