package views

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/ui"
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
	e.shows("the server says the same")
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
	e.shows("tokens can", "differ. ", "←/→ chooses the connection", "enter apply", "Groups ")
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
	e.shows("the server says the same")
}

func TestAccessClaimsNothingOfListsThatCouldNotBeRead(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann@", "<enter>", "E")
	e.desk.data = &Data{Graph: rbac.Index(rbac.Document{Missing: rbac.Missing{Groups: errors.New("no answer")}})}
	e.send(ui.DataChanged{})
	e.shows("No permissions in what could be read", "▲ incomplete: groups could not be read · all applications · no login")
	e.hides("at all")
	for _, l := range strings.Split(e.frame(), "\n") {
		if strings.Contains(l, "incomplete") && strings.Contains(l, "…") {
			t.Errorf("it is cut: %s", l)
		}
	}
}
