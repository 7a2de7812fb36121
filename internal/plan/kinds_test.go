package plan

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// samples are a change of each kind, that alters something in the small tenant.
func samples() map[string]rbac.Change {
	group, role, permission, user := rbac.GroupOf, rbac.RoleOf, rbac.PermissionOf, rbac.User
	name, d, app, kind, made := text.New("new"), text.New("other"), rbac.Client("app"), text.New(rbac.TypeClient), rbac.NewID(1)
	list := map[string]rbac.Change{}
	for _, c := range []rbac.Change{
		rbac.AddMember(group(staff), user("a|x")), rbac.RemoveMember(group(finance), user("a|ann")),
		rbac.AddNested(group(staff), group(board)), rbac.RemoveNested(group(board), group(finance)),
		rbac.GrantRole(group(staff), role(reader)), rbac.RevokeRole(group(finance), role(approver)),
		rbac.AssignRole(user("a|x"), role(reader)), rbac.UnassignRole(user("a|cid"), role(approver)),
		rbac.AddPermission(role(approver), permission(read)), rbac.RemovePermission(role(reader), permission(read)),
		rbac.CreateGroup{Ref: rbac.GroupID{Text: made}, Name: name, Description: d},
		rbac.EditGroup{Group: group(staff), Name: name, Description: d},
		rbac.DeleteGroup{Group: group(board)},
		rbac.AddMapping{Group: group(staff), Ref: rbac.MappingID{Text: made}, GroupName: name, Connection: d},
		rbac.RemoveMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped)},
		rbac.EditMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped), Ref: rbac.MappingID{Text: made}, GroupName: name, Connection: d},
		rbac.CreateRole{Ref: rbac.RoleID{Text: made}, Name: name, Description: d, ApplicationType: kind, Application: app, Permissions: []rbac.PermissionID{permission(read)}},
		rbac.EditRole{Role: role(reader), Name: name, Description: d},
		rbac.DeleteRole{Role: role(reader)},
		rbac.CreatePermission{Ref: rbac.PermissionID{Text: made}, Name: name, Description: d, ApplicationType: kind, Application: app},
		rbac.EditPermission{Permission: permission(read), Name: name, Description: d},
		rbac.DeletePermission{Permission: permission(free)},
		rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.GroupsInToken: true}},
	} {
		list[c.Kind()] = c
	}
	return list
}

// free is a permission that no role holds.
const free = "00000000-0000-4000-8000-000000000023"

func smallWithFree() *rbac.Graph {
	d := small().Document()
	one := d.Permissions[0]
	one.ID, one.Name = rbac.PermissionOf(free), text.New("free")
	d.Permissions = append(slices.Clone(d.Permissions), one)
	return rbac.Index(d)
}

func TestEveryKindOfChangeGoesAllTheWay(t *testing.T) {
	all := samples()
	if kinds := slices.Sorted(maps.Keys(all)); !slices.Equal(kinds, rbac.ChangeKinds()) {
		t.Errorf("there are samples of %v", kinds)
	}
	for _, kind := range rbac.ChangeKinds() {
		t.Run(kind, func(t *testing.T) {
			c, ok := all[kind]
			if !ok {
				t.Fatal("there is no sample of this kind")
			}
			comesBackFromJSON(t, c)
			isRenamed(t, c)
			isSaid(t, c)
			isCompiledAndReversed(t, c)
		})
	}
}

func comesBackFromJSON(t *testing.T, c rbac.Change) {
	t.Helper()
	b, err := rbac.MarshalChange(c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := rbac.UnmarshalChange(b)
	if err != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("%s came back as %#v (%v)", b, again, err)
	}
	if _, err := rbac.UnmarshalChange(bytes.Replace(b, []byte(`,"`), []byte(`,"strange":"x","`), 1)); err == nil {
		t.Errorf("a strange key is taken: %s", b)
	}
}

// isRenamed expects every id that JSON has to be renamed, but for those of
// users, applications and connections, which nothing makes anew.
func isRenamed(t *testing.T, c rbac.Change) {
	t.Helper()
	ids := make(IDs)
	for _, ref := range c.Targets() {
		switch ref.Kind {
		case rbac.KindGroup, rbac.KindRole, rbac.KindPermission, rbac.KindMapping:
			ids[ref.ID] = text.New("renamed " + ref.ID.Raw())
		}
	}
	b, err := rbac.MarshalChange(Rename(c, ids))
	if err != nil {
		t.Fatal(err)
	}
	for id := range ids {
		if bytes.Contains(b, []byte(`"`+id.Raw()+`"`)) {
			t.Errorf("%s is not renamed: %s", id, b)
		}
	}
	if created := Created(c); strings.HasPrefix(c.Kind(), "create") != !created.IsZero() && c.Kind() != "add-mapping" && c.Kind() != "edit-mapping" {
		t.Errorf("creates %q", created)
	}
}

func isSaid(t *testing.T, c rbac.Change) {
	t.Helper()
	g := smallWithFree()
	said := c.Sentence(g, nil)
	if said == "" || strings.Contains(said, "%!") || strings.Contains(said, "00000000") {
		t.Errorf("said as %q", said)
	}
	if _, ok := sharing(c); !ok {
		return
	}
	name := func(ref rbac.Ref) string { return rbac.Quoted(g.Name(ref)) }
	if said := several(c, 3, name); !strings.Contains(said, " 3 ") || strings.Contains(said, "changes") || strings.Contains(said, "%!") {
		t.Errorf("several are said as %q", said)
	}
}

func isCompiledAndReversed(t *testing.T, c rbac.Change) {
	t.Helper()
	g := smallWithFree()
	if strings.HasPrefix(c.Kind(), "delete") {
		g = applied(t, g, Detach(g, c.Targets()[0])) // what is in use is let go first
	}
	p, err := Compile(g, rbac.Settings{Switches: map[rbac.Switch]bool{rbac.PersistRoles: true}}, []rbac.Change{c})
	if err != nil {
		t.Fatal(err)
	}
	if p.Requests() == 0 {
		t.Fatal("it is no request")
	}
	ids := make(IDs)
	if id := Created(c); !id.IsZero() {
		ids[id] = text.New("00000000-0000-4000-8000-0000000000aa")
	}
	start := LookIn(g, p.Settings.Switches, p.Touched()).Renamed(ids)
	made := RenameAll(p.elementary(), ids)
	end, err := start.Apply(made)
	if err != nil {
		t.Fatal(err)
	}
	if len(start.Compare(end)) == 0 {
		t.Error("it alters no record")
	}
	back, renames, err := start.Reverse(made)
	if err != nil {
		t.Fatal(err)
	}
	var all []rbac.Change
	for _, r := range back {
		all = append(all, r.Changes...)
	}
	again, err := end.Apply(all)
	if err != nil {
		t.Fatal(err)
	}
	names := make(IDs)
	for was, placeholder := range renames {
		names[placeholder] = was
	}
	if left := start.Compare(again.Renamed(names)); len(left) > 0 {
		t.Errorf("taken back it differs: %s", Describe(left))
	}
}

// Whoever adds a type of change has to add it to the kinds that JSON knows: a plan
// with it could be written and not be read.
func TestEveryTypeOfChangeIsAKindThatJSONKnows(t *testing.T) {
	known := map[string]bool{}
	for _, c := range samples() {
		known[reflect.TypeOf(c).Name()] = true
	}
	entries, err := os.ReadDir("../rbac")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "_test.go") || !strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../rbac/"+e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != "Targets" || f.Recv == nil {
				continue
			}
			if of, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				found[of.Name] = true
			}
		}
	}
	if !maps.Equal(found, known) {
		t.Errorf("types of changes %v, those that JSON knows %v", slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(known)))
	}
}
