package views

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/views/desk"
)

// can reports whether a user has a permission, by the tenant as it is or with all
// that is staged.
func (e *driver) can(d *desk.Data, email, permission string) bool {
	e.t.Helper()
	granted := d.Graph.Access(rbac.Query{User: e.userOf(email)}).Permissions()
	return slices.ContainsFunc(granted, func(id rbac.PermissionID) bool { return d.Name(id.Ref()) == text.New(permission) })
}

// willHave is the same once what is staged is applied.
func (e *driver) willHave(email, permission string) bool {
	e.t.Helper()
	after, ok := e.desk.Staged.After()
	if !ok {
		e.t.Fatalf("nothing that can be applied is staged:\n%s", e.frame())
	}
	return e.can(after, email, permission)
}

func TestAPermissionIsGivenByTheWayThatIsChosen(t *testing.T) {
	e := explore(t, 80, 24)
	if e.can(e.desk.Data, "ann@acme.test", "close:periods") {
		t.Fatal("she has it already")
	}
	e.press("4", "/", "close:periods", "<enter>", "+")
	e.shows("Give close:periods to, or take it from, whom?")
	e.press("ann archer", "<enter>")
	e.shows("Give close:periods to Ann Archer", "of Ledger: ", "smallest effect first", "Ann Archer gains")
	e.golden("ways-give")
	e.press("?")
	e.shows("switch between give and take")
	e.press("<esc>")
	e.press("j")
	e.press("<enter>")
	e.shows("Apply this change?")
	e.press("n")
	e.shows("Give close:periods to Ann Archer")
	if len(e.desk.Staged.Changes) > 0 || e.writes() > 0 {
		t.Fatal("something was done that nobody asked for")
	}
	e.press("<ctrl+t>")
	e.hides("Give close:periods to Ann Archer")
	e.shows("1 change staged")
	if !e.willHave("ann@acme.test", "close:periods") {
		t.Error("she would not have it")
	}
	if e.writes() > 0 {
		t.Errorf("%d requests were sent", e.writes())
	}
}

func TestAWayIsSentAfterItsQuestion(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "<enter>", "+", "close:periods", "<enter>", "<enter>")
	e.shows("Apply this change?", "Ann Archer gains")
	e.press("y")
	e.shows("verified")
	e.press("<esc>")
	if !e.can(e.desk.Data, "ann@acme.test", "close:periods") {
		t.Errorf("she does not have it:\n%s", e.frame())
	}
}

func TestWhatAUserHasIsTaken(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "E", "/", "reimburse:expenses", "<enter>", "j", "+")
	e.shows("Take reimburse:expenses from Ann Archer", "13 users lose 1 permission")
	e.golden("ways-take")
	e.app.Mouse = true
	e.point("Leave group")
	e.shows("Ann Archer loses 18 permissions")
	e.press("k")
	e.press("<tab>")
	e.shows("Give reimburse:expenses to Ann Archer", "Ann Archer already has it: tab shows how to take it")
	e.offersNot("enter review", "ctrl+t stage")
	e.press("<enter>")
	e.shows("there is nothing to choose")
	e.press("<tab>", "<ctrl+t>")
	if e.willHave("ann@acme.test", "reimburse:expenses") {
		t.Error("she would have it still")
	}
	e.press("+")
	e.shows("Give reimburse:expenses to Ann Archer", ", with 1 change staged", "smallest effect first")
	e.press("<ctrl+t>")
	if e.can(e.desk.Data, "ann@acme.test", "reimburse:expenses") && !e.willHave("ann@acme.test", "reimburse:expenses") {
		t.Error("giving again what is staged to be taken does not give it")
	}
}

func TestWhoCanTakesFromTheOneUnderTheCursorAndGivesWhereThereIsNobody(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("4", "/", "reimburse:expenses", "<enter>", "W", "/", "ann archer", "<enter>", "+")
	e.shows("Take reimburse:expenses from Ann Archer")
	e.press("<esc>", "/", "<ctrl+u>", "nobody is called so", "<enter>", "+")
	e.shows("Give reimburse:expenses to, or take")
}

func TestWaysAtALoginAreJudgedAtThatLogin(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "E", "m", "<right>", "<enter>", "j", "+")
	e.shows(", login via ", "Counts leave out group mappings, which apply at login")
}

func TestATabOfOneHalfIsAboutBoth(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("4", "/", "reimburse:expenses", "<enter>", "<enter>", "]")
	e.press("+")
	e.shows("Give reimburse:expenses to, or take") // the row is a role
	e.press("<esc>", "]", "]")
	e.press("+")
	e.shows("Take reimburse:expenses from ")
}

func TestARoleAndAGroupAreGivenAndTaken(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("3", "/", "controller", "<enter>", "+")
	e.shows("Give Controller to, or take it from, whom?")
	e.press("ann archer", "<enter>")
	e.shows("Give role Controller to Ann Archer", "of Ledger: ", "Assign role", "Join group")
	e.press("<ctrl+t>", "2", "/", "accounts payable", "<enter>", "+", "ann archer", "<enter>")
	e.shows("Take group Accounts Payable from Ann Archer", "a group, with 1 change staged: 1 way", "Leave group")
	e.press("<ctrl+t>")
	after, ok := e.desk.Staged.After()
	if !ok || len(e.desk.Staged.Changes) != 2 {
		t.Fatalf("staged are %v", e.desk.Staged.Changes)
	}
	has := after.Graph.Access(rbac.Query{User: e.userOf("ann@acme.test")})
	role, group := after.ByName(rbac.KindRole, text.New("Controller"))[0], after.ByName(rbac.KindGroup, text.New("Accounts Payable"))[0]
	if !has.Has(role) || has.Has(group) {
		t.Errorf("as staged the role is there: %v, the group: %v", has.Has(role), has.Has(group))
	}
	e.press("/", "<ctrl+u>", "accounts payable", "<enter>", "+", "ann archer", "<enter>")
	e.shows("Give group Accounts Payable to Ann Archer")
}

func TestWhatAUserLacksIsGivenFromTheAccess(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "E", "[")
	e.shows("[Lacks ", "Ledger")
	e.golden("access-lacks")
	e.press("/", "close:periods", "<enter>", "j", "+")
	e.shows("Give close:periods to Ann Archer")
	e.press("<ctrl+t>", "t")
	e.shows("0 of 18", "No match.") // as it would be it is not lacking
	e.press("<esc>")
	e.press("g", "+")
	e.shows("Give Ann Archer what, or take what?", "read:expenses  permission  Expenses  has it")
}

func TestTheCellOfAMatrixIsGivenAndTaken(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M", "/", "ann archer", "<enter>", "+")
	e.shows("Take role Submitter from Ann Archer")
	e.press("<esc>", "$", "+")
	e.shows("Give role ", " to Ann Archer")
	e.press("<esc>", "<esc>", "]", "]", "+")
	e.shows("take it from, whom?") // a group holds nothing of its own accord
}

func TestNothingHappensWhereNobodyIsChosen(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("4", "+", "<esc>")
	e.hides("Who should have")
	e.press("1", "+", "nothing is called so", "<enter>")
	e.shows("there is nothing to choose")
	e.press("<esc>", "5", "+")
	e.shows("a permission, role or group is given to a user, or taken: + on one of them")
	e.press("1", " ", " ", "+")
	e.shows("one at a time: esc clears the marks")
	if len(e.desk.Staged.Changes) > 0 || e.writes() > 0 {
		t.Error("something was done")
	}
}

func TestASearchForWaysIsCancelledAndBegunAgain(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "+", "close:periods")
	e.send(namedKey(t, "enter"))
	e.shows("Searching…")
	e.send(namedKey(t, "ctrl+c"))
	e.shows("cancelled: searching", "The search was cut short: r searches again")
	e.settle()
	e.hides("smallest effect first")
	e.press("r")
	e.shows("smallest effect first")
	e.send(namedKey(t, "tab"))
	e.send(namedKey(t, "tab"))
	e.send(namedKey(t, "esc"))
	e.settle()
	e.hides("Give close:periods")
}

func TestWaysFollowTheTenant(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "+", "close:periods", "<enter>")
	e.shows("Give close:periods to Ann Archer", "smallest effect first")
	p := e.desk.Data.ByName(rbac.KindPermission, text.New("close:periods"))[0]
	e.elsewhere(rbac.AssignRole(e.userOf("ann@acme.test"), e.desk.Data.Graph.PermissionRoles(desk.PermissionID(p))[0]))
	e.groupsOf("ann@acme.test") // reads the tenant again
	e.shows("Ann Archer already has it")
}

func TestWaysOfASavedDocumentAreLookedAtAndNotSent(t *testing.T) {
	known := company(t)
	e := exploreAs(t, known, tenant.Identity{Profile: text.New("saved.json"), Offline: true, ReadOnly: true}, 80, 24)
	e.press("/", "ann archer", "<enter>", "+", "close:periods", "<enter>")
	e.shows("Give close:periods to Ann Archer", "▲")
	e.press("<enter>", "y")
	e.shows("not sent: ")
}

func TestNoWayIsToldOfWhatCouldNotBeReadWhole(t *testing.T) {
	known := without(company(t), rbac.Missing{Roles: errors.New("listing roles: 500")})
	e := exploreAs(t, known, tenant.Identity{Profile: text.New("dev")}, 80, 24)
	e.press("<esc>", "/", "ann archer", "<enter>", "+", "close:periods", "<enter>")
	e.shows("so the effect of a change is unknown", "r reads the tenant again")
	e.press("<enter>")
	e.shows("there is nothing to choose")
}

func TestRolesOfSeveralWaysAreStagedSideBySide(t *testing.T) {
	var doc rbac.Document
	for id, name := range map[string]string{
		"da618d2e-3eb5-41ac-b1de-20f49f57a49d": "first:one", "5b6ddd88-3f9c-441b-800e-104aec3ee09e": "second:one",
	} {
		doc.Permissions = append(doc.Permissions, rbac.Permission{
			ID: rbac.PermissionOf(id), Name: text.New(name), Description: text.New("d"), ApplicationType: text.New(rbac.TypeClient), Application: rbac.Client("app of " + name),
		})
	}
	e := exploreStill(t, doc, nil, 80, 24)
	for _, name := range []string{"first:one", "second:one"} {
		e.press("4", "<esc>", "/", name, "<enter>", "+", "auth0|somebody", "<tab>")
		e.shows("Create role ", "auth0|somebody gains 1 permission")
		e.press("<ctrl+t>")
	}
	after, ok := e.desk.Staged.After()
	if !ok || len(e.desk.Staged.Changes) != 4 {
		t.Fatalf("%v are staged:\n%s", e.desk.Staged.Changes, e.frame())
	}
	if n := len(after.Graph.Access(rbac.Query{User: rbac.User("auth0|somebody")}).Permissions()); n != 2 {
		t.Errorf("the user would have %d permissions", n)
	}
}

func TestWaysWithHostileNamesAreDrawnSafely(t *testing.T) {
	doc := hostileDocument()
	id := rbac.PermissionOf("da618d2e-3eb5-41ac-b1de-20f49f57a49d")
	doc.Permissions[0].ID, doc.Permissions[0].Application = id, rbac.Client("app")
	doc.Roles[0].ID, doc.Roles[0].Permissions = rbac.RoleOf("e5c46633-9af6-4e11-af8e-1da58098d0aa"), []rbac.PermissionID{id}
	doc.Groups[0].ID, doc.Groups[0].Nested = rbac.GroupOf("c4e1e6a7-3964-4d4d-88d3-d9cd4f695a64"), nil
	doc.Groups[0].Roles, doc.Roles[0].Users = []rbac.RoleID{doc.Roles[0].ID}, nil
	e := exploreStill(t, doc, nil, 80, 24)
	e.press("4", "+", "<enter>")
	for _, key := range []string{"j", "<pgdown>", "<tab>", "<tab>", "<enter>"} {
		e.fills()
		frame := e.app.View().Content
		for _, bad := range []string{"\x1b]", "\x1b[31m日", "\u202e", "\u200b"} {
			if strings.Contains(frame, bad) {
				t.Errorf("%q is in the frame:\n%s", bad, e.frame())
			}
		}
		for _, size := range others {
			e.resize(size[0], size[1])
			e.fills()
		}
		e.resize(80, 24)
		e.press(key)
	}
	e.shows("Apply ")
}
