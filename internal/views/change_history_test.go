package views

import (
	"strings"
	"testing"

	"authzx/internal/tenant"
	"authzx/internal/ui/theme"
)

func TestAWriteInTheActivityLeadsToItsPlanInTheHistory(t *testing.T) {
	e := explore(t, 100, 30)
	for _, group := range []string{"engin", "treas"} {
		e.press("1", "/", "<ctrl+u>", "ann@", "<enter>", "a", "<enter>", group, "<enter>", "y")
		e.shows("1 change sent and read back")
	}
	for _, key := range []string{"g", "G"} {
		e.press("@", "/", "<ctrl+u>", "PATCH plan", "<enter>", key)
		e.shows("U go to undo")
		group := "Engineering"
		if strings.Contains(e.cursorRow(), "plan 2") {
			group = "Treasury"
		}
		e.press("U")
		e.shows("[History 2]")
		if row := e.cursorRow(); !strings.Contains(row, group) {
			t.Errorf("the cursor is on %q, want %s", row, group)
		}
	}
	e.press("u", "y")
	e.shows("taken back")
}

func TestAWriteLeadsToItsPlanFromItsDetailToo(t *testing.T) {
	e := explore(t, 100, 30)
	e.press("1", "/", "ann@", "<enter>", "a", "<enter>", "engin", "<enter>", "y")
	e.shows("1 change sent and read back")
	e.press("@", "/", "<ctrl+u>", "GET plan", "<enter>")
	e.hides("go to undo") // it read only
	e.press("<enter>")
	e.hides("its plan", "go to undo")
	e.press("<esc>", "/", "<ctrl+u>", "PATCH plan", "<enter>", "<enter>")
	e.shows("U goes to its plan, which can be taken back there", "U go to undo")
	e.hides("/ search") // nothing came back
	e.press("U")
	e.shows("[History 1]")
}

// cursorRow is the line that the cursor is on.
func (e *driver) cursorRow() string {
	for l := range strings.Lines(e.frame()) {
		if strings.Contains(l, "▌") {
			return l
		}
	}
	return ""
}

func TestTheHistorySaysWhatBecameOfARun(t *testing.T) {
	for want, r := range map[string]tenant.Run{
		"running": {Running: true}, "damaged": {Damaged: true}, "taken back": {Undone: true, Complete: true},
		"applied": {Complete: true, Dismissed: true}, "nothing done": {Nothing: true, Dismissed: true},
		"forgotten": {Dismissed: true, Begun: true}, "never begun": {}, "unfinished": {Begun: true},
	} {
		if got := runState(r).text.Raw(); got != want {
			t.Errorf("%+v is called %q, want %q", r, got, want)
		}
	}
}

func TestTheHistoryIsReadAgainWhenARunIsForgotten(t *testing.T) {
	state := t.TempDir()
	e := newDriver(t)
	e.leaveUnfinished(state)
	e.tenant = connectAt(t, e.server, state)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	e.press("<esc>", "7", "[")
	e.shows("[History 1]", "unfinished")
	e.press("R", "f")
	e.shows("forgotten", "1 of 2")
	e.hides("unfinished")
}

func TestTheRequestsOfAnAppliedPlanAreCopied(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "n", "Testers", "<tab>", "x", "<ctrl+s>", "y")
	made := e.groupOf("Testers").Raw()
	e.press("/", "testers", "<enter>", "e", "<tab>", "y", "<ctrl+s>", "y")
	e.press("7", "[", "Y", "curl", "<enter>")
	if len(e.copied) != 1 || !strings.Contains(e.copied[0], "/groups/"+made) || !strings.Contains(e.copied[0], "PUT") {
		t.Errorf("copied %q", e.copied)
	}
}

func TestLookingForAnUndoCanBeEnded(t *testing.T) {
	for _, key := range []string{"esc", "c"} {
		e := explore(t, 80, 24)
		_ = e.desk.undo() // and the server does not answer
		if since, what := e.desk.Busy(); since.IsZero() || what != "looking at what would be taken back" {
			t.Fatalf("it does not say that it is at work: %q", what)
		}
		if key == "c" {
			key = "ctrl+c"
		}
		e.send(namedKey(t, key))
		e.shows("cancelled: looking at what would be taken back")
		if since, _ := e.desk.Busy(); !since.IsZero() {
			t.Errorf("%s did not end it", key)
		}
	}
}

func TestCancellingOnTheChangesEndsWhatItSays(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	e.press("7")
	_ = e.desk.staged.look() // and it takes long
	e.send(namedKey(t, "ctrl+c"))
	e.shows("cancelled: working out the effect", "The effect is not known")
	if e.desk.staged.ahead.busy() {
		t.Error("it goes on")
	}
	e.press("r")
	e.shows("Ann Archer gains")
}
