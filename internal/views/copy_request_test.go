package views

import (
	"strings"
	"testing"
)

// copiesCurl chooses curl of the copy menu that is open and gives what was
// copied.
func (e *driver) copiesCurl(choice string) string {
	e.t.Helper()
	e.shows("Copy of")
	e.press(choice, "<enter>")
	if len(e.copied) == 0 {
		e.t.Fatalf("nothing was copied:\n%s", e.frame())
	}
	return e.copied[len(e.copied)-1]
}

func TestTheRequestBehindIsCopiedBeforeItIsSent(t *testing.T) {
	for _, test := range []struct {
		name   string
		keys   []string
		choice string
		wants  []string
	}{
		{"a form", []string{"2", "n", "Testers", "<tab>", "who tests", "<ctrl+y>"}, "curl", []string{"POST", "/groups'", "Testers", "who tests"}},
		{"a picker", []string{"1", "/", "ann@", "<enter>", "a", "engin", "<tab>", "<ctrl+y>"}, "curl", []string{"PATCH", "/members"}},
		{"a question", []string{"1", "/", "ann@", "<enter>", "a", "engin", "<enter>", "<ctrl+y>"}, "curl", []string{"PATCH", "/members"}},
		{"a question that wants a name", []string{"2", "D", "Emp", "<ctrl+y>"}, "curl", []string{"DELETE", "/groups/"}},
		{"a question about a call", []string{"8", "/", "rotate", "<enter>", "<enter>", "<ctrl+r>", "<enter>", "<ctrl+y>"}, "curl", []string{"PATCH", "rotate"}},
		{"the configuration", []string{"C", "Y"}, "curl", []string{"GET", "/configuration'"}},
		{"the configuration, switched", []string{"C", " ", "Y"}, "curl", []string{"PATCH", "/configuration'", "groupsInToken"}},
		{"a fix", []string{"9", "/", "ghost", "<enter>", "Y"}, "fix curl", []string{"DELETE", "/members"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := explore(t, 100, 30)
			before := len(e.tenant.Log().Entries())
			e.press(test.keys...)
			got := e.copiesCurl(test.choice)
			for _, want := range test.wants {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
			for _, x := range e.tenant.Log().Entries()[before:] {
				if x.Method != "GET" {
					t.Errorf("%s %s was sent", x.Method, x.Target)
				}
			}
		})
	}
}

func TestTheRequestsBehindAnEffectAreCopied(t *testing.T) {
	e := explore(t, 100, 30)
	e.stageTwo()
	e.press("7", "]", "Y")
	if got := e.copiesCurl("curl"); strings.Count(got, "/members") != 2 {
		t.Errorf("copied\n%s", got)
	}
}

func TestWhatCanNotBeSentHasNoRequestToCopy(t *testing.T) {
	e := explore(t, 100, 30)
	e.press("2", "e", "<ctrl+y>")
	e.shows("nothing was changed")
	e.press("<ctrl+u>", "<ctrl+y>")
	e.shows("nothing to copy: fix what is marked first")
}
