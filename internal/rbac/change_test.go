package rbac

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"authzx/internal/text"
)

const company = `{
	"groups":[
		{"_id":"all","name":"All","nested":["fin"],"members":[]},
		{"_id":"fin","name":"Finance","members":["ann","ann","bob"],"roles":["acc"],"mappings":[{"_id":"m","groupName":"F","connectionName":"corp"}]},
		{"_id":"new","name":"New"}],
	"roles":[
		{"_id":"acc","name":"Accountant","description":"d","applicationType":"client","applicationId":"app","permissions":["read"],"users":["cyd"]},
		{"_id":"odd","name":"Odd","description":"d","applicationType":"client","applicationId":"app","permissions":["web"]}],
	"permissions":[
		{"_id":"read","name":"read","description":"d","applicationType":"client","applicationId":"app"},
		{"_id":"free","name":"free","description":"d","applicationType":"client","applicationId":"app"},
		{"_id":"web","name":"web","description":"d","applicationType":"client","applicationId":"web"}]}`

func TestASentenceSaysTheChangeWithNames(t *testing.T) {
	g := Index(document(t, company))
	d := (*Directory)(nil).WithUsers([]Person{person("ann", "ann@x")}, Extent{}).
		WithApplications([]Application{{ID: Client("app"), Name: text.New("Expenses")}}, Extent{})
	name, about, app := text.New("Name"), text.New("d"), Client("app")
	tests := map[string]Change{
		`create group "Name"`:                                              CreateGroup{GroupID{NewID(1)}, name, about},
		`edit group "Finance", now named "Name"`:                           EditGroup{GroupOf("fin"), name, about},
		`edit group "Finance"`:                                             EditGroup{GroupOf("fin"), text.New("Finance"), about},
		`delete group "New"`:                                               DeleteGroup{GroupOf("new")},
		`add user "ann@x" to group "Finance"`:                              AddMember(GroupOf("fin"), User("ann")),
		`remove user bob from group "Finance"`:                             RemoveMember(GroupOf("fin"), User("bob")),
		`nest group "Finance" in group "All"`:                              AddNested(GroupOf("all"), GroupOf("fin")),
		`unnest group "Finance" from group "All"`:                          RemoveNested(GroupOf("all"), GroupOf("fin")),
		`grant role "Accountant" to group "All"`:                           GrantRole(GroupOf("all"), RoleOf("acc")),
		`revoke role "Accountant" from group "Finance"`:                    RevokeRole(GroupOf("fin"), RoleOf("acc")),
		`map group "S" of connection "corp" to group "Finance"`:            AddMapping{GroupOf("fin"), MappingID{NewID(1)}, text.New("S"), text.New("corp")},
		`remove mapping "F" of "corp" from group "Finance"`:                RemoveMapping{GroupOf("fin"), MappingOf("m")},
		`replace mapping "F" of "corp" of group "Finance" by "S" of "idp"`: EditMapping{GroupOf("fin"), MappingOf("m"), MappingID{NewID(1)}, text.New("S"), text.New("idp")},
		`create role "Name" in application "Expenses" with 1 permission`:   CreateRole{RoleID{NewID(1)}, name, about, text.New("client"), app, []PermissionID{PermissionOf("read")}},
		`edit role "Accountant", now named "Name"`:                         EditRole{RoleOf("acc"), name, about, text.Text{}},
		`delete role "Accountant"`:                                         DeleteRole{RoleOf("acc")},
		`add permission "free" to role "Accountant"`:                       AddPermission(RoleOf("acc"), PermissionOf("free")),
		`remove permission "read" from role "Accountant"`:                  RemovePermission(RoleOf("acc"), PermissionOf("read")),
		`assign role "Accountant" to user "ann@x"`:                         AssignRole(User("ann"), RoleOf("acc")),
		`unassign role "Accountant" from user cyd`:                         UnassignRole(User("cyd"), RoleOf("acc")),
		`create permission "Name" in application "Expenses"`:               CreatePermission{PermissionID{NewID(1)}, name, about, text.New("client"), app},
		`edit permission "free", now named "Name"`:                         EditPermission{PermissionOf("free"), name, about, text.Text{}, ClientID{}},
		`delete permission "free"`:                                         DeletePermission{PermissionOf("free")},
		`set groupsInToken on, persistRoles off`:                           SetConfiguration{map[Switch]bool{PersistRoles: false, GroupsInToken: true}},
	}
	for want, c := range tests {
		if got := c.Sentence(g, d); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if c.Sentence(nil, nil) == "" {
			t.Errorf("%T says nothing without a graph", c)
		}
		b, err := MarshalChange(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := UnmarshalChange(b)
		if err != nil || !reflect.DeepEqual(back, c) {
			t.Errorf("%s came back as %#v, %v", b, back, err)
		}
	}
}

func TestWhatTheServerRefusesIsRefusedWithItsReason(t *testing.T) {
	g := Index(document(t, company))
	long := text.New("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")
	about := text.New("d")
	tests := []struct {
		name string
		c    Change
		want string
	}{
		{"a group that is nested", DeleteGroup{GroupOf("fin")}, `group "Finance" is used by "All"`},
		{"a role that a group grants", DeleteRole{RoleOf("acc")}, `role "Accountant" is used by "Finance"`},
		{"a permission that a role holds", DeletePermission{PermissionOf("read")}, `permission "read" is used by "Accountant"`},
		{"to edit it, even to what it is", EditPermission{PermissionOf("read"), text.New("read"), about, text.Text{}, ClientID{}}, `permission "read" is used by "Accountant"`},
		{"a name but for case", CreateGroup{GroupID{NewID(1)}, text.New("FINANCE"), about}, `a group named "FINANCE" already exists`},
		{"the name of another", EditGroup{GroupOf("new"), text.New("all"), about}, `a group named "all" already exists`},
		{"a name too long", CreateGroup{GroupID{NewID(1)}, long, about}, "name must be 1 to 50 characters long"},
		{"no description", CreateGroup{GroupID{NewID(1)}, text.New("x"), text.Text{}}, "description must be 1 to 500 characters long"},
		{"a group that does not exist", AddMember(GroupOf("none"), User("ann")), "group none does not exist"},
		{"a role that is not there", UnassignRole(User("ann"), RoleOf("none")), "role none does not exist"},
		{"a permission of another application", AddPermission(RoleOf("acc"), PermissionOf("web")), `permissions must be of the role's application, which "web" is not`},
		{"to edit a role that holds one", EditRole{RoleOf("odd"), text.New("Odder"), about, text.Text{}}, `permissions must be of the role's application, which "web" is not`},
		{"an application type of no sense", CreatePermission{PermissionID{NewID(1)}, text.New("x"), about, text.New("server"), Client("app")}, "applicationType must be client or resource_server"},
		{"a mapping that is not there", EditMapping{GroupOf("fin"), MappingOf("none"), MappingID{NewID(1)}, text.New("S"), text.New("corp")}, "mapping none does not exist"},
		{"a placeholder twice", CreateGroup{GroupOf("fin"), text.New("x"), about}, "ref must be an unused id"},
		{"an unknown switch", SetConfiguration{map[Switch]bool{"apikey": true}}, "values must be switches of the configuration"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			next, err := tt.c.Apply(g)
			if err == nil || err.Error() != tt.want || next != nil {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if _, n, again := ApplyAll(g, []Change{AddMember(GroupOf("new"), User("ann")), tt.c}); n != 1 || again == nil {
				t.Errorf("in a list: place %d, %v", n, again)
			}
		})
	}
}

func TestPermissionsTakenTogetherAreJudgedByWhatIsLeft(t *testing.T) {
	d := document(t, company)
	d.Permissions[1].Application = Client("web")
	d.Roles[0].Permissions = []PermissionID{PermissionOf("web"), PermissionOf("read"), PermissionOf("free")}
	twins := document(t, company)
	twins.Permissions, twins.Roles = d.Permissions, append(d.Roles, d.Roles[1])
	take := func(id string) Change { return RemovePermission(RoleOf("acc"), PermissionOf(id)) }
	for name, tt := range map[string]struct {
		changes []Change
		fails   int
		left    int
	}{
		"all of other applications":              {[]Change{take("web"), take("free")}, 2, 1},
		"all":                                    {[]Change{take("read"), take("web"), take("free")}, 3, 0},
		"one twice":                              {[]Change{take("web"), take("web")}, 1, 0},
		"one, and one that is not held":          {[]Change{take("web"), take("none")}, 1, 0},
		"one alone":                              {[]Change{take("web"), AddMember(GroupOf("new"), User("ann")), take("free")}, 0, 0},
		"one of another role between":            {[]Change{take("web"), RemovePermission(RoleOf("odd"), PermissionOf("web")), take("free")}, 0, 0},
		"one given between, which is a request":  {[]Change{take("web"), AddPermission(RoleOf("acc"), PermissionOf("none")), take("free")}, 0, 0},
		"all, and then one more that is refused": {[]Change{take("web"), take("free"), AddPermission(RoleOf("acc"), PermissionOf("web"))}, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range []Document{d, twins} {
				next, n, err := ApplyAll(Index(d), tt.changes)
				if n != tt.fails || (err == nil) != (n == len(tt.changes)) {
					t.Fatalf("place %d, %v", n, err)
				}
				if err != nil {
					continue
				}
				if r, _ := next.Role(RoleOf("acc")); len(r.Permissions) != tt.left {
					t.Errorf("left are %v", r.Permissions)
				}
			}
		})
	}
}

func TestWhatHasNoEffectOnTheServerHasNone(t *testing.T) {
	g := Index(document(t, company))
	for name, c := range map[string]Change{
		"nesting a group in itself":               AddNested(GroupOf("fin"), GroupOf("fin")),
		"adding a member again":                   AddMember(GroupOf("fin"), User("bob")),
		"removing one who is no member":           RemoveMember(GroupOf("new"), User("bob")),
		"deleting a group that does not exist":    DeleteGroup{GroupOf("none")},
		"deleting a role that is not there":       DeleteRole{RoleOf("none")},
		"deleting a permission that is not there": DeletePermission{PermissionOf("none")},
		"removing a mapping that is not there":    RemoveMapping{GroupOf("fin"), MappingOf("none")},
		"assigning a role that is not there":      AssignRole(User("ann"), RoleOf("none")),
		"setting the configuration":               SetConfiguration{map[Switch]bool{GroupsInToken: true}},
	} {
		t.Run(name, func(t *testing.T) {
			next, err := c.Apply(g)
			if err != nil || !Equal(g, next, nil) || len(Diff(g, next).Users) > 0 {
				t.Errorf("got %v, %v", next, err)
			}
		})
	}
}

func TestRemovingAMemberTakesEveryEntry(t *testing.T) {
	g, err := RemoveMember(GroupOf("fin"), User("ann")).Apply(Index(document(t, company)))
	if err != nil {
		t.Fatal(err)
	}
	fin, _ := g.Group(GroupOf("fin"))
	if len(fin.Members) != 1 || fin.Members[0] != User("bob") || g.HasUser(User("ann")) {
		t.Errorf("members are %v", fin.Members)
	}
}

func TestTheEffectIsCountedInWords(t *testing.T) {
	g := Index(document(t, company))
	tests := []struct {
		changes []Change
		want    string
	}{
		{nil, "no user gains or loses a permission"},
		{[]Change{AddPermission(RoleOf("acc"), PermissionOf("free"))}, "3 users gain 1 permission"},
		{[]Change{RevokeRole(GroupOf("fin"), RoleOf("acc"))}, "2 users lose 1 permission"},
		{[]Change{RemoveMember(GroupOf("fin"), User("bob")), AssignRole(User("dan"), RoleOf("acc"))}, "1 user gains 1 permission, 1 user loses 1 permission"},
	}
	for _, tt := range tests {
		next, _, err := ApplyAll(g, tt.changes)
		if err != nil {
			t.Fatal(err)
		}
		if got := Diff(g, next).String(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestEqualLooksThroughOrderAndNewIDs(t *testing.T) {
	d := document(t, company)
	shuffled := document(t, company)
	shuffled.Groups[0], shuffled.Groups[2] = shuffled.Groups[2], shuffled.Groups[0]
	shuffled.Groups[0].Members = []UserID{}
	renamed := document(t, company)
	renamed.Groups[1].ID, renamed.Groups[0].Nested[0] = GroupOf("fin2"), GroupOf("fin2")
	other := document(t, company)
	other.Groups[1].Members = other.Groups[1].Members[:2]
	if !Equal(Index(d), Index(shuffled), nil) {
		t.Error("order or an empty list makes a difference")
	}
	if Equal(Index(d), Index(renamed), nil) {
		t.Error("another id makes no difference")
	}
	if !Equal(Index(d), Index(renamed), map[text.Text]text.Text{text.New("fin"): text.New("fin2")}) {
		t.Error("a renamed id makes a difference")
	}
	if Equal(Index(d), Index(other), nil) {
		t.Error("a member less makes no difference")
	}
}

func TestErrorsCanBeToldApart(t *testing.T) {
	_, err := DeleteRole{RoleOf("acc")}.Apply(Index(document(t, company)))
	var inUse *InUseError
	if !errors.As(err, &inUse) || len(inUse.By) != 1 || inUse.By[0] != GroupOf("fin").Ref() {
		t.Errorf("got %#v", err)
	}
}

func TestStepsGoIntoJSONInTheShapeOfAnswers(t *testing.T) {
	g := Index(document(t, company))
	a := g.Access(Query{User: User("eve"), Login: &Login{Connection: text.New("corp"), IdPGroups: []text.Text{text.New("F")}}})
	paths, _ := a.Paths(PermissionOf("read").Ref())
	got, err := json.Marshal(paths)
	want := `[[{"kind":"mapping","id":"fin","name":"Finance","mapping":"m","connection":"corp","group_name":"F","via":"idp"},` +
		`{"kind":"role","id":"acc","name":"Accountant"},{"kind":"permission","id":"read","name":"read"}]]`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}
