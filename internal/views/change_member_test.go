package views

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// userOf is a user of the sample company, known by email.
func (e *driver) userOf(email string) rbac.UserID {
	e.t.Helper()
	ids := e.desk.Data.Directory.UsersWithEmail(text.New(email))
	if len(ids) != 1 {
		e.t.Fatalf("%d users have %s", len(ids), email)
	}
	return ids[0]
}

// elsewhere lets somebody else alter the tenant.
func (e *driver) elsewhere(changes ...rbac.Change) {
	e.t.Helper()
	other := connect(e.t, e.server)
	if err := other.Refresh(context.Background()); err != nil {
		e.t.Fatal(err)
	}
	p, err := planned(other, changes)
	if err != nil {
		e.t.Fatal(err)
	}
	report, err := other.Apply(context.Background(), p, tenant.ApplyOptions{}, nil)
	if err != nil || !report.Complete() {
		e.t.Fatalf("%v: %+v", err, report)
	}
}

func (e *driver) groupOf(name string) rbac.GroupID {
	e.t.Helper()
	ids := e.desk.Data.Graph.GroupsNamed(text.New(name))
	if len(ids) != 1 {
		e.t.Fatalf("%d groups are called %s", len(ids), name)
	}
	return ids[0]
}

// groupsOf are the names of the groups that list a user, as the server has it.
func (e *driver) groupsOf(email string) []string {
	e.t.Helper()
	if err := e.tenant.Refresh(context.Background()); err != nil {
		e.t.Fatal(err)
	}
	e.settle()
	var names []string
	for _, id := range e.desk.Data.Graph.DirectGroups(e.userOf(email)) {
		names = append(names, e.desk.Data.Name(id.Ref()).Raw())
	}
	slices.Sort(names)
	return names
}

func TestAUserIsAddedToTwoGroupsInNineKeysAndTakenOutAgain(t *testing.T) {
	e := explore(t, 80, 24)
	before := e.groupsOf("ann@acme.test")
	keys := 0
	press := func(list ...string) {
		keys += len(list)
		e.press(list...)
	}
	press("/")
	e.press("ann")
	press("<enter>", "a")
	e.press("fin")
	press("<tab>", "<esc>")
	e.press("engin")
	press("<tab>", "<enter>")
	e.shows("Ann Archer gains 4 permissions", "deploy:staging", "2 requests")
	press("y")
	if keys > 9 {
		t.Errorf("it took %d keys", keys)
	}
	e.shows("verified", "u undo")
	want := slices.Sorted(slices.Values(append([]string{"Engineering", "Finance"}, before...)))
	if got := e.groupsOf("ann@acme.test"); !slices.Equal(got, want) {
		t.Errorf("she is in %v, want %v", got, want)
	}
	e.press("r")
	if got := e.groupsOf("ann@acme.test"); !slices.Equal(got, want) {
		t.Errorf("after a refresh she is in %v", got)
	}
	e.press("u")
	e.shows("Undo?", "loses 4 permissions")
	e.press("y")
	e.shows("undone")
	if got := e.groupsOf("ann@acme.test"); !slices.Equal(got, before) {
		t.Errorf("after the undo she is in %v, want %v", got, before)
	}
	e.press("u")
	e.shows("nothing to undo")
}

func TestEnterMeansNo(t *testing.T) {
	e := explore(t, 80, 24)
	before := e.groupsOf("ann@acme.test")
	e.press("/", "ann", "<enter>", "a", "engin", "<enter>")
	e.shows("Apply this change?")
	e.press("<enter>")
	e.hides("Apply this change?")
	e.shows("Groups of Ann Archer") // the choice is still there
	if got := e.groupsOf("ann@acme.test"); !slices.Equal(got, before) {
		t.Errorf("she is in %v", got)
	}
}

func TestThePickerShowsWhatIsThereAndTakesItAway(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann@", "<enter>", "a")
	e.shows("✓ Accounts Payable", "already via a nested group")
	e.press("accounts p", "<tab>")
	e.shows("-1 group: Ann Archer loses")
	e.press("<enter>")
	e.shows(`Remove user "ann@acme.test" from group "Accounts Payable"`)
	e.press("y")
	if got := e.groupsOf("ann@acme.test"); len(got) != 0 {
		t.Errorf("she is in %v", got)
	}
}

func TestMarkedRowsAreTiedAllAtOnce(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann@", "<enter>", " ", "<esc>", "/", "kofi", "<enter>", " ", "a")
	e.shows("Groups of 2 users", "~ Accounts Payable", "1 of 2")
	e.press("accounts p", "<tab>")
	e.shows("+ Accounts Payable", "+1 group: Kofi Boateng gains")
	e.press("<tab>")
	e.shows("- Accounts Payable", "Ann Archer loses")
	e.press("<tab>")
	e.shows("~ Accounts Payable")
	e.press("<tab>", "<enter>", "y")
	members := e.desk.Data.Group(e.groupOf("Accounts Payable").Ref()).Members
	if !slices.Contains(members, e.userOf("kofi@acme.test")) || !slices.Contains(members, e.userOf("ann@acme.test")) {
		t.Errorf("the members are %v", members)
	}
}

func TestEachTieCanBeMadeAndCutInItsTab(t *testing.T) {
	for _, test := range []struct {
		name, list, row, tab, what, sentence string
	}{
		{"a role of a user", "1", "kofi", "Roles", "clerk", `Assign role "Clerk" to user "kofi@acme.test"`},
		{"a member of a group", "2", "treasury", "Members", "kofi", `Add user "kofi@acme.test" to group "Treasury"`},
		{"a nested group", "2", "treasury", "Nested", "project", `Nest group "Project Zephyr" in group "Treasury"`},
		{"a group that nests it", "2", "project", "Parent groups", "treasury", `Nest group "Project Zephyr" in group "Treasury"`},
		{"a role of a group", "2", "project", "Roles", "clerk", `Grant role "Clerk" to group "Project Zephyr"`},
		{"a permission of a role", "3", "clerk", "Permissions", "close", `to role "Clerk"`},
		{"a group of a role", "3", "clerk", "Groups", "project", `Grant role "Clerk" to group "Project Zephyr"`},
		{"a holder of a role", "3", "clerk", "Users", "kofi", `Assign role "Clerk" to user "kofi@acme.test"`},
		{"a role of a permission", "4", "reimburse", "Roles", "auditor", `to role "Auditor"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := explore(t, 120, 40)
			before := e.desk.Data.Graph
			e.press(test.list, "/", test.row, "<enter>", "<enter>")
			e.tab(test.tab)
			e.press("a", test.what, "<enter>")
			e.shows(test.sentence)
			e.press("y")
			e.shows("1 change applied, verified")
			if rbac.Equal(before, e.desk.Data.Graph, nil) {
				t.Fatal("nothing has changed")
			}
			e.press("/", test.what, "<enter>", "d")
			e.shows("Apply this change?")
			e.press("y")
			if !rbac.Equal(before, e.desk.Data.Graph, nil) {
				t.Errorf("the tenant is not as it was:\n%s", e.frame())
			}
		})
	}
}

// tab goes to the tab of a detail with that title.
func (e *driver) tab(title string) {
	e.t.Helper()
	for range 8 {
		if strings.Contains(e.frame(), "["+title) {
			return
		}
		e.press("]")
	}
	e.t.Fatalf("there is no tab %s:\n%s", title, e.frame())
}

func TestWhatIsInheritedCanNotBeCutWhereItShows(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "finance", "<enter>", "<enter>")
	e.tab("Members")
	e.press("/", "ann", "<enter>", "d")
	e.hides("Apply this change?")
	e.shows("Ann Archer is not direct")
}

func TestAPastedListIsFoundAndWhatIsNotIsListed(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "treasury", "<enter>", "a")
	e.shows("Members of Treasury")
	e.send(tea.PasteMsg{Content: "ann@acme.test\r\nKOFI@acme.test\n" + e.userOf("zoe@acme.test").Raw() +
		"\nauth0|nobody-at-all\nnobody@example.test\n"})
	e.settle()
	e.shows("Not found", "3 found and selected, 2 not", "auth0|nobody-at-all", "nobody@example.test", "Use as typed?")
	e.press("n")
	e.shows("+3 members")
	e.press("<enter>")
	e.shows(`Add 3 users to group "Treasury"`, "1 request")
	e.press("y")
	members := e.desk.Data.Group(e.groupOf("Treasury").Ref()).Members
	for _, email := range []string{"ann@acme.test", "kofi@acme.test", "zoe@acme.test"} {
		if !slices.Contains(members, e.userOf(email)) {
			t.Errorf("%s is not a member", email)
		}
	}
}

func TestIdsThatNobodyKnowsAreTakenOnRequest(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "treasury", "<enter>", "a")
	e.send(tea.PasteMsg{Content: "auth0|nobody-at-all\nann@acme.test\n"})
	e.settle()
	e.press("y")
	e.shows("+2 members")
	e.press("<enter>", "y")
	if !slices.Contains(e.desk.Data.Group(e.groupOf("Treasury").Ref()).Members, rbac.User("auth0|nobody-at-all")) {
		t.Errorf("the id was not taken:\n%s", e.frame())
	}
}

func TestAListIsLoadedFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte("ann@acme.test,Ann\n\"kofi@acme.test\",Kofi\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := explore(t, 80, 24)
	e.press("2", "/", "treasury", "<enter>", "a", "<ctrl+o>")
	e.shows("Load a list from a file")
	e.press(path, "<enter>")
	e.shows("+2 members")
	e.press("<ctrl+o>", path+".none", "<enter>")
	e.shows("loading the list")
}

func TestAHostileNameIsDrawnSafelyAllTheWay(t *testing.T) {
	const hostile = "Evil\x1b]0;owned\x07\u202egroup"
	e := explore(t, 80, 24)
	e.elsewhere(rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: text.New(hostile), Description: text.New("\u009b31m")})
	e.press("r", "2", "/", "evil", "<enter>", "e", " II", "<ctrl+s>")
	e.shows("Apply this change?", "Evil⟨U+001B⟩]0;owned⟨U+0007⟩⟨U+202E⟩group II")
	for _, bad := range []string{"\x1b]", "\x07", "\u202e", "\u009b"} {
		if strings.Contains(e.app.View().Content, bad) {
			t.Errorf("%q is in the frame", bad)
		}
	}
	e.press("y")
	if n := len(e.desk.Data.Graph.GroupsNamed(text.New(hostile + " II"))); n != 1 {
		t.Errorf("the name did not arrive as it was:\n%s", e.frame())
	}
}

func TestManyChangesSayFirstWhoGainsWhat(t *testing.T) {
	e := explore(t, 80, 40)
	e.press("1", "A", "a", "<shift+tab>", "submitter", "<tab>", "<enter>")
	e.shows("Apply 61 changes?", "9 users gain 4 permissions", "each: +create:expenses +update:expenses +upload:receipts",
		"+read:expenses: Noor Rahman", "nothing else: Leopold Hartmann, Margaret Osei, Ruth Abrams", "no permission changes for 52 other users",
		`Assign role "Submitter" to 60 users`, "Ann Archer, Katarzyna Wójcik")
	frame := e.frame()
	effect, changes := strings.Index(frame, "9 users gain"), strings.Index(frame, "Assign role")
	if effect > changes {
		t.Errorf("the effect comes last:\n%s", frame)
	}
	e.press("<pgdown>", "<pgdown>")
	e.shows("user Chiara Conti  google-oauth2|198319032787729492980")
}

// In a tenant too large for it to be worked out between two keys, as in a small one.
func TestTheEffectOfAChoiceIsWorkedOutOnce(t *testing.T) {
	e := exploreTenant(t, sample.Generate(sample.Options{Users: 1_200, Groups: 30}), 80, 24)
	group := e.desk.Data.Graph.Groups()[0].Name.Raw()
	for name, keys := range map[string][]string{"a name is typed": {"<enter>"}, "a row is selected": {"<tab>", "<enter>"}} {
		e.impacts = 0
		e.press("a", group)
		for _, k := range keys {
			e.send(namedKey(t, strings.Trim(k, "<>"))) // faster than it is worked out
		}
		e.settle()
		e.shows("Apply this change?", "enter means no")
		if e.impacts != 1 {
			t.Errorf("%s: the effect was worked out %d times", name, e.impacts)
		}
		e.press("<enter>", "<esc>", "<esc>")
		e.hides("Groups of")
	}
}
