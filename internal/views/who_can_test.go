package views

import (
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
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
			e.shows(want, "Ann Archer", "by Approver, held directly")
		})
	}
}

func TestWhoCanListsExactlyThoseWhoseAccessHasIt(t *testing.T) {
	e := explore(t, 80, 24)
	d := e.desk.data
	for _, login := range []*rbac.Login{nil, {Connection: text.New("corp"), IdPGroups: []text.Text{text.New("GG-Support")}}} {
		for _, of := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
			for _, target := range e.desk.kindOf(of).rows(d) {
				h := newHolding(d, target.ref, rbac.Reach{Login: login})
				listed := map[rbac.Ref]bool{}
				for _, r := range h.rows {
					listed[r.ref] = true
					if h.how(r.ref).IsZero() {
						t.Errorf("no way by which %v has %v", r.ref, target.ref)
					}
				}
				for _, user := range d.Graph.Users() {
					has := d.Graph.Access(rbac.Query{User: user, Login: login}).Has(target.ref)
					if has != listed[user.Ref()] {
						t.Errorf("%v, login %v: %v listed is %v", target.ref, login, user, !has)
					}
				}
			}
		}
	}
}

func TestEnterShowsWhyTheUserHasIt(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("4", "/", "approve:expenses", "<enter>", "W", "/", "ann archer", "<enter>", "<enter>")
	e.shows("Access of Ann Archer", "▌├ ▾ approve:expenses", "role Approver")
}

func TestTheWaysAreListedBesideWhereThereIsRoom(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("4", "/", "read:expenses", "<enter>", "W")
	e.shows("4 ways", "· by Approver < Accounts Payable")
	e.press("p")
	e.hides("4 ways")
}

func TestALoginGivesWhatMappingsGive(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "customer support", "<enter>", "W")
	e.shows("Who is in Customer Support", "6 users", "no login, so mappings")
	e.press("m", "<right>")
	for !strings.Contains(e.frame(), "‹ corp ›") {
		e.press("<right>")
	}
	e.press("<tab>", "GG-Support", "<ctrl+s>")
	e.shows("at a login by corp with GG-Support", "whoever logs in so has it", "by mapping GG-Support")
	e.press("G", "<enter>")
	e.shows("at a login by corp with GG-Support", "▌", "Customer Support")
}

func TestWOnAnApplicationOffersWhatItHas(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("5", "/", "ledger", "<enter>", "W")
	e.shows("Who can, or who has")
	e.press("clerk", "<enter>")
	e.shows("Who has Clerk of Ledger", "by Accounts Payable")
}

func TestOfAUserNobodyAsksWhoCan(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "W")
	e.shows("E shows the access of a user")
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
	e.shows("Who has Reader", "1 user, 1 directly", "incomplete: groups could not be read")
}

func TestWhoCanFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"who-can":          {"4", "W"},
		"who-can-filtered": {"4", "W", "/", "board"},
		"who-can-nobody":   {"3", "/", "payroll export", "<enter>", "W"},
		"who-can-of":       {"5", "W"},
	} {
		t.Run(name, func(t *testing.T) {
			eachSize(t, func(t *testing.T, w, h int) {
				e := explore(t, w, h)
				e.press(keys...)
				if name == "who-can" && w == 200 {
					e.await("gone") // the last member on screen has been looked up
				}
				e.golden(name)
			})
		})
	}
}
