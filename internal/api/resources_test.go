package api_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Ids that try every rule of escaping.
var (
	nastyUser   = rbac.User("auth0|a b/ü?&#%2F\xED\xA0\x80")
	plainClient = rbac.Client("kD3xPq8LwZr5TnV1yBs7HcJf0Gm2Ae4U")
)

const (
	nastyPath = "/users/auth0%7Ca%20b%2F%C3%BC%3F%26%23%252F%ED%A0%80"
	appID     = "kD3xPq8LwZr5TnV1yBs7HcJf0Gm2Ae4U"
)

// method is one typed method and the request that it must make.
type method struct {
	route  endpoint.ID
	target string
	body   string
	call   func(context.Context, *api.Client) error
}

// drop leaves only the error.
func drop[T any](_ T, err error) error { return err }

func methods() []method {
	name := text.New("A \"b\"\n\xED\xA0\x80")
	return []method{
		{endpoint.UsersList, "/users?q=a%20%26&field=name&per_page=5&page=2", "", func(ctx context.Context, c *api.Client) error {
			return drop(c.Users(ctx, api.UserSearch{Query: "a &", Field: "name"}, api.Page{Number: 2, Size: 5}))
		}},
		{endpoint.UsersRead, nastyPath, "", func(ctx context.Context, c *api.Client) error { return drop(c.User(ctx, nastyUser)) }},
		{endpoint.PolicyAsk, nastyPath + "/policy/" + appID, `{"connectionName":"corp","groups":["A \"b\"\n\ud800"]}`, func(ctx context.Context, c *api.Client) error {
			return drop(c.Policy(ctx, nastyUser, plainClient, api.PolicyQuestion{Connection: text.New("corp"), Groups: []text.Text{name}}))
		}},
		{endpoint.GroupsList, "/groups", "", func(ctx context.Context, c *api.Client) error { return drop(c.Groups(ctx)) }},
		{endpoint.RolesList, "/roles", "", func(ctx context.Context, c *api.Client) error { return drop(c.Roles(ctx)) }},
		{endpoint.PermissionsList, "/permissions", "", func(ctx context.Context, c *api.Client) error { return drop(c.Permissions(ctx)) }},
		{endpoint.ApplicationsList, "/applications", "", func(ctx context.Context, c *api.Client) error { return drop(c.Applications(ctx)) }},
		{endpoint.ConnectionsList, "/connections", "", func(ctx context.Context, c *api.Client) error { return drop(c.Connections(ctx)) }},
		{endpoint.ConfigurationRead, "/configuration", "", func(ctx context.Context, c *api.Client) error { return drop(c.Configuration(ctx)) }},
		{endpoint.ConfigurationStatus, "/configuration/status", "", func(ctx context.Context, c *api.Client) error { return drop(c.Status(ctx)) }},
		{endpoint.ResourceServerRead, "/configuration/resource-server", "", func(ctx context.Context, c *api.Client) error { return drop(c.APIAccess(ctx)) }},
		{endpoint.Meta, "/meta", "", func(ctx context.Context, c *api.Client) error { return drop(c.Meta(ctx)) }},
	}
}

func TestEveryTypedMethodSendsTheRightRequest(t *testing.T) {
	var got *http.Request
	var body string
	next := examples()
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var raw strings.Builder
		_, _ = io.Copy(&raw, r.Body)
		got, body = r, raw.String()
		next.ServeHTTP(w, r)
	}), nil)
	for _, m := range methods() {
		t.Run(string(m.route), func(t *testing.T) {
			route := endpoint.Lookup(m.route)
			if err := m.call(t.Context(), b.Client); err != nil {
				t.Fatal(err)
			}
			target, auth := "/api"+m.target, "Bearer "+testToken
			if route.Root {
				target, auth = m.target, ""
			}
			if got.Method != route.Method || got.RequestURI != target || got.Header.Get("Authorization") != auth {
				t.Errorf("sent %s %s with %q", got.Method, got.RequestURI, got.Header.Get("Authorization"))
			}
			if body != m.body {
				t.Errorf("body %s, want %s", body, m.body)
			}
			if typed := got.Header.Get("Content-Type") == "application/json"; typed != (m.body != "") {
				t.Errorf("content type %q", got.Header.Get("Content-Type"))
			}
		})
	}
}

func TestEveryTypedMethodCallsABadAnswerOne(t *testing.T) {
	for _, body := range []string{"", "<html>", `{"a":`, `"text"`, "7"} {
		b := newBench(t, answering(http.StatusOK, body), nil)
		for _, m := range methods() {
			err := m.call(t.Context(), b.Client)
			if api.KindOf(err) != api.KindBadAnswer {
				t.Errorf("%s on %q: %v", m.route, body, err)
			}
		}
	}
}

// answering gives the same answer to everything.
func answering(status int, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})
}

func TestOddRowsOfUsersAreRead(t *testing.T) {
	const page = `{"total":2,"users":[
		{"user_id":"auth0|nobody","name":"<Error: ManagementApiError>","email":"auth0|nobody","identities":[{"connection":"N/A"}]},
		{"user_id":"github|1","name":"<Error: his real name>","identities":[{"connection":"github","user_id":4711}],"last_login":"2024-05-30T10:15:00.000Z","logins_count":3}]}`
	b := newBench(t, answering(200, page), nil)
	got := must[api.UsersPage](t)(b.Users(t.Context(), api.UserSearch{}, api.Page{}))
	if id := got.Users[1].Identities[0].UserID.Raw(); id != "4711" {
		t.Errorf("an id that is a number became %q", id)
	}
	person := got.Users[1].Person()
	want := time.Date(2024, 5, 30, 10, 15, 0, 0, time.UTC)
	if !person.LastLogin.Equal(want) || person.Logins != 3 || person.Connections[0].Raw() != "github" {
		t.Errorf("%+v", person)
	}
}

func TestAConfigurationThatWasNeverSetIsNoError(t *testing.T) {
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }), nil)
	got, err := b.Configuration(t.Context())
	if err != nil || got == nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestAConfigurationLeavesItsAPIKeyBehind(t *testing.T) {
	b := newBench(t, answering(200, `{"_id":"v1","apikey":"canary-key","groupsInToken":true,"persistRoles":false}`), nil)
	got := must[map[rbac.Switch]bool](t)(b.Configuration(t.Context()))
	if diff := cmp.Diff(map[rbac.Switch]bool{rbac.GroupsInToken: true, rbac.PersistRoles: false}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheManifestSaysWhetherAnExtensionAnswers(t *testing.T) {
	server := httptest.NewServer(answering(200, `{"name":"something-else","title":"Other"}`))
	t.Cleanup(server.Close)
	b := newBench(t, examples(), nil)
	if m := must[api.Manifest](t)(b.Meta(t.Context())); !m.IsAuthorization() || m.Version.IsZero() {
		t.Errorf("%+v", m)
	}
	other := newBench(t, examples(), func(o *api.Options) { o.BaseURL, o.Tokens = server.URL+"/api", nil })
	if m := must[api.Manifest](t)(other.Meta(t.Context())); m.IsAuthorization() {
		t.Errorf("%+v", m)
	}
	if _, err := other.Groups(t.Context()); api.KindOf(err) != api.KindTokenSecret {
		t.Errorf("without credentials: %v", err)
	}
}
