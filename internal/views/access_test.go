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
