package setup

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/exit"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Beginning is what a first run has to begin with.
type Beginning interface {
	Profiles
	Setup
	// Demo opens a sample tenant that needs no network and no account.
	Demo(ctx context.Context) (desk.Source, error)
}

// Welcome is the host of a first run, before any tenant is open: it offers the
// sandbox and a form that makes the first profile.
type Welcome struct {
	O     Tenants
	begin Beginning
}

// NewWelcome makes what a first run begins with.
func NewWelcome(o Tenants, begin Beginning) *Welcome { return &Welcome{O: o, begin: begin} }

const routeWelcome = "welcome"

// Init starts nothing: there is nothing to load.
func (w *Welcome) Init() ui.Cmd { return nil }

// Close has nothing to end: no tenant is open.
func (w *Welcome) Close() {}

// Start is the choice of a way in.
func (w *Welcome) Start() ui.Route { return ui.Route{Kind: routeWelcome} }

// Make makes the choice, or the form of a new profile.
func (w *Welcome) Make(r ui.Route) ui.Screen {
	switch r.Kind {
	case desk.RouteNewProfile:
		return NewWizard(w.O)
	case desk.RouteGuide:
		return NewGuide(w.O, nil)
	}
	return NewWelcomeScreen(w)
}

// Update has nothing to take.
func (w *Welcome) Update(tea.Msg) (ui.Cmd, bool) { return nil, false }

// Act knows no key of its own.
func (w *Welcome) Act(ui.Action) (ui.Cmd, bool) { return nil, false }

// Status says that no tenant is open.
func (w *Welcome) Status() ui.Status { return ui.Status{Nowhere: true} }

// Items are none: there is nothing to find.
func (w *Welcome) Items() func() []ui.Item { return func() []ui.Item { return nil } }

// Ways are none: there is no other screen.
func (w *Welcome) Ways() []ui.Way { return nil }

// Verbs are none: there is nothing to name.
func (w *Welcome) Verbs() []ui.Verb { return nil }

// Busy is never.
func (w *Welcome) Busy() (time.Time, string) { return time.Time{}, "" }

// Cancel has nothing to end.
func (w *Welcome) Cancel() {}

// welcome is the first screen of a first run.
type welcome struct {
	ui.Plain
	host   *Welcome
	theme  *theme.Theme
	table  *widget.Table[way]
	opener *ui.Loader[desk.Source]
	err    error
	w, h   int
}

// way is a way in.
type way int

const (
	wayDemo way = iota
	wayConnect
	wayGuide
	ways
)

// NewWelcomeScreen makes the choice of a way in.
func NewWelcomeScreen(host *Welcome) *welcome {
	s := &welcome{host: host, theme: host.O.Theme}
	s.opener = ui.NewLoader[desk.Source](s, host.O.Now)
	s.Waits = []ui.Busy{s.opener}
	s.table = widget.NewTable[way](s.theme, []widget.Column{
		{Title: "Start", Min: 21, Max: 21}, {Title: "Description", Min: 30, Weight: 1},
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
		wayDemo:    {"Try the sandbox", "its own sample tenant, no network"},
		wayConnect: {"Connect a tenant", "set up, test and save a profile"},
		wayGuide:   {"Prepare a tenant", "its client and scopes, step by step"},
	}
	style := r.theme.Strong
	if col > 0 {
		style = r.theme.Muted
	}
	return widget.Spans{widget.Say(style, words[i][col])}
}

// Update takes the sample tenant.
func (s *welcome) Update(msg tea.Msg) ui.Cmd {
	source, err, ok := s.opener.Take(msg)
	switch {
	case !ok:
	case err != nil:
		s.err = err
	default:
		return ui.Tell(ui.SwitchHost{Host: s.host.O.Open(source), From: s})
	}
	return nil
}

// Act moves, and begins.
func (s *welcome) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.table.Go(m)
		return nil, true
	}
	if a != ui.Enter {
		return nil, false
	}
	at, _ := s.table.Current()
	switch at {
	case wayConnect:
		return newProfile(), true
	case wayGuide:
		return ui.Tell(ui.Open{Route: ui.Route{Kind: desk.RouteGuide}}), true
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
			widget.Say(th.Muted, "Nothing is configured yet: no profile in "),
			widget.Foreign(th.Text, catalog.FirstOf(s.host.begin.Path(), text.New("any known folder"))),
		},
		{},
	}
}

func (s *welcome) below() []widget.Spans {
	th := s.theme
	lines := []widget.Spans{{}}
	if s.err != nil {
		return append(lines, desk.FaultLines(th, s.err)...)
	}
	if !s.host.O.Now().Before(exit.RulesEnd()) {
		lines = append(lines, widget.Keyed(th, th.Muted, "Auth0 Rules ended on 18 Nov 2026: in a tenant, {go_way_out} shows the way out."), nil)
	}
	return append(lines, widget.Spans{
		widget.Say(th.Muted, "A tenant needs a machine-to-machine application, authorized for the API "),
		widget.Say(th.Text, endpoint.APIName), widget.Say(th.Muted, "."),
	})
}

func (s *welcome) Title() string      { return "First run" }
func (s *welcome) Layers() []ui.Layer { return []ui.Layer{ui.WelcomeLayer} }
func (s *welcome) Hints() []ui.Action { return []ui.Action{ui.Enter, ui.BackOrQuit} }
