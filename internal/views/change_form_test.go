package views

import (
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/views/edit"
)

func TestEachKindIsCreatedEditedAndDeleted(t *testing.T) {
	for _, test := range []struct {
		kind   rbac.Kind
		list   string
		create []string
		named  func(*rbac.Graph, string) bool
	}{
		{rbac.KindGroup, "2", []string{"Testers", "<tab>", "Who test", "<ctrl+s>", "y"},
			func(g *rbac.Graph, name string) bool { return len(g.GroupsNamed(text.New(name))) == 1 }},
		{rbac.KindRole, "3", []string{"Testers", "<tab>", "Who test", "<tab>", "<enter>", "expenses", "<enter>", "<ctrl+s>", "y"},
			func(g *rbac.Graph, name string) bool { return len(g.RolesNamed(text.New(name))) == 1 }},
		{rbac.KindPermission, "4", []string{"Testers", "<tab>", "Who test", "<tab>", "<enter>", "expenses", "<enter>", "<ctrl+s>", "y"},
			func(g *rbac.Graph, name string) bool { return len(g.PermissionsNamed(text.New(name))) == 1 }},
	} {
		t.Run(string(test.kind), func(t *testing.T) {
			e := explore(t, 80, 24)
			before := e.desk.Data.Graph
			e.press(test.list, "n")
			e.press(test.create...)
			e.shows("1 change applied, verified")
			if !test.named(e.desk.Data.Graph, "Testers") {
				t.Fatal("it was not created")
			}
			if line := cursorLine(e.frame()); !strings.Contains(line, "Testers") {
				t.Errorf("the cursor is on %s", line)
			}
			e.press("/", "testers", "<enter>", "e", " II", "<ctrl+s>")
			e.shows("now named", `Name "Testers" becomes "Testers II"`)
			e.press("y")
			if !test.named(e.desk.Data.Graph, "Testers II") {
				t.Fatalf("it was not renamed:\n%s", e.frame())
			}
			e.press("D")
			e.shows(`"Testers II"`)
			e.press("y")
			if !rbac.Equal(before, e.desk.Data.Graph, nil) {
				t.Errorf("it was not deleted:\n%s", e.frame())
			}
		})
	}
}

func TestAMappingIsMadeEditedAndCut(t *testing.T) {
	e := explore(t, 80, 24)
	before := e.desk.Data.Graph
	e.press("2", "/", "treasury", "<enter>", "<enter>")
	e.tab("Mappings")
	e.press("n", "<enter>", "corp", "<enter>", "Staff", "<ctrl+s>")
	e.shows(`Map group "Staff" of connection "corp" to group "Treasury"`, "Counts leave out group mappings")
	e.press("y")
	if line := cursorLine(e.frame()); !strings.Contains(line, "Staff") {
		t.Errorf("the cursor is on %s", line)
	}
	e.press("/", "staff", "<enter>", "e")
	e.shows("Edit mapping", "Its id will change")
	e.press("<tab>", "2", "<ctrl+s>")
	e.shows(`"Staff" of "corp" becomes "Staff2" of "corp"`)
	e.press("y")
	e.press("<esc>", "/", "staff2", "<enter>")
	e.shows("Staff2")
	e.press("d", "y")
	if !rbac.Equal(before, e.desk.Data.Graph, nil) {
		t.Errorf("the tenant is not as it was:\n%s", e.frame())
	}
}

func TestTheFormSaysWhatTheServerWouldSay(t *testing.T) {
	for _, test := range []struct {
		name, typed, fault string
	}{
		{"a name that is taken but for case", "fINANCE", `a group named "fINANCE" already exists`},
		{"a name beyond 50 units", strings.Repeat("n", 51), "must be less than or equal to 50 characters"},
		{"a name beyond 50 units of two each", strings.Repeat("𝒳", 26), "must be less than or equal to 50 characters"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := explore(t, 80, 24)
			e.press("2", "n", test.typed)
			e.shows(test.fault)
			sent := len(e.tenant.Log().Entries())
			e.press("<tab>", "x", "<ctrl+s>")
			e.shows("New group", test.fault)
			e.hides("Apply this change?")
			if now := len(e.tenant.Log().Entries()); now != sent {
				t.Errorf("%d requests were sent", now-sent)
			}
		})
	}
	t.Run("nothing at all", func(t *testing.T) {
		e := explore(t, 80, 24)
		e.press("2", "n")
		e.hides("must not be empty")
		e.press("<ctrl+s>")
		if n := strings.Count(e.frame(), "must not be empty"); n != 2 {
			t.Errorf("%d fields are said to be empty, want 2:\n%s", n, e.frame())
		}
	})
	t.Run("no application", func(t *testing.T) {
		e := explore(t, 80, 24)
		e.press("3", "n", "Tester", "<tab>", "Tests", "<ctrl+s>")
		e.shows("must be chosen")
	})
}

func TestApplicationAndTypeAreFixedAfterCreation(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("3", "/", "clerk", "<enter>", "e")
	e.shows("Edit role Clerk", "Ledger")
	e.press("<tab>", "<tab>", "<enter>")
	e.shows("Permissions of Ledger") // the two in between can't be entered
}

func TestAPermissionInUseIsDetachedEditedAndAttachedAgain(t *testing.T) {
	e := explore(t, 80, 24)
	role := e.desk.Data.Role(rbac.RoleID{Text: e.desk.Data.Graph.RolesNamed(text.New("Clerk"))[0].Text}.Ref())
	used := e.desk.Data.Name(role.Permissions[0].Ref()).Raw()
	e.press("4", "/", used, "<enter>", "e")
	e.shows("removed while it is edited")
	e.press("<tab>", ", altered", "<ctrl+s>")
	e.shows("Apply this change?", "requests")
	e.press("y")
	p := e.desk.Data.Permission(role.Permissions[0].Ref())
	if !strings.HasSuffix(p.Description.Raw(), ", altered") {
		t.Errorf("the description is %v", p.Description)
	}
	if got := e.desk.Data.Role(role.ID.Ref()).Permissions; len(got) != len(role.Permissions) {
		t.Errorf("the role holds %d permissions, want %d", len(got), len(role.Permissions))
	}
}

func TestAUsedThingIsDetachedBeforeItIsDeleted(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("3", "j", "D")
	e.shows(`Revoke role "Approver" of "Expenses" from group "Accounts Payable"`, `Delete role "Approver" of "Expenses"`, "3 users lose 2 permissions",
		"Undo recreates the role")
	e.press("y", "u")
	e.shows("Undo?")
	e.press("y")
	if n := len(e.desk.Data.Graph.RoleGroups(e.desk.Data.Graph.RolesNamed(text.New("Approver"))[0])); n == 0 {
		t.Error("nobody grants the role again")
	}
}

func TestLeavingAFormAsksWhenSomethingWasEntered(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "n", "<esc>")
	e.hides("New group")
	e.press("n", "x", "<esc>")
	e.shows("Leave the form?")
	e.press("n")
	e.shows("New group")
	e.press("<esc>", "y")
	e.hides("New group")
}

func TestAFormGoesThroughAnEditorUnharmed(t *testing.T) {
	e := explore(t, 80, 24)
	odd := text.New("a\"b\\\x1b[31m\u202e")
	f := edit.NewForm(e.desk.Workspace, edit.GroupBlank(e.desk.Workspace, nil, rbac.Group{ID: rbac.GroupOf("g"), Name: odd, Description: text.New("d")}, nil))
	for _, r := range string(f.AsText()) {
		if r != '\n' && (r < ' ' || r > '~') {
			t.Fatalf("%q is in the text", r)
		}
	}
	f.Update(edit.Edited{Form: f, Body: f.AsText()})
	if got := f.Form.Text(edit.FieldName); got != odd {
		t.Errorf("the name came back as %v", got)
	}
	f.Update(edit.Edited{Form: f, Body: []byte(`{"name": "Other", "description": "two\nlines"}`)})
	if name, description := f.Form.Text(edit.FieldName), f.Form.Text(edit.FieldDescription); name.Raw() != "Other" || description.Raw() != "two\nlines" {
		t.Errorf("the form holds %v and %v", name, description)
	}
	f.Update(edit.Edited{Form: f, Body: []byte(`{"name": 1}`)})
	if got := f.Form.Text(edit.FieldName).Raw(); got != "Other" {
		t.Errorf("what was no text came in as %s", got)
	}
}

func TestUsersAndApplicationsSayWhyTheyCanNotBeAltered(t *testing.T) {
	e := explore(t, 80, 24)
	for _, test := range [][3]string{
		{"1", "D", "can't delete users"}, {"1", "n", "can't create users"}, {"1", "e", "read-only for them"},
		{"5", "D", "read-only for them"}, {"5", "a", "nothing can be added"}, {"6", "n", "read-only for them"},
	} {
		e.press(test[0], test[1])
		e.shows(test[2])
	}
}

func TestAQuestionSaysWhatGoesWithADeletedThingAndWhoLetsGoOfAnEditedOne(t *testing.T) {
	e := explore(t, 100, 30)
	e.press("2", "/", "finance", "<enter>", "D")
	e.shows("Also removed:", "mapping", "members: ")
	e.press("<esc>", "4", "/", "expenses", "<enter>", "e", "2", "<ctrl+s>")
	e.shows("becomes", "Lost during the edit, then regained, by")
	e.press("n", "<esc>", "y")
}
