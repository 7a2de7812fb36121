package views

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
)

func textOf(s string) text.Text { return text.New(s) }

// newDriver is an explorer whose sandbox runs and which nothing shows yet.
func newDriver(t *testing.T) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	e.server = serve(t, sample.Company())
	return e
}

func TestWhatSomebodyElseChangedMeanwhileIsNotOverwritten(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "treasury", "<enter>", "e", "<tab>", ", mine", "<ctrl+s>")
	e.shows("Apply this change?")
	group := e.groupOf("Treasury")
	e.elsewhere(rbac.EditGroup{Group: group, Name: textOf("Treasury"), Description: textOf("theirs")})
	e.press("y")
	e.shows("Incomplete: 0 of 1 done", "changed by somebody else", "theirs", "R retry")
	e.press("<esc>")
	e.groupsOf("ann@acme.test") // reads everything again
	if got := e.desk.Data.Group(group.Ref()).Description.Raw(); got != "theirs" {
		t.Errorf("the description is %s", got)
	}
}

func TestARunStopsAtTheFirstFailureAndGoesOnWhenTold(t *testing.T) {
	for _, test := range []struct {
		name, key string
		shows     string
		groups    int // of Kofi, whose change comes second
	}{
		{"the rest is staged", "s", "2 changes staged", 1},
		{"it goes on past the failure", "g", "Incomplete: 1 of 2 done", 2},
		{"it is left", "<esc>", "Changes", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := explore(t, 80, 24)
			gone := e.groupOf("Project Zephyr")
			e.press("1", "/", "kofi", "<enter>", "a", "zephyr", "<tab>", "<ctrl+t>")
			e.press("a", "treas", "<tab>", "<ctrl+t>", "7", "a")
			e.shows("Apply 2 changes?")
			e.elsewhere(rbac.DeleteGroup{Group: gone})
			e.press("y")
			e.shows("Incomplete: 0 of 2 done", "not tried")
			e.press(test.key)
			if test.key == "g" {
				e.shows("Apply the rest?", "can't be applied", "Treasury", "1 request")
				e.press("y")
			}
			e.shows(test.shows)
			if got := e.groupsOf("kofi@acme.test"); len(got) != test.groups {
				t.Errorf("the user is in %v", got)
			}
		})
	}
}

// exploreIdentity opens the explorer on a tenant of which something is special.
func exploreIdentity(t *testing.T, change func(*tenant.Identity)) *driver {
	t.Helper()
	e := newDriver(t)
	e.tenant = connectAt(t, e.server, t.TempDir())
	e.open(special{overheard{e.tenant, e.news}, change}, theme.Options{Profile: theme.None}, 80, 24)
	return e
}

// special is a tenant that says something else of itself.
type special struct {
	overheard
	change func(*tenant.Identity)
}

func (s special) Identity() tenant.Identity {
	id := s.overheard.Identity()
	s.change(&id)
	return id
}

func TestALockedDeskStagesButSendsNothing(t *testing.T) {
	for _, test := range []struct {
		name string
		id   func(*tenant.Identity)
		why  string
		form string // the same where unlocking has no key
		undo string
	}{
		{"production", func(id *tenant.Identity) { id.Production = true }, "press ! to unlock", "lets you unlock", "Unlock writing?"},
		{"a profile that is read-only", func(id *tenant.Identity) { id.ReadOnly = true }, "can't be unlocked", "can't be unlocked", "not undone"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := exploreIdentity(t, test.id)
			e.press("1", "/", "ann@", "<enter>", "a")
			e.shows(test.form)
			e.press("engin", "<enter>", "y")
			e.shows("not sent", test.why)
			e.press("<esc>", "<ctrl+t>")
			e.shows("1 change staged")
			e.press("7", "a", "y")
			e.shows("not sent", test.why)
			e.press("<esc>", "<esc>", "u")
			e.shows(test.undo)
			for _, x := range e.tenant.Log().Entries() {
				if x.Method != "GET" && x.Method != "" {
					t.Errorf("%s %s was sent", x.Method, x.Target)
				}
			}
		})
	}
}

func TestProductionWantsTheTenantsNameTyped(t *testing.T) {
	e := exploreIdentity(t, func(id *tenant.Identity) { id.Production = true })
	e.press("!", "acme", "<enter>")
	e.press("1", "/", "ann@", "<enter>", "a", "engin", "<enter>")
	e.shows("PROD", "to continue, type acme")
	e.press("y", "<enter>")
	e.shows("no match")
	e.press("<ctrl+u>", "ac")
	e.elsewhere(rbac.AddMember(e.groupOf("Treasury"), rbac.User("auth0|news")))
	e.run(func() tea.Msg { _ = e.tenant.Refresh(t.Context()); return nil })
	e.settle()
	e.press("me", "<enter>")
	e.shows("1 change applied, verified")
}

func TestALargeEffectWantsTheNameTyped(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "D")
	e.shows(`Delete group "Employees"`, "to continue, type Employees", "lose")
	e.press("<enter>")
	e.hides("to go on")
}

func TestASavedDocumentSaysThatNothingCanBeSent(t *testing.T) {
	doc := rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("11111111-2222-4333-8444-555555555555"), Name: textOf("Finance"), Description: textOf("d")}}}
	e := exploreStill(t, doc, nil, 80, 24)
	e.press("2", "D", "y")
	e.shows("not sent")
}

func TestWhatStandsInTheWayIsNamedAndCanBeGoneTo(t *testing.T) {
	e := explore(t, 80, 24)
	role := e.desk.Data.Graph.RolesNamed(textOf("Payroll Export"))[0] // which nobody grants
	group := e.groupOf("Treasury")
	e.press("3", "/", "payroll", "<enter>", "D")
	e.shows(`Delete role "Payroll Export"`)
	e.elsewhere(rbac.GrantRole(group, role))
	e.press("y")
	e.shows("Incomplete: 0 of 1 done", "Treasury")
	e.press("<enter>")
	e.hides("Not all was done")
	e.shows("▸ Treasury", "Banks, cash")
	if !e.desk.Data.Exists(role.Ref()) {
		t.Error("the role is gone all the same")
	}
}

func TestTheRequestOfAStagedChangeIsCopied(t *testing.T) {
	e := explore(t, 80, 24)
	e.stageTwo()
	e.press("7", "<enter>", "j", "Y")
	e.shows("curl")
	e.press("curl", "<enter>")
	if n := len(e.copied); n != 1 {
		t.Fatalf("%d things were copied", n)
	}
}

func TestTheScreenOfADeletedThingSaysThatItIsGone(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "zephyr", "<enter>", "<enter>", "D", "y")
	e.shows("1 change applied", "does not exist: esc goes back")
}

// halting is a tenant that does the first item of a plan and then waits until
// it is told to stop.
type halting struct{ overheard }

func (h halting) Apply(ctx context.Context, p *plan.Plan, _ tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error) {
	done := tenant.Result{Item: 0, Outcome: tenant.Done}
	left := tenant.Result{Item: 1, Outcome: tenant.NotTried}
	progress(tenant.Progress{Item: 0, Items: 2, Phase: tenant.Finished, Result: done})
	progress(tenant.Progress{Item: 1, Items: 2, Phase: tenant.Sending, Result: left})
	<-ctx.Done()
	return tenant.Report{
		Run: "a-run", Results: []tenant.Result{done, left}, Stopped: ctx.Err(), Remaining: p.Changes[1:],
	}, nil
}

func TestAPlanUnderWayShowsHowFarItIsAndStops(t *testing.T) {
	e := newDriver(t)
	e.tenant = connectAt(t, e.server, t.TempDir())
	e.open(halting{overheard{e.tenant, e.news}}, theme.Options{Profile: theme.None}, 80, 24)
	e.stageTwo()
	e.press("7", "a")
	e.send(tea.KeyPressMsg{Code: 'y', Text: "y"})
	e.until("✓ Add user")
	e.shows("Applying", "✓ Add user", "ctrl+c stops")
	e.plain("change-applying")
	e.send(ui.SwitchHost{Host: NewWelcome(e.desk.options, nil)})
	e.shows("not switched: a plan is being sent")
	e.send(namedKey(t, "ctrl+c"))
	e.settle()
	e.shows("Stopped: 1 of 2 done", "not tried", "R retry")
	if n := len(e.desk.Staged.Changes); n != 1 {
		t.Errorf("%d changes are staged, want the one that was not done", n)
	}
}

// until takes messages until a text is on the screen; other things may still run.
func (e *driver) until(want string) {
	e.t.Helper()
	deadline := time.After(30 * time.Second)
	for !strings.Contains(e.frame(), want) {
		select {
		case msg := <-e.news:
			e.take(msg)
		case <-deadline:
			e.t.Fatalf("%q does not come:\n%s", want, e.frame())
		}
	}
}
