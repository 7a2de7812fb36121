package views

import (
	"strings"
	"testing"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/views/answers"
)

func TestWAsksWhoCanFromListDetailAndTree(t *testing.T) {
	const want = "Who can approve:expenses of Expenses"
	for name, keys := range map[string][]string{
		"a list":   {"4", "/", "approve:expenses", "<enter>", "W"},
		"a detail": {"4", "/", "approve:expenses", "<enter>", "<enter>", "W"},
		"a tree":   {"1", "/", "ann archer", "<enter>", "E", "/", "approve:expenses", "<enter>", "j", "W"},
	} {
		t.Run("from "+name, func(t *testing.T) {
			e := explore(t, 80, 24)
			e.press(keys...)
			e.shows(want, "Ann Archer", "Approver")
		})
	}
}

func TestWhoCanListsExactlyThoseWhoseAccessHasIt(t *testing.T) {
	e := explore(t, 80, 24)
	d := e.desk.Data
	for _, login := range []*rbac.Login{nil, {Connection: text.New("corp"), IdPGroups: []text.Text{text.New("GG-Support")}}} {
		for _, of := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
			for _, target := range catalog.Of(of).Refs(&d.Data) {
				h := answers.NewWhoCanResult(d, target, rbac.Reach{Login: login})
				listed := map[rbac.Ref]bool{}
				for _, r := range h.Rows {
					listed[r.Ref] = true
					if len(h.How(r.Ref)) == 0 {
						t.Errorf("no way by which %v has %v", r.Ref, target)
					}
				}
				for _, user := range d.Graph.Users() {
					has := d.Graph.Access(rbac.Query{User: user, Login: login}).Has(target)
					if has != listed[user.Ref()] {
						t.Errorf("%v, login %v: %v listed is %v", target, login, user, !has)
					}
				}
			}
		}
	}
}

func TestEnterShowsWhyTheUserHasIt(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("4", "/", "approve:expenses", "<enter>", "W", "/", "ann archer", "<enter>", "<enter>")
	e.shows("Ann Archer: access", "▌├ ▾ approve:expenses", "role Approver")
}

func TestTheWaysAreListedBesideWhereThereIsRoom(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("4", "/", "read:expenses", "<enter>", "W")
	e.shows("4 paths", "· Accounts Payable › Approver")
	e.press("p")
	e.hides("4 paths")
}

func TestALoginGivesWhatMappingsGive(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "customer support", "<enter>", "W")
	e.shows("Who is in Customer Support", "6 users", "group mappings excluded")
	e.press("m", "<right>")
	for !strings.Contains(e.frame(), "‹ corp ›") {
		e.press("<right>")
	}
	e.press("<tab>", "GG-Support", "<ctrl+s>")
	e.shows("login via corp with GG-Support", "anyone who logs in like this has it", "corp: GG-Support")
	e.press("G", "<enter>")
	e.shows("login via corp with GG-Support", "▌", "Customer Support")
}

func TestWOnAnApplicationOffersWhatItHas(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("5", "/", "ledger", "<enter>", "W")
	e.shows("Who can, or who has")
	e.press("clerk", "<enter>")
	e.shows("Who has Clerk of Ledger", "Accounts Payable")
}

func TestOfAUserNobodyAsksWhoCan(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "W")
	e.shows("E shows a user's access")
}

func TestNobodyIsSaidWithTheWayOn(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("3", "/", "payroll export", "<enter>", "W")
	e.shows("0 users", "Nobody has it.", "m simulates a login")
}

func TestAnIncompleteGraphMakesTheAnswerIncomplete(t *testing.T) {
	doc := rbac.Document{
		Roles:       []rbac.Role{{ID: rbac.RoleOf("r"), Name: text.New("Reader"), Users: []rbac.UserID{rbac.User("auth0|1")}}},
		Permissions: []rbac.Permission{{ID: rbac.PermissionOf("p"), Name: text.New("read")}},
		Missing:     rbac.Missing{Groups: unread()},
	}
	e := exploreStill(t, doc, nil, 80, 24)
	e.press("3", "W")
	e.shows("Who has Reader", "1 user, 1 direct", "incomplete: groups could not be read")
}

func TestWhoCanFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"who-can":          {"4", "W"},
		"who-can-filtered": {"4", "W", "/", "board"},
		"who-can-nobody":   {"3", "/", "payroll export", "<enter>", "W"},
		"who-can-of":       {"5", "W"},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, 80, 24)
			e.press(keys...)
			e.golden(name)
		})
	}
}

func TestHoldersAreGroupedByThePathTheyHaveItBy(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("4", "/", "reimburse:expenses", "<enter>", "W")
	e.shows(": 13 users")
	e.press("]")
	e.shows("Users", "Through", "Finance › Expense Desk")
	e.golden("who-can-by-path")
	e.press("E")
	e.shows("this row is a path: enter lists who has it this way")
	e.press("<enter>")
	e.shows("13 users, of whom 3 through Accounts")
	n := strings.Count(e.frame(), "Expense Desk")
	e.press("<esc>")
	e.shows("Through")
	e.press("]")
	if strings.Count(e.frame(), "Expense Desk") <= n {
		t.Errorf("all users are not listed again:\n%s", e.frame())
	}
	e.hides("of whom ")
	e.press("]", "x")
	e.shows("Export ")
}
