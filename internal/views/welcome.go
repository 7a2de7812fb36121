package views

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Beginning is what a first run has to begin with.
type Beginning interface {
	Profiles
	Setup
	// Demo opens a sample tenant that needs no network and no account.
	Demo(ctx context.Context) (Source, error)
}

// Welcome is the host of a first run, before any tenant is open: it offers the
// sandbox and a form that makes the first profile.
type Welcome struct {
	o     Options
	begin Beginning
}

// NewWelcome makes a Welcome. The options are those of the desk that follows;
// their Source is not looked at.
func NewWelcome(o Options, begin Beginning) *Welcome {
	o.Profiles = begin
	return &Welcome{o: o, begin: begin}
}

const routeWelcome = "welcome"

// Init starts nothing: there is nothing to load.
func (w *Welcome) Init() tea.Cmd { return nil }

// Start is the choice of a way in.
func (w *Welcome) Start() ui.Route { return ui.Route{Kind: routeWelcome} }

// Make makes the choice, or the form of a new profile.
func (w *Welcome) Make(r ui.Route) ui.Screen {
	if r.Kind == routeNewProfile {
		return newWizard(w.o)
	}
	return newWelcomeScreen(w)
}

// Update has nothing to take.
func (w *Welcome) Update(tea.Msg) (tea.Cmd, bool) { return nil, false }

// Act knows no key of its own.
func (w *Welcome) Act(ui.Action) (tea.Cmd, bool) { return nil, false }

// Status says that no tenant is open.
func (w *Welcome) Status() ui.Status { return ui.Status{Nowhere: true} }

// Items are none: there is nothing to find.
func (w *Welcome) Items() func() []ui.Item { return func() []ui.Item { return nil } }

// Ways are none: there is no other screen.
func (w *Welcome) Ways() []ui.Way { return nil }

// Busy is never.
func (w *Welcome) Busy() (time.Time, string) { return time.Time{}, "" }

// Cancel has nothing to end.
func (w *Welcome) Cancel() {}

// welcome is the first screen of a first run.
type welcome struct {
	host   *Welcome
	theme  *theme.Theme
	table  *widget.Table[way]
	opener *ui.Loader[Source]
	err    error
	w, h   int
}

// way is a way in.
type way int

const (
	wayDemo way = iota
	wayConnect
	ways
)

func newWelcomeScreen(host *Welcome) *welcome {
	s := &welcome{host: host, theme: host.o.Theme}
	s.opener = ui.NewLoader[Source](s, host.o.Now)
	s.table = widget.NewTable[way](s.theme, []widget.Column{
		{Title: "Begin with", Min: 21, Max: 21}, {Title: "What that is", Min: 30, Weight: 1},
	})
	s.table.SetRows(wayRows{s.theme}, nil, nil)
	return s
}

// wayRows are the ways as rows.
type wayRows struct{ theme *theme.Theme }

func (r wayRows) Len() int                 { return int(ways) }
func (r wayRows) Key(i int) way            { return way(i) }
func (r wayRows) Find(key way) (int, bool) { return int(key), true }
func (r wayRows) Cell(i, col int) widget.Spans {
	words := [ways][2]widget.Words{
		wayDemo:    {"a look at the sandbox", "no account and no network needed"},
		wayConnect: {"a tenant of yours", "asks, tests, then saves a profile"},
	}
	style := r.theme.Strong
	if col > 0 {
		style = r.theme.Muted
	}
	return widget.Spans{widget.Say(style, words[i][col])}
}

func (s *welcome) Init() tea.Cmd { return nil }

// Update takes the sample tenant.
func (s *welcome) Update(msg tea.Msg) tea.Cmd {
	source, err, ok := s.opener.Take(msg)
	switch {
	case !ok:
	case err != nil:
		s.err = err
	default:
		return ui.Tell(ui.SwitchHost{Host: s.host.o.on(source), From: s})
	}
	return nil
}

// Act moves, and begins.
func (s *welcome) Act(a ui.Action) (tea.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.table.Go(m)
		return nil, true
	}
	if a != ui.Enter {
		return nil, false
	}
	at, _ := s.table.Current()
	if at == wayConnect {
		return ui.Tell(ui.Open{Route: ui.Route{Kind: routeNewProfile}}), true
	}
	s.err = nil
	return s.opener.Start("making the sample", s.host.begin.Demo), true
}

func (s *welcome) SetSize(w, h int) {
	s.w, s.h = w, h
	s.table.SetSize(w, min(int(ways)+1, max(h, 0)))
}

// View says what is the matter, then offers the ways.
func (s *welcome) View() string {
	lines := make([]string, 0, s.h)
	put := func(spans widget.Spans) {
		for _, part := range spans.Wrap(max(s.w-2, 1)) {
			lines = append(lines, widget.Line(s.theme, s.w, append(widget.Spans{widget.Say(s.theme.Text, " ")}, part...)...))
		}
	}
	for _, l := range s.above() {
		put(l)
	}
	lines = append(lines, strings.Split(s.table.View(), "\n")...)
	for _, l := range s.below() {
		put(l)
	}
	return widget.Block(lines[:min(len(lines), s.h)], s.w, s.h)
}

func (s *welcome) above() []widget.Spans {
	th := s.theme
	return []widget.Spans{
		{},
		{widget.Say(th.Title, "authzx"), widget.Say(th.Text, " shows who can do what in Auth0's Authorization Extension, and why.")},
		{
			widget.Say(th.Muted, "Nothing is configured yet: there is no profile in "),
			widget.Foreign(th.Text, firstOf(s.host.begin.Path(), text.New("any folder that is known"))),
		},
		{},
	}
}

func (s *welcome) below() []widget.Spans {
	th := s.theme
	lines := []widget.Spans{{}}
	if s.err != nil {
		return append(lines, faultLines(th, s.err)...)
	}
	return append(lines, widget.Spans{
		widget.Say(th.Muted, "A tenant needs a machine-to-machine application, authorised for the API "),
		widget.Say(th.Text, "auth0-authorization-extension-api"), widget.Say(th.Muted, ": have its id and secret at hand."),
	})
}

func (s *welcome) Title() string      { return "First run" }
func (s *welcome) Layers() []ui.Layer { return []ui.Layer{ui.WelcomeLayer} }
func (s *welcome) Hints() []ui.Action { return []ui.Action{ui.Enter, ui.BackOrQuit} }

// Busy is since when the sample is being made.
func (s *welcome) Busy() (time.Time, string) { return s.opener.Busy() }

// Cancel ends that.
func (s *welcome) Cancel() { s.opener.Cancel() }

// Close ends what runs.
func (s *welcome) Close() { s.Cancel() }
