package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Ids of the small tenant.
const (
	finance  = "00000000-0000-4000-8000-000000000001"
	board    = "00000000-0000-4000-8000-000000000002"
	staff    = "00000000-0000-4000-8000-000000000003"
	approver = "00000000-0000-4000-8000-000000000011"
	reader   = "00000000-0000-4000-8000-000000000012"
	approve  = "00000000-0000-4000-8000-000000000021"
	read     = "00000000-0000-4000-8000-000000000022"
	mapped   = "00000000-0000-4000-8000-000000000031"
)

func small() *rbac.Graph {
	d, app, kind := text.New("d"), rbac.Client("app"), text.New(rbac.TypeClient)
	return rbac.Index(rbac.Document{
		Groups: []rbac.Group{
			{ID: rbac.GroupOf(finance), Name: text.New("Finance"), Description: d, Members: []rbac.UserID{rbac.User("a|ann"), rbac.User("a|ann"), rbac.User("a|bob")},
				Roles: []rbac.RoleID{rbac.RoleOf(approver)}, Mappings: []rbac.Mapping{{ID: rbac.MappingOf(mapped), GroupName: text.New("Staff"), Connection: text.New("corp")}}},
			{ID: rbac.GroupOf(board), Name: text.New("Board"), Description: d, Nested: []rbac.GroupID{rbac.GroupOf(finance)}},
			{ID: rbac.GroupOf(staff), Name: text.New("Staff"), Description: d},
		},
		Roles: []rbac.Role{
			{ID: rbac.RoleOf(approver), Name: text.New("Approver"), Description: d, ApplicationType: kind, Application: app, Permissions: []rbac.PermissionID{rbac.PermissionOf(approve)}, Users: []rbac.UserID{rbac.User("a|cid")}},
			{ID: rbac.RoleOf(reader), Name: text.New("Reader"), Description: d, ApplicationType: kind, Application: app, Permissions: []rbac.PermissionID{rbac.PermissionOf(approve), rbac.PermissionOf(read)}},
		},
		Permissions: []rbac.Permission{
			{ID: rbac.PermissionOf(approve), Name: text.New("approve"), Description: d, ApplicationType: kind, Application: app},
			{ID: rbac.PermissionOf(read), Name: text.New("read"), Description: d, ApplicationType: kind, Application: app},
		},
	})
}

func roleBodyOf(name, permissions string) string {
	return `{"name":"` + name + `","description":"d","applicationType":"client","applicationId":"app","permissions":[` + permissions + `]}`
}

// compilation is changes and the requests that they become.
type compilation struct {
	changes []rbac.Change
	want    []string
}

// compilations has every kind of change in it.
func compilations() map[string]compilation {
	group, role, permission := rbac.GroupOf, rbac.RoleOf, rbac.PermissionOf
	made, app, kind := rbac.GroupID{Text: rbac.NewID(1)}, rbac.Client("app"), text.New(rbac.TypeClient)
	name, d := text.New("new:1"), text.New("d")
	return map[string]compilation{
		"create a group and fill it": {
			[]rbac.Change{rbac.CreateGroup{Ref: made, Name: name, Description: d}, rbac.AddMember(made, rbac.User("a|x")), rbac.AddNested(group(board), made)},
			[]string{`POST /groups {"name":"new:1","description":"d"}`, `PATCH /groups/$NEW_1/members ["a|x"]`, `PATCH /groups/` + board + `/nested ["NEW_1"]`}},
		"edit a group": {[]rbac.Change{rbac.EditGroup{Group: group(staff), Name: text.New("<&>"), Description: text.New("\u202e")}},
			[]string{`PUT /groups/` + staff + ` {"name":"<&>","description":"\u202e"}`}},
		"delete a group": {[]rbac.Change{rbac.DeleteGroup{Group: group(staff)}}, []string{`DELETE /groups/` + staff}},
		"add members in one request, those who are none": {
			[]rbac.Change{rbac.AddMember(group(finance), rbac.User("a|x")), rbac.AddMember(group(finance), rbac.User("a|ann")), rbac.AddMember(group(finance), rbac.User("a|y")), rbac.AddMember(group(finance), rbac.User("a|x"))},
			[]string{`PATCH /groups/` + finance + `/members ["a|x","a|y"]`}},
		"remove a member as often as it is listed": {[]rbac.Change{rbac.RemoveMember(group(finance), rbac.User("a|ann")), rbac.RemoveMember(group(finance), rbac.User("a|bob"))},
			[]string{`DELETE /groups/` + finance + `/members ["a|ann","a|ann","a|bob"]`}},
		"remove a user from groups": {[]rbac.Change{rbac.RemoveMember(group(finance), rbac.User("a|bob")), rbac.RemoveMember(group(staff), rbac.User("a|bob"))},
			[]string{`DELETE /groups/` + finance + `/members ["a|bob"]`}},
		"remove from a list that is absent": {[]rbac.Change{rbac.RemoveNested(group(staff), group(board)), rbac.RevokeRole(group(staff), role(reader))}, nil},
		"nest and take out": {[]rbac.Change{rbac.AddNested(group(staff), group(board)), rbac.AddNested(group(staff), group(staff)), rbac.RemoveNested(group(board), group(finance))},
			[]string{`PATCH /groups/` + staff + `/nested ["` + board + `"]`, `DELETE /groups/` + board + `/nested ["` + finance + `"]`}},
		"roles of a group": {[]rbac.Change{rbac.GrantRole(group(staff), role(reader)), rbac.GrantRole(group(staff), role(approver)), rbac.RevokeRole(group(finance), role(approver))},
			[]string{`PATCH /groups/` + staff + `/roles ["` + reader + `","` + approver + `"]`, `DELETE /groups/` + finance + `/roles ["` + approver + `"]`}},
		"mappings": {[]rbac.Change{rbac.AddMapping{Group: group(staff), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("G"), Connection: text.New("c")}, rbac.RemoveMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped)}},
			[]string{`PATCH /groups/` + staff + `/mappings [{"groupName":"G","connectionName":"c"}]`, `DELETE /groups/` + finance + `/mappings ["` + mapped + `"]`}},
		"edit a mapping: the new one first": {[]rbac.Change{rbac.EditMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("G"), Connection: text.New("c")}},
			[]string{`PATCH /groups/` + finance + `/mappings [{"groupName":"G","connectionName":"c"}]`, `DELETE /groups/` + finance + `/mappings ["` + mapped + `"]`}},
		"edit a mapping to what it is": {[]rbac.Change{rbac.EditMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("Staff"), Connection: text.New("corp")}}, nil},
		"roles of a user": {[]rbac.Change{rbac.AssignRole(rbac.User("a|x/y"), role(reader)), rbac.AssignRole(rbac.User("a|x/y"), role(approver)), rbac.UnassignRole(rbac.User("a|cid"), role(approver))},
			[]string{`PATCH /users/a%7Cx%2Fy/roles ["` + reader + `","` + approver + `"]`, `DELETE /users/a%7Ccid/roles ["` + approver + `"]`}},
		"create a role": {[]rbac.Change{rbac.CreateRole{Ref: rbac.RoleID{Text: rbac.NewID(1)}, Name: text.New("R"), Description: d, ApplicationType: kind, Application: app}},
			[]string{`POST /roles ` + roleBodyOf("R", "")}},
		"edit a role, which keeps its permissions": {[]rbac.Change{rbac.EditRole{Role: role(reader), Name: text.New("R"), Description: d}},
			[]string{`PUT /roles/` + reader + ` ` + roleBodyOf("R", `"`+approve+`","`+read+`"`)}},
		"delete a role that only users hold": {[]rbac.Change{rbac.DeleteRole{Role: role(reader)}}, []string{`DELETE /roles/` + reader}},
		"permissions of a role": {[]rbac.Change{rbac.AddPermission(role(approver), permission(read)), rbac.RemovePermission(role(reader), permission(approve)), rbac.RemovePermission(role(reader), permission(read))},
			[]string{`PUT /roles/` + approver + ` ` + roleBodyOf("Approver", `"`+approve+`","`+read+`"`), `PUT /roles/` + reader + ` ` + roleBodyOf("Reader", "")}},
		"edit a permission that nobody holds": {[]rbac.Change{rbac.RemovePermission(role(reader), permission(read)), rbac.EditPermission{Permission: permission(read), Name: text.New("r"), Description: d}},
			[]string{`PUT /roles/` + reader + ` ` + roleBodyOf("Reader", `"`+approve+`"`), `PUT /permissions/` + read + ` {"name":"r","description":"d","applicationType":"client","applicationId":"app"}`}},
		"edit a permission in use": {[]rbac.Change{rbac.EditPermission{Permission: permission(approve), Name: text.New("a"), Description: d}},
			[]string{
				`PUT /roles/` + approver + ` ` + roleBodyOf("Approver", ""),
				`PUT /roles/` + reader + ` ` + roleBodyOf("Reader", `"`+read+`"`),
				`PUT /permissions/` + approve + ` {"name":"a","description":"d","applicationType":"client","applicationId":"app"}`,
				`PUT /roles/` + approver + ` ` + roleBodyOf("Approver", `"`+approve+`"`),
				`PUT /roles/` + reader + ` ` + roleBodyOf("Reader", `"`+read+`","`+approve+`"`),
			}},
		"edit a permission in use to what it is": {[]rbac.Change{rbac.EditPermission{Permission: permission(approve), Name: text.New("approve"), Description: d}}, nil},
		"delete a permission after detaching it": {append(Detach(small(), permission(read).Ref()), rbac.DeletePermission{Permission: permission(read)}),
			[]string{`PUT /roles/` + reader + ` ` + roleBodyOf("Reader", `"`+approve+`"`), `DELETE /permissions/` + read}},
		"delete a role after detaching it": {append(Detach(small(), role(approver).Ref()), rbac.DeleteRole{Role: role(approver)}),
			[]string{`DELETE /groups/` + finance + `/roles ["` + approver + `"]`, `DELETE /roles/` + approver}},
		"delete a group after detaching it": {append(Detach(small(), group(finance).Ref()), rbac.DeleteGroup{Group: group(finance)}),
			[]string{`DELETE /groups/` + board + `/nested ["` + finance + `"]`, `DELETE /groups/` + finance}},
		"create a permission and give it": {[]rbac.Change{rbac.CreatePermission{Ref: rbac.PermissionID{Text: rbac.NewID(7)}, Name: text.New("p"), Description: d, ApplicationType: kind, Application: app}, rbac.AddPermission(role(reader), rbac.PermissionID{Text: rbac.NewID(7)})},
			[]string{`POST /permissions {"name":"p","description":"d","applicationType":"client","applicationId":"app"}`, `PUT /roles/` + reader + ` ` + roleBodyOf("Reader", `"`+approve+`","`+read+`","NEW_7"`)}},
		"switches": {[]rbac.Change{rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.RolesInToken: true}}, rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.GroupsInToken: false}}},
			[]string{`PATCH /configuration {"rolesInToken":true}`}},
	}
}

func TestEachKindOfChangeBecomesTheseRequests(t *testing.T) {
	for name, test := range compilations() {
		t.Run(name, func(t *testing.T) {
			p := compiled(t, test.changes...)
			var got []string
			for _, item := range p.Items {
				if (len(item.Steps) == 0) != (item.Note != "") {
					t.Errorf("%d steps, but the note %q", len(item.Steps), item.Note)
				}
				for _, s := range item.Steps {
					got = append(got, strings.TrimSpace(s.Line()+" "+string(s.Shown().Body)))
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			if predicted, _, err := rbac.ApplyAll(small(), p.elementary()); err != nil || !rbac.Equal(predicted, p.After, nil) {
				t.Errorf("the steps don't lead to the predicted graph: %v", err)
			}
		})
	}
}

func compiled(t testing.TB, changes ...rbac.Change) *Plan {
	t.Helper()
	p, err := Compile(small(), rbac.Settings{Switches: map[rbac.Switch]bool{}}, changes)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatCannotBeCarriedOutIsNamedByItsPlace(t *testing.T) {
	good := rbac.AddMember(rbac.GroupOf(staff), rbac.User("a|x"))
	tests := map[string]struct {
		changes []rbac.Change
		at      int
		is      func(error) bool
	}{
		"a used role":                                {[]rbac.Change{good, rbac.DeleteRole{Role: rbac.RoleOf(approver)}}, 1, isError[*rbac.InUseError]},
		"an unknown group":                           {[]rbac.Change{good, good, rbac.AddMember(rbac.GroupOf("x"), rbac.User("u"))}, 2, isError[*rbac.NotFoundError]},
		"a name that is taken":                       {[]rbac.Change{rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("BOARD"), Description: text.New("d")}}, 0, isError[*rbac.DuplicateNameError]},
		"a permission in use that moves":             {[]rbac.Change{rbac.EditPermission{Permission: rbac.PermissionOf(approve), Name: text.New("a"), Description: text.New("d"), Application: rbac.Client("other")}}, 0, isError[*rbac.InUseError]},
		"a permission in use that gets a taken name": {[]rbac.Change{good, rbac.EditPermission{Permission: rbac.PermissionOf(approve), Name: text.New("READ"), Description: text.New("d")}}, 1, isError[*rbac.DuplicateNameError]},
		"a user whom no address can name":            {[]rbac.Change{rbac.AssignRole(rbac.User(".."), rbac.RoleOf(reader))}, 0, isError[*rbac.InvalidError]},
		"an empty member within a batch":             {[]rbac.Change{good, rbac.AddMember(rbac.GroupOf(staff), rbac.UserID{})}, 1, isError[*rbac.InvalidError]},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := Compile(small(), rbac.Settings{}, test.changes)
			var e *ChangeError
			if p != nil || !errors.As(err, &e) || e.Index != test.at || fmt.Sprint(e.Change) != fmt.Sprint(test.changes[test.at]) || !test.is(err) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestAWriteToWhatSharesItsNameIsForeseenAsRefused(t *testing.T) {
	const (
		ops           = "00000000-0000-4000-8000-000000000011"
		opsToo        = "00000000-0000-4000-8000-000000000012"
		desk          = "00000000-0000-4000-8000-000000000013"
		view          = "00000000-0000-4000-8000-000000000021"
		viewToo       = "00000000-0000-4000-8000-000000000022"
		viewElsewhere = "00000000-0000-4000-8000-000000000023"
		pay           = "00000000-0000-4000-8000-000000000031"
		mapped        = "00000000-0000-4000-8000-000000000041"
	)
	twins := func() *rbac.Graph {
		return rbac.Index(rbac.Document{
			Groups: []rbac.Group{
				{ID: rbac.GroupOf(ops), Name: text.New("Ops"), Mappings: []rbac.Mapping{{ID: rbac.MappingOf(mapped), GroupName: text.New("x"), Connection: text.New("ad")}}},
				{ID: rbac.GroupOf(opsToo), Name: text.New("OPS")}, {ID: rbac.GroupOf(desk), Name: text.New("Desk")},
			},
			Roles: []rbac.Role{
				{ID: rbac.RoleOf(view), Name: text.New("Reader"), Application: rbac.Client("a"), ApplicationType: text.New(rbac.TypeClient)},
				{ID: rbac.RoleOf(viewToo), Name: text.New("reader"), Description: text.New("d"), Application: rbac.Client("a"), ApplicationType: text.New(rbac.TypeClient)},
				{ID: rbac.RoleOf(viewElsewhere), Name: text.New("Reader"), Application: rbac.Client("b"), ApplicationType: text.New(rbac.TypeClient)},
			},
			Permissions: []rbac.Permission{{ID: rbac.PermissionOf(pay), Name: text.New(pay), Application: rbac.Client("a"), ApplicationType: text.New(rbac.TypeClient)}},
		})
	}
	rename := rbac.EditGroup{Group: rbac.GroupOf(opsToo), Name: text.New("Operations"), Description: text.New("d")}
	member := rbac.AddMember(rbac.GroupOf(ops), rbac.User("a|x"))
	tests := map[string]struct {
		changes []rbac.Change
		other   string // id of the namesake; empty where the server takes it
	}{
		"a member":                         {[]rbac.Change{member}, opsToo},
		"a nested group":                   {[]rbac.Change{rbac.AddNested(rbac.GroupOf(opsToo), rbac.GroupOf(desk))}, ops},
		"a granted role":                   {[]rbac.Change{rbac.GrantRole(rbac.GroupOf(ops), rbac.RoleOf(viewElsewhere))}, opsToo},
		"a new mapping":                    {[]rbac.Change{rbac.AddMapping{Group: rbac.GroupOf(ops), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("y"), Connection: text.New("ad")}}, opsToo},
		"a removed mapping":                {[]rbac.Change{rbac.RemoveMapping{Group: rbac.GroupOf(ops), Mapping: rbac.MappingOf(mapped)}}, opsToo},
		"a holder of a role":               {[]rbac.Change{rbac.AssignRole(rbac.User("a|x"), rbac.RoleOf(view))}, viewToo},
		"a permission of a role":           {[]rbac.Change{rbac.AddPermission(rbac.RoleOf(viewToo), rbac.PermissionOf(pay))}, view},
		"nested in another":                {[]rbac.Change{rbac.AddNested(rbac.GroupOf(desk), rbac.GroupOf(ops))}, ""},
		"a role of another application":    {[]rbac.Change{rbac.AssignRole(rbac.User("a|x"), rbac.RoleOf(viewElsewhere))}, ""},
		"a rename":                         {[]rbac.Change{rename}, ""},
		"a member after a rename":          {[]rbac.Change{rename, member}, ""},
		"a member before a rename":         {[]rbac.Change{member, rename}, opsToo},
		"a delete":                         {[]rbac.Change{rbac.DeleteGroup{Group: rbac.GroupOf(opsToo)}}, ""},
		"a member after the other is gone": {[]rbac.Change{rbac.DeleteGroup{Group: rbac.GroupOf(opsToo)}, member}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Compile(twins(), rbac.Settings{}, test.changes)
			e, refused := errors.AsType[*rbac.FrozenError](err)
			if refused != (test.other != "") || !refused && err != nil || refused && e.Other.ID.Raw() != test.other {
				t.Errorf("%v", err)
			}
		})
	}
}

func isError[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func TestManyMembershipsShareRequestsOfBoundedSize(t *testing.T) {
	var changes []rbac.Change
	for n := range 450 {
		changes = append(changes, rbac.AddMember(rbac.GroupOf(staff), rbac.User(fmt.Sprintf("a|%d", n))))
	}
	p := compiled(t, changes...)
	if len(p.Items) != 3 || p.Requests() != 3 || len(p.Items[2].Changes) != 50 || p.Items[2].First != 400 {
		t.Errorf("%d items", len(p.Items))
	}
	if got := p.Items[0].Sentence(nil); got != `add 200 users to group "Staff"` {
		t.Error(got)
	}
	changes = nil
	for n := range 20 {
		changes = append(changes, rbac.AddMember(rbac.GroupOf(staff), rbac.User(fmt.Sprintf("%d", n)+strings.Repeat("\x01", 20_000))))
	}
	for _, item := range compiled(t, changes...).Items {
		if size := len(item.Steps[0].Call.Body); size > 1<<20 {
			t.Errorf("a body of %d bytes", size)
		}
	}
}

func TestALongPlanComesOutAsAShortOne(t *testing.T) {
	var changes []rbac.Change
	for n := range 3 * layers {
		of := rbac.GroupOf([]string{staff, board}[n/2%2])
		changes = append(changes, rbac.AddMember(of, rbac.User(fmt.Sprintf("a|%d", n))))
		if n%2 > 0 { // so that none shares a request with one before
			changes[n] = rbac.EditGroup{Group: of, Name: text.New(fmt.Sprint("G", n/2%2)), Description: text.New(fmt.Sprint(n))}
		}
	}
	changes = append(changes, rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: text.New("N"), Description: text.New("d")},
		rbac.GrantRole(rbac.GroupID{Text: rbac.NewID(1)}, rbac.RoleOf(reader)))
	p := compiled(t, changes...)
	want, _, err := rbac.ApplyAll(small(), changes)
	if err != nil || !rbac.Equal(want, p.After, nil) || p.Requests() != len(changes) {
		t.Errorf("%d requests, %v", p.Requests(), err)
	}
}
