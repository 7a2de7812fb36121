package api_test

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"
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
		Key:         signer.Key(),
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

// sent sends a request as those are sent that no method stands for.
func (b *bench) sent(ctx context.Context, id endpoint.ID, body string, params ...string) error {
	call := endpoint.New(id, params...)
	if body != "" {
		call.Body = []byte(body)
	}
	return drop(b.Do(ctx, call))
}

// made is the id of what was created.
func (b *bench) made(t *testing.T, id endpoint.ID, body string) string {
	t.Helper()
	call := endpoint.New(id)
	call.Body = []byte(body)
	answer := must[*api.Answer](t)(b.Do(t.Context(), call))
	var record struct {
		ID string `json:"_id"`
	}
	if err := json.Unmarshal(answer.Body, &record); err != nil || record.ID == "" {
		t.Fatalf("%s, %v", answer.Body, err)
	}
	return record.ID
}

func TestASandboxIsBuiltUpAndReadBack(t *testing.T) {
	c, ctx := onSandbox(t, "admin"), t.Context()
	app := rbac.Client("appSpa00000000000000000000000001")
	name := text.New("Finance \u202e\xED\xA0\x80 \x1b[31m")
	const ofApp = `"description":"d","applicationType":"client","applicationId":"appSpa00000000000000000000000001"`

	perm := c.made(t, endpoint.PermissionsCreate, `{"name":"read:x",`+ofApp+`}`)
	role := c.made(t, endpoint.RolesCreate, `{"name":"Reader",`+ofApp+`,"permissions":["`+perm+`"]}`)
	group := c.made(t, endpoint.GroupsCreate, `{"name":`+string(text.AppendJSON(nil, name.Raw()))+`,"description":"d"}`)
	outer := c.made(t, endpoint.GroupsCreate, `{"name":"Outer, Inc.","description":"d"}`)
	alice := rbac.User("auth0|alice")
	for _, err := range []error{
		c.sent(ctx, endpoint.GroupsMembersAdd, `["auth0|alice","auth0|nobody"]`, group),
		c.sent(ctx, endpoint.GroupsRolesAdd, `["`+role+`"]`, group),
		c.sent(ctx, endpoint.GroupsNestedAdd, `["`+group+`"]`, outer),
		c.sent(ctx, endpoint.GroupsMappingsAdd, `[{"groupName":"Staff","connectionName":"corp"}]`, group),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}

	groups := must[[]rbac.Group](t)(c.Groups(ctx))
	if len(groups) != 2 || groups[0].Name != name || len(groups[0].Members) != 2 || groups[0].Mappings[0].Connection.Raw() != "corp" {
		t.Errorf("groups %v", groups)
	}
	policy := must[api.Policy](t)(c.Policy(ctx, alice, app, api.PolicyQuestion{Connection: text.New("corp")}))
	if len(policy.Permissions) != 1 || policy.Permissions[0].Raw() != "read:x" {
		t.Errorf("policy %v", policy)
	}
	if err := c.sent(ctx, endpoint.GroupsDelete, "", group); api.KindOf(err) != api.KindInUse {
		t.Fatalf("a nested group was deleted: %v", err)
	}
	if err := c.sent(ctx, endpoint.PermissionsDelete, "", perm); api.KindOf(err) != api.KindInUse {
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
	if err := c.sent(ctx, endpoint.ConfigurationUpdate, `{"rolesInToken":true}`); err != nil {
		t.Error(err)
	}
	if set := must[map[rbac.Switch]bool](t)(c.Configuration(ctx)); !set[rbac.RolesInToken] {
		t.Errorf("switches %v", set)
	}
	export := must[*api.Answer](t)(c.Do(ctx, endpoint.New(endpoint.ConfigurationExport)))
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
	if err := c.sent(t.Context(), endpoint.GroupsCreate, `{"name":"x","description":"y"}`); api.KindOf(err) != api.KindForbidden {
		t.Error(err)
	}
	nobody := onSandbox(t, "noscope")
	if scopes, err := nobody.Scopes(t.Context()); err != nil || scopes == nil || len(scopes) != 0 {
		t.Errorf("scopes %v, %v", scopes, err)
	}
	wrong := onSandbox(t, "stranger")
	if _, err := wrong.Groups(t.Context()); api.KindOf(err) != api.KindTokenRefused {
		t.Error(err)
	}
}
