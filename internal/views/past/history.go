package past

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/history"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// saved lists the saved states of the tenant, the newest first.
type saved struct {
	desk.Filtered
	footed desk.Footed
	desk   *changes.Workspace
	visit  func(desk.Source) ui.Host
	loader *ui.Loader[[]history.Entry]
	states []history.Entry // the oldest first
	read   bool
	err    error
	data   *desk.Data // when it was read
}

// kindState is the kind of the rows, which are no things of the tenant.
const kindState rbac.Kind = "state"

// NewHistory makes the list of saved states; visit makes the explorer as of one.
func NewHistory(d *changes.Workspace, visit func(desk.Source) ui.Host) *saved {
	s := &saved{desk: d, visit: visit}
	s.loader = ui.NewLoader[[]history.Entry](s, d.Now)
	s.Browser = desk.NewBrowser(s, d.Theme, d.Now, s.columns())
	s.footed = desk.NewFooted(s.Browser)
	s.Waits = []ui.Busy{s.loader, s.Browser.Loader}
	return s
}

func (s *saved) Init() ui.Cmd { return s.reload() }

// refOf is the row of a state.
func refOf(e history.Entry) rbac.Ref { return rbac.Ref{Kind: kindState, ID: text.New("@" + e.ID)} }

// columns show the states as they were read.
func (s *saved) columns() []desk.Column {
	states := make(map[rbac.Ref]history.Entry, len(s.states))
	for _, e := range s.states {
		states[refOf(e)] = e
	}
	return []desk.Column{
		{Column: widget.Column{Title: "When", Min: 19}, Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
			e := states[r.Ref]
			return desk.Cell{Text: text.New(e.At.In(s.desk.Now().Location()).Format(seconds)), Number: e.At.UnixMilli(), Date: true}
		}},
		{Column: widget.Column{Title: "What changed", Min: 30, Weight: 1}, Whole: true, Names: true, Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
			return desk.WordCell(states[r.Ref].What, desk.Plain)
		}},
		{Column: widget.Column{Title: "KB", Min: 6, Align: widget.Right, Priority: 1}, Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
			const kilobyte = 1024
			n := (states[r.Ref].Size + kilobyte - 1) / kilobyte
			return desk.Cell{Text: text.New(fmt.Sprint(n)), Number: n, Numeric: true, Tone: desk.Muted}
		}},
	}
}

// reload reads what is kept.
func (s *saved) reload() ui.Cmd {
	s.data = s.desk.Data
	p := s.desk.Can.Past
	if p == nil {
		s.Browser.SetEmpty(s.emptyLines()...)
		return nil
	}
	cmd := s.loader.Start("reading the saved states", func(context.Context) ([]history.Entry, error) { return p.Saved() })
	s.Browser.SetEmpty(s.emptyLines()...)
	return cmd
}

func (s *saved) emptyLines() []widget.Spans {
	th := s.desk.Theme
	switch {
	case s.desk.Can.Past == nil:
		return []widget.Spans{{widget.Say(th.Muted, "History is off.")}}
	case s.err != nil:
		return desk.ErrorLines(th, s.err)
	case !s.read:
		return []widget.Spans{{widget.Say(th.Muted, "Reading the saved states…")}}
	case s.desk.Source.Identity().Offline:
		return []widget.Spans{widget.Keyed(th, th.Muted, "A snapshot has no history. {history.other_source} compares it with another one.")}
	}
	return []widget.Spans{widget.Keyed(th, th.Muted, "No state is saved yet. {refresh} reads the tenant: each state that differs from the last is kept.")}
}

func (s *saved) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data == s.desk.Data {
			return nil
		}
		return s.reload()
	}
	if states, err, ok := s.loader.Take(msg); ok {
		s.states, s.err, s.read = states, err, true
		return s.fill()
	}
	cmd, _ := s.Browser.Update(msg)
	return cmd
}

func (s *saved) fill() ui.Cmd {
	s.Browser.SetEmpty(s.emptyLines()...)
	rows := make([]desk.Row, 0, len(s.states))
	for _, e := range slices.Backward(s.states) {
		rows = append(rows, desk.Row{Ref: refOf(e)})
	}
	return s.Browser.Show(desk.NewListModel(s.desk.Data, s.columns(), rows))
}

func (s *saved) SetSize(w, h int) { s.footed.SetSize(w, h) }
func (s *saved) View() string     { return s.footed.View() }
func (s *saved) Title() string    { return "History" }

func (s *saved) Layers() []ui.Layer { return s.Browser.PlainLayers(ui.HistoryLayer, ui.MarkLayer) }

// Hints are the keys that matter here.
func (s *saved) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.AsOf, ui.Compare, ui.Difference}
}

// Pending says how much is marked.
func (s *saved) Pending() string { return s.Browser.Marked() }

// at is where a row stands among the states; false where it is none.
func (s *saved) at(ref rbac.Ref) (int, bool) {
	i := slices.IndexFunc(s.states, func(e history.Entry) bool { return refOf(e) == ref })
	return i, i >= 0
}

func (s *saved) current() (int, bool) {
	r, _ := s.Browser.Current()
	return s.at(r.Ref)
}

func (s *saved) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Enter, ui.Into:
		i, _ := s.current()
		return opened(refOf(s.states[i-1]).ID, refOf(s.states[i]).ID), true
	case ui.Compare:
		return s.compare(), true
	case ui.AsOf:
		i, _ := s.current()
		return ui.Tell(ui.Visit{Host: s.visit(s.desk.Can.Past.AsOf(s.states[i])), From: s}), true
	case ui.Difference:
		return ui.Tell(ui.Show{Dialog: AskSource(s.desk.Desk)}), true
	case ui.CopyID:
		r, _ := s.Browser.Current()
		return ui.Tell(desk.CopiedText(r.Ref.ID).Copy("the reference of the state")), true
	}
	return s.Browser.Act(a)
}

// compare opens what lies between two marked states, or between one and now.
func (s *saved) compare() ui.Cmd {
	chosen := s.Browser.Chosen()
	if len(chosen) == 1 {
		return opened(chosen[0].ID, text.Text{})
	}
	one, _ := s.at(chosen[0])
	other, _ := s.at(chosen[1])
	return opened(refOf(s.states[min(one, other)]).ID, refOf(s.states[max(one, other)]).ID)
}

// WhyNot is about what there are not states enough for.
func (s *saved) WhyNot(a ui.Action) widget.Words {
	i, ok := s.current()
	n := s.Browser.Table.MarkCount()
	switch {
	case a == ui.Difference && s.desk.Can.Past == nil:
		return "nothing can be compared here"
	case a == ui.Difference:
		return ""
	case slices.Contains([]ui.Action{ui.Enter, ui.Into, ui.Compare, ui.AsOf}, a) && !ok:
		return "no state is saved here"
	case (a == ui.Enter || a == ui.Into) && i == 0:
		return "this is the first state: {history.compare} compares it with now"
	case a == ui.Compare && n > 2:
		return "two states are compared: mark no more"
	}
	return s.Browser.WhyNot(a)
}

// Mouse is the screen itself.
func (s *saved) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *saved) Click(_, y, lines int) ui.Cmd {
	s.Browser.Click(y, lines)
	return nil
}
