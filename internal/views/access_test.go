package views

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// asked counts the requests of one route so far.
func (e *driver) asked(route endpoint.ID) int {
	n := 0
	for _, x := range e.tenant.Log().Entries() {
		if x.Route == route {
			n++
		}
	}
	return n
}

// logIn chooses an application and a login on the access screen.
func (e *driver) logIn() {
	e.t.Helper()
	e.press("f", "expenses", "<enter>", "m", "<right>", "<ctrl+s>")
	e.shows("the server agrees")
}

// logInBy simulates a login by the connection corp.
func (e *driver) logInBy(groups string) {
	e.t.Helper()
	e.press("m", "<right>")
	for !strings.Contains(e.frame(), "‹ corp ›") {
		e.press("<right>")
	}
	e.press("<tab>", groups, "<enter>")
}

func TestALoginSaysWhichGroupsNoMappingNames(t *testing.T) {
	const nothing = "no mapping of corp names gg-finance"
	for name, keys := range map[string][]string{
		"access":  {"1", "/", "ann archer", "<enter>", "E"},
		"who can": {"2", "/", "finance", "<enter>", "W"},
		"compare": {"1", "/", "ann archer", "<enter>", "=", "ben", "<enter>"},
	} {
		for _, size := range [][2]int{{80, 24}, {60, 15}} {
			t.Run(name, func(t *testing.T) {
				e := explore(t, size[0], size[1])
				e.press(keys...)
				e.logInBy("gg-finance, GG-Support")
				e.shows(nothing)
				e.hides("names GG-Support")
			})
		}
	}
}

func TestALoginSaysThatTheUserHasNoIdentityOfTheConnection(t *testing.T) {
	const ann = "Ann Archer has no identity of "
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "m", "<right>", "<enter>")
	e.shows(ann + "acme-partners")
	e.logInBy("")
	e.hides(ann)
}

func TestTheLoginFormSavesNothingAndSaysHowToChoose(t *testing.T) {
	e := explore(t, 60, 15)
	e.press("1", "E", "m")
	e.shows("tokens", "may differ. ", "←/→ choose the connection", "enter apply", "Groups ")
	e.hides("save")
	e.press("<right>", "<tab>", "x")
	e.hides("Connection*", "Groups*")
}

func TestTheAccessTreeSaysHowMuchAFilterLeft(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "/", "approve:expenses", "<enter>")
	e.shows("Expenses  1 of 10", "1 of 21 ")
	e.press("<esc>", "]", "]", "/", "payable")
	e.shows("1 of 3 ")
}

func TestTheServerIsAskedAgainOnlyWhenTheTenantOrTheQuestionChanged(t *testing.T) {
	e := explore(t, 100, 30)
	e.press("1", "/", "ann@", "<enter>", "E")
	e.logIn()
	once := e.asked(endpoint.PolicyAsk)
	for range 5 { // news of the log, of names, of what was looked over
		e.run(func() tea.Msg {
			_, _ = e.tenant.Send(t.Context(), endpoint.New(endpoint.Meta), "elsewhere")
			return nil
		})
		e.settle()
		e.send(ui.DataChanged{})
		e.settle()
	}
	if n := e.asked(endpoint.PolicyAsk); n != once {
		t.Errorf("it was asked %d times, want %d", n, once)
	}
	e.press("r")
	if n := e.asked(endpoint.PolicyAsk); n != once+1 {
		t.Errorf("after a refresh it was asked %d times, want %d", n, once+1)
	}
}

func TestTheServerIsNotAskedAboutWhatIsOnlyStaged(t *testing.T) {
	e := explore(t, 100, 30)
	e.stageTwo()
	e.press("E")
	e.logIn()
	once := e.asked(endpoint.PolicyAsk)
	e.press("t")
	e.shows("as it would be with 2 changes staged")
	e.hides("the server says", "the server differs")
	e.press("r")
	if n := e.asked(endpoint.PolicyAsk); n != once {
		t.Errorf("it was asked %d times, want %d", n, once)
	}
	e.press("t")
	e.shows("the server agrees")
}

func TestAccessClaimsNothingOfListsThatCouldNotBeRead(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann@", "<enter>", "E")
	e.desk.Data = &desk.Data{Data: catalog.Data{Graph: rbac.Index(rbac.Document{Missing: rbac.Missing{Groups: errors.New("no answer")}})}}
	e.send(ui.DataChanged{})
	e.shows("No permissions in what could be read", "▲ incomplete: groups could not be read · all applications · no login")
	e.hides("at all")
	for _, l := range strings.Split(e.frame(), "\n") {
		if strings.Contains(l, "incomplete") && strings.Contains(l, "…") {
			t.Errorf("it is cut: %s", l)
		}
	}
}

func TestAllReasonsBelowALineUnfoldAtOnce(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "j")
	e.hides("is a direct member")
	e.press("*")
	e.shows("Ann Archer is a direct member")
	e.tells("└ · Ann Archer", "is a direct member")
}

func TestALoginIsChosenAmongWhatMappingsName(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "m", "<right>")
	for !strings.Contains(e.frame(), "‹ corp ›") {
		e.press("<right>")
	}
	e.press("<tab>", "GG-Odd", "<tab>", "<tab>", "<down>", " ", "ggsup", "<enter>", "<enter>")
	e.shows("login via corp with GG-Finance, GG-Support, GG-Odd", "no mapping of corp names GG-Odd")
	e.press("m")
	e.shows("+ GG-Finance → Finance", "+ GG-Support → ", "GG-Odd")
	e.press("<tab>", "<tab>", "no-such-connection", "<enter>")
	e.shows("login via no-such-connection with GG-Odd")
	e.press("m")
	e.shows("no-such-connection")
}

func TestTheServersWordStandsBesideTheAccessUnaskedWhereOneAnswerIsEnough(t *testing.T) {
	e := explore(t, 120, 30)
	e.press("1", "/", "ann archer", "<enter>", "E")
	e.shows("the server agrees (asked just now, tenant read just now)")
	if n := e.asked(endpoint.UsersRolesCalculate); n != 1 {
		t.Errorf("without a login it was asked %d times", n)
	}
	e.press("m", "<right>", "<enter>")
	e.shows("V asks the server about 6 applications")
	if n := e.asked(endpoint.PolicyAsk); n != 0 {
		t.Errorf("it was asked %d times unasked", n)
	}
	e.press("V")
	e.shows("The server on Ann Archer")
	e.press("<esc>")
	e.shows("the server agrees (asked just now")
	role := e.desk.Data.ByName(rbac.KindRole, text.New("Controller"))[0]
	e.elsewhere(rbac.AssignRole(e.userOf("ann@acme.test"), desk.RoleID(role)))
	e.press("V", "<esc>")
	e.shows("the server differs: ", " roles +Controller")
}

func TestNamesThatTheRuleSplitAreTold(t *testing.T) {
	g := rbac.GroupOf("c4e1e6a7-3964-4d4d-88d3-d9cd4f695a64")
	doc := rbac.Document{Groups: []rbac.Group{{ID: g, Name: text.New("Admins"), Description: text.New("d"), Members: []rbac.UserID{rbac.User("auth0|a")}, Mappings: []rbac.Mapping{
		{ID: rbac.MappingOf("e5c46633-9af6-4e11-af8e-1da58098d0aa"), GroupName: text.New("Domain Admins"), Connection: text.New("corp")},
	}}}}
	e := exploreStill(t, doc, nil, 80, 24)
	e.press("1", "E", "m", "<right>", "<tab>", "<tab>", "<tab>", " ", "<enter>")
	e.shows("login via corp with Domain Admins", "Domain Admins doesn't match if the provider sends groups as one string")
	e.press("V")
	e.shows("a snapshot has no server to ask")
}

func TestTheServerIsAskedAndTheDifferenceIsToldItemByItem(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "V")
	e.shows("The server on Ann Archer", "authzx: data read just now · server: asked just now", "✓ Groups and roles without a login: the same, 6 roles, 3 groups")
	e.press("<esc>")
	e.logInBy("GG-Finance")
	e.press("V")
	e.shows("✓ Expenses: the same, ", "✓ Ledger: the same, ")
	e.press("<esc>")
	role := e.desk.Data.ByName(rbac.KindRole, text.New("Controller"))[0]
	payable := e.desk.Data.ByName(rbac.KindGroup, text.New("Accounts Payable"))[0]
	e.elsewhere(rbac.AssignRole(e.userOf("ann@acme.test"), desk.RoleID(role)), rbac.RemoveMember(desk.GroupID(payable), e.userOf("ann@acme.test")))
	e.press("V")
	e.shows("✗ Ledger: the server differs", "+ permission close:periods  only the server has it", "- permission create:invoices  only authzx has it: Accounts Payable")
	e.press("<esc>", "m")
	for !strings.Contains(e.frame(), "‹ no login") {
		e.press("<left>")
	}
	e.press("<enter>", "V")
	e.shows("✗ Groups and roles without a login: the server differs", "+ role Controller", "- role Clerk  only authzx has it: Accounts Payable")
	e.golden("server-differs")
}

func TestTheAccessIsExportedAsItsFilterLeavesItAndTheCursorIsOnTheMatch(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann archer", "<enter>", "E", "/", "reimb", "<enter>")
	if row := e.cursorRow(); !strings.Contains(row, "reimburse:expenses") {
		t.Errorf("the cursor is on %q", row)
	}
	e.press("<enter>") // a chain without a choice opens at once
	e.shows("Ann Archer is a direct member")
	e.press("x", "<down>", "<down>", "<enter>")
	if want := "reimburse:expenses,Expenses,Accounts Payable › Finance › Expense Desk,1,"; len(e.copied) != 1 || !strings.Contains(e.copied[0], want) || strings.Count(e.copied[0], "\n") != 2 {
		t.Errorf("exported %q", e.copied)
	}
}
