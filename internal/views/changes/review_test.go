package changes

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
)

// still is a tenant of two groups that never changes.
type still struct{}

func (still) Identity() tenant.Identity { return tenant.Identity{Tenant: text.New("still")} }
func (still) State() tenant.State {
	return tenant.State{Graph: rbac.Index(rbac.Document{At: time.Unix(1, 0), Groups: []rbac.Group{
		{ID: rbac.GroupOf("a"), Name: text.New("A")}, {ID: rbac.GroupOf("b"), Name: text.New("B")},
	}})}
}
func (still) Refresh(context.Context) error { return nil }
func (still) Changed() <-chan struct{}      { return nil }

// asked is the question that a command shows, as it is drawn at first.
func asked(t *testing.T, cmd ui.Cmd) string {
	t.Helper()
	for _, c := range cmd.Commands() {
		if show, ok := c().(ui.Show); ok {
			show.Dialog.Init()
			show.Dialog.SetSize(72, 20)
			return show.Dialog.View()
		}
	}
	t.Fatal("nothing is asked")
	return ""
}

func TestAnEffectThatIsKnownIsNotWorkedOutAgain(t *testing.T) {
	d := NewWorkspace(desk.New(desk.Options{
		Source: still{}, Theme: theme.New(theme.Options{Profile: theme.None, Keys: ui.NewKeymap(ui.Bindings()).Key}), Now: time.Now,
	}, "owner"))
	user := rbac.User("auth0|ann")
	toA, toB := []rbac.Change{rbac.AddMember(rbac.GroupOf("a"), user)}, []rbac.Change{rbac.AddMember(rbac.GroupOf("b"), user)}
	known := &Impact{Data: d.Data, changes: toA, Err: errors.New("known before")}
	if got := asked(t, d.ReviewForeseen(nil, toA, known)); !strings.Contains(got, "Known before") {
		t.Errorf("it is worked out again:\n%s", got)
	}
	old := *d.Data
	for name, seen := range map[string]*Impact{
		"of other changes": {Data: d.Data, changes: toB, Err: errors.New("known before")},
		"of older data":    {Data: &old, changes: toA, Err: errors.New("known before")},
		"not known":        nil,
	} {
		if got := asked(t, d.ReviewForeseen(nil, toA, seen)); strings.Contains(got, "Known before") || !strings.Contains(got, "A") {
			t.Errorf("%s: it is taken all the same:\n%s", name, got)
		}
	}
}

func TestARunNamesWhatItsJournalKnowsByIDsOnly(t *testing.T) {
	d := &desk.Data{Data: catalog.Data{Graph: still{}.State().Graph, Directory: &rbac.Directory{}}}
	got := runSentences(d, tenant.Run{
		Sentences: []string{`unnest group b from group "A"`, `unnest group gone from group "A"`},
		Changes:   []rbac.Change{rbac.Tie{Of: rbac.TieNested, Left: text.New("a"), Right: text.New("b"), Cut: true}},
	})
	if want := []string{`unnest group "B" from group "A"`, `unnest group gone from group "A"`}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
