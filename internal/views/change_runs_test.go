package views

import (
	"authzx/internal/endpoint"
	"strings"
	"testing"

	"authzx/internal/tenant"
	"authzx/internal/ui/theme"
	"authzx/internal/views/changes"
)

func TestAWriteInTheActivityLeadsToItsPlanInTheRuns(t *testing.T) {
	e := explore(t, 100, 30)
	for _, group := range []string{"engin", "treas"} {
		e.press("1", "/", "<ctrl+u>", "ann@", "<enter>", "a", group, "<enter>", "y")
		e.shows("1 change applied, verified")
	}
	for _, key := range []string{"g", "G"} {
		e.press("@", "/", "<ctrl+u>", "PATCH plan", "<enter>", key)
		e.shows("U go to undo")
		group := "Engineering"
		if strings.Contains(e.cursorRow(), "plan 2") {
			group = "Treasury"
		}
		e.press("U")
		e.shows("[Runs 2]")
		if row := e.cursorRow(); !strings.Contains(row, group) {
			t.Errorf("the cursor is on %q, want %s", row, group)
		}
	}
	e.press("u", "y")
	e.shows("undone")
}

func TestAWriteLeadsToItsPlanFromItsDetailToo(t *testing.T) {
	e := explore(t, 100, 30)
	e.press("1", "/", "ann@", "<enter>", "a", "engin", "<enter>", "y")
	e.shows("1 change applied, verified")
	e.press("@", "/", "<ctrl+u>", "GET plan", "<enter>")
	e.hides("go to undo") // it read only
	e.press("<enter>")
	e.hides("its plan", "go to undo")
	e.press("<esc>", "/", "<ctrl+u>", "PATCH plan", "<enter>", "<enter>")
	e.shows("U goes to its plan, where it can be undone", "U go to undo")
	e.hides("/ search") // nothing came back
	e.press("U")
	e.shows("[Runs 1]")
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

func TestTheRunsSayWhatBecameOfARun(t *testing.T) {
	for want, r := range map[string]tenant.Run{
		"running": {Running: true}, "damaged": {Damaged: true}, "undone": {Undone: true, Complete: true},
		"applied": {Complete: true, Dismissed: true}, "nothing applied": {Nothing: true, Dismissed: true},
		"forgotten": {Dismissed: true, Begun: true}, "not started": {}, "unfinished": {Begun: true}, "unknown": {Begun: true, Doubtful: 1},
	} {
		if got := changes.RunState(r).Text.Raw(); got != want {
			t.Errorf("%+v is called %q, want %q", r, got, want)
		}
	}
}

func TestWhatWasSentByHandStandsAmongTheRuns(t *testing.T) {
	e := explore(t, 100, 24)
	call := endpoint.Call{Route: endpoint.Lookup(endpoint.GroupsCreate), Body: []byte(`{"name":"By hand","description":"d"}`)}
	for range 2 { // the name is free once
		_, _ = e.tenant.SendWrite(t.Context(), call, "test")
	}
	e.press("7", "[")
	e.shows("[Runs 2]", "POST /groups, sent by hand", "1 of 1", "sent", "0 of 1", "failed")
	e.press("u")
	e.shows("as is: there is no undo")
	e.press("<enter>")
	e.shows("POST /groups, sent by hand, as is: Creates a group.")
}

func TestTheRunsAreReadAgainWhenARunIsForgotten(t *testing.T) {
	state := t.TempDir()
	e := newDriver(t)
	e.leaveUnfinished(state)
	e.tenant = connectAt(t, e.server, state)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	e.press("7")
	e.shows("[Runs 1]", "unfinished")
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
		_ = e.desk.Undo() // and the server does not answer
		if since, what := e.desk.Busy(); since.IsZero() || what != "checking what would be undone" {
			t.Fatalf("it does not say that it is at work: %q", what)
		}
		if key == "c" {
			key = "ctrl+c"
		}
		e.send(namedKey(t, key))
		e.shows("cancelled: checking what would be undone")
		if since, _ := e.desk.Busy(); !since.IsZero() {
			t.Errorf("%s did not end it", key)
		}
	}
}

func TestCancellingOnTheChangesEndsWhatItSays(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	e.press("7")
	_ = e.desk.Staged.Look() // and it takes long
	e.send(namedKey(t, "ctrl+c"))
	e.shows("cancelled: computing the effect", "The effect is not known")
	if e.desk.Staged.Ahead.Running() {
		t.Error("it goes on")
	}
	e.press("r")
	e.shows("Ann Archer gains")
}

func TestWhatIsStagedSinceTheRunsWereLookedAtIsShownFirst(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("7", "[")
	e.shows("[Runs")
	e.press("1", "/", "ann@", "<enter>", "a", "engin", "<ctrl+t>")
	e.shows("1 change staged: 7 review")
	e.press("7")
	e.shows("[Staged 1]")
	e.press("[", "1", "7")
	e.shows("[Runs")
}

func TestAnUnfoldedChangeThatIsDroppedUnfoldsNoOther(t *testing.T) {
	e := explore(t, 80, 24)
	for _, group := range []string{"engin", "board", "treas"} {
		e.press("1", "<esc>", "/", "ann@", "<enter>", "a", group, "<ctrl+t>")
	}
	e.press("7", "<enter>")
	e.shows("[Staged 3]", "PATCH")
	e.press("d")
	e.shows("[Staged 2]")
	e.hides("PATCH")
}
