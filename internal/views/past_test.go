package views

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/history"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/views/desk"
)

func (o overheard) store() history.Store {
	return history.Store{Folder: filepath.Join(o.Folder(), "history"), Limits: history.Limits{Keep: 50, Age: 1 << 60, Size: 1 << 30}}
}

func (o overheard) Saved() ([]history.Entry, error) { return o.store().List() }

func (o overheard) Maps() (applications, connections map[text.Text]text.Text) { return nil, nil }

func (o overheard) AsOf(e history.Entry) desk.Source {
	id := o.Identity()
	id.AsOf = e.At
	return overread{tenant.NewSaved(id, func() (tenant.State, error) {
		doc, err := o.store().Read(e.ID)
		if err != nil {
			return tenant.State{}, err
		}
		return tenant.ReadState(doc, e.At)
	}, func() time.Time { return clock }), o.news}
}

func (o overheard) Read(_ context.Context, words text.Text) (state.Source, error) {
	var doc []byte
	var err error
	if strings.HasPrefix(words.Raw(), "@") {
		list, _ := o.Saved()
		var e history.Entry
		if e, err = history.Find(list, words.Raw(), time.UTC); err == nil {
			doc, err = o.store().Read(e.ID)
		}
	} else if doc, err = os.ReadFile(words.Raw()); err == nil {
		return state.Read(doc, clock)
	}
	if err != nil {
		return state.Source{}, err
	}
	s, err := tenant.ReadState(doc, clock)
	return state.Source{Graph: s.Graph, Directory: s.Directory}, err
}

// save keeps the present state as read on a day.
func (e *driver) save(day int, what string) {
	e.t.Helper()
	now := e.tenant.State()
	err := overheard{e.tenant, e.news}.store().Save(history.State{
		At: time.Date(2026, 10, day, 8, 0, 0, 0, time.UTC), Key: fmt.Sprint("k", day),
		Document: func() ([]byte, error) { return tenant.Kept(now) },
	}, func([]byte) string { return what })
	if err != nil {
		e.t.Fatal(err)
	}
}

// alter applies changes to the tenant, beside the explorer.
func (e *driver) alter(changes ...rbac.Change) {
	e.t.Helper()
	p, err := planned(e.tenant, changes)
	if err != nil {
		e.t.Fatal(err)
	}
	if _, err := e.tenant.Apply(context.Background(), p, tenant.ApplyOptions{}, func(tenant.Progress) {}); err != nil {
		e.t.Fatal(err)
	}
	e.settle()
}

func (e *driver) group(name string) rbac.GroupID {
	for _, g := range e.tenant.State().Graph.Groups() {
		if g.Name.Raw() == name {
			return g.ID
		}
	}
	e.t.Fatalf("no group %s", name)
	return rbac.GroupID{}
}

// withPast has three saved states: as the tenant began, with Ann in Treasury, and with a
// group more, which is how it is now.
func withPast(t *testing.T) *driver {
	e := explore(t, 100, 24)
	e.save(1, "the first state")
	ann := e.tenant.State().Directory.UsersWithEmail(text.New("ann@acme.test"))[0]
	e.alter(rbac.AddMember(e.group("Treasury"), ann))
	e.save(2, "Ann joins")
	ref := rbac.GroupID{Text: rbac.NewID(1)}
	e.alter(rbac.CreateGroup{Ref: ref, Name: text.New("Tax"), Description: text.New("Returns")}, rbac.AddMember(ref, ann))
	e.save(3, "a group more")
	return e
}

func TestSavedStatesAreListedAndCompared(t *testing.T) {
	e := withPast(t)
	e.press("T")
	e.shows("2026-10-03 08:00:00  a group more", "2026-10-01 08:00:00  the first state")
	e.press("j", "<enter>")
	e.shows("2026-10-01 08:00 / 2026-10-02 08:00", "Differences 1", "+ added", "Treasury", "group member", "1 user gains 6 permissions")
	e.press("]")
	e.shows("Ann Archer", "+ gained", "by ")
	e.press("[", "<enter>")
	e.shows("▸ Treasury", "Banks, cash and currencies")
	e.press("<esc>", "<esc>", "G", "=")
	e.shows("2026-10-01 08:00 / now", "Differences 3", "Tax")
	e.press("<esc>", "k", " ", "G", " ", "=")
	e.shows("2026-10-01 08:00 / 2026-10-02 08:00")
	e.press("<esc>", "k", "k", " ", "=")
	e.shows("mark no more")
	e.press("<esc>", "<esc>", "G", "<enter>")
	e.shows("this is the first state: = compares it with now")
}

func TestWhatDiffersIsStaged(t *testing.T) {
	e := withPast(t)
	e.press("T", "G", "=")
	e.press("v", "G", "v", "<ctrl+t>")
	e.shows("2 changes staged") // deleting the group takes its member along
	e.press("7")
	e.shows("Remove user \"ann@acme.test\" from group \"Treasury\"", "Delete group \"Tax\"")
}

func TestThePaletteComparesWithAStateByItsWords(t *testing.T) {
	e := withPast(t)
	e.press(":", "diff @~1", "<enter>")
	e.shows("@~1 / now", "Differences 2")
}

func TestTheExplorerGoesToAnEarlierStateAndBack(t *testing.T) {
	e := withPast(t)
	e.press("2", "/", "Tax", "<enter>", "T", "G", "o")
	e.shows("AS OF 2026-10-01 08:00", "read-only, T now")
	e.press("2")
	e.hides("Tax")
	e.press("!")
	e.shows("this is the tenant as of 2026-10-01 08:00: T goes back to now")
	e.press("D")
	e.press("<ctrl+t>")
	e.shows("not staged: this is the tenant as of")
	for range 3 {
		e.press("<esc>")
	}
	// What is new meanwhile is there after the visit.
	e.alter(rbac.DeleteGroup{Group: e.group("Invoice Desk")})
	e.press("T")
	e.hides("AS OF")
	e.shows("History", "a group more")
	e.press("2")
	e.shows("1 of ", "Tax") // the filter is as it was left
	e.press("<esc>")
	e.hides("Invoice Desk")
	e.press("T", "G", "o", "7")
	e.shows("Nothing can be staged as of 2026-10-01 08:00. T goes back to now.")
	e.press("]")
	e.shows("[Effect]", "Nothing can be staged as of 2026-10-01 08:00. T goes back to now.")
	e.press("]")
	e.shows("Runs are not shown as of 2026-10-01 08:00. T goes back to now.")
	for _, screen := range []string{"8", "@", "9", "C"} {
		e.press(screen)
		e.hides("snapshot")
	}
	e.press("q")
	e.hides("AS OF")
	e.shows("History")
}

func TestAFileIsComparedWithNow(t *testing.T) {
	e := explore(t, 100, 24)
	now := e.desk.Data
	file := filepath.Join(t.TempDir(), "wanted.toml")
	doc := string(state.Write(state.Source{Graph: now.Graph, Directory: now.Directory}))
	doc = strings.Replace(doc, "Money in, money out, and the proof of both", "Money", 1)
	doc += "\n[[group]]\nname = \"Tax\"\ndescription = \"Returns\"\nmembers = [\"auth0|stranger\"]\n"
	if err := os.WriteFile(file, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	e.press(":")
	e.press("difference between", "<enter>")
	e.shows("Compare the present with which state?")
	e.press(file, "<enter>")
	e.shows("wanted.toml / now", "Differences 3", "~ changed", "Money", "- gone", "Tax", "auth0|stranger")
	e.press("/", "stranger", "<enter>", "<ctrl+t>")
	e.shows("2 changes staged") // the group that the member needs, too
	e.press("n")
	e.press(file+"x", "<enter>")
	e.shows("no such file")
}

func TestBothSidesOfADifferenceFitANarrowScreen(t *testing.T) {
	e := withPast(t)
	e.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	e.press("T", "j", "<enter>")
	e.shows("+ added", "Treasury", "group member", "from", "to", "ann@acme.test")
	e.press("<esc>", "G", "=")
	e.shows("Tax", "ann@acme.test", "now")
}
