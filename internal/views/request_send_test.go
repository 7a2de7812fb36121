package views

import (
	"context"
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
)

// scanty is a tenant whose token has few scopes, as far as it says.
type scanty struct {
	overheard
	scopes []string
}

func (s scanty) TokenFacts(context.Context) (tenant.TokenFacts, error) {
	return tenant.TokenFacts{Scopes: s.scopes}, nil
}

func TestAMissingScopeIsSaidBeforeAnythingIsSent(t *testing.T) {
	e := explore(t, 80, 24)
	e.desk.Can.Scopes = scanty{overheard{e.tenant, e.news}, []string{"read:groups"}}
	before := len(e.tenant.Log().Entries())
	e.press("8", "/", "GET /roles", "<enter>", "<ctrl+r>")
	e.shows("Send it anyway?", "The token lacks read:roles", "403")
	e.press("<enter>")
	e.shows("the token lacks read:roles")
	e.ask(endpoint.GroupsCreate, "", `{"name":"Night shift","description":"d"}`)
	e.shows("Send this POST?", "The token lacks create:groups")
	e.press("n")
	if n := len(e.tenant.Log().Entries()); n != before {
		t.Errorf("%d requests were sent", n-before)
	}
	e.press("<esc>", "y")
	e.fillIn("GET", "/roles")
	e.press("<ctrl+r>", "y")
	e.shows("200 OK") // the server knows better
	e.fillIn("GET", "/groups")
	e.press("<ctrl+r>")
	e.shows("200 OK")
}

func TestASearchThatTripsTheServerIsPointedOut(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/groups")
	e.press("fin")
	e.shows("q without field gets a 500.")
	e.press("<tab>", "name")
	e.hides("answered with a 500")
}

func TestARoleThatWouldMoveIsPointedOut(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	role := e.desk.Data.Graph.Roles()[0]
	e.ask(endpoint.RolesUpdate, role.ID.Raw(), `{"name":"n","description":"d","applicationType":"client","applicationId":"elsewhere"}`)
	e.shows("The server would answer 500: a role can't change its application")
	var other string
	for _, p := range e.desk.Data.Graph.Permissions() {
		if p.Application != role.Application {
			other = p.ID.Raw()
		}
	}
	e.ask(endpoint.RolesCreate, "", `{"name":"n","description":"d","applicationType":"client","applicationId":"`+role.Application.Raw()+`","permissions":["`+other+`"]}`)
	e.shows("The server would reject this: permissions must be of the role's")
}

func TestAnEndpointIsFoundInThePalette(t *testing.T) {
	for words, want := range map[string][2]string{
		"add members":       {"Adds users to the group", "PATCH /groups/{id}/members"},
		"delete permission": {"Deletes a permission", "DELETE /permissions/{id}"},
		"rotate":            {"Creates a new API key", "PATCH /configuration/rotate-api"},
		"GET /meta":         {"Reads the extension's manifest", "GET /meta"},
	} {
		e := exploreSteady(t, 80, 24, nil)
		e.press(":", words)
		e.shows("endpoint", want[0])
		for range 20 {
			if strings.Contains(cursorLine(e.frame()), want[0]) {
				break
			}
			e.press("<down>")
		}
		e.press("<enter>")
		e.shows("[Request]", want[1])
	}
}

// cursorLine is the line under the cursor.
func cursorLine(frame string) string {
	for line := range strings.SplitSeq(frame, "\n") {
		if strings.Contains(line, "▌") {
			return line
		}
	}
	return ""
}

func TestTheListGivesSnippetsToFillIn(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.find(endpoint.Lookup(endpoint.GroupsMembersAdd))
	e.press("Y", "curl", "<enter>")
	if got := e.copied[0]; !strings.Contains(got, "/api/groups/{id}/members'") || !strings.Contains(got, `["auth0|59396da1"]`) {
		t.Errorf("copied %q", got)
	}
}
