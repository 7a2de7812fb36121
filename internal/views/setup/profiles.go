package setup

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// profiles lists the tenants that are configured, tests how they are reached,
// and opens another one in place of the present.
type profiles struct {
	desk.Filtered
	desk    *desk.Desk
	tenants Tenants
	loader  *ui.Loader[[]Profile]
	tester  *ui.Loader[tested]
	opener  *ui.Loader[desk.Source]
	List    []Profile
	results map[text.Text]bool // of tests: passed or not
	read    bool               // an answer came
	err     error              // why there is no list
	stale   bool               // the file may have changed
	w, h    int
}

// tested is what came of a test.
type tested struct {
	name   text.Text
	checks []Check
}

// NewProfiles makes the list of profiles.
func NewProfiles(d *desk.Desk, tenants Tenants) *profiles {
	s := &profiles{desk: d, tenants: tenants, results: map[text.Text]bool{}}
	s.loader = ui.NewLoader[[]Profile](s, d.Now)
	s.tester = ui.NewLoader[tested](s, d.Now)
	s.opener = ui.NewLoader[desk.Source](s, d.Now)
	s.Browser = desk.NewBrowser(s, d.Theme, d.Now, s.columns())
	s.Waits = []ui.Busy{s.opener, s.tester, s.loader}
	return s
}

// kindProfile is the kind of the screen's rows, which are no things of the tenant.
const kindProfile rbac.Kind = "profile"

func profileRef(name text.Text) rbac.Ref { return rbac.Ref{Kind: kindProfile, ID: name} }

func (s *profiles) Init() ui.Cmd { return s.reload() }

// reload reads the configuration file again.
func (s *profiles) reload() ui.Cmd {
	s.stale = false
	if s.tenants.Profiles == nil {
		return s.Fill()
	}
	read := s.tenants.Profiles.List
	return ui.Batch(s.Fill(), s.loader.Start("reading the profiles", func(context.Context) ([]Profile, error) { return read() }))
}

func (s *profiles) Fill() ui.Cmd {
	s.Browser.SetEmpty(s.emptyLines()...)
	rows := make([]desk.Row, len(s.List))
	for i, p := range s.List {
		rows[i] = desk.Row{Ref: profileRef(p.Name)}
	}
	return s.Browser.Show(desk.NewListModel(s.desk.Data, s.columns(), rows))
}

func (s *profiles) emptyLines() []widget.Spans {
	th := s.desk.Theme
	switch {
	case s.tenants.Profiles == nil:
		return []widget.Spans{
			{widget.Say(th.Muted, "Demo mode: profiles are off.")},
			{widget.Say(th.Muted, "Run authzx alone to switch tenants.")},
		}
	case s.err != nil:
		return desk.ErrorLines(th, s.err)
	case !s.read:
		return []widget.Spans{{widget.Say(th.Muted, "Reading the profiles…")}}
	}
	return []widget.Spans{
		{widget.Say(th.Muted, "No profile in")}, {widget.Foreign(th.Text, s.tenants.Profiles.Path())},
		widget.Keyed(th, th.Muted, "{profiles.new} adds one"),
	}
}

// of is the profile of a row.
func (s *profiles) of(ref rbac.Ref) Profile {
	for _, p := range s.List {
		if p.Name == ref.ID {
			return p
		}
	}
	return Profile{Name: ref.ID}
}

// open reports whether a profile is the one that is open.
func (s *profiles) open(p Profile) bool {
	id := s.desk.Source.Identity()
	return !id.Offline && id.Profile == p.Name && id.Tenant == p.Tenant
}

func (s *profiles) Update(msg tea.Msg) ui.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if s.stale {
			return s.reload()
		}
		return nil
	case GotSecret:
		if msg.Err != nil {
			return s.tell("No secret", desk.FaultLines(s.desk.Theme, msg.Err))
		}
		return msg.Then()
	case edited:
		if msg.err != nil {
			return desk.Complain("the editor failed: " + desk.SafeError(msg.err))
		}
		return s.reload()
	}
	if list, err, ok := s.loader.Take(msg); ok {
		if err != nil && s.read && s.err == nil { // the list stands
			return ui.Batch(s.Fill(), desk.Complain(desk.SafeError(err)))
		}
		s.read, s.err = true, err
		if err == nil {
			s.List = list
		}
		return s.Fill()
	}
	if t, err, ok := s.tester.Take(msg); ok && err == nil {
		return s.show(t)
	}
	if source, err, ok := s.opener.Take(msg); ok {
		return s.connected(source, err)
	}
	cmd, _ := s.Browser.Update(msg)
	return cmd
}

// test tries the profile under the cursor.
func (s *profiles) test() ui.Cmd {
	r, _ := s.Browser.Current()
	p := s.of(r.Ref)
	if p.Fault != nil {
		return s.tell("This profile can't be used", desk.FaultLines(s.desk.Theme, p.Fault))
	}
	book := s.tenants.Profiles
	return s.WithSecret(p, func() ui.Cmd {
		return s.tester.Start("testing "+p.Name.String(), func(ctx context.Context) (tested, error) {
			return tested{p.Name, book.Test(ctx, p.Name)}, ctx.Err()
		})
	})
}

// show tells what came of a test.
func (s *profiles) show(t tested) ui.Cmd {
	th := s.desk.Theme
	s.results[t.name] = passed(t.checks)
	title := widget.Spans{widget.Say(th.Title, "Connection: "), widget.Foreign(th.Title, t.name)}
	return ui.Batch(s.Fill(), ui.Tell(ui.Show{Dialog: desk.NewNotice(th, title, append(checkLines(th, t.checks), nil, closing(th)))}))
}

// tell says something in a dialog.
func (s *profiles) tell(title widget.Words, lines []widget.Spans) ui.Cmd {
	th := s.desk.Theme
	return ui.Tell(ui.Show{Dialog: desk.NewNotice(th, widget.Spans{widget.Say(th.Title, title)}, append(lines, nil, closing(th)))})
}

// add opens the form of a new profile.
func (s *profiles) add() ui.Cmd {
	s.stale = true
	return ui.Tell(ui.Open{Route: ui.Route{Kind: desk.RouteNewProfile}})
}

func (s *profiles) SetSize(w, h int) {
	s.w, s.h = w, h
	s.Browser.SetSize(w, max(h-profileFoot, 0))
}

func (s *profiles) View() string {
	lines := []string{s.Browser.View()}
	for _, l := range s.foot() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	return strings.Join(lines, "\n")
}

func (s *profiles) Title() string      { return "Profiles" }
func (s *profiles) Layers() []ui.Layer { return s.Browser.PlainLayers(ui.ProfilesLayer) }

func (s *profiles) Hints() []ui.Action {
	switch {
	case s.tenants.Profiles == nil:
		return nil
	case len(s.List) == 0:
		return []ui.Action{ui.New, ui.Refresh}
	}
	return []ui.Action{ui.Enter, ui.Check, ui.New}
}

// Pending says what is being tried.
func (s *profiles) Pending() string {
	if since, what := s.Busy(); !since.IsZero() && what != "" {
		return fmt.Sprintf("%s…", what)
	}
	return ""
}

func (s *profiles) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Enter, ui.Into:
		return s.choose(), true
	case ui.Check:
		return s.test(), true
	case ui.New:
		return s.add(), true
	case ui.Delete:
		return s.askRemove(), true
	case ui.Edit:
		return s.edit(), true
	case ui.Refresh:
		return s.reload(), true
	case ui.CopyID:
		r, _ := s.Browser.Current()
		return ui.Tell(desk.CopiedText(r.Ref.ID).Copy("the name of the profile")), true
	}
	return s.Browser.Act(a)
}

// Mouse is the screen itself.
func (s *profiles) Mouse() ui.Clicker { return s }

// Click puts the cursor on a profile, or scrolls.
func (s *profiles) Click(_, y, lines int) ui.Cmd {
	s.Browser.Click(y, lines)
	return nil
}

// WhyNot is about what needs a profile, or a configuration at hand.
func (s *profiles) WhyNot(a ui.Action) widget.Words {
	_, adds := s.tenants.Profiles.(Setup)
	switch {
	case a == ui.Delete, a == ui.Edit:
		return s.whyNotAlter(a)
	case a == ui.New && !adds:
		return "profiles can't be added here: use authzx config init"
	case a == ui.Check && s.Browser.Table.Len() == 0:
		return "no profile to test"
	case (a == ui.Enter || a == ui.Into) && s.Browser.Table.Len() == 0:
		return "no profile to switch to"
	}
	return s.Browser.WhyNot(a)
}
