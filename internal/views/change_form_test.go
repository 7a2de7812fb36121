package views

import (
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
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
			before := e.desk.data.Graph
			e.press(test.list, "n")
			e.press(test.create...)
			e.shows("1 change sent and read back")
			if !test.named(e.desk.data.Graph, "Testers") {
				t.Fatal("it was not created")
			}
			e.press("/", "testers", "<enter>", "e", " II", "<ctrl+s>")
			e.shows("now named")
			e.press("y")
			if !test.named(e.desk.data.Graph, "Testers II") {
				t.Fatalf("it was not renamed:\n%s", e.frame())
			}
			e.press("D")
			e.shows(`"Testers II"`)
			e.press("y")
			if !rbac.Equal(before, e.desk.data.Graph, nil) {
				t.Errorf("it was not deleted:\n%s", e.frame())
			}
		})
	}
}

func TestAMappingIsMadeEditedAndCut(t *testing.T) {
	e := explore(t, 80, 24)
	before := e.desk.data.Graph
	e.press("2", "/", "treasury", "<enter>", "<enter>")
	e.tab("Mappings")
	e.press("n", "<enter>", "corp", "<enter>", "Staff", "<ctrl+s>")
	e.shows(`Map group "Staff" of connection "corp" to group "Treasury"`, "Mappings work at logins")
	e.press("y")
	e.press("/", "staff", "<enter>", "e")
	e.shows("Edit mapping", "gets a new id")
	e.press("<tab>", "2", "<ctrl+s>", "y")
	e.press("<esc>", "/", "staff2", "<enter>")
	e.shows("Staff2")
	e.press("d", "y")
	if !rbac.Equal(before, e.desk.data.Graph, nil) {
		t.Errorf("the tenant is not as it was:\n%s", e.frame())
	}
}

func TestTheFormSaysWhatTheServerWouldSay(t *testing.T) {
	for _, test := range []struct {
		name, typed, fault string
	}{
		{"a name that is taken but for case", "fINANCE", `a group named "fINANCE" exists already`},
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
			e.hides("Send this change?")
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
	role := e.desk.data.role(rbac.RoleID{Text: e.desk.data.Graph.RolesNamed(text.New("Clerk"))[0].Text}.Ref())
	used := e.desk.data.name(role.Permissions[0].Ref()).Raw()
	e.press("4", "/", used, "<enter>", "e")
	e.shows("they give it up while it is altered")
	e.press("<tab>", ", altered", "<ctrl+s>")
	e.shows("Send this change?", "requests")
	e.press("y")
	p := e.desk.data.permission(role.Permissions[0].Ref())
	if !strings.HasSuffix(p.Description.Raw(), ", altered") {
		t.Errorf("the description is %v", p.Description)
	}
	if got := e.desk.data.role(role.ID.Ref()).Permissions; len(got) != len(role.Permissions) {
		t.Errorf("the role holds %d permissions, want %d", len(got), len(role.Permissions))
	}
}

func TestAUsedThingIsDetachedBeforeItIsDeleted(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("3", "j", "D")
	e.shows(`Revoke role "Approver" of "Expenses" from group "Accounts Payable"`, `Delete role "Approver" of "Expenses"`, "3 users lose 2 permissions",
		"Undo makes the role anew")
	e.press("y", "u")
	e.shows("Take it back?")
	e.press("y")
	if n := len(e.desk.data.Graph.RoleGroups(e.desk.data.Graph.RolesNamed(text.New("Approver"))[0])); n == 0 {
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
	f := newForm(e.desk, e.desk.groupBlank(nil, rbac.Group{ID: rbac.GroupOf("g"), Name: odd, Description: text.New("d")}, nil))
	for _, r := range string(f.asText()) {
		if r != '\n' && (r < ' ' || r > '~') {
			t.Fatalf("%q is in the text", r)
		}
	}
	f.Update(edited{form: f, body: f.asText()})
	if got := f.form.Text(fieldName); got != odd {
		t.Errorf("the name came back as %v", got)
	}
	f.Update(edited{form: f, body: []byte(`{"name": "Other", "description": "two\nlines"}`)})
	if name, description := f.form.Text(fieldName), f.form.Text(fieldDescription); name.Raw() != "Other" || description.Raw() != "two\nlines" {
		t.Errorf("the form holds %v and %v", name, description)
	}
	f.Update(edited{form: f, body: []byte(`{"name": 1}`)})
	if got := f.form.Text(fieldName).Raw(); got != "Other" {
		t.Errorf("what was no text came in as %s", got)
	}
}

func TestUsersAndApplicationsSayWhyTheyCanNotBeAltered(t *testing.T) {
	e := explore(t, 80, 24)
	for _, test := range [][3]string{
		{"1", "D", "can't delete users"}, {"1", "n", "can't make users"}, {"1", "e", "only reads it"},
		{"5", "D", "only reads it"}, {"5", "a", "nothing can be added"}, {"6", "n", "only reads it"},
	} {
		e.press(test[0], test[1])
		e.shows(test[2])
	}
}
