package api_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
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
	plainGroup  = rbac.GroupOf("8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04")
	plainRole   = rbac.RoleOf("c3a91e77-0b4d-4f2c-a6e8-7d50b2f4c826")
	plainPerm   = rbac.PermissionOf("5e6d8f10-93c7-4a1b-b2d4-0f8e7a6c5b37")
	plainMap    = rbac.MappingOf("a47c2d9e-18b5-4e3f-9d60-6b1f8c0e7a48")
	plainClient = rbac.Client("kD3xPq8LwZr5TnV1yBs7HcJf0Gm2Ae4U")
)

const (
	nastyPath = "/users/auth0%7Ca%20b%2F%C3%BC%3F%26%23%252F%ED%A0%80"
	groupPath = "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04"
	rolePath  = "/roles/c3a91e77-0b4d-4f2c-a6e8-7d50b2f4c826"
	permPath  = "/permissions/5e6d8f10-93c7-4a1b-b2d4-0f8e7a6c5b37"
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
	users, groups := []rbac.UserID{nastyUser}, []rbac.GroupID{plainGroup}
	roles := []rbac.RoleID{plainRole}
	name := text.New("A \"b\"\n\xED\xA0\x80")
	role := api.RoleInput{Name: name, Description: text.New("d"), ApplicationType: text.New("client"), Application: plainClient}
	perm := api.PermissionInput{Name: name, Description: text.New("d"), ApplicationType: text.New("client"), Application: plainClient}
	const roleBody = `{"name":"A \"b\"\n\ud800","description":"d","applicationType":"client","applicationId":"` + appID + `","permissions":[]}`
	const permBody = `{"name":"A \"b\"\n\ud800","description":"d","applicationType":"client","applicationId":"` + appID + `"}`
	const groupBody = `{"name":"A \"b\"\n\ud800","description":"d"}`
	const userIDs = `["auth0|a b/ü?&#%2F\ud800"]`
	const groupIDs = `["8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04"]`
	const roleIDs = `["c3a91e77-0b4d-4f2c-a6e8-7d50b2f4c826"]`
	return []method{
		{endpoint.UsersList, "/users?q=a%20%26&field=name&per_page=5&page=2", "", func(ctx context.Context, c *api.Client) error {
			return drop(c.Users(ctx, api.UserSearch{Query: "a &", Field: "name"}, api.Page{Number: 2, Size: 5}))
		}},
		{endpoint.UsersRead, nastyPath, "", func(ctx context.Context, c *api.Client) error { return drop(c.User(ctx, nastyUser)) }},
		{endpoint.UsersGroupsList, nastyPath + "/groups", "", func(ctx context.Context, c *api.Client) error { return drop(c.UserGroups(ctx, nastyUser)) }},
		{endpoint.UsersGroupsAdd, nastyPath + "/groups", groupIDs, func(ctx context.Context, c *api.Client) error { return c.AddUserToGroups(ctx, nastyUser, groups) }},
		{endpoint.UsersGroupsCalculate, nastyPath + "/groups/calculate", "", func(ctx context.Context, c *api.Client) error { return drop(c.CalculateUserGroups(ctx, nastyUser)) }},
		{endpoint.UsersRolesList, nastyPath + "/roles", "", func(ctx context.Context, c *api.Client) error { return drop(c.UserRoles(ctx, nastyUser)) }},
		{endpoint.UsersRolesAdd, nastyPath + "/roles", roleIDs, func(ctx context.Context, c *api.Client) error { return c.AddUserRoles(ctx, nastyUser, roles) }},
		{endpoint.UsersRolesRemove, nastyPath + "/roles", roleIDs, func(ctx context.Context, c *api.Client) error { return c.RemoveUserRoles(ctx, nastyUser, roles) }},
		{endpoint.UsersRolesCalculate, nastyPath + "/roles/calculate", "", func(ctx context.Context, c *api.Client) error { return drop(c.CalculateUserRoles(ctx, nastyUser)) }},
		{endpoint.PolicyAsk, nastyPath + "/policy/" + appID, `{"connectionName":"corp","groups":["A \"b\"\n\ud800"]}`, func(ctx context.Context, c *api.Client) error {
			return drop(c.Policy(ctx, nastyUser, plainClient, api.PolicyQuestion{Connection: text.New("corp"), Groups: []text.Text{name}}))
		}},
		{endpoint.GroupsList, "/groups?q=x&field=name", "", func(ctx context.Context, c *api.Client) error {
			return drop(c.Groups(ctx, api.Search{Query: "x", Field: "name"}))
		}},
		{endpoint.GroupsCreate, "/groups", groupBody, func(ctx context.Context, c *api.Client) error {
			return drop(c.CreateGroup(ctx, api.GroupInput{Name: name, Description: text.New("d")}))
		}},
		{endpoint.GroupsRead, groupPath, "", func(ctx context.Context, c *api.Client) error { return drop(c.Group(ctx, plainGroup)) }},
		{endpoint.GroupsUpdate, groupPath, groupBody, func(ctx context.Context, c *api.Client) error {
			return drop(c.UpdateGroup(ctx, plainGroup, api.GroupInput{Name: name, Description: text.New("d")}))
		}},
		{endpoint.GroupsDelete, groupPath, "", func(ctx context.Context, c *api.Client) error { return c.DeleteGroup(ctx, plainGroup) }},
		{endpoint.GroupsMappingsList, groupPath + "/mappings", "", func(ctx context.Context, c *api.Client) error { return drop(c.Mappings(ctx, plainGroup)) }},
		{endpoint.GroupsMappingsAdd, groupPath + "/mappings", `[{"groupName":"g","connectionName":"corp"}]`, func(ctx context.Context, c *api.Client) error {
			return c.AddMappings(ctx, plainGroup, []api.MappingInput{{GroupName: text.New("g"), Connection: text.New("corp")}})
		}},
		{endpoint.GroupsMappingsRemove, groupPath + "/mappings", `["a47c2d9e-18b5-4e3f-9d60-6b1f8c0e7a48"]`, func(ctx context.Context, c *api.Client) error {
			return c.RemoveMappings(ctx, plainGroup, []rbac.MappingID{plainMap})
		}},
		{endpoint.GroupsMembersList, groupPath + "/members?per_page=3&page=1", "", func(ctx context.Context, c *api.Client) error {
			return drop(c.Members(ctx, plainGroup, api.Page{Number: 1, Size: 3}))
		}},
		{endpoint.GroupsMembersAdd, groupPath + "/members", userIDs, func(ctx context.Context, c *api.Client) error { return c.AddMembers(ctx, plainGroup, users) }},
		{endpoint.GroupsMembersRemove, groupPath + "/members", userIDs, func(ctx context.Context, c *api.Client) error { return c.RemoveMembers(ctx, plainGroup, users) }},
		{endpoint.GroupsMembersNested, groupPath + "/members/nested", "", func(ctx context.Context, c *api.Client) error {
			return drop(c.NestedMembers(ctx, plainGroup, api.Page{}))
		}},
		{endpoint.GroupsNestedList, groupPath + "/nested", "", func(ctx context.Context, c *api.Client) error { return drop(c.Nested(ctx, plainGroup)) }},
		{endpoint.GroupsNestedAdd, groupPath + "/nested", groupIDs, func(ctx context.Context, c *api.Client) error { return c.AddNested(ctx, plainGroup, groups) }},
		{endpoint.GroupsNestedRemove, groupPath + "/nested", groupIDs, func(ctx context.Context, c *api.Client) error { return c.RemoveNested(ctx, plainGroup, groups) }},
		{endpoint.GroupsRolesList, groupPath + "/roles", "", func(ctx context.Context, c *api.Client) error { return drop(c.GroupRoles(ctx, plainGroup)) }},
		{endpoint.GroupsRolesAdd, groupPath + "/roles", roleIDs, func(ctx context.Context, c *api.Client) error { return c.AddGroupRoles(ctx, plainGroup, roles) }},
		{endpoint.GroupsRolesRemove, groupPath + "/roles", roleIDs, func(ctx context.Context, c *api.Client) error { return c.RemoveGroupRoles(ctx, plainGroup, roles) }},
		{endpoint.GroupsRolesNested, groupPath + "/roles/nested", "", func(ctx context.Context, c *api.Client) error { return drop(c.GroupRolesNested(ctx, plainGroup)) }},
		{endpoint.RolesList, "/roles", "", func(ctx context.Context, c *api.Client) error { return drop(c.Roles(ctx, api.Search{})) }},
		{endpoint.RolesCreate, "/roles", roleBody, func(ctx context.Context, c *api.Client) error { return drop(c.CreateRole(ctx, role)) }},
		{endpoint.RolesRead, rolePath, "", func(ctx context.Context, c *api.Client) error { return drop(c.Role(ctx, plainRole)) }},
		{endpoint.RolesUpdate, rolePath, roleBody, func(ctx context.Context, c *api.Client) error { return drop(c.UpdateRole(ctx, plainRole, role)) }},
		{endpoint.RolesDelete, rolePath, "", func(ctx context.Context, c *api.Client) error { return c.DeleteRole(ctx, plainRole) }},
		{endpoint.PermissionsList, "/permissions", "", func(ctx context.Context, c *api.Client) error { return drop(c.Permissions(ctx, api.Search{})) }},
		{endpoint.PermissionsCreate, "/permissions", permBody, func(ctx context.Context, c *api.Client) error { return drop(c.CreatePermission(ctx, perm)) }},
		{endpoint.PermissionsRead, permPath, "", func(ctx context.Context, c *api.Client) error { return drop(c.Permission(ctx, plainPerm)) }},
		{endpoint.PermissionsUpdate, permPath, permBody, func(ctx context.Context, c *api.Client) error { return drop(c.UpdatePermission(ctx, plainPerm, perm)) }},
		{endpoint.PermissionsDelete, permPath, "", func(ctx context.Context, c *api.Client) error { return c.DeletePermission(ctx, plainPerm) }},
		{endpoint.ApplicationsList, "/applications", "", func(ctx context.Context, c *api.Client) error { return drop(c.Applications(ctx)) }},
		{endpoint.ApplicationsRead, "/applications/" + appID, "", func(ctx context.Context, c *api.Client) error { return drop(c.Application(ctx, plainClient)) }},
		{endpoint.ConnectionsList, "/connections", "", func(ctx context.Context, c *api.Client) error { return drop(c.Connections(ctx)) }},
		{endpoint.ConfigurationRead, "/configuration", "", func(ctx context.Context, c *api.Client) error { return drop(c.Configuration(ctx)) }},
		{endpoint.ConfigurationUpdate, "/configuration", `{"persistRoles":true}`, func(ctx context.Context, c *api.Client) error {
			return drop(c.UpdateConfiguration(ctx, map[rbac.Switch]bool{rbac.PersistRoles: true}))
		}},
		{endpoint.ConfigurationStatus, "/configuration/status", "", func(ctx context.Context, c *api.Client) error { return drop(c.Status(ctx)) }},
		{endpoint.ConfigurationExport, "/configuration/export", "", func(ctx context.Context, c *api.Client) error { return drop(c.Export(ctx)) }},
		{endpoint.ConfigurationImport, "/configuration/import", `{"groups":[]}`, func(ctx context.Context, c *api.Client) error { return c.Import(ctx, []byte(`{"groups":[]}`)) }},
		{endpoint.ConfigurationRotateKey, "/configuration/rotate-apikey", "", func(ctx context.Context, c *api.Client) error { return drop(c.RotateAPIKey(ctx)) }},
		{endpoint.ResourceServerRead, "/configuration/resource-server", "", func(ctx context.Context, c *api.Client) error { return drop(c.APIAccess(ctx)) }},
		{endpoint.ResourceServerCreate, "/configuration/resource-server", "", func(ctx context.Context, c *api.Client) error { return c.CreateAPIAccess(ctx) }},
		{endpoint.ResourceServerUpdate, "/configuration/resource-server", `{"apiAccess":true,"token_lifetime":3600}`, func(ctx context.Context, c *api.Client) error {
			return c.UpdateAPIAccess(ctx, api.Access{On: true, Lifetime: time.Hour})
		}},
		{endpoint.ResourceServerDelete, "/configuration/resource-server", "", func(ctx context.Context, c *api.Client) error { return c.DeleteAPIAccess(ctx) }},
		{endpoint.Meta, "/meta", "", func(ctx context.Context, c *api.Client) error { return drop(c.Meta(ctx)) }},
	}
}

func TestEveryEndpointHasATypedMethodThatSendsTheRightRequest(t *testing.T) {
	var got *http.Request
	var body string
	next := examples()
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var raw strings.Builder
		_, _ = io.Copy(&raw, r.Body)
		got, body = r, raw.String()
		next.ServeHTTP(w, r)
	}), nil)
	var covered []endpoint.ID
	for _, m := range methods() {
		t.Run(string(m.route), func(t *testing.T) {
			route := endpoint.Lookup(m.route)
			covered = append(covered, m.route)
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
	for _, route := range endpoint.All() {
		if !slices.Contains(covered, route.ID) {
			t.Errorf("%s has no typed method", route.ID)
		}
	}
	if len(covered) != 53 {
		t.Errorf("%d endpoints", len(covered))
	}
}

func TestEveryTypedMethodCallsABadAnswerOne(t *testing.T) {
	for _, body := range []string{"", "<html>", `{"a":`, `"text"`, "7"} {
		b := newBench(t, answering(http.StatusOK, body), nil)
		for _, m := range methods() {
			if endpoint.Lookup(m.route).Answer.Status == http.StatusNoContent && (body == "" || !strings.HasPrefix(body, "<")) {
				continue // whatever JSON comes with a done is let be
			}
			err := m.call(t.Context(), b.Client)
			if m.route == endpoint.ResourceServerCreate || m.route == endpoint.ConfigurationExport {
				if body == `"text"` || body == "7" {
					continue // their answers are not looked into
				}
			}
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

func TestARowThatStandsInForAUserIsKnown(t *testing.T) {
	const page = `{"total":2,"users":[
		{"user_id":"auth0|nobody","name":"<Error: ManagementApiError>","email":"auth0|nobody","identities":[{"connection":"N/A"}]},
		{"user_id":"github|1","name":"<Error: his real name>","identities":[{"connection":"github","user_id":4711}],"last_login":"2024-05-30T10:15:00.000Z","logins_count":3}]}`
	b := newBench(t, answering(200, page), nil)
	got := must[api.MembersPage](t)(b.Members(t.Context(), plainGroup, api.Page{}))
	if !got.Users[0].Unreadable() || got.Users[1].Unreadable() {
		t.Error("the wrong rows are unreadable")
	}
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
	if _, err := other.Groups(t.Context(), api.Search{}); api.KindOf(err) != api.KindTokenSecret {
		t.Errorf("without credentials: %v", err)
	}
}
