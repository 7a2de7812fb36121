package views

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/ui/theme"
)

// stageTwo stages that Ann becomes a member of Engineering and of Treasury.
func (e *driver) stageTwo() {
	e.t.Helper()
	e.press("1", "/", "<ctrl+u>", "ann@", "<enter>", "a", "engin", "<tab>", "<esc>", "treas", "<tab>", "<ctrl+t>")
	e.shows("2 changes staged")
}

func TestStagedChangesWaitAndAreApplied(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	if got := e.groupsOf("ann@acme.test"); len(got) != 1 {
		t.Fatalf("something was sent: she is in %v", got)
	}
	e.press("7")
	e.shows("[Staged 2]", `Add user "ann@acme.test" to group "Engineering"`, "Ann Archer gains", "2 requests")
	e.press("<enter>")
	e.shows("/members")
	e.press("]")
	e.shows("[Effect 1]", "+ gain", "deploy:staging", "by Treasury › Controller")
	e.press("[", "a")
	e.shows("Apply 2 changes?")
	e.press("y")
	e.shows("[Staged 0]", "Nothing is staged", "verified")
	if got := e.groupsOf("ann@acme.test"); len(got) != 3 {
		t.Errorf("she is in %v", got)
	}
	e.press("]", "]")
	e.shows("[Runs 1]", "applied", "2 of 2")
	e.press("u", "y", "]")
	if got := e.groupsOf("ann@acme.test"); len(got) != 1 {
		t.Errorf("after the undo she is in %v", got)
	}
}

func TestTheEffectStandsBesideWhatIsStagedWhereThereIsRoom(t *testing.T) {
	for w, beside := range map[int]bool{80: false, 120: true, 200: true} {
		e := explore(t, w, 40)
		e.press("1", "/", "ann archer", "<enter>", "a", "treas", "<tab>", "<ctrl+t>", "7")
		e.shows("to group \"Treasury\"", "Ann Archer gains 6 permissions")
		if !beside {
			e.hides("+close:periods")
			continue
		}
		e.shows("Who gains and who loses what", "+close:periods", "+read:reports", "] lists all")
		e.press("]")
		e.shows("+ gain")
		e.hides("Who gains and who loses what")
		e.press("[", "d")
		e.hides("Who gains and who loses what")
		e.shows("Nothing is staged")
	}
}

func TestStagedChangesAreDroppedAndMoved(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	e.press("7")
	first := func() string { return e.desk.Staged.Changes[0].(rbac.Tie).Left.Raw() }
	engineering, treasury := e.groupOf("Engineering").Raw(), e.groupOf("Treasury").Raw()
	if first() != treasury {
		t.Fatal("they are not in the order of the picker")
	}
	e.press("J")
	if first() != engineering {
		t.Error("J did not move the change down")
	}
	e.press("K")
	if first() != treasury {
		t.Error("K did not move the same change back up: the cursor must follow it")
	}
	e.press("d")
	if len(e.desk.Staged.Changes) != 1 || first() != engineering {
		t.Errorf("d left %v", e.desk.Staged.Changes)
	}
	e.shows("[Staged 1]")
}

func TestWhatIsStagedTwiceIsStagedOnce(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	e.press("a", "engin", "<ctrl+t>")
	e.shows("staged already")
	if n := len(e.desk.Staged.Changes); n != 2 {
		t.Errorf("%d changes are staged", n)
	}
}

func TestWhatIsStagedSurvivesTheProgram(t *testing.T) {
	state := t.TempDir()
	e := exploreState(t, state, 80, 24)
	e.stageTwo()
	e.desk.Close()
	again := &driver{t: t, news: make(chan tea.Msg, 1000), server: e.server}
	again.tenant = connectAt(t, e.server, state)
	again.open(overheard{again.tenant, again.news}, theme.Options{Profile: theme.None}, 80, 24)
	again.shows("2 changes staged earlier")
	again.press("7")
	again.shows("[Staged 2]", "Engineering", "Treasury")
}

func TestWhatIfShowsTheAccessAsItWouldBe(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann@", "<enter>", "E")
	e.hides("deploy:staging")
	e.press("t")
	e.shows("nothing is staged")
	e.stageTwo()
	e.press("7", "t")
	e.shows("Whose access")
	e.press("ann@", "<enter>")
	e.shows("as it would be with 2 changes staged")
	e.press("/", "deploy:stag")
	e.shows("deploy:staging", "Engineering")
	e.press("<enter>", "t")
	e.hides("as it would be")
	if got := e.groupsOf("ann@acme.test"); len(got) != 1 {
		t.Errorf("something was sent: she is in %v", got)
	}
}

func TestThePlanIsWrittenAsFileAndAsScript(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	dir := t.TempDir()
	e.press("7", "w", "<enter>", "<ctrl+u>", filepath.Join(dir, "plan.json"), "<enter>")
	e.shows("written to")
	b, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := plan.Parse(b)
	if err != nil || len(file.Changes) != 2 {
		t.Errorf("the plan holds %d changes: %v", len(file.Changes), err)
	}
	e.press("w", "shell", "<enter>", "<ctrl+u>", filepath.Join(dir, "plan.sh"), "<enter>")
	script, err := os.ReadFile(filepath.Join(dir, "plan.sh"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(script), "/members"); n < 2 || !strings.Contains(string(script), "curl") {
		t.Errorf("the script is\n%s", script)
	}
	if info, err := os.Stat(filepath.Join(dir, "plan.sh")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v %v", info.Mode(), err)
	}
}

func TestAStagedChangeThatCanNotBeDoneSaysWhy(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "n", "Testers", "<tab>", "x", "<ctrl+t>")
	e.elsewhere(rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: textOf("testers"), Description: textOf("y")})
	e.press("r", "7")
	e.shows("Can't be applied", "already exists")
	e.press("a")
	e.shows("Can't be applied")
	e.press("y")
	e.shows("nothing to send")
}

func TestTheAuditTrailIsExported(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "ann@", "<enter>", "a", "engin", "<enter>", "r")
	e.shows("Why?")
	e.press("OPS-1", "<enter>")
	e.shows("Why: OPS-1")
	e.press("y", "7", "]", "]")
	e.shows("OPS-1")
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	e.press("x", "<ctrl+u>", path, "<enter>")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	if !json.Valid([]byte(first)) || !strings.Contains(string(b), "OPS-1") {
		t.Errorf("the trail is\n%s", b)
	}
}

// exploreState opens the explorer with the state folder given.
func exploreState(t *testing.T, state string, w, h int) *driver {
	t.Helper()
	e := newDriver(t)
	e.tenant = connectAt(t, e.server, state)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, w, h)
	return e
}

func TestAPlanLeftUnfinishedIsOfferedAtTheStart(t *testing.T) {
	for _, test := range []struct {
		name, key string
		shows     []string
		groups    int
	}{
		{"check", "c", []string{"1 of 2", "not tried"}, 2},
		{"resume", "R", []string{"Apply the rest?", "Treasury", "1 request"}, 3},
		{"undo", "u", []string{"Undo?", "Engineering"}, 1},
		{"forget", "f", []string{"forgotten"}, 2},
		{"later", "<esc>", []string{"[Runs 1]", "1 unfinished plan"}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			state := t.TempDir()
			e := newDriver(t)
			e.leaveUnfinished(state)
			e.tenant = connectAt(t, e.server, state)
			e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 80, 24)
			e.shows("an unfinished plan of 2 changes: 7 review")
			e.press("7", "<enter>")
			e.shows("Unfinished plan", "1 done", "Engineering", "Treasury", "1 unfinished plan")
			before := e.groupsOf("ann@acme.test")
			e.press(test.key)
			e.hides("Unfinished plan")
			e.shows(test.shows...)
			if got := e.groupsOf("ann@acme.test"); !reflect.DeepEqual(got, before) {
				t.Fatalf("something was sent unasked: she is in %v", got)
			}
			if test.key == "R" || test.key == "u" {
				e.press("y")
				e.hides("unfinished")
			}
			if got := e.groupsOf("ann@acme.test"); len(got) != test.groups {
				t.Errorf("she is in %v", got)
			}
		})
	}
}

// leaveUnfinished applies a plan of two items and stops after the first.
func (e *driver) leaveUnfinished(state string) {
	e.t.Helper()
	e.leaveUnfinishedOf(state, "ann@acme.test")
}

// leaveUnfinishedOf does so for the user with an address.
func (e *driver) leaveUnfinishedOf(state, email string) {
	e.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	other := connectAt(e.t, e.server, state)
	if err := other.Refresh(ctx); err != nil {
		e.t.Fatal(err)
	}
	s := other.State()
	ann := s.Directory.UsersWithEmail(textOf(email))[0]
	p, err := planned(other, []rbac.Change{
		rbac.AddMember(s.Graph.GroupsNamed(textOf("Engineering"))[0], ann),
		rbac.AddMember(s.Graph.GroupsNamed(textOf("Treasury"))[0], ann),
	})
	if err != nil {
		e.t.Fatal(err)
	}
	report, err := other.Apply(ctx, p, tenant.ApplyOptions{}, func(p tenant.Progress) {
		if p.Item == 0 && p.Result.Outcome == tenant.Done {
			stop()
		}
	})
	if err != nil || report.Count(tenant.Done) != 1 {
		e.t.Fatalf("%v %+v", err, report)
	}
}

func TestTheLastWordOnAThingIsStaged(t *testing.T) {
	e := explore(t, 80, 24)
	group, user := e.groupOf("Engineering"), rbac.User("auth0|ann")
	add, remove := rbac.AddMember(group, user), rbac.RemoveMember(group, user)
	for _, c := range []rbac.Change{add, remove, remove, add, add} {
		e.run(tea.Batch(e.desk.Stage([]rbac.Change{c}).Commands()...))
		e.settle()
	}
	if got, want := e.desk.Staged.Changes, []rbac.Change{add, remove, add}; !reflect.DeepEqual(got, want) {
		t.Errorf("staged are %v, want %v", got, want)
	}
}

func TestWhatIsStagedIsOnDiskWhenTheProgramEnds(t *testing.T) {
	state := t.TempDir()
	e := exploreState(t, state, 80, 24)
	add := rbac.AddMember(e.groupOf("Engineering"), rbac.User("auth0|ann"))
	_ = e.desk.Stage([]rbac.Change{add}) // quits before anything of it is carried out
	e.desk.Close()
	s, _, err := connectAt(t, e.server, state).LoadStaged()
	if err != nil || !reflect.DeepEqual(s.Changes, rbac.Changes{add}) {
		t.Errorf("kept are %v (%v)", s.Changes, err)
	}
}

func TestWhatAnotherProgramStagesIsStagedHereToo(t *testing.T) {
	state := t.TempDir()
	e := exploreState(t, state, 80, 24)
	e.stageTwo()
	other := connectAt(t, e.server, state)
	kept, _, err := other.LoadStaged()
	if err != nil {
		t.Fatal(err)
	}
	made := rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: textOf("Elsewhere"), Description: textOf("d")}
	if _, err := other.SaveStaged(t.Context(), tenant.Staged{Changes: append(kept.Changes[:1:1], made)}); err != nil {
		t.Fatal(err)
	}
	e.press("2", "n", "Here", "<tab>", "x", "<ctrl+t>")
	e.shows("another authzx staged 1 change, dropped 1")
	e.press("7")
	e.shows("[Staged 3]", "Here", "Elsewhere")
	if s, _, err := other.LoadStaged(); err != nil || len(s.Changes) != 3 {
		t.Errorf("kept are %v (%v)", s.Changes, err)
	}
}

// beginSecond writes into the journal of the one run in a state folder that its second
// item was sent, and no more: as when the program is killed at that moment.
func beginSecond(t *testing.T, state string) {
	t.Helper()
	var journals []string
	err := filepath.WalkDir(state, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".jsonl" && filepath.Base(path) != "audit.jsonl" {
			journals = append(journals, path)
		}
		return err
	})
	if err != nil || len(journals) != 1 {
		t.Fatal(err, journals)
	}
	f, err := os.OpenFile(journals[0], os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(`{"entry":"sending","at":"2026-11-02T09:30:00Z","item":1,"step":0,"request":"PATCH /groups"}` + "\n")
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestARequestThatWasOnItsWayIsNotDrawnAsNeverTried(t *testing.T) {
	state := t.TempDir()
	e := newDriver(t)
	e.leaveUnfinished(state)
	beginSecond(t, state)
	e.tenant = connectAt(t, e.server, state)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 100, 30)
	e.press("7")
	e.shows("1 of 2", "unknown")
	e.hides("not started")
	e.press("<enter>")
	e.shows("1 done, 1 unknown", `▲ Add user "Ann Archer" to group "Treasury"  sent, outcome unknown`)
	e.press("<esc>", "R", "f", "<enter>")
	e.shows("forgotten", "sent, outcome unknown")
}
