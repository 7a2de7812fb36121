package apiref

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// KindEndpoint is the kind of the explorer's rows, which are no things of the
// tenant.
const KindEndpoint rbac.Kind = "endpoint"

// explorer lists every endpoint of the API and explains the one under the
// cursor: beside the list where there is room, else below it.
type explorer struct {
	ui.Plain
	desk    *changes.Workspace
	browser *desk.Browser
	rights  *rights
	about   *desk.Prose
	shown   *endpoint.Route
	hidden  bool
	reading bool // the keys that move scroll the explanation
	w, h    int
}

// toExplanation is how the explanation is scrolled from the list.
const toExplanation = "{everywhere.next_pane}, then {list.down}"

// NewExplorer makes the list of endpoints.
func NewExplorer(d *changes.Workspace) *explorer {
	s := &explorer{desk: d, about: desk.NewProse(d.Theme, toExplanation)}
	s.rights = NewRights(s, d.Desk)
	s.Waits = []ui.Busy{s.rights.loader}
	s.browser = desk.NewBrowser(s, d.Theme, d.Now, s.columns())
	s.browser.Filter.SetHint("part of the method, path, scope or description")
	return s
}

func endpointRef(r *endpoint.Route) rbac.Ref {
	return rbac.Ref{Kind: KindEndpoint, ID: text.New(string(r.ID))}
}

func routeOf(ref rbac.Ref) *endpoint.Route { return endpoint.Lookup(endpoint.ID(ref.ID.Raw())) }

func (s *explorer) columns() []desk.Column {
	of := func(title widget.Words, minimum, weight, priority int, v func(*endpoint.Route) desk.Cell) desk.Column {
		return desk.Column{
			Column: widget.Column{Title: title, Min: minimum, Max: 60, Weight: weight, Priority: priority},
			Cell:   func(_ *desk.Data, r desk.Row) desk.Cell { return v(routeOf(r.Ref)) },
		}
	}
	rights := *s.rights
	columns := []desk.Column{
		of("Area", 13, 0, 0, func(r *endpoint.Route) desk.Cell { return desk.WordCell(string(r.Area), desk.Muted) }),
		of("Method", 6, 0, 0, func(r *endpoint.Route) desk.Cell { return methodCell(r) }),
		of("Path", 30, 1, 0, func(r *endpoint.Route) desk.Cell { return desk.WordCell(r.Template, desk.Plain) }),
		of("Token", 10, 0, 1, func(r *endpoint.Route) desk.Cell { return rights.of(r).cell() }),
		of("Scope", 22, 0, 2, func(r *endpoint.Route) desk.Cell { return desk.WordCell(r.Scope, desk.Muted) }),
		of("What it does", 30, 2, 3, func(r *endpoint.Route) desk.Cell { return desk.WordCell(r.Doc, desk.Muted) }),
	}
	columns[2].Names, columns[5].Names = true, true
	return columns
}

// methodCell tells what alters the tenant from what does not.
func methodCell(r *endpoint.Route) desk.Cell {
	switch {
	case r.Method == "DELETE":
		return desk.WordCell(r.Method, desk.Bad)
	case r.Reads():
		return desk.WordCell(r.Method, desk.Good)
	}
	return desk.WordCell(r.Method, desk.Warn)
}

func (s *explorer) Init() ui.Cmd {
	return ui.Batch(s.fill(), s.rights.ask())
}

func (s *explorer) fill() ui.Cmd {
	var rows []desk.Row
	for _, r := range endpoint.All() {
		rows = append(rows, desk.Row{Ref: endpointRef(r)})
	}
	cmd := s.browser.Show(desk.NewListModel(s.desk.Data, s.columns(), rows))
	s.shown = nil
	s.explain()
	return cmd
}

// explain shows the endpoint under the cursor.
func (s *explorer) explain() {
	route := s.current()
	if route == s.shown {
		return
	}
	s.shown = route
	s.about.Go(widget.Top)
	if route == nil {
		s.about.SetLines(nil)
		return
	}
	s.about.SetLines(EndpointLines(s.rights, route))
}

// current is the endpoint under the cursor; nil when the filter leaves none.
func (s *explorer) current() *endpoint.Route {
	r, ok := s.browser.Current()
	if !ok {
		return nil
	}
	return routeOf(r.Ref)
}

func (s *explorer) Update(msg tea.Msg) ui.Cmd {
	if s.rights.update(msg) {
		return s.fill()
	}
	return nil
}

// belowHeight is the height from which an explanation fits below the list.
const belowHeight = 11

// split says how the room is shared: beside, below, or the list alone.
func (s *explorer) split() (listW, listH, aboutW, aboutH int) {
	left, right := desk.Split(s.desk.Theme, s.w)
	switch {
	case s.hidden || right == 0 && s.h < belowHeight:
		return s.w, s.h, 0, 0
	case right > 0:
		return left, s.h, right - 1, s.h
	}
	below := s.h * 2 / 5
	return s.w, s.h - below - 1, s.w, below
}

func (s *explorer) SetSize(w, h int) {
	s.w, s.h = w, h
	listW, listH, aboutW, aboutH := s.split()
	s.browser.Table.SetBeside(listW < s.w)
	s.browser.Table.Most = desk.Most(s.hidden, s.w-listW)
	s.browser.SetSize(listW, listH)
	s.about.SetSize(aboutW, aboutH)
	s.read(s.reading)
}

func (s *explorer) View() string {
	th := s.desk.Theme
	listW, _, aboutW, aboutH := s.split()
	switch {
	case aboutH == 0:
		return s.browser.View()
	case listW < s.w:
		return desk.Beside(th, s.browser.View(), listW, s.about.View(), aboutW+1)
	}
	return s.browser.View() + "\n" + s.rule() + "\n" + s.about.View()
}

// rule parts the list from the explanation below it.
func (s *explorer) rule() string {
	th := s.desk.Theme
	bar, style := string(th.Glyphs.Horizontal), th.Border
	if s.reading {
		style = th.Accent
	}
	return widget.Line(th, s.w, widget.Say(style, widget.Words(strings.Repeat(bar, s.w))))
}

// read lets the keys that move scroll the explanation, or the list again.
func (s *explorer) read(on bool) {
	_, _, _, aboutH := s.split()
	s.reading = on && aboutH > 0
	s.about.Key = toExplanation
	if s.reading {
		s.about.Key = "{list.down}; {everywhere.next_pane} goes back to the list"
	}
}

func (s *explorer) Title() string      { return "API" }
func (s *explorer) Layers() []ui.Layer { return s.browser.PlainLayers(ui.ExplorerLayer) }
func (s *explorer) Capturing() bool    { return s.browser.Filter.Active() }

func (s *explorer) Entry(msg tea.Msg) ui.Cmd {
	s.browser.Entry(msg)
	s.explain()
	return nil
}

// EscapeStep leaves the explanation, then clears the filter.
func (s *explorer) EscapeStep() (ui.Cmd, bool) {
	if s.reading {
		s.read(false)
		return nil, true
	}
	defer s.explain()
	return nil, s.browser.EscapeStep()
}

func (s *explorer) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.Send, ui.CopyMenu, ui.Filter, ui.NextPane}
}

// Pending says how many endpoints there are.
func (s *explorer) Pending() string { return text.Counted(s.browser.Table.Len(), "endpoint") }

func (s *explorer) Act(a ui.Action) (ui.Cmd, bool) {
	defer s.explain()
	if m, ok := ui.Motions(a); ok && s.reading {
		s.about.Go(m)
		return nil, true
	}
	if cmd, ok := s.browser.Act(a); ok {
		return cmd, true
	}
	route := s.current()
	switch a {
	case ui.NextPane, ui.PrevPane:
		s.read(!s.reading)
		return nil, true
	case ui.Preview:
		s.hidden = !s.hidden
		s.read(false)
		s.SetSize(s.w, s.h)
		return nil, true
	case ui.Refresh:
		return ui.Batch(s.rights.ask(), s.desk.Reload()), true
	}
	if route == nil {
		return nil, false
	}
	switch a {
	case ui.Enter, ui.Into:
		return ui.Tell(ui.Open{Route: RequestRoute(endpoint.Call{Route: route}, false)}), true
	case ui.Send:
		return ui.Tell(ui.Open{Route: RequestRoute(endpoint.Call{Route: route}, true)}), true
	case ui.CopyID:
		return ui.Tell(ui.Copy{What: "method and path", Value: EndpointText(route).Raw()}), true
	case ui.CopyMenu:
		return clipboard.Call(s.desk.Desk, route.Blank()), true
	}
	return nil, false
}

// Mouse is the screen itself.
func (s *explorer) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *explorer) Click(_, y, lines int) ui.Cmd {
	s.browser.Click(y, lines)
	s.explain()
	return nil
}

// WhyNot is about what needs an endpoint, or room for the explanation.
func (s *explorer) WhyNot(a ui.Action) widget.Words {
	_, _, _, aboutH := s.split()
	switch a {
	case ui.NextPane, ui.PrevPane:
		if aboutH == 0 {
			return "the explanation is hidden or doesn't fit: {explorer.preview} toggles it"
		}
		return ""
	case ui.Send:
		return s.browser.WhyNoRow()
	}
	return s.browser.WhyNot(a)
}
