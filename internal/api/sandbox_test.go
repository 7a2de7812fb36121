package api_test

import (
	"context"
	"os"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// onSandbox is a client of a sandbox with the recorded tenant, as one of its
// credentials.
func onSandbox(t *testing.T, who string) *bench {
	t.Helper()
	const dir = "../../testdata/conformance/"
	s := must[*sandbox.Server](t)(sandbox.New(sandbox.Options{
		Tenant:      must[[]byte](t)(os.ReadFile(dir + "tenant.json")),
		Credentials: must[[]byte](t)(os.ReadFile(dir + "sandbox-credentials.json")),
	}))
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return newBench(t, nil, func(o *api.Options) {
		o.BaseURL = s.BaseURL()
		o.Tokens = must[*api.Credentials](t)(api.NewCredentials(api.CredentialsOptions{
			URLs: []string{s.TokenURL()}, ClientID: who, Audience: "urn:auth0-authz-api",
			Secret:    func(context.Context) (secret.Secret, error) { return secret.New(who + "-secret"), nil },
			Transport: o.Transport,
			Cache:     api.TokenCache{Dir: t.TempDir(), BaseURL: s.BaseURL(), ClientID: who},
		}))
	})
}

func TestASandboxIsBuiltUpAndReadBack(t *testing.T) {
	c, ctx := onSandbox(t, "admin"), t.Context()
	app := rbac.Client("appSpa00000000000000000000000001")
	client := text.New("client")
	name := text.New("Finance \u202e\xED\xA0\x80 \x1b[31m")

	perm := must[rbac.Permission](t)(c.CreatePermission(ctx, api.PermissionInput{Name: text.New("read:x"), Description: text.New("d"), ApplicationType: client, Application: app}))
	role := must[rbac.Role](t)(c.CreateRole(ctx, api.RoleInput{Name: text.New("Reader"), Description: text.New("d"), ApplicationType: client, Application: app, Permissions: []rbac.PermissionID{perm.ID}}))
	group := must[rbac.Group](t)(c.CreateGroup(ctx, api.GroupInput{Name: name, Description: text.New("d")}))
	outer := must[rbac.Group](t)(c.CreateGroup(ctx, api.GroupInput{Name: text.New("Outer, Inc."), Description: text.New("d")}))
	alice := rbac.User("auth0|alice")
	for _, err := range []error{
		c.AddMembers(ctx, group.ID, []rbac.UserID{alice, rbac.User("auth0|nobody")}),
		c.AddGroupRoles(ctx, group.ID, []rbac.RoleID{role.ID}),
		c.AddNested(ctx, outer.ID, []rbac.GroupID{group.ID}),
		c.AddMappings(ctx, group.ID, []api.MappingInput{{GroupName: text.New("Staff"), Connection: text.New("corp")}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}

	groups := must[[]rbac.Group](t)(c.Groups(ctx, api.Search{}))
	if len(groups) != 2 || groups[0].Name != name || len(groups[0].Members) != 2 || groups[0].Mappings[0].Connection.Raw() != "corp" {
		t.Errorf("groups %v", groups)
	}
	if got := must[[]rbac.Group](t)(c.CalculateUserGroups(ctx, alice)); len(got) != 2 {
		t.Errorf("calculated %v", got)
	}
	policy := must[api.Policy](t)(c.Policy(ctx, alice, app, api.PolicyQuestion{Connection: text.New("corp")}))
	if len(policy.Permissions) != 1 || policy.Permissions[0].Raw() != "read:x" {
		t.Errorf("policy %v", policy)
	}
	members := must[api.MembersPage](t)(c.Members(ctx, group.ID, api.Page{}))
	if members.Total != 2 || !members.Users[1].Unreadable() && !members.Users[0].Unreadable() {
		t.Errorf("members %v", members)
	}
	if got := must[api.ExpandedGroup](t)(c.GroupExpanded(ctx, group.ID)); len(got.Roles) != 1 || got.Roles[0].Permissions[0].Name.Raw() != "read:x" {
		t.Errorf("expanded %v", got)
	}
	if got := must[[]api.InheritedRole](t)(c.GroupRolesNested(ctx, group.ID)); len(got) != 1 || got[0].Group.ID != group.ID {
		t.Errorf("inherited roles %v", got)
	}

	err := c.DeleteGroup(ctx, group.ID)
	if api.KindOf(err) != api.KindInUse {
		t.Fatalf("a nested group was deleted: %v", err)
	}
	if err := c.DeletePermission(ctx, perm.ID); api.KindOf(err) != api.KindInUse {
		t.Error(err)
	}
	if _, err := c.User(ctx, rbac.User("auth0|nobody")); api.KindOf(err) != api.KindNotFound {
		t.Error(err)
	}
	if got := must[api.Manifest](t)(c.Meta(ctx)); !got.IsAuthorization() {
		t.Errorf("%+v", got)
	}
	if set := must[map[rbac.Switch]bool](t)(c.Configuration(ctx)); len(set) != 0 {
		t.Errorf("switches %v", set)
	}
	if set := must[map[rbac.Switch]bool](t)(c.UpdateConfiguration(ctx, map[rbac.Switch]bool{rbac.RolesInToken: true})); !set[rbac.RolesInToken] {
		t.Errorf("switches %v", set)
	}
	export := must[*api.Answer](t)(c.Export(ctx))
	if d := must[rbac.Document](t)(api.ReadDocument(export.Body)); len(d.Groups) != 2 || len(d.Roles) != 1 || len(d.Permissions) != 1 {
		t.Errorf("exported %v", d)
	}
	users := 0
	for step, err := range c.AllUsers(ctx, api.UserSearch{}) {
		if err != nil {
			t.Fatal(err)
		}
		users += len(step.Rows)
	}
	if users < 50 {
		t.Errorf("%d users", users)
	}
}

func TestATokenWithoutScopesIsToldWhatItLacks(t *testing.T) {
	c := onSandbox(t, "readonly")
	scopes := must[[]string](t)(c.Scopes(t.Context()))
	if len(scopes) != 8 {
		t.Errorf("scopes %v", scopes)
	}
	for id, want := range map[endpoint.ID]bool{endpoint.GroupsList: true, endpoint.GroupsCreate: false, endpoint.Meta: true, endpoint.PolicyAsk: true} {
		if got := must[bool](t)(c.Allows(t.Context(), endpoint.Lookup(id))); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
	_, err := c.CreateGroup(t.Context(), api.GroupInput{Name: text.New("x"), Description: text.New("y")})
	if api.KindOf(err) != api.KindForbidden {
		t.Error(err)
	}
	nobody := onSandbox(t, "noscope")
	if scopes, err := nobody.Scopes(t.Context()); err != nil || scopes == nil || len(scopes) != 0 {
		t.Errorf("scopes %v, %v", scopes, err)
	}
	wrong := onSandbox(t, "stranger")
	if _, err := wrong.Groups(t.Context(), api.Search{}); api.KindOf(err) != api.KindTokenRefused {
		t.Error(err)
	}
}
