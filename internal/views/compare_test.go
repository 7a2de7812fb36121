package views

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/answers"
)

// annAndKatarzyna marks the first two users and compares them.
func annAndKatarzyna() []string { return []string{"1", " ", " ", "="} }

func TestTwoMarkedUsersAreCompared(t *testing.T) {
	e := explore(t, 120, 40)
	e.press(annAndKatarzyna()...)
	e.shows("Only Ann Archer", "Only Katarzyna Wójcik", "create:invoices", "Accounts Payable › Clerk", "✗ lacks")
	e.hides("approve:invoices")
	e.press("]")
	e.shows("approve:invoices", "Controlling › Controller")
	e.hides("create:invoices")
	e.press("]")
	e.shows("read:expenses")
	e.hides("✗ lacks")
}

func TestTheFootSaysInFullHowEachHasTheThing(t *testing.T) {
	e := explore(t, 60, 15)
	e.press(annAndKatarzyna()...)
	e.shows("Ann Archer › Accounts Payable › Clerk", "Katarzyna Wójcik lacks it")
}

func TestTheOtherUserIsChosenBesideOne(t *testing.T) {
	for name, keys := range map[string][]string{
		"in a list":            {"1", "/", "ann archer", "<enter>", "="},
		"in the access of one": {"1", "/", "ann archer", "<enter>", "E", "="},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, 80, 24)
			e.press(keys...)
			e.shows("Compare with")
			e.press("katarzyna", "<enter>")
			e.shows("Only Ann Archer", "Only Katarzyna")
			e.press("=", "isaac", "<enter>")
			e.shows("Only Ann Archer", "Only Isaac Newman")
		})
	}
}

func TestAComparisonKeepsTheLoginAndTheApplicationItIsAskedFrom(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "f", "ledger", "<enter>")
	e.logInBy("GG-Support")
	for _, other := range []string{"katarzyna", "isaac"} {
		e.press("=", other, "<enter>")
		e.shows("only Ledger", "login via corp with GG-Support")
	}
}

func TestAComparisonCountsEachKind(t *testing.T) {
	e := explore(t, 60, 15)
	e.press(annAndKatarzyna()...)
	e.shows("2 permissions, 2 roles, 1 group", "Kind", "permission  ")
}

func TestEnterOpensTheThingAndEWhyOneHasIt(t *testing.T) {
	e := explore(t, 80, 24)
	e.press(annAndKatarzyna()...)
	e.press("<enter>")
	e.shows("create:invoices", "[Overview]")
	e.press("q", "]", "E")
	e.shows("Katarzyna Wójcik: access", "▌├ ▾ approve:invoices")
}

func TestComparedUsersOfOneNameAreToldApart(t *testing.T) {
	var d *rbac.Directory
	d = d.WithUsers([]rbac.Person{
		{ID: rbac.User("auth0|1"), Name: text.New("Ann"), Email: text.New("ann@one.test")},
		{ID: rbac.User("auth0|2"), Name: text.New("Ann"), Email: text.New("ann@two.test")},
		{ID: rbac.User("auth0|3"), Name: text.New("Ann"), Email: text.New("ann@two.test")},
	}, rbac.Extent{At: clock})
	e := exploreStill(t, rbac.Document{}, d, 80, 24)
	e.press("1", " ", " ", "=")
	e.shows("Only ann@one.test 0", "Only ann@two.test 0", "has nothing that")
	e.press("q", "<esc>", "g", "j", " ", " ", "=")
	e.shows("Only auth0|2", "Only auth0|3")
}

func TestOnlyTwoUsersCanBeCompared(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", " ", " ", " ", "=")
	e.shows("3 users are marked, two can be compared")
	e.press("2", "=")
	e.shows("mark two users in a list")
}

func TestAComparisonCanBeNarrowedToOneApplication(t *testing.T) {
	e := explore(t, 120, 40)
	e.press(annAndKatarzyna()...)
	e.press("f", "ledger", "<enter>")
	e.shows("only Ledger", "create:invoices")
	e.press("]", "]")
	e.hides("read:expenses")
}

func TestCompareFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"compare-one":      annAndKatarzyna(),
		"compare-both":     append(annAndKatarzyna(), "]", "]"),
		"compare-filtered": append(annAndKatarzyna(), "]", "/", "ledger"),
		"compare-with":     {"1", "="},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, 80, 24)
			e.press(keys...)
			e.golden(name)
		})
	}
}

func TestOneIsGivenWhatTheOtherHas(t *testing.T) {
	e := explore(t, 80, 24)
	ann, isaac := e.userOf("ann@acme.test"), e.userOf("isaac@acme.test")
	e.send(ui.Open{Route: answers.CompareRoute(ann.Ref(), isaac.Ref())})
	e.settle()
	e.press("+")
	e.shows("Make them alike", "Give Isaac Newman what Ann Archer has", "Make Isaac Newman like Ann Archer", "Give Ann Archer what Isaac Newman has")
	e.golden("compare-make-it-so")
	e.press("<down>", "<enter>")
	e.shows("Isaac Newman gains ", "Add user")
	e.press("<ctrl+t>")
	after, ok := e.desk.Staged.After()
	if !ok {
		t.Fatalf("nothing that can be applied is staged:\n%s", e.frame())
	}
	if left := after.Graph.Compare(rbac.Query{User: ann}, rbac.Query{User: isaac}).OnlyA; !left.Empty() {
		t.Errorf("left is %v", left)
	}
	if n := len(e.desk.Staged.Changes); n != len(suggest.Like(e.desk.Data.Graph, isaac, ann, false)) {
		t.Errorf("%d changes are staged", n)
	}
	e.press("t")
	e.shows("as it would be with ", "Only Ann Archer 0")
	e.press("t")
	e.hides("as it would be with ", "Only Ann Archer 0")
}

func TestTheMarkedRowsAreGivenAndASingleUserIsComparedWithWhatIsStaged(t *testing.T) {
	e := explore(t, 80, 24)
	ann, isaac := e.userOf("ann@acme.test"), e.userOf("isaac@acme.test")
	e.send(ui.Open{Route: answers.CompareRoute(ann.Ref(), isaac.Ref())})
	e.settle()
	e.press("=", "isaac", "<esc>")
	e.press("/", "approve:expenses", "<enter>", "+")
	e.shows("Give Isaac Newman approve:expenses")
	e.press("<esc>", "<esc>", " ", "j", " ", "+")
	e.shows("Give Isaac Newman the 2 marked rows")
	e.press("<esc>", "<esc>", "/", "approve:expenses", "<enter>", "+", "<enter>")
	e.shows("Isaac Newman gains ")
	e.press("<ctrl+t>")
	e.shows("1 change staged")
	e.press("=")
	e.shows("or with the same user as staged")
	e.press("ann archer", "<enter>")
	e.shows("Ann Archer with what is staged", "Only as it is 0", "Only as staged 0")
	e.press("q")
	e.press("1", "/", "isaac", "<enter>", "=", "isaac", "<enter>")
	e.shows("Isaac Newman with what is staged", "Only as it is 0")
	e.press("]")
	e.shows("approve:expenses")
	e.golden("compare-staged")
	e.press("t")
	e.shows("what is staged is shown on one side already")
	e.press("+")
	e.shows("both are the same user")
	e.press("E")
	e.shows("as it would be with 1 change staged")
}
