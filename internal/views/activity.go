package views

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// logged is a source that keeps a log of its requests.
type logged interface{ Log() *tenant.Log }

// entries are the requests of this run, the oldest first.
func (d *Desk) entries() []tenant.Entry {
	if l, ok := d.Source.(logged); ok {
		return l.Log().Entries()
	}
	return nil
}

// stamp is another number after each request.
func (d *Desk) stamp() int {
	if l, ok := d.Source.(logged); ok {
		return l.Log().Stamp()
	}
	return 0
}

// kindRequest is the kind of the activity's rows, which are no things of the
// tenant.
const kindRequest rbac.Kind = "request"

// activity lists every request of this run, the newest first.
type activity struct {
	desk    *Desk
	browser *browser
	entries map[rbac.Ref]tenant.Entry
	stamp   int
	preview *exchange
	hidden  bool
	w, h    int
}

func newActivity(d *Desk) *activity {
	s := &activity{desk: d, stamp: -1}
	s.browser = newBrowser(s, d.Theme, d.Now, activityColumns(nil))
	s.browser.filter.SetHint("letters of method, path, status or cause")
	s.browser.sortCol, s.browser.down = 0, true // by time even while it is filtered
	s.preview = newExchange(d, text.Text{})
	return s
}

func entryRef(number int) rbac.Ref {
	return rbac.Ref{Kind: kindRequest, ID: text.New(strconv.Itoa(number))}
}

// activityColumns show entries, which must not change any more.
func activityColumns(entries map[rbac.Ref]tenant.Entry) []column {
	of := func(c widget.Column, v func(tenant.Entry) cell) column {
		return column{Column: c, cell: func(_ *Data, r row) cell { return v(entries[r.ref]) }}
	}
	columns := []column{
		of(widget.Column{Title: "At", Min: 8, Priority: 3}, func(e tenant.Entry) cell {
			return cell{text: text.New(e.Start.UTC().Format(time.TimeOnly)), number: e.Start.UnixNano(), numeric: true, tone: muted}
		}),
		of(widget.Column{Title: "Method", Min: 6}, func(e tenant.Entry) cell { return wordCell(e.Method, plain) }),
		of(widget.Column{Title: "Path", Min: 20, Weight: 1}, func(e tenant.Entry) cell { return wordCell(e.Target, plain) }),
		of(widget.Column{Title: "Status", Min: 10}, entryStatus),
		of(widget.Column{Title: "Took", Min: 7, Align: widget.Right, Priority: 1}, func(e tenant.Entry) cell {
			return cell{text: text.New(timeText(e.Duration)), number: int64(e.Duration), numeric: true}
		}),
		of(widget.Column{Title: "Bytes", Min: 8, Align: widget.Right, Priority: 4}, func(e tenant.Entry) cell {
			return cell{text: text.New(strconv.FormatInt(e.BytesIn, 10)), number: e.BytesIn, numeric: true}
		}),
		of(widget.Column{Title: "Try", Align: widget.Right, Priority: 5}, func(e tenant.Entry) cell {
			if e.Attempt < 2 {
				return cell{numeric: true}
			}
			return cell{text: text.New(strconv.Itoa(e.Attempt)), number: int64(e.Attempt), numeric: true, tone: warn}
		}),
		of(widget.Column{Title: "Cause", Min: 8, Max: 16, Priority: 2}, func(e tenant.Entry) cell { return wordCell(e.Cause, muted) }),
	}
	columns[2].names = true
	return columns
}

// entryStatus is a status as a number, or why there is none.
func entryStatus(e tenant.Entry) cell {
	switch {
	case e.Status == 0 && e.Err != nil:
		return wordCell(string(e.Err.Kind), bad)
	case e.Status == 0:
		return wordCell("no answer", bad)
	case e.Status >= 400:
		return wordCell(strconv.Itoa(e.Status)+" failed", bad)
	case e.Err != nil:
		return wordCell(strconv.Itoa(e.Status)+" bad", warn)
	}
	return wordCell(strconv.Itoa(e.Status), good)
}

func (s *activity) Init() tea.Cmd { return s.reload() }

// reload shows what has been sent since.
func (s *activity) reload() tea.Cmd {
	var cmd tea.Cmd
	if stamp := s.desk.stamp(); stamp != s.stamp {
		s.stamp = stamp
		list := s.desk.entries()
		s.entries = make(map[rbac.Ref]tenant.Entry, len(list))
		rows := make([]row, len(list))
		for i, e := range list {
			s.entries[entryRef(e.Number)] = e
			rows[len(list)-1-i] = row{ref: entryRef(e.Number)}
		}
		cmd = s.browser.show(newSheet(s.desk.data, activityColumns(s.entries), rows))
	}
	th := s.desk.Theme
	empty := widget.Words("No request has been sent yet. 8 opens the API explorer.")
	switch {
	case s.browser.table.Total() > 0:
		empty = "No request matches. esc clears the filter."
	case s.desk.Source.Identity().Offline:
		empty = "Nothing is ever sent for a saved document."
	}
	s.browser.setEmpty(widget.Spans{widget.Say(th.Muted, empty)})
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
	r, ok := s.browser.current()
	if !ok {
		return tenant.Entry{}, false
	}
	e, ok := s.entries[r.ref]
	return e, ok
}

func (s *activity) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case ui.DataChanged, ui.LogGrown:
		return s.reload()
	}
	if s.browser.update(msg) {
		s.follow()
	}
	return nil
}

func (s *activity) split() (left, right int) {
	left, right = ui.Split(s.w)
	if s.hidden {
		return s.w, 0
	}
	return left, right
}

func (s *activity) SetSize(w, h int) {
	s.w, s.h = w, h
	left, right := s.split()
	s.browser.setSize(left, h)
	s.preview.SetSize(max(right-1, 0), h)
	s.follow()
}

func (s *activity) View() string {
	left, right := s.split()
	if right == 0 {
		return s.browser.view()
	}
	return beside(s.desk.Theme, s.browser.view(), left, s.preview.View(), right)
}

func (s *activity) Title() string      { return "Activity" }
func (s *activity) Layers() []ui.Layer { return s.browser.plainLayers(ui.ActivityLayer) }
func (s *activity) Capturing() bool    { return s.browser.filter.Active() }

func (s *activity) Type(k tea.KeyPressMsg) tea.Cmd { s.entry(k); return nil }
func (s *activity) Paste(v string) tea.Cmd         { s.entry(tea.PasteMsg{Content: v}); return nil }

func (s *activity) entry(msg tea.Msg) {
	s.browser.entry(msg)
	s.follow()
}

// Rung clears the filter, then the marks.
func (s *activity) Rung() (tea.Cmd, bool) {
	defer s.follow()
	return nil, s.browser.rung()
}

func (s *activity) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	if e, ok := s.current(); ok {
		if undoable(e) {
			return []ui.Action{ui.Enter, ui.Link, ui.Send, ui.CopyMenu, ui.Filter}
		}
	}
	return s.browser.present(ui.Enter, ui.Send, ui.CopyMenu, ui.Filter)
}

// Pending says how many requests there were.
func (s *activity) Pending() string { return counted(s.browser.table.Total(), "request") }

func (s *activity) Act(a ui.Action) (tea.Cmd, bool) {
	defer s.follow()
	if cmd, ok := s.browser.act(a); ok {
		return cmd, true
	}
	if a == ui.Preview && noPreview(s.w) {
		return sayNoPreview(), true
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
		return ui.Tell(to(routeExchange, entryRef(e.Number).ID)), true
	case ui.NextTab:
		s.preview.tabs.Next()
		return nil, true
	case ui.PrevTab:
		s.preview.tabs.Prev()
		return nil, true
	case ui.CopyID:
		return ui.Tell(ui.Copy{What: "method and path", Value: e.Method + " " + e.Target}), true
	}
	return s.desk.actOnEntry(a, e)
}

// Click puts the cursor on a row, or scrolls.
func (s *activity) Click(_, y, lines int) tea.Cmd {
	s.browser.click(y, lines)
	s.follow()
	return nil
}

// callOf is the call of an entry, to be sent or copied again; why not, where it
// can't be had.
func callOf(e tenant.Entry) (endpoint.Call, string) {
	route := endpoint.Lookup(e.Route)
	if route == nil {
		return endpoint.Call{}, "a request for a token can't be repeated by hand: the explorer's Token tab says how to get one"
	}
	call, err := endpoint.Parse(e.Method, e.Target, true)
	if err != nil || call.Route != route {
		return endpoint.Call{}, "this request can't be made again from the log"
	}
	if e.Omitted && e.Request == nil && e.BytesOut > 0 {
		return endpoint.Call{}, "the body of this request was too large to keep"
	}
	if e.Request != nil {
		call.Body = e.Request
	}
	return call, ""
}

// actOnEntry does what a key means to one request of the log.
func (d *Desk) actOnEntry(a ui.Action, e tenant.Entry) (tea.Cmd, bool) {
	switch a {
	case ui.Send:
		call, why := callOf(e)
		if why != "" {
			return complain(why), true
		}
		// What writes is filled in and waits: it must be asked about.
		return ui.Tell(ui.Open{Route: requestRoute(call, true)}), true
	case ui.CopyMenu:
		call, why := callOf(e)
		if why != "" {
			return complain(why), true
		}
		return d.copyCall(call), true
	case ui.Link:
		return d.undoOf(e), true
	}
	return nil, false
}

// undoable reports whether a request is a write with a plan behind it.
func undoable(e tenant.Entry) bool {
	_, planned := tenant.RunOf(e.Cause)
	route := endpoint.Lookup(e.Route)
	return planned && route != nil && !route.Reads()
}

// undoOf leads from a write to the plan that it belongs to, which can be taken
// back there.
func (d *Desk) undoOf(e tenant.Entry) tea.Cmd {
	run, planned := tenant.RunOf(e.Cause)
	route := endpoint.Lookup(e.Route)
	switch {
	case route == nil || route.Reads() && !planned:
		return say("nothing to undo: this request altered nothing")
	case planned:
		return ui.Tell(ui.Open{Route: historyOf(run)})
	case e.Cause == callCause:
		return say("sent by hand as it stood: no undo is kept of it")
	}
	return say("no undo is kept of this request")
}
