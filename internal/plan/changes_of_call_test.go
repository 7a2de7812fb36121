package plan

import (
	"fmt"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestEveryCompiledRequestMeansTheChangesThatItWasMadeOf(t *testing.T) {
	kinds := make(map[string]bool)
	for name, test := range compilations() {
		t.Run(name, func(t *testing.T) {
			before := small()
			for _, item := range compiled(t, test.changes...).Items {
				for _, s := range item.Steps {
					after := applied(t, before, s.Changes)
					meant, ok := Meaning(before, s.Call, nil)
					if !ok {
						t.Fatalf("%s is not understood", s.Line())
					}
					names := make(IDs)
					for i, c := range meant {
						kinds[c.Kind()] = true
						if id := Created(c); !id.IsZero() {
							names[id] = Created(s.Changes[i])
						}
					}
					if got := applied(t, before, RenameAll(meant, names)); !rbac.Equal(got, after, nil) {
						t.Errorf("%s means %v, was made of %v", s.Line(), meant, s.Changes)
					}
					if set, ok := s.Changes[0].(rbac.SetConfiguration); ok && fmt.Sprint(meant) != fmt.Sprint([]rbac.Change{set}) {
						t.Errorf("%s means %v, was made of %v", s.Line(), meant, set)
					}
					before = after
				}
			}
		})
	}
	// An edit of a mapping is two requests, each of which means something else.
	for _, kind := range []string{"add-member", "remove-member", "add-nested", "remove-nested", "grant-role", "revoke-role",
		"assign-role", "unassign-role", "add-permission", "remove-permission", "add-mapping", "remove-mapping",
		"create-group", "edit-group", "delete-group", "create-role", "edit-role", "delete-role",
		"create-permission", "edit-permission", "delete-permission", "set-configuration"} {
		if !kinds[kind] {
			t.Errorf("no request means %s", kind)
		}
	}
}

func applied(t *testing.T, g *rbac.Graph, changes []rbac.Change) *rbac.Graph {
	t.Helper()
	after, _, err := rbac.ApplyAll(g, changes)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

func callOf(id endpoint.ID, body string, path ...string) endpoint.Call {
	call := endpoint.New(id, path...)
	call.Body = []byte(body)
	return call
}

func TestACallMeansWhatTheServerMakesOfIt(t *testing.T) {
	add := func(group, user string) rbac.Change {
		return rbac.AddMember(rbac.GroupOf(group), rbac.User(user))
	}
	tests := map[string]struct {
		call endpoint.Call
		want []rbac.Change
	}{
		"groups by id, in stored order, unknown ones passed over": {
			callOf(endpoint.UsersGroupsAdd, `["`+staff+`","nobody","`+finance+`"]`, "a|x"), []rbac.Change{add(finance, "a|x"), add(staff, "a|x")}},
		"groups by name, ids among them passed over": {
			callOf(endpoint.UsersGroupsAdd, `["Staff","`+finance+`"]`, "a|x"), []rbac.Change{add(staff, "a|x")}},
		"no group at all": {callOf(endpoint.UsersGroupsAdd, `["nothing"]`, "a|x"), nil},
		"a role by name":  {callOf(endpoint.UsersRolesAdd, `["Reader"]`, "a|x"), []rbac.Change{rbac.AssignRole(rbac.User("a|x"), rbac.RoleOf(reader))}},
		"the last of two keys": {
			callOf(endpoint.GroupsUpdate, `{"name":"a","description":"d","name":"b"}`, staff),
			[]rbac.Change{rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("b"), Description: text.New("d")}}},
		"permissions left out are cleared": {
			callOf(endpoint.RolesUpdate, `{"name":"Reader","description":"d","applicationType":"client","applicationId":"app"}`, reader),
			[]rbac.Change{
				rbac.RemovePermission(rbac.RoleOf(reader), rbac.PermissionOf(approve)),
				rbac.RemovePermission(rbac.RoleOf(reader), rbac.PermissionOf(read))}},
		"switches in words": {
			callOf(endpoint.ConfigurationUpdate, `{"rolesInToken":"Yes"}`),
			[]rbac.Change{rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.RolesInToken: true}}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got, ok := Meaning(small(), test.call, nil); !ok || fmt.Sprint(got) != fmt.Sprint(test.want) {
				t.Errorf("means %v, want %v", got, test.want)
			}
		})
	}
}

func TestWhatNoChangesCanTellIsNotUnderstood(t *testing.T) {
	tests := map[string]endpoint.Call{
		"a member taken out once who is listed twice": callOf(endpoint.GroupsMembersRemove, `["a|ann"]`, finance),
		"a role that is not there taken from a user":  callOf(endpoint.UsersRolesRemove, `["`+staff+`"]`, "a|cid"),
		"a role that moves":                           callOf(endpoint.RolesUpdate, `{"name":"R","description":"d","applicationType":"client","applicationId":"other"}`, reader),
		"a key that is not known":                     callOf(endpoint.GroupsCreate, `{"name":"n","description":"d","members":[]}`),
		"a key of another case":                       callOf(endpoint.GroupsCreate, `{"Name":"n","description":"d"}`),
		"no JSON":                                     callOf(endpoint.GroupsMembersAdd, `["a`, finance),
		"no list":                                     callOf(endpoint.GroupsMembersAdd, `{}`, finance),
		"an empty list":                               callOf(endpoint.GroupsMembersAdd, `[]`, finance),
		"a number among the ids":                      callOf(endpoint.GroupsMembersAdd, `[1]`, finance),
		"a missing id":                                callOf(endpoint.GroupsDelete, ``),
		"a new key":                                   callOf(endpoint.ConfigurationRotateKey, ``),
		"an import":                                   callOf(endpoint.ConfigurationImport, `{}`),
		"the API turned off":                          callOf(endpoint.ResourceServerDelete, ``),
		"a question":                                  callOf(endpoint.PolicyAsk, `{"connectionName":"c"}`, "a|x", "app"),
	}
	for name, call := range tests {
		t.Run(name, func(t *testing.T) {
			if got, ok := Meaning(small(), call, nil); ok {
				t.Errorf("means %v", got)
			}
		})
	}
}

func TestWhatACallCreatesTakesAPlaceholderThatIsFree(t *testing.T) {
	staged := []rbac.Change{rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(4)}, Name: text.New("n"), Description: text.New("d")}}
	call := callOf(endpoint.GroupsMappingsAdd, `[{"groupName":"a","connectionName":"c"},{"groupName":"b","connectionName":"c"}]`, staff)
	got, _ := Meaning(small(), call, staged)
	if len(got) != 2 || Created(got[0]) != rbac.NewID(5) || Created(got[1]) != rbac.NewID(6) {
		t.Errorf("creates %v", got)
	}
}
