package apiref

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// exchange is one request of the log with what came back: the bodies, and the
// snippet of it.
type exchange struct {
	ui.Plain
	desk    *changes.Workspace
	id      text.Text
	entry   tenant.Entry
	tabs    *widget.Tabs
	request *bodyPane
	answer  *bodyPane
	snippet *snippetPane
	w, h    int
}

// The tabs of an exchange, in their order.
const (
	tabBack = iota
	tabOut
	tabSnippet
)

// NewExchange shows the request of that number; the empty id shows none yet.
func NewExchange(d *changes.Workspace, id text.Text) *exchange {
	s := &exchange{desk: d, id: id, request: newBodyPane(d.Desk), answer: newBodyPane(d.Desk)}
	s.tabs = widget.NewTabs(d.Theme, widget.Tab{Title: "Response", Count: -1}, widget.Tab{Title: "Request", Count: -1},
		widget.Tab{Title: "Snippet", Count: -1})
	s.snippet = newSnippetPane(s, d.Desk)
	s.Waits = []ui.Busy{s.snippet.loader}
	return s
}

// Init looks the request up in the log.
func (s *exchange) Init() ui.Cmd {
	for _, e := range Entries(s.desk) {
		if EntryRef(e.Number).ID == s.id {
			s.show(e)
			break
		}
	}
	return nil
}

// show shows an entry. The log keeps bodies of 256 KiB at most, which are taken
// apart at once.
func (s *exchange) show(e tenant.Entry) {
	s.entry = e
	s.request.show(s.document(e, e.Request, e.BytesOut))
	s.answer.show(s.document(e, e.Answer, e.BytesIn))
	call, _ := CallOf(e)
	s.answer.json.Named = s.desk.NamedBy(call)
	s.snippet.show(call)
	s.SetSize(s.w, s.h)
}

func (s *exchange) document(e tenant.Entry, body []byte, size int64) document {
	if e.Number > 0 && endpoint.Lookup(e.Route) == nil {
		return document{words: []widget.Spans{{widget.Say(s.desk.Theme.Muted,
			"Bodies of token requests are not kept: they hold secrets.")}}}
	}
	if e.Omitted && body == nil && size > 0 {
		return document{words: []widget.Spans{append(widget.Spans{widget.Sayf(s.desk.Theme.Muted,
			"The body of %s was not kept: too large for the log. ", text.Size(size))},
			widget.Keyed(s.desk.Theme, s.desk.Theme.Muted, "{send} resends a read.")...)}}
	}
	return newDocument(s.desk.Theme, body)
}

// head says what was asked, how it went and what for.
func (s *exchange) head() []widget.Spans {
	th, e := s.desk.Theme, s.entry
	if e.Number == 0 {
		return []widget.Spans{{widget.Say(th.Muted, " This request is no longer in the log.")}}
	}
	dot := widget.Say(th.Muted, " "+th.Glyphs.Dot+" ")
	first := widget.Spans{widget.Sayf(th.Strong, " %s ", e.Method), widget.Foreign(th.Text, text.New(e.Target))}
	lines := desk.Hanging([]widget.Spans{first}, max(s.w, 1))
	second := append(widget.Spans{widget.Say(th.Text, " ")}, statusSpans(th, e.Status, e.Err == nil)...)
	second = append(second, dot, widget.Say(th.Text, widget.Words(timeText(e.Duration))))
	second = append(second, dot, widget.Sayf(th.Text, "%s in", text.Size(e.BytesIn)))
	if e.BytesOut > 0 {
		second = append(second, widget.Sayf(th.Text, ", %s out", text.Size(e.BytesOut)))
	}
	if e.Attempt > 1 {
		second = append(second, dot, widget.Sayf(th.Warn, "attempt %d", e.Attempt))
	}
	if e.Cause != "" {
		second = append(second, dot, widget.Say(th.Muted, "for "), widget.Foreign(th.Muted, text.New(e.Cause)))
	}
	second = append(second, dot, widget.Say(th.Muted, "at "), widget.Foreign(th.Muted, text.New(e.Start.UTC().Format(time.TimeOnly)+" UTC")))
	lines = append(lines, desk.Hanging([]widget.Spans{second}, max(s.w, 1))...)
	if undoable(e) {
		lines = append(lines, widget.Keyed(th, th.Muted, " {show_undo} goes to its plan, where it can be undone"))
	}
	if e.Err != nil {
		fault := widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Warning+" "), widget.Foreign(th.Text, text.New(e.Err.Error()))}
		lines = append(lines, desk.Hanging([]widget.Spans{fault}, max(s.w, 1))...)
	}
	// The bodies matter more: the head takes at most half of the room.
	return lines[:min(len(lines), max(s.h/2, 1))]
}

func (s *exchange) Update(msg tea.Msg) ui.Cmd {
	cmd, _ := s.snippet.update(msg)
	return cmd
}

func (s *exchange) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	h = max(h-1-len(s.head()), 0)
	s.request.setSize(w, h)
	s.answer.setSize(w, h)
	s.snippet.setSize(w, h)
}

func (s *exchange) View() string {
	var lines []string
	for _, l := range s.head() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	lines = append(lines, s.tabs.View())
	body := ""
	switch s.tabs.Active() {
	case tabBack:
		body = s.answer.view()
	case tabOut:
		body = s.request.view()
	default:
		body = s.snippet.view()
	}
	return widget.Block(append(lines, strings.Split(body, "\n")...), s.w, s.h)
}

// pane is the body of the tab in view; nil on the snippet.
func (s *exchange) pane() *bodyPane {
	switch s.tabs.Active() {
	case tabBack:
		return s.answer
	case tabOut:
		return s.request
	}
	return nil
}

func (s *exchange) Title() string {
	if s.entry.Number == 0 {
		return "Request"
	}
	return text.Escape(s.entry.Method + " " + s.entry.Target)
}

func (s *exchange) Layers() []ui.Layer {
	own := []ui.Layer{ui.ActivityLayer, ui.RequestLayer}
	if p := s.pane(); p != nil {
		return p.json.Layers(own...)
	}
	return append(own, ui.JSONLayer, ui.GlobalLayer)
}

func (s *exchange) Capturing() bool {
	p := s.pane()
	return p != nil && p.json.Searching()
}

func (s *exchange) Entry(msg tea.Msg) ui.Cmd {
	if p := s.pane(); p != nil {
		p.json.Entry(msg)
	}
	return nil
}

// EscapeStep ends a search.
func (s *exchange) EscapeStep() (ui.Cmd, bool) {
	p := s.pane()
	return nil, p != nil && p.json.EscapeStep()
}

func (s *exchange) Hints() []ui.Action {
	switch {
	case s.pane() == nil:
		return []ui.Action{ui.NextTab, ui.Link, ui.CopyMenu, ui.Format, ui.Send}
	}
	return []ui.Action{ui.NextTab, ui.Link, ui.Send, ui.Filter, ui.CopyMenu}
}

// Pending says where in the document one is.
func (s *exchange) Pending() string {
	if p := s.pane(); p != nil {
		return p.whereabouts()
	}
	return ""
}

func (s *exchange) Act(a ui.Action) (ui.Cmd, bool) {
	if desk.TabTurned(s.tabs, a) {
		return nil, true
	}
	switch a {
	case ui.Format:
		s.tabs.Select(tabSnippet)
		s.snippet.turn()
		return nil, true
	case ui.Reveal:
		s.tabs.Select(tabSnippet)
		return s.snippet.reveal(), true
	}
	if a == ui.CopyMenu && s.tabs.Active() == tabSnippet {
		return s.snippet.copy(), true
	}
	if cmd, ok := actOnEntry(s.desk, a, s.entry); ok {
		return cmd, true
	}
	if p := s.pane(); p != nil {
		return p.act(a)
	}
	m, ok := ui.Motions(a)
	if ok {
		s.snippet.pager.Go(m)
	}
	return nil, ok
}

// WhyNot is about what can't be done to a request that was sent, and what needs a
// document.
func (s *exchange) WhyNot(a ui.Action) widget.Words {
	p := s.pane()
	switch {
	case s.entry.Number == 0 && a != ui.Out && inExchange(a):
		return "this request is no longer in the log"
	case a == ui.Insert || a == ui.Editor || a == ui.Example:
		return "this body was sent: {activity.send} opens a new request with it"
	case a == ui.Preview:
		return "no preview here"
	case a == ui.CopyMenu && s.tabs.Active() == tabSnippet:
		return ""
	case p == nil && inDocument(a):
		return "no document in this tab: {activity.next_tab} shows another"
	case p != nil && inDocument(a):
		return p.whyNot(a)
	}
	return whyNotEntry(a, s.entry)
}

// inExchange reports whether an action is about the request that is shown.
func inExchange(a ui.Action) bool {
	return inDocument(a) || slices.Contains([]ui.Action{ui.NextTab, ui.PrevTab, ui.NextPane, ui.PrevPane, ui.Format, ui.Reveal, ui.CopyMenu, ui.Send, ui.Link}, a)
}

// Mouse is the screen itself.
func (s *exchange) Mouse() ui.Clicker { return s }

// Click turns to a tab, puts the cursor on a line of a document, or scrolls.
func (s *exchange) Click(x, y, lines int) ui.Cmd {
	y -= len(s.head())
	switch p := s.pane(); {
	case lines != 0:
		return ui.Wheel(s, lines)
	case desk.TabClicked(s.tabs, x, y, lines):
	case p != nil:
		desk.Click(p.json, y-1)
	}
	return nil
}
