package views

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// profiles lists the tenants that are configured, tests how they are reached,
// and opens another one in place of the present.
type profiles struct {
	desk    *Desk
	browser *browser
	loader  *ui.Loader[[]Profile]
	tester  *ui.Loader[tested]
	opener  *ui.Loader[Source]
	list    []Profile
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

func newProfiles(d *Desk) *profiles {
	s := &profiles{desk: d, results: map[text.Text]bool{}}
	s.loader = ui.NewLoader[[]Profile](s, d.Now)
	s.tester = ui.NewLoader[tested](s, d.Now)
	s.opener = ui.NewLoader[Source](s, d.Now)
	s.browser = newBrowser(s, d.Theme, d.Now, s.columns())
	return s
}

// kindProfile is the kind of the screen's rows, which are no things of the tenant.
const kindProfile rbac.Kind = "profile"

func profileRef(name text.Text) rbac.Ref { return rbac.Ref{Kind: kindProfile, ID: name} }

func (s *profiles) Init() tea.Cmd { return s.reload() }

// reload reads the configuration file again.
func (s *profiles) reload() tea.Cmd {
	s.stale = false
	if s.desk.Profiles == nil {
		return s.fill()
	}
	read := s.desk.Profiles.List
	return ui.Batch(s.fill(), s.loader.Start("reading the profiles", func(context.Context) ([]Profile, error) { return read() }))
}

func (s *profiles) fill() tea.Cmd {
	s.browser.setEmpty(s.emptyLines()...)
	rows := make([]row, len(s.list))
	for i, p := range s.list {
		rows[i] = row{ref: profileRef(p.Name)}
	}
	return s.browser.show(newSheet(s.desk.data, s.columns(), rows))
}

func (s *profiles) emptyLines() []widget.Spans {
	th := s.desk.Theme
	switch {
	case s.desk.Profiles == nil:
		return []widget.Spans{
			{widget.Say(th.Muted, "This run looks at no configuration.")},
			{widget.Say(th.Muted, "Start authzx alone to choose among tenants.")},
		}
	case s.err != nil:
		return errorLines(th, s.err)
	case !s.read:
		return []widget.Spans{{widget.Say(th.Muted, "Reading the profiles…")}}
	}
	return []widget.Spans{
		{widget.Say(th.Muted, "There is no profile in")}, {widget.Foreign(th.Text, s.desk.Profiles.Path())},
		{widget.Say(th.Key, "n"), widget.Say(th.Muted, " adds one")},
	}
}

// of is the profile of a row.
func (s *profiles) of(ref rbac.Ref) Profile {
	for _, p := range s.list {
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

func (s *profiles) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if s.stale {
			return s.reload()
		}
		return nil
	case switching:
		return s.connect(msg.profile)
	case gotSecret:
		if msg.err != nil {
			return s.tell("There is no secret", faultLines(s.desk.Theme, msg.err))
		}
		return msg.then()
	}
	if list, err, ok := s.loader.Take(msg); ok {
		s.read, s.err = true, err
		if err == nil {
			s.list = list
		}
		return s.fill()
	}
	if t, err, ok := s.tester.Take(msg); ok && err == nil {
		return s.show(t)
	}
	if source, err, ok := s.opener.Take(msg); ok {
		return s.connected(source, err)
	}
	s.browser.update(msg)
	return nil
}

// test tries the profile under the cursor.
func (s *profiles) test() tea.Cmd {
	r, ok := s.browser.current()
	if !ok {
		return say("there is no profile to test")
	}
	p := s.of(r.ref)
	if p.Fault != nil {
		return s.tell("This profile can't be used", faultLines(s.desk.Theme, p.Fault))
	}
	book := s.desk.Profiles
	return s.withSecret(p, func() tea.Cmd {
		return s.tester.Start("testing "+p.Name.String(), func(ctx context.Context) (tested, error) {
			return tested{p.Name, book.Test(ctx, p.Name)}, ctx.Err()
		})
	})
}

// show tells what came of a test.
func (s *profiles) show(t tested) tea.Cmd {
	th := s.desk.Theme
	s.results[t.name] = passed(t.checks)
	title := widget.Spans{widget.Say(th.Title, "Connection of "), widget.Foreign(th.Title, t.name)}
	return ui.Batch(s.fill(), ui.Tell(ui.Show{Dialog: newNotice(th, title, append(checkLines(th, t.checks), nil, closing(th)))}))
}

// tell says something in a dialog.
func (s *profiles) tell(title widget.Words, lines []widget.Spans) tea.Cmd {
	th := s.desk.Theme
	return ui.Tell(ui.Show{Dialog: newNotice(th, widget.Spans{widget.Say(th.Title, title)}, append(lines, nil, closing(th)))})
}

// add opens the form of a new profile.
func (s *profiles) add() tea.Cmd {
	if _, ok := s.desk.Profiles.(Setup); !ok {
		return say("profiles can't be added here: authzx config init does it")
	}
	s.stale = true
	return ui.Tell(ui.Open{Route: ui.Route{Kind: routeNewProfile}})
}

func (s *profiles) SetSize(w, h int) {
	s.w, s.h = w, h
	s.browser.setSize(w, max(h-profileFoot, 0))
}

func (s *profiles) View() string {
	lines := []string{s.browser.view()}
	for _, l := range s.foot() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	return strings.Join(lines, "\n")
}

func (s *profiles) Title() string      { return "Profiles" }
func (s *profiles) Layers() []ui.Layer { return s.browser.plainLayers(ui.ProfilesLayer) }
func (s *profiles) Capturing() bool    { return s.browser.filter.Active() }

// Type takes a letter of the filter.
func (s *profiles) Type(k tea.KeyPressMsg) tea.Cmd { s.browser.entry(k); return nil }

// Paste takes pasted text for the filter.
func (s *profiles) Paste(v string) tea.Cmd {
	s.browser.entry(tea.PasteMsg{Content: v})
	return nil
}

// Rung clears the filter.
func (s *profiles) Rung() (tea.Cmd, bool) { return nil, s.browser.rung() }

// Busy is since when something is read, tested or opened.
func (s *profiles) Busy() (time.Time, string) {
	for _, busy := range []func() (time.Time, string){s.opener.Busy, s.tester.Busy, s.loader.Busy} {
		if since, what := busy(); !since.IsZero() {
			return since, what
		}
	}
	return time.Time{}, ""
}

// Cancel ends what runs.
func (s *profiles) Cancel() {
	s.opener.Cancel()
	s.tester.Cancel()
	s.loader.Cancel()
}

// Close ends what runs.
func (s *profiles) Close() { s.Cancel() }

func (s *profiles) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	switch {
	case s.desk.Profiles == nil:
		return nil
	case len(s.list) == 0:
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

func (s *profiles) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.Enter, ui.Into:
		return s.choose(), true
	case ui.Check:
		return s.test(), true
	case ui.New:
		return s.add(), true
	case ui.Refresh:
		return s.reload(), true
	case ui.CopyID:
		if r, ok := s.browser.current(); ok {
			return ui.Tell(pastedText(r.ref.ID).copy("the name of the profile")), true
		}
		return nil, true
	}
	return s.browser.act(a)
}

// Click puts the cursor on a profile, or scrolls.
func (s *profiles) Click(_, y, lines int) tea.Cmd {
	s.browser.click(y, lines)
	return nil
}
