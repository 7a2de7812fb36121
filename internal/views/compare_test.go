package views

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// annAndKatarzyna marks the first two users and compares them.
func annAndKatarzyna() []string { return []string{"1", " ", " ", "="} }

func TestTwoMarkedUsersAreCompared(t *testing.T) {
	e := explore(t, 120, 40)
	e.press(annAndKatarzyna()...)
	e.shows("Only Ann Archer", "Only Katarzyna Wójcik", "create:invoices", "✓ by Clerk < Accounts Payable", "✗ lacks")
	e.hides("approve:invoices")
	e.press("]")
	e.shows("approve:invoices", "✓ by Controller < Controlling")
	e.hides("create:invoices")
	e.press("]")
	e.shows("read:expenses")
	e.hides("✗ lacks")
}

func TestTheFootSaysInFullHowEachHasTheThing(t *testing.T) {
	e := explore(t, 60, 15)
	e.press(annAndKatarzyna()...)
	e.shows("Ann Archer has it by Clerk < Accounts Payable", "Katarzyna Wójcik lacks it")
}

func TestTheOtherUserIsChosenBesideOne(t *testing.T) {
	for name, keys := range map[string][]string{
		"in a list":     {"1", "/", "ann archer", "<enter>", "="},
		"in his access": {"1", "/", "ann archer", "<enter>", "E", "="},
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
		e.shows("only Ledger", "at a login by corp with GG-Support")
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
	e.shows("Access of Katarzyna Wójcik", "▌├ ▾ approve:invoices")
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
	e.shows("mark them in a list of users")
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
			eachSize(t, func(t *testing.T, w, h int) {
				e := explore(t, w, h)
				e.press(keys...)
				e.golden(name)
			})
		})
	}
}
