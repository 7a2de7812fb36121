package views

import (
	"testing"

	"authzx/internal/rbac"
)

func TestTheMatrixSaysWhatAccessSays(t *testing.T) {
	e := explore(t, 80, 24)
	d := e.desk.data
	for _, app := range append([]rbac.ClientID{{}}, d.Graph.Applications()...) {
		for _, kind := range matrixKinds() {
			b := newBoard(d, kind, app)
			if kind.rows != rbac.KindUser {
				continue
			}
			for _, row := range b.rows {
				access := d.Graph.Access(rbac.Query{User: userID(row), Application: app})
				holds := b.holds(row)
				for _, column := range b.columns {
					if got, want := holds.of(column) != heldNot, access.Has(column); got != want {
						t.Errorf("app %v: %v has %v is %v", app, row, column, got)
					}
				}
			}
		}
	}
}

func TestAGroupHasWhatItWouldGiveANewMember(t *testing.T) {
	e := explore(t, 80, 24)
	d := e.desk.data
	member := rbac.User("only here")
	for _, kind := range matrixKinds() {
		if kind.rows != rbac.KindGroup {
			continue
		}
		b := newBoard(d, kind, rbac.ClientID{})
		for _, row := range b.rows {
			with, err := (rbac.AddMember{Group: groupID(row), User: member}).Apply(d.Graph)
			if err != nil {
				t.Fatal(err)
			}
			access, holds := with.Access(rbac.Query{User: member}), b.holds(row)
			for _, column := range b.columns {
				if got, want := holds.of(column) != heldNot, access.Has(column); got != want {
					t.Errorf("%v has %v is %v", d.name(row), d.name(column), got)
				}
			}
		}
	}
}

func TestThePlaceUnderTheCursorIsExplained(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M")
	e.shows("Ann Archer has role Submitter of Expenses", "by Employees < Finance < Accounts Payable", "row 1 of 61, column 1 of 15")
	e.press("l")
	e.shows("Ann Archer has role Approver of Expenses", " direct ")
	e.press("j")
	e.shows("Katarzyna Wójcik does not have role Approver of Expenses", "[·]")
}

func TestEnterInTheMatrixShowsWhy(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M", "]", "<enter>")
	e.shows("Access of Ann Archer", "▌├ ▾ read:expenses")
	e.press("q", "]", "<enter>")
	e.shows("Employees", "[Overview]")
	e.press("q", "W")
	e.shows("Who has Submitter of Expenses")
	e.press("q", "o")
	e.shows("Submitter", "[Overview]")
}

func TestTheMatrixMovesAlongTheColumns(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M", "$")
	e.shows("column 15 of 15")
	e.press("0", ">")
	e.shows("column 9 of 15")
	e.press("<", "h")
	e.shows("column 1 of 15")
}

func TestRowsOfTheMatrixAreFilteredAndTheCursorComesBack(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M", "j", "l", "/", "isaac", "<enter>")
	e.shows("Isaac Newman", "row 1 of 1,", "column 2 of 15")
	e.press("<esc>")
	e.shows("row 3 of 61, column 2 of 15")
	e.press("/", "nobody is called so")
	e.shows("No row matches")
}

func TestTheMatrixOfOneApplicationHasItsColumnsOnly(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("M", "f", "ledger", "<enter>")
	e.shows("only Ledger", "Clerk")
	e.hides("Submitter")
}

func TestMatrixFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"matrix-users":       {"M"},
		"matrix-permissions": {"M", "]", "j", "j", "l"},
		"matrix-groups":      {"M", "]", "]"},
		"matrix-application": {"M", "f", "ledger", "<enter>"},
		"matrix-filtered":    {"M", "/", "ann"},
		"matrix-no-match":    {"M", "/", "qqq"},
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
