package views

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// kindEndpoint is the kind of the explorer's rows, which are no things of the
// tenant.
const kindEndpoint rbac.Kind = "endpoint"

// explorer lists every endpoint of the API and explains the one under the
// cursor: beside the list where there is room, else below it.
type explorer struct {
	desk    *Desk
	browser *browser
	rights  *rights
	about   *prose
	shown   *endpoint.Route
	hidden  bool
	reading bool // the keys that move scroll the explanation
	w, h    int
}

func newExplorer(d *Desk) *explorer {
	s := &explorer{desk: d, about: newProse(d.Theme, "tab, then j")}
	s.rights = newRights(s, d)
	s.browser = newBrowser(s, d.Theme, d.Now, s.columns())
	s.browser.filter.SetHint("letters of method, path, scope or what it does")
	return s
}

func endpointRef(r *endpoint.Route) rbac.Ref {
	return rbac.Ref{Kind: kindEndpoint, ID: text.New(string(r.ID))}
}

func routeOf(ref rbac.Ref) *endpoint.Route { return endpoint.Lookup(endpoint.ID(ref.ID.Raw())) }

func (s *explorer) columns() []column {
	of := func(title widget.Words, minimum, weight, priority int, v func(*endpoint.Route) cell) column {
		return column{
			Column: widget.Column{Title: title, Min: minimum, Max: 60, Weight: weight, Priority: priority},
			cell:   func(_ *Data, r row) cell { return v(routeOf(r.ref)) },
		}
	}
	rights := *s.rights
	columns := []column{
		of("Area", 13, 0, 0, func(r *endpoint.Route) cell { return wordCell(string(r.Area), muted) }),
		of("Method", 6, 0, 0, func(r *endpoint.Route) cell { return methodCell(r) }),
		of("Path", 30, 1, 0, func(r *endpoint.Route) cell { return wordCell(r.Template, plain) }),
		of("Token", 10, 0, 1, func(r *endpoint.Route) cell { return rights.of(r).cell() }),
		of("Scope", 22, 0, 2, func(r *endpoint.Route) cell { return wordCell(r.Scope, muted) }),
		of("What it does", 30, 2, 3, func(r *endpoint.Route) cell { return wordCell(r.Doc, muted) }),
	}
	columns[2].names, columns[5].names = true, true
	return columns
}

// methodCell tells what alters the tenant from what does not.
func methodCell(r *endpoint.Route) cell {
	switch {
	case r.Method == "DELETE":
		return wordCell(r.Method, bad)
	case r.Reads():
		return wordCell(r.Method, good)
	}
	return wordCell(r.Method, warn)
}

func (s *explorer) Init() tea.Cmd {
	return ui.Batch(s.fill(), s.rights.ask())
}

func (s *explorer) fill() tea.Cmd {
	var rows []row
	for _, r := range endpoint.All() {
		rows = append(rows, row{ref: endpointRef(r)})
	}
	cmd := s.browser.show(newSheet(s.desk.data, s.columns(), rows))
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
	s.about.SetLines(endpointLines(s.rights, route))
}

// current is the endpoint under the cursor; nil when the filter leaves none.
func (s *explorer) current() *endpoint.Route {
	r, ok := s.browser.current()
	if !ok {
		return nil
	}
	return routeOf(r.ref)
}

func (s *explorer) Update(msg tea.Msg) tea.Cmd {
	if s.rights.update(msg) {
		return s.fill()
	}
	return nil
}

// belowHeight is the height from which an explanation fits below the list.
const belowHeight = 11

// split says how the room is shared: beside, below, or the list alone.
func (s *explorer) split() (listW, listH, aboutW, aboutH int) {
	left, right := ui.Split(s.w)
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
	s.browser.setSize(listW, listH)
	s.about.SetSize(aboutW, aboutH)
	s.read(s.reading)
}

func (s *explorer) View() string {
	th := s.desk.Theme
	listW, _, aboutW, aboutH := s.split()
	switch {
	case aboutH == 0:
		return s.browser.view()
	case listW < s.w:
		return beside(th, s.browser.view(), listW, s.about.View(), aboutW+1)
	}
	return s.browser.view() + "\n" + s.rule() + "\n" + s.about.View()
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
	s.about.key = "tab, then j"
	if s.reading {
		s.about.key = "j; tab goes back to the list"
	}
}

func (s *explorer) Title() string      { return "API" }
func (s *explorer) Layers() []ui.Layer { return s.browser.plainLayers(ui.ExplorerLayer) }
func (s *explorer) Capturing() bool    { return s.browser.filter.Active() }

func (s *explorer) Type(k tea.KeyPressMsg) tea.Cmd { s.entry(k); return nil }
func (s *explorer) Paste(v string) tea.Cmd         { s.entry(tea.PasteMsg{Content: v}); return nil }

func (s *explorer) entry(msg tea.Msg) {
	s.browser.entry(msg)
	s.explain()
}

// Rung leaves the explanation, then clears the filter.
func (s *explorer) Rung() (tea.Cmd, bool) {
	if s.reading {
		s.read(false)
		return nil, true
	}
	defer s.explain()
	return nil, s.browser.rung()
}

// Busy is since when the token is being looked at.
func (s *explorer) Busy() (time.Time, string) { return s.rights.loader.Busy() }

// Cancel ends that.
func (s *explorer) Cancel() { s.rights.loader.Cancel() }

// Close ends what runs.
func (s *explorer) Close() { s.Cancel() }

func (s *explorer) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return s.browser.present(ui.Enter, ui.Send, ui.CopyMenu, ui.Filter, ui.NextPane)
}

// Pending says how many endpoints there are.
func (s *explorer) Pending() string { return counted(s.browser.table.Len(), "endpoint") }

func (s *explorer) Act(a ui.Action) (tea.Cmd, bool) {
	defer s.explain()
	if m, ok := ui.Motions(a); ok && s.reading {
		s.about.Go(m)
		return nil, true
	}
	if cmd, ok := s.browser.act(a); ok {
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
		return ui.Batch(s.rights.ask(), s.desk.reload()), true
	}
	if route == nil {
		return nil, false
	}
	switch a {
	case ui.Enter, ui.Into:
		return ui.Tell(ui.Open{Route: requestRoute(endpoint.Call{Route: route}, false)}), true
	case ui.Send:
		return ui.Tell(ui.Open{Route: requestRoute(endpoint.Call{Route: route}, true)}), true
	case ui.CopyID:
		return ui.Tell(ui.Copy{What: "method and path", Value: endpointText(route).Raw()}), true
	case ui.CopyMenu:
		return s.desk.copyCall(route.Blank()), true
	}
	return nil, false
}

// Click puts the cursor on a row, or scrolls.
func (s *explorer) Click(_, y, lines int) tea.Cmd {
	s.browser.click(y, lines)
	s.explain()
	return nil
}
