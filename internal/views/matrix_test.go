package views

import (
	"strings"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/views/answers"
	"authzx/internal/views/desk"
)

func TestTheMatrixSaysWhatAccessSays(t *testing.T) {
	e := explore(t, 80, 24)
	d := e.desk.Data
	for _, app := range append([]rbac.ClientID{{}}, d.Graph.Applications()...) {
		for _, kind := range answers.MatrixKinds() {
			b := answers.NewMatrixModel(d, kind, app)
			if kind.Rows != rbac.KindUser {
				continue
			}
			for _, row := range b.Rows {
				access := d.Graph.Access(rbac.Query{User: desk.UserID(row), Application: app})
				holds := b.Holds(row)
				for _, column := range b.Columns {
					if got, want := holds.Of(column) != answers.HeldNot, access.Has(column); got != want {
						t.Errorf("app %v: %v has %v is %v", app, row, column, got)
					}
				}
			}
		}
	}
}

func TestAGroupHasWhatItWouldGiveANewMember(t *testing.T) {
	e := explore(t, 80, 24)
	d := e.desk.Data
	member := rbac.User("only here")
	for _, kind := range answers.MatrixKinds() {
		if kind.Rows != rbac.KindGroup {
			continue
		}
		b := answers.NewMatrixModel(d, kind, rbac.ClientID{})
		for _, row := range b.Rows {
			with, err := (rbac.AddMember(desk.GroupID(row), member)).Apply(d.Graph)
			if err != nil {
				t.Fatal(err)
			}
			access, holds := with.Access(rbac.Query{User: member}), b.Holds(row)
			for _, column := range b.Columns {
				if got, want := holds.Of(column) != answers.HeldNot, access.Has(column); got != want {
					t.Errorf("%v has %v is %v", d.Name(row), d.Name(column), got)
				}
			}
		}
	}
}

func TestThePlaceUnderTheCursorIsExplained(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M")
	e.shows("Ann Archer has role Submitter of Expenses", "Accounts Payable › Finance › Employees", "row 1 of 61, column 1 of 15")
	e.press("l")
	e.shows("Ann Archer has role Approver of Expenses", " direct ")
	e.press("j")
	e.shows("Katarzyna Wójcik does not have role Approver of Expenses", "[·]")
}

func TestEnterInTheMatrixShowsWhy(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M", "]", "<enter>")
	e.shows("Ann Archer: access", "▌├ ▾ read:expenses")
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
	e.shows("column 5 of 15")
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
			e := explore(t, 80, 24)
			e.press(keys...)
			e.golden(name)
		})
	}
}

func TestTheMatrixIsExportedWithEachHoldByName(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("M", "/", "ann archer", "<enter>", "x")
	e.shows("Export 1 row", "CSV to a file")
	e.press("csv to the", "<enter>")
	lines := strings.Split(strings.TrimSpace(e.copied[len(e.copied)-1]), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "User,Email,Submitter (Expenses),Approver (Expenses),") || !strings.HasPrefix(lines[1], "Ann Archer,ann@acme.test,inherited,both,") {
		t.Errorf("exported was\n%s", strings.Join(lines, "\n"))
	}
}
