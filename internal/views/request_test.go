package views

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// fillIn goes to the form of an endpoint.
func (e *driver) fillIn(method, path string) {
	e.t.Helper()
	e.press("<esc>", "<esc>", "8", "<esc>", "/", method+" "+path, "<enter>", "<enter>")
	e.shows("[Request]", "API ▸ "+method)
}

func TestTheSnippetFollowsEachKey(t *testing.T) {
	e := exploreSteady(t, 200, 50, nil)
	e.fillIn("GET", "/users")
	e.press("q")
	e.shows("/api/users?q=q'")
	e.press("&\"x")
	e.shows("/api/users?q=q%26%22x'")
	e.press("<tab>", "<tab>", "5")
	e.shows("?q=q%26%22x&per_page=5")
}

func TestTheSnippetTurnsThroughItsFormats(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/connections")
	e.shows("curl command", "$AUTHZX_TOKEN")
	e.press("<f2>")
	e.shows("JavaScript (Node.js)", "process.env.AUTHZX_TOKEN")
	e.press("<f2>")
	e.shows("JavaScript (browser)", "prompt('AUTHZX_TOKEN')")
	e.press("<f2>")
	e.shows("HTTP request", "Authorization: Bearer $AUTHZX_TOKEN")
	e.press("<f2>", "<ctrl+y>")
	e.shows("copied curl command")
	if want := "curl --request GET"; !strings.Contains(e.copied[0], want) {
		t.Errorf("copied %q, want %q…", e.copied[0], want)
	}
}

func TestTheTokenIsShownOnPurposeOnly(t *testing.T) {
	e := exploreSteady(t, 200, 50, nil)
	token, err := e.tenant.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	part := token.Reveal()[:24]
	e.fillIn("GET", "/connections")
	e.press("<ctrl+y>", "<ctrl+r>")
	e.hides(part)
	for range 5 {
		e.press("]")
		e.hides(part)
	}
	e.press("<ctrl+g>")
	e.shows(part, "token shown")
	e.press("<ctrl+y>", "<ctrl+g>")
	e.hides(part, "token shown")
	if strings.Contains(e.copied[0], part) || !strings.Contains(e.copied[1], token.Reveal()) {
		t.Errorf("copied %q", e.copied)
	}
}

func TestHowToGetATokenIsASnippetToo(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/roles")
	e.press("<ctrl+p>")
	e.shows("How to get a token", "https://acme.eu.auth0.com/oauth/token", "client_id=cli-7Qx", "The token has 21 of 21 scopes")
	e.press("<f2>", "<ctrl+y>")
	if got := e.copied[0]; !strings.HasPrefix(got, "fetch('https://acme.eu.auth0.com/oauth/token'") || !strings.Contains(got, "process.env.AUTHZX_CLIENT_SECRET") {
		t.Errorf("copied %q", got)
	}
}

func TestTheBodyIsCheckedAsItIsTyped(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/groups")
	e.hides(" fault")
	e.write(`{"name":"","size":1}`)
	e.shows(`"name" is not allowed to be empty`, `"description" is required`, `"size"`, "3 errors")
	e.write(`{"name":"` + strings.Repeat("n", 51) + `","description":"d"}`)
	e.shows("length must be less than or equal to 50 characters", "1 error")
	e.write(`{`)
	e.shows("is not JSON")
	e.write(`{"name":"n","description":"d"}`)
	e.hides(" fault")
}

func TestParametersAreCheckedAsTheyAreTyped(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/users")
	e.press("<tab>", "<tab>", "101")
	e.shows("must be less than or equal to 100", "1 error")
	e.fillIn("GET", "/groups/{id}")
	e.press("not-a-guid", "<tab>")
	e.shows("must be a valid GUID", "not a known group")
}

func TestAReferenceIsChosenByNameAndCanBePasted(t *testing.T) {
	e := exploreSteady(t, 200, 50, nil)
	finance := e.desk.Data.Graph.GroupsNamed(text.New("Finance"))[0].Raw()
	e.fillIn("GET", "/groups/{id}/roles")
	e.press("fina", "<enter>")
	e.shows("Finance", "/api/groups/"+finance+"/roles")
	e.press("<tab>", "<backspace>")
	e.shows("/api/groups/{id}/roles")
	e.send(tea.PasteMsg{Content: finance + "\n"})
	e.settle()
	e.shows("Finance", "/api/groups/"+finance+"/roles")
}

func TestACallIsNotSentWhileAValueIsMissing(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/groups/{id}")
	e.press("<ctrl+r>")
	e.shows("not sent:", "id is missing", "✗ is not allowed to be empty")
}

func TestMappingsToRemoveAreThoseOfTheChosenGroup(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	var group rbac.Group
	for _, g := range e.desk.Data.Graph.Groups() {
		if len(g.Mappings) == 1 {
			group = g
			break
		}
	}
	e.fillIn("DELETE", "/groups/{id}/mappings")
	e.press(group.ID.Raw(), "<enter>", "<ctrl+f>")
	e.shows(group.Mappings[0].GroupName.Raw() + " by " + group.Mappings[0].Connection.Raw())
	e.press("<enter>")
	e.shows(`["` + group.Mappings[0].ID.Raw() + `"]`)
}

func TestAnAnswerLeadsOnToWhatItNames(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/groups")
	e.press("<ctrl+r>", "/", "Finance", "<enter>", "k")
	e.shows("enter opens group Finance")
	e.press("<enter>")
	e.shows("GET /groups ▸ Finance")
	e.press("q")
	e.shows("[Response]")
}

func TestASecretOfAnAnswerIsNeverShown(t *testing.T) {
	e := exploreSteady(t, 200, 50, nil)
	for _, id := range []endpoint.ID{endpoint.ConfigurationRotateKey, endpoint.ConfigurationRead, endpoint.ConfigurationUpdate} {
		route := endpoint.Lookup(id)
		e.fillIn(route.Method, route.Template)
		if route.Body != nil {
			e.press("<ctrl+x>", " ")
		}
		e.press("<ctrl+r>")
		if id == endpoint.ConfigurationRotateKey {
			e.keepKeyIn(filepath.Join(t.TempDir(), "key"))
			e.press("acme", "<enter>")
		} else if !route.Reads() {
			e.press("y")
		}
		e.shows("200 OK", `"***"`)
	}
	doc, err := e.tenant.Send(t.Context(), endpoint.New(endpoint.ConfigurationExport), "test")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(doc.Body), `"apikey":"`)
	key, _, _ := strings.Cut(rest, `"`)
	if !found || len(key) < 8 {
		t.Fatal("the sandbox has no API key to look for")
	}
	e.fillIn("GET", "/configuration/export")
	e.press("<ctrl+r>", "/", "apikey", "<enter>")
	e.shows(`"apikey": "***"`)
	e.press("y", "@", "j", "<enter>", "]", "]", "Y", "<enter>")
	for _, entry := range e.tenant.Log().Entries() {
		if strings.Contains(string(entry.Answer), key) {
			t.Errorf("the log of %s holds the key", entry.Target)
		}
	}
	e.hides(key)
	for _, copied := range e.copied {
		if strings.Contains(copied, key) {
			t.Errorf("copied %q", copied)
		}
	}
}

// answering answers one path as given and all others with an empty list.
func answering(path string, answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == path {
			answer(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`[]`))
	}
}

func TestAnAnswerThatIsNoJSONIsShownSafely(t *testing.T) {
	cases := map[string]struct {
		body        string
		shows, hide string
	}{
		"HTML is not shown at all":       {"<html><body>Sign in\x1b[31m</body>", "▲ 200 OK, but not from this API", "Sign in"},
		"text is shown escaped":          {"nope\x1b]52;c;eA==\x07 \u202egniht", "nope⟨U+001B⟩]52", "\x1b]52"},
		"broken JSON is shown as text":   {`{"a":`, "it is cut off", "✓"},
		"an empty answer is called that": {"", "No body.", "[Request]"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := exploreServer(t, answering("/api/users/app/roles", func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte(c.body))
			}))
			e.fillIn("GET", "/users/{id}/roles")
			e.press("app", "<tab>", "<ctrl+r>")
			e.shows(c.shows)
			e.hides(c.hide)
		})
	}
}

func TestAnAnswerThatMayHoldASecretIsHiddenWholeWhereItIsNoJSON(t *testing.T) {
	e := exploreServer(t, answering("/api/applications/app", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("client_secret=s3cr3t"))
	}))
	e.fillIn("GET", "/applications/{client_id}")
	e.press("app", "<tab>", "<ctrl+r>")
	e.shows("200 OK", `"***"`)
	e.hides("s3cr3t")
}

func TestWaitingIsSaidAndCanBeCancelled(t *testing.T) {
	held := make(chan struct{})
	e := exploreServer(t, answering("/api/applications/app", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-held:
		}
	}))
	t.Cleanup(func() { close(held) })
	e.fillIn("GET", "/applications/{client_id}")
	e.press("app", "<tab>")
	e.send(namedKey(t, "ctrl+r"))
	e.shows("Waiting for the response, 0 s.", "esc cancels")
	e.press("<esc>")
	e.shows("Cancelled before the response arrived.", "ctrl+r resends")
}

func TestABodyThatWasWrittenIsNotLostUnasked(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/groups")
	e.press("x", "<esc>")
	e.shows("The body you wrote will be lost")
	e.press("n")
	e.shows("[Request]")
}

func TestWhatNeedsNoFillingInIsSentFromTheList(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("8", "/", "GET /connections", "<enter>", "<ctrl+r>")
	e.shows("200 OK", "acme-partners")
}

func TestAnImportShowsItsEffectAndWaitsForTheName(t *testing.T) {
	e := exploreSteady(t, 120, 40, nil)
	e.fillIn("POST", "/configuration/import")
	e.write(`{"groups":[{"_id":"8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04","name":"All","description":"d"}],"roles":[],"permissions":[]}`)
	e.press("<ctrl+r>")
	e.shows("Replace everything in the extension?", "Groups      +1 new", "Roles       +0 new", " lose ", "backups", "The API key is lost")
	e.press("y", "<enter>")
	e.shows("Replace everything in the extension?")
	if got := e.last(); got.Route == endpoint.ConfigurationImport {
		t.Fatal("it was imported unasked")
	}
	e.press("<backspace>", "acme", "<enter>")
	e.shows("204 No Content")
	if groups := e.desk.Data.Graph.Groups(); len(groups) != 1 {
		t.Errorf("%d groups after the import, want 1", len(groups))
	}
}

func TestAnImportOfWhatIsNoDocumentIsNotOffered(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("POST", "/configuration/import")
	e.write(`[]`)
	e.press("<ctrl+r>")
	e.shows("not sent: the document to import")
	e.write(`x`)
	e.press("<ctrl+r>")
	e.shows("not sent: the body is not JSON", "line 1, character 1")
	e.hides("at byte")
}
