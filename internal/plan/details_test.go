package plan

import (
	"slices"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestDetailsSayWhatAnItemReplacesAndTakesAlong(t *testing.T) {
	people := (*rbac.Directory)(nil).WithUsers([]rbac.Person{{ID: rbac.User("a|ann"), Name: text.New("Ann\x1b")}}, rbac.Extent{})
	client := text.New(rbac.TypeClient)
	g := rbac.Index(rbac.Document{
		Groups: []rbac.Group{{
			ID: rbac.GroupOf(staff), Name: text.New("Staff"), Description: text.New("d"),
			Members: []rbac.UserID{rbac.User("a|ann"), rbac.User("a|2"), rbac.User("a|3"), rbac.User("a|4"), rbac.User("a|5"), rbac.User("a|6")},
			Roles:   []rbac.RoleID{rbac.RoleOf(reader)}, Nested: []rbac.GroupID{rbac.GroupOf("x")},
			Mappings: []rbac.Mapping{{ID: rbac.MappingOf(approve), GroupName: text.New("Fin"), Connection: text.New("ad")}},
		}},
		Roles: []rbac.Role{
			{ID: rbac.RoleOf(reader), Name: text.New("Reader"), Description: text.New("d"), Application: rbac.Client("a"), ApplicationType: client, Permissions: []rbac.PermissionID{rbac.PermissionOf(approve)}},
			{ID: rbac.RoleOf(approver), Name: text.New("Approver"), Description: text.New("d"), Application: rbac.Client("a"), ApplicationType: client, Permissions: []rbac.PermissionID{rbac.PermissionOf(approve)}, Users: []rbac.UserID{rbac.User("a|ann")}},
		},
		Permissions: []rbac.Permission{{ID: rbac.PermissionOf(approve), Name: text.New("approve"), Description: text.New("d"), Application: rbac.Client("a"), ApplicationType: client}},
	})
	tests := map[string]struct {
		change rbac.Change
		want   []string
	}{
		"a group that is deleted": {rbac.DeleteGroup{Group: rbac.GroupOf(staff)}, []string{
			`also removed: 6 members: "Ann⟨U+001B⟩", a|2, a|3, a|4, a|5 and 1 more`, "also removed: 1 nested group: x", `also removed: 1 role: "Reader"`,
			`also removed: 1 mapping: "Fin" of "ad" (` + approve + ")",
		}},
		"a role that is deleted": {rbac.DeleteRole{Role: rbac.RoleOf(approver)}, []string{
			`also removed: 1 permission: "approve"`, `also removed: 1 direct holder: "Ann⟨U+001B⟩"`,
		}},
		"a group that is renamed": {rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Crew"), Description: text.New("d")}, []string{`name "Staff" becomes "Crew"`}},
		"a role's description":    {rbac.EditRole{Role: rbac.RoleOf(reader), Name: text.New("Reader"), Description: text.New("new")}, []string{`description "d" becomes "new"`}},
		"a permission in use": {rbac.EditPermission{Permission: rbac.PermissionOf(approve), Name: text.New("sign"), Description: text.New("d")}, []string{
			`name "approve" becomes "sign"`, `lost during the edit, then regained, by "Reader", "Approver"`,
		}},
		"a mapping":     {rbac.EditMapping{Group: rbac.GroupOf(staff), Mapping: rbac.MappingOf(approve), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("Fin"), Connection: text.New("ldap")}, []string{`"Fin" of "ad" becomes "Fin" of "ldap"`}},
		"switches":      {rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.GroupsInToken: true}}, []string{`groupsInToken "off" becomes "on"`}},
		"a member":      {rbac.AddMember(rbac.GroupOf(staff), rbac.User("a|new")), nil},
		"nothing to do": {rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Staff"), Description: text.New("d")}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			before := g
			if _, ok := test.change.(rbac.DeleteRole); ok {
				before, _, _ = rbac.ApplyAll(g, Detach(g, rbac.RoleOf(approver).Ref()))
			}
			p, err := Compile(before, rbac.Settings{Switches: map[rbac.Switch]bool{}}, []rbac.Change{test.change})
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Items[0].Details(people); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}
