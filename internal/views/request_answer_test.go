package views

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

func TestASearchInAnAnswerSaysHowOftenItFound(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/connections")
	e.press("<ctrl+r>", "/", "strategy")
	e.shows(" 1 of ")
	e.press("<enter>", "n")
	e.shows(" 2 of ")
	e.press("N")
	e.shows(" 1 of ")
	e.press("/", "qqq")
	e.shows("no match")
}

func TestAPolicyLeadsToWhatItNames(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	user := e.desk.Data.Directory.UsersWithEmail(text.New("ann@acme.test"))[0]
	app := e.desk.Data.Graph.Roles()[0].Application
	e.fillIn("POST", "/users/{id}/policy/{client_id}")
	e.press(user.Raw(), "<enter>", app.Raw(), "<enter>", "<ctrl+x>", " ", "<ctrl+r>", "j", "j")
	e.shows("enter opens group ")
	e.press("/", `roles`, "<enter>", "j")
	e.shows("enter opens role ")
	e.press("/", "<ctrl+u>", "permissions", "<enter>", "j")
	e.shows("enter opens permission ")
	e.press("<enter>")
	e.shows("[Overview]", "Held by")
}

func TestAnAnswerSaysWhichRequestItAnswers(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	finance := e.desk.Data.Graph.GroupsNamed(text.New("Finance"))[0].Raw()
	e.fillIn("GET", "/groups/{id}")
	e.press(finance, "<enter>", "<ctrl+r>")
	e.shows("GET /groups/"+finance, "200 OK")
	e.press("<ctrl+p>", "<shift+tab>", "<backspace>", "<ctrl+n>")
	e.shows("GET /groups/"+finance, "200 OK")
}

func TestWhatWasFilledInIsStillThere(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	finance := e.desk.Data.Graph.GroupsNamed(text.New("Finance"))[0].Raw()
	e.fillIn("GET", "/groups/{id}")
	e.press(finance, "<enter>", "<f2>")
	e.shows("JavaScript")
	e.fillIn("GET", "/roles")
	e.shows("JavaScript")
	e.fillIn("GET", "/groups/{id}")
	e.shows("Finance", finance, "JavaScript")
	e.fillIn("PATCH", "/groups/{id}/members")
	e.write(`["auth0|somebody"]`)
	e.press("<esc>", "y")
	e.fillIn("PATCH", "/groups/{id}/members")
	if body := string(endpoint.Lookup(endpoint.GroupsMembersAdd).Body.Example); strings.Contains(e.frame(), "auth0|somebody") || !strings.Contains(e.frame(), body[2:12]) {
		t.Errorf("the body that was given up is back:\n%s", e.frame())
	}
}

func TestAFaultInABodyIsPlaced(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/groups")
	e.write(`{"name":"Jürgen🦊" x}`)
	e.shows("the body is not JSON: line 1, character 19: ")
	e.write(`[]`)
	e.shows("the body must be of type object")
}

func TestTheWholeBodyCanBeReadInAQuestion(t *testing.T) {
	e := exploreSteady(t, 60, 15, nil)
	e.fillIn("POST", "/roles")
	e.press("<ctrl+x>", " ", "<ctrl+r>")
	e.shows("more below: pgdn")
	top := e.frame()
	e.press("<pgdown>")
	if e.frame() == top {
		t.Error("pgdn turns no page")
	}
	e.press("<pgup>")
	if e.frame() != top {
		t.Errorf("pgup does not turn it back:\n%s", e.frame())
	}
	for range 40 {
		e.press("j")
	}
	e.shows("}", "5e6d8f10-93c7-4a1b-b2d4-0f8e7a6c5b37")
	e.hides("more below")
}

func TestConnectionsInAnAnswerAreFollowedByName(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("8", "/", "GET /connections", "<enter>", "<enter>", "<ctrl+r>")
	e.shows("200 OK")
	for range 12 {
		e.press("j")
		if strings.Contains(e.frame(), "enter opens connection corp") {
			e.press("<enter>")
			e.shows("▸ corp", "[Overview]")
			return
		}
	}
	t.Errorf("no connection is offered:\n%s", e.frame())
}

// exploreHeld explores a server that does not answer one path before the test is over.
func exploreHeld(t *testing.T, path string) *driver {
	over := make(chan struct{})
	e := exploreServer(t, answering(path, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then it is noticed that nobody waits
		select {
		case <-r.Context().Done():
		case <-over:
		}
	}))
	t.Cleanup(func() { close(over) }) // before the server is closed
	return e
}

func TestAWriteThatWasGivenUpIsNotSimplySentAgain(t *testing.T) {
	for key, tells := range map[string]string{
		"esc":    "Reloading the tenant: check it before you resend.",
		"ctrl+c": "r reloads the tenant: check it before you resend.",
	} {
		t.Run(key, func(t *testing.T) {
			e := exploreHeld(t, "/api/users/app/roles")
			e.fillIn("PATCH", "/users/{id}/roles")
			e.press("app", "<tab>", "<ctrl+x>", " ", "<ctrl+r>")
			e.shows("Send this PATCH?")
			e.send(tea.KeyPressMsg{Code: 'y', Text: "y"})
			e.shows("Waiting for the response")
			e.press("<" + key + ">")
			said := strings.Join(strings.Fields(e.frame()), " ")
			for _, want := range []string{"Cancelled before the response arrived: outcome unknown.", tells} {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not said:\n%s", want, e.frame())
				}
			}
			e.hides("sends again")
		})
	}
}

func TestAWriteWhoseAnswerIsLostIsNotSimplySentAgain(t *testing.T) {
	e := exploreServer(t, answering("/api/users/app/roles", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusGatewayTimeout)
	}))
	e.fillIn("PATCH", "/users/{id}/roles")
	e.press("app", "<tab>", `["role"]`, "<ctrl+r>", "y")
	e.shows("504", "Reloading the tenant: check it")
	e.hides("ctrl+r resends")
}

func TestNoKeyOfADocumentIsNamedWhereThereIsNone(t *testing.T) {
	var asked atomic.Int32
	over := make(chan struct{})
	e := exploreServer(t, answering("/api/users/app/roles", func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) > 1 {
			select {
			case <-r.Context().Done():
			case <-over:
			}
		}
		_, _ = w.Write([]byte(`["r"]`))
	}))
	t.Cleanup(func() { close(over) })
	e.fillIn("GET", "/users/{id}/roles")
	e.press("app", "<tab>", "<ctrl+n>")
	e.shows("Nothing sent yet")
	e.hides("y copy", "/ search")
	e.press("<ctrl+r>")
	e.shows("200 OK", "y copy value", "/ search")
	e.send(namedKey(t, "ctrl+r"))
	e.shows("Waiting for the response")
	e.hides("y copy", "/ search")
	e.press("<esc>")
	e.hides("y copy", "/ search")
}

func TestASnippetWithoutASecretSaysSoAndNoneIsCopiedOfAnotherBody(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/configuration/import")
	e.write(`{"configuration":[{"apikey":"k3y"}]}`)
	e.shows("secret left out")
	e.press("<ctrl+y>")
	e.shows("copied curl command (without the secret)")
	e.write(`{"configuration":[{"apikey":"k3y"`)
	e.shows("without the body: not JSON")
	copied := len(e.copied)
	e.press("<ctrl+y>")
	e.shows("not copied: the body is not JSON")
	if len(e.copied) != copied {
		t.Errorf("copied %q", e.copied)
	}
	e.write(`{"groups":[],"roles":[],"permissions":[]}`)
	e.hides("left out", "without the body")
	e.press("<ctrl+r>")
	e.shows("Replace everything in the extension?", "ctrl+y copy")
	e.press("<ctrl+y>")
	e.shows("curl command")
}

func TestAllFaultsOfABodyCanBeRead(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/roles")
	e.write(`{"nme":1,"applicationType":"x"}`)
	e.shows(`"name" is required`, `"nme" is not allowed`, "5 errors")
	e.hides(" more")
	e.press("<ctrl+r>")
	e.shows(`The server would reject this: "name" is required`, `  "description" is required`, `  "nme" is not allowed`)
	e.press("n")
	e.write(`{"name":"a name that goes on","description" "and a description"`)
	e.shows("the body is not JSON: line 1, character 45: a colon is missing")
	e.press("<ctrl+r>")
	e.shows("The server would reject this: the body is not JSON")

	e = exploreSteady(t, 60, 15, nil)
	e.fillIn("POST", "/roles")
	e.write(`{"nme":1,"applicationType":"x"}`)
	e.shows(`"name" is required`, " more")
}
