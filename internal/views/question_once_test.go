package views

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/sandbox/sample"
	"authzx/internal/ui"
)

// largeChoice has a group chosen for a user of a tenant so large that the effect is worked
// out beside the program, and enter pressed before that is known.
func largeChoice(t *testing.T) *driver {
	e := exploreTenant(t, sample.Generate(sample.Options{Users: 1_200, Groups: 30}), 100, 40)
	e.press("a", e.desk.Data.Graph.Groups()[0].Name.Raw())
	e.send(namedKey(t, "enter"))
	return e
}

// renew lets the tenant be read anew.
func (e *driver) renew() {
	d := *e.desk.Data
	e.desk.Data = &d
	e.send(ui.DataChanged{})
	e.settle()
}

func TestAQuestionThatWasAnsweredComesBackWithNoNews(t *testing.T) {
	e := largeChoice(t)
	e.settle()
	e.shows("Apply this change?")
	e.press("<enter>") // no
	e.hides("Apply this change?")
	e.shows("+1 group: ")
	e.hides("computing the effect")
	e.renew()
	e.hides("Apply this change?")
	e.press("y") // for the filter
	e.hides("applied")
}

func TestNewsWhileAQuestionStandsAskNoSecondOne(t *testing.T) {
	e := largeChoice(t)
	e.settle()
	e.shows("Apply this change?")
	e.renew()
	e.press("<enter>") // no
	e.hides("Apply this change?")
}

func TestAQuestionComesAtOnceAndNotOverWhatWasOpenedSince(t *testing.T) {
	e := largeChoice(t)
	e.shows("Apply this change?", "Computing the effect")
	e.send(tea.KeyPressMsg{Code: 'y', Text: "y"})
	e.hides("applied")
	e.send(namedKey(t, "f1"))
	help := strings.Count(e.frame(), "Apply this change?")
	e.settle()
	if n := strings.Count(e.frame(), "Apply this change?"); n > help {
		t.Errorf("the question came over the help:\n%s", e.frame())
	}
	e.press("<esc>")
	e.shows("Apply this change?", "enter means no")
}
