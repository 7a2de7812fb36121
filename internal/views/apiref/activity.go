package apiref

import (
	"cmp"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// Entries are the requests of this run, the oldest first.
func Entries(d *changes.Workspace) []tenant.Entry {
	if l := d.Can.Log; l != nil {
		return l.Log().Entries()
	}
	return nil
}

// stamp is another number after each request.
func stamp(d *changes.Workspace) int {
	if l := d.Can.Log; l != nil {
		return l.Log().Stamp()
	}
	return 0
}

// kindRequest is the kind of the activity's rows, which are no things of the
// tenant.
const kindRequest rbac.Kind = "request"

// activity lists every request of this run, the newest first.
type activity struct {
	ui.Plain
	desk    *changes.Workspace
	browser *desk.Browser
	entries map[rbac.Ref]tenant.Entry
	stamp   int
	preview *exchange
	hidden  bool
	w, h    int
}

// NewActivity makes the log of requests.
func NewActivity(d *changes.Workspace) *activity {
	s := &activity{desk: d, stamp: -1}
	s.browser = desk.NewBrowser(s, d.Theme, d.Now, ActivityColumns(nil))
	s.browser.Filter.SetHint("part of the method, path, status or cause")
	s.browser.SortCol, s.browser.Down = 0, true // by time even while it is filtered
	s.preview = NewExchange(d, text.Text{})
	return s
}

// EntryRef is the row of a request of the log.
func EntryRef(number int) rbac.Ref {
	return rbac.Ref{Kind: kindRequest, ID: text.New(strconv.Itoa(number))}
}

// ActivityColumns show entries, which must not change any more.
func ActivityColumns(entries map[rbac.Ref]tenant.Entry) []desk.Column {
	of := func(c widget.Column, v func(tenant.Entry) desk.Cell) desk.Column {
		return desk.Column{Column: c, Cell: func(_ *desk.Data, r desk.Row) desk.Cell { return v(entries[r.Ref]) }}
	}
	columns := []desk.Column{
		of(widget.Column{Title: "At", Min: 8, Priority: 3}, func(e tenant.Entry) desk.Cell {
			return desk.Cell{Text: text.New(e.Start.UTC().Format(time.TimeOnly)), Number: e.Start.UnixNano(), Numeric: true, Tone: desk.Muted}
		}),
		of(widget.Column{Title: "Method", Min: 6}, func(e tenant.Entry) desk.Cell { return desk.WordCell(e.Method, desk.Plain) }),
		of(widget.Column{Title: "Path", Min: 20, Max: 24, Weight: 1}, func(e tenant.Entry) desk.Cell { return desk.WordCell(e.Target, desk.Plain) }),
		of(widget.Column{Title: "Status", Min: 10}, entryStatus),
		of(widget.Column{Title: "Time", Min: 7, Align: widget.Right, Priority: 1, Bars: 6}, func(e tenant.Entry) desk.Cell {
			return desk.Cell{Text: text.New(timeText(e.Duration)), Number: int64(e.Duration), Numeric: true}
		}),
		of(widget.Column{Title: "Bytes", Min: 8, Align: widget.Right, Priority: 4}, func(e tenant.Entry) desk.Cell {
			return desk.Cell{Text: text.New(strconv.FormatInt(e.BytesIn, 10)), Number: e.BytesIn, Numeric: true}
		}),
		of(widget.Column{Title: "Attempt", Align: widget.Right, Priority: 5}, func(e tenant.Entry) desk.Cell {
			if e.Attempt < 2 {
				return desk.Cell{Numeric: true}
			}
			return desk.Cell{Text: text.New(strconv.Itoa(e.Attempt)), Number: int64(e.Attempt), Numeric: true, Tone: desk.Warn}
		}),
		of(widget.Column{Title: "Cause", Min: 8, Max: 16, Priority: 2}, func(e tenant.Entry) desk.Cell { return desk.WordCell(e.Cause, desk.Muted) }),
	}
	columns[2].Names = true
	return columns
}

// entryStatus is a status as a number, or why there is none.
func entryStatus(e tenant.Entry) desk.Cell {
	switch {
	case e.Status == 0 && e.Err != nil:
		return desk.WordCell(string(e.Err.Kind), desk.Bad)
	case e.Status == 0:
		return desk.WordCell("no answer", desk.Bad)
	case e.Status >= 400:
		return desk.WordCell(strconv.Itoa(e.Status)+" failed", desk.Bad)
	case e.Err != nil:
		return desk.WordCell(strconv.Itoa(e.Status)+" bad", desk.Warn)
	}
	return desk.WordCell(strconv.Itoa(e.Status), desk.Good)
}

func (s *activity) Init() ui.Cmd { return s.reload() }

// reload shows what has been sent since.
func (s *activity) reload() ui.Cmd {
	var cmd ui.Cmd
	if stamp := stamp(s.desk); stamp != s.stamp {
		s.stamp = stamp
		list := Entries(s.desk)
		s.entries = make(map[rbac.Ref]tenant.Entry, len(list))
		rows := make([]desk.Row, len(list))
		for i, e := range list {
			s.entries[EntryRef(e.Number)] = e
			rows[len(list)-1-i] = desk.Row{Ref: EntryRef(e.Number)}
		}
		cmd = s.browser.Show(desk.NewListModel(s.desk.Data, ActivityColumns(s.entries), rows))
	}
	th := s.desk.Theme
	empty := widget.Words("No request has been sent yet. {go_explorer} opens the API explorer.")
	switch {
	case s.browser.Table.Total() > 0:
		empty = "No request matches. {escape} clears the filter."
	case s.desk.Source.Identity().Offline:
		empty = s.desk.NoServer("A snapshot sends no requests.", "No requests are sent as of %s. {go_history} goes back to now.")
	}
	s.browser.SetEmpty(widget.Keyed(th, th.Muted, empty))
	s.follow()
	return cmd
}

// follow previews the request under the cursor.
func (s *activity) follow() {
	if _, right := s.split(); right == 0 {
		return
	}
	e, ok := s.current()
	if !ok {
		s.preview.show(tenant.Entry{})
		return
	}
	if e.Number != s.preview.entry.Number {
		s.preview.show(e)
	}
}

func (s *activity) current() (tenant.Entry, bool) {
	r, ok := s.browser.Current()
	if !ok {
		return tenant.Entry{}, false
	}
	e, ok := s.entries[r.Ref]
	return e, ok
}

func (s *activity) Update(msg tea.Msg) ui.Cmd {
	switch msg.(type) {
	case ui.DataChanged, ui.LogGrown:
		return s.reload()
	}
	cmd, ok := s.browser.Update(msg)
	if ok {
		s.follow()
	}
	return cmd
}

func (s *activity) split() (left, right int) {
	left, right = desk.Split(s.desk.Theme, s.w)
	if s.hidden {
		return s.w, 0
	}
	return left, right
}

func (s *activity) SetSize(w, h int) {
	s.w, s.h = w, h
	left, right := s.split()
	s.browser.Table.SetBeside(right > 0)
	s.browser.Table.Most = desk.Most(s.hidden, right)
	s.browser.SetSize(left, h)
	s.preview.SetSize(max(right-1, 0), h)
	s.follow()
}

func (s *activity) View() string {
	left, right := s.split()
	if right == 0 {
		return s.browser.View()
	}
	return desk.Beside(s.desk.Theme, s.browser.View(), left, s.preview.View(), right)
}

func (s *activity) Title() string      { return "Activity" }
func (s *activity) Layers() []ui.Layer { return s.browser.PlainLayers(ui.ActivityLayer) }
func (s *activity) Capturing() bool    { return s.browser.Filter.Active() }

func (s *activity) Entry(msg tea.Msg) ui.Cmd {
	s.browser.Entry(msg)
	s.follow()
	return nil
}

// EscapeStep clears the filter, then the marks.
func (s *activity) EscapeStep() (ui.Cmd, bool) {
	defer s.follow()
	return nil, s.browser.EscapeStep()
}

func (s *activity) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.Link, ui.Send, ui.CopyMenu, ui.Filter}
}

// Pending says how many requests there were.
func (s *activity) Pending() string { return text.Counted(s.browser.Table.Total(), "request") }

func (s *activity) Act(a ui.Action) (ui.Cmd, bool) {
	defer s.follow()
	if cmd, ok := s.browser.Act(a); ok {
		return cmd, true
	}
	if a == ui.Preview {
		s.hidden = !s.hidden
		s.SetSize(s.w, s.h)
		return nil, true
	}
	e, ok := s.current()
	if !ok {
		return nil, false
	}
	switch a {
	case ui.Enter, ui.Into:
		return ui.Tell(desk.OpenScreen(desk.RouteExchange, EntryRef(e.Number).ID)), true
	case ui.NextTab:
		s.preview.tabs.Next()
		return nil, true
	case ui.PrevTab:
		s.preview.tabs.Prev()
		return nil, true
	case ui.CopyID:
		return ui.Tell(ui.Copy{What: "method and path", Value: e.Method + " " + e.Target}), true
	}
	return actOnEntry(s.desk, a, e)
}

// Mouse is the screen itself.
func (s *activity) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *activity) Click(_, y, lines int) ui.Cmd {
	s.browser.Click(y, lines)
	s.follow()
	return nil
}

// CallOf is the call of an entry, to be sent or copied again; why not, where it
// can't be had.
func CallOf(e tenant.Entry) (endpoint.Call, string) {
	route := endpoint.Lookup(e.Route)
	if route == nil {
		return endpoint.Call{}, "a token request can't be repeated by hand: the explorer's Token tab shows how to get one"
	}
	call, err := endpoint.Parse(e.Method, e.Target, true)
	if err != nil || call.Route != route {
		return endpoint.Call{}, "this request can't be repeated from the log"
	}
	if e.Omitted && e.Request == nil && e.BytesOut > 0 {
		return endpoint.Call{}, "the request body was too large to keep"
	}
	if e.Request != nil {
		call.Body = e.Request
	}
	return call, ""
}

// actOnEntry does what a key means to one request of the log.
func actOnEntry(d *changes.Workspace, a ui.Action, e tenant.Entry) (ui.Cmd, bool) {
	switch a {
	case ui.Send:
		call, _ := CallOf(e)
		// What writes is filled in and waits: it must be asked about.
		return ui.Tell(ui.Open{Route: RequestRoute(call, true)}), true
	case ui.CopyMenu:
		call, _ := CallOf(e)
		return clipboard.Call(d.Desk, call), true
	case ui.Link:
		return undoOf(e), true
	}
	return nil, false
}

// undoable reports whether a request is a write with a plan behind it.
func undoable(e tenant.Entry) bool {
	_, planned := tenant.RunOf(e.Cause)
	route := endpoint.Lookup(e.Route)
	return planned && route != nil && !route.Reads()
}

// whyNotEntry says why an action can't be done to one request of the log.
func whyNotEntry(a ui.Action, e tenant.Entry) widget.Words {
	switch a {
	case ui.Send, ui.CopyMenu:
		_, why := CallOf(e)
		return widget.Words(why)
	case ui.Link:
		route := endpoint.Lookup(e.Route)
		switch {
		case undoable(e):
			return ""
		case route == nil || route.Reads():
			return "nothing to undo: this request changed nothing"
		case e.Cause == CallCause:
			return "sent by hand, as is: there is no undo"
		}
		return "this request has no undo"
	}
	return ""
}

// undoOf leads from a write to the plan that it belongs to, which can be taken
// back there.
func undoOf(e tenant.Entry) ui.Cmd {
	run, _ := tenant.RunOf(e.Cause)
	return ui.Tell(ui.Open{Route: changes.RunOf(run)})
}

// WhyNot is about what has no room or no request, and what the request under the cursor
// leaves nothing to do for.
func (s *activity) WhyNot(a ui.Action) widget.Words {
	if a == ui.Preview {
		return desk.WhyNoPreview(s.w)
	}
	e, ok := s.current()
	switch a {
	case ui.NextTab, ui.PrevTab, ui.Send, ui.Link:
		if !ok {
			return "the list is empty"
		}
	}
	return cmp.Or(s.browser.WhyNot(a), whyNotEntry(a, e))
}
