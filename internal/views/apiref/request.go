package apiref

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// CallCause is what such requests are for, in the log.
const CallCause = "explorer"

// The tabs of a request, in their order.
const (
	TabRequest = iota
	tabAnswer
	tabHeaders
	tabAbout
	tabToken
)

// request fills in a call, shows it as a snippet, sends it and shows what comes
// back.
type request struct {
	ui.Plain
	desk     *changes.Workspace
	route    *endpoint.Route
	Tabs     *widget.Tabs
	Form     *requestForm
	snippet  *snippetPane
	answer   *bodyPane
	headers  *desk.Prose
	about    *desk.Prose
	beside   *desk.Prose // the same beside the form, where there is room
	token    *desk.Prose
	rights   *rights
	importer *importer
	sender   *ui.Loader[sent]
	sent     *sent
	err      error
	faults   int
	keptIn   string // the file that the key of the last rotation goes into
	stopped  bool   // the wait for the last answer was given up
	reread   bool   // and the tenant is read again since
	atOnce   bool   // send without being asked, once
	w, h     int
}

// NewRequest makes the screen of one request.
func NewRequest(d *changes.Workspace, r ui.Route) *request {
	call, atOnce := CalledBy(r)
	if call.Route == nil {
		call.Route = endpoint.All()[0]
	}
	call = d.Remembered.Resume(call)
	s := &request{
		desk: d, route: call.Route, Form: newRequestForm(d, call), atOnce: atOnce,
		answer: newBodyPane(d.Desk), headers: desk.NewProse(d.Theme, "{json.down}"),
		about: desk.NewProse(d.Theme, "{json.down}"), beside: desk.NewProse(d.Theme, "the tab About"), token: desk.NewProse(d.Theme, "{json.down}"),
	}
	s.Tabs = widget.NewTabs(d.Theme, widget.Tab{Title: "Request", Count: -1}, widget.Tab{Title: "Response", Count: -1},
		widget.Tab{Title: "Headers", Count: -1}, widget.Tab{Title: "About", Count: -1}, widget.Tab{Title: "Token", Count: -1})
	s.snippet = newSnippetPane(s, d.Desk)
	s.rights = NewRights(s, d.Desk)
	s.importer = newImporter(s, d)
	s.sender = ui.NewLoader[sent](s, d.Now)
	s.changed()
	s.explain()
	return s
}

func (s *request) Init() ui.Cmd {
	if cmd := s.rights.ask(); cmd != nil {
		return cmd
	}
	return s.sendAtOnce()
}

// sendAtOnce sends what was meant to be sent without being asked, once it is
// known what the token may do.
func (s *request) sendAtOnce() ui.Cmd {
	due := s.atOnce && s.route.Reads() && s.Form.Call().Check() == nil && s.faults == 0
	s.atOnce = false
	if !due {
		return nil
	}
	return s.send()
}

// changed follows the form: its faults, and the snippet.
func (s *request) changed() {
	s.faults = s.Form.check()
	call := s.Form.Call()
	s.snippet.bare = s.route.Body != nil && call.Body == nil
	s.snippet.show(call)
	s.desk.Remembered.Keep(call)
	s.SetSize(s.w, s.h)
}

func (s *request) explain() {
	s.about.SetLines(EndpointLines(s.rights, s.route))
	s.beside.SetLines(EndpointLines(s.rights, s.route))
	th := s.desk.Theme
	lines := []widget.Spans{{widget.Sayf(th.Title, "How to get a token: %s", s.snippet.is().Title())}}
	lines = append(append(lines, snippetLines(s.desk.Desk, s.snippet.tokenText())...), nil)
	s.token.SetLines(append(lines, s.rights.lines()...))
}

func (s *request) Update(msg tea.Msg) ui.Cmd {
	if s.rights.update(msg) {
		s.explain()
		return s.sendAtOnce()
	}
	if cmd, ok := s.snippet.update(msg); ok {
		return cmd
	}
	if cmd, ok := s.importer.update(msg, func(c endpoint.Call) ui.Cmd { return s.dispatch(c, "") }); ok {
		return cmd
	}
	if v, err, ok := s.sender.Take(msg); ok {
		return s.Answered(v, err)
	}
	if body, ok := msg.(EditedBody); ok {
		cmd := s.Form.take(body)
		s.Tabs.Select(TabRequest)
		s.changed()
		return cmd
	}
	return nil
}

// takeParam puts what was chosen for a parameter, or typed, into the form.
func takeParam(s *request, p endpoint.Param, value text.Text) ui.Cmd {
	s.Form.set(p, value)
	s.Form.begin()
	s.Form.form.Next()
	s.changed()
	return nil
}

// takeInsert puts what was chosen into the body. The kind is empty where an id was typed.
func takeInsert(s *request, kind rbac.Kind, value text.Text) ui.Cmd {
	if err := s.Form.put(kind, value); err != nil {
		return desk.Complain(desk.SafeError(err))
	}
	s.Tabs.Select(TabRequest)
	s.changed()
	return nil
}

func (s *request) SetSize(w, h int) {
	s.w, s.h = w, h
	s.Tabs.SetSize(w, 1)
	h = max(h-1, 0)
	left, right := desk.Split(s.desk.Theme, w)
	// The snippet keeps two fifths: it is what one came for.
	formH := s.Form.setSize(left, h-max(h*2/5, min(4, h)))
	s.snippet.setSize(left, h-formH)
	head := len(s.answerHead())
	s.answer.setSize(w, max(h-head, 0))
	for _, p := range []*desk.Prose{s.headers, s.about, s.token} {
		p.SetSize(max(w-1, 0), h)
	}
	s.beside.SetSize(max(right-1, 0), h)
}

func (s *request) View() string {
	var body string
	switch s.Tabs.Active() {
	case TabRequest:
		body = s.fillView()
	case tabAnswer:
		body = s.answerView()
	case tabHeaders:
		body = s.pagerView(s.headers, "No response yet: {send} sends the request.")
	case tabAbout:
		body = indented(s.about.View(), s.w)
	default:
		body = indented(s.token.View(), s.w)
	}
	return widget.Block(append([]string{s.Tabs.View()}, strings.Split(body, "\n")...), s.w, s.h)
}

// fillView is the form with the snippet below it, and what explains them beside.
func (s *request) fillView() string {
	view := s.snippet.view()
	if form := s.Form.form.View(); form != "" {
		view = form + "\n" + view
	}
	if left, right := desk.Split(s.desk.Theme, s.w); right > 0 {
		return desk.Beside(s.desk.Theme, view, left, s.beside.View(), right)
	}
	return view
}

func (s *request) pagerView(p *desk.Prose, empty widget.Words) string {
	if s.sent == nil || s.sent.answer == nil {
		return widget.Line(s.desk.Theme, s.w, widget.Say(s.desk.Theme.Muted, " "+empty))
	}
	return indented(p.View(), s.w)
}

func (s *request) Title() string { return EndpointText(s.route).String() }

// Pending says what the server would refuse, or where in the answer one is.
func (s *request) Pending() string {
	switch s.Tabs.Active() {
	case TabRequest:
		switch {
		case s.faults > 0:
			return text.Counted(s.faults, "error")
		case s.rights.of(s.route) == rightLacks:
			return "the token lacks " + s.route.Scope
		}
	case tabAnswer:
		if s.sent != nil && s.sent.answer != nil {
			return s.answer.whereabouts()
		}
	}
	return ""
}

// Unsaved is a body that was written and not sent, or a write on its way.
func (s *request) Unsaved() string {
	if s.Sending() != "" {
		return "The response to the request in flight"
	}
	if s.Form.dirty() {
		return "The body you wrote"
	}
	return ""
}

// Sending is a write on its way.
func (s *request) Sending() string {
	if since, _ := s.sender.Busy(); since.IsZero() || s.route.Reads() {
		return ""
	}
	return "a request"
}

// Busy is since when an answer is awaited.
func (s *request) Busy() (time.Time, string) {
	return ui.FirstBusy(s.sender, s.importer.loader, s.snippet.loader, s.rights.loader)
}

// Cancel ends what is awaited. A write may have taken effect all the same.
func (s *request) Cancel() {
	if since, _ := s.sender.Busy(); !since.IsZero() {
		s.stopped, s.reread = true, false
	}
	s.sender.Cancel()
	s.importer.loader.Cancel()
	s.snippet.loader.Cancel()
	s.rights.loader.Cancel()
}

// Close ends what runs.
func (s *request) Close() { s.Cancel() }
