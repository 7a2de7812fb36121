package past

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// The tabs.
const (
	tabList = iota
	tabEffect
)

// difference sets two states side by side: what has come, gone and changed from left to
// right, and who gains and loses what by it.
type difference struct {
	ui.Plain
	desk        *changes.Workspace
	left, right side
	loader      *ui.Loader[*between]
	found       *between
	err         error
	data        *desk.Data // that it was begun with
	rows        map[rbac.Ref]int
	tabs        *widget.Tabs
	list        *desk.Browser
	effects     *changes.Effects
	w, h        int
}

// kindDifference is the kind of the rows, which are no things of the tenant.
const kindDifference rbac.Kind = "difference"

// NewDifference makes the screen of a Route.
func NewDifference(d *changes.Workspace, r ui.Route) *difference {
	s := &difference{desk: d, tabs: widget.NewTabs(d.Theme)}
	s.left, s.right = sides(d.Desk, r)
	s.loader = ui.NewLoader[*between](s, d.Now)
	s.list = desk.NewBrowser(s, d.Theme, d.Now, s.columns(nil))
	s.effects = changes.NewEffects(s, d.Desk)
	s.Waits = []ui.Busy{s.loader, s.list.Loader, s.effects.Browser.Loader}
	s.count()
	return s
}

func (s *difference) Init() ui.Cmd { return s.reload() }

// reload finds anew what lies between; what was found stays until then.
func (s *difference) reload() ui.Cmd {
	s.data = s.desk.Data
	var cmd ui.Cmd
	if waiting, _ := s.desk.Loading(); !waiting && s.desk.Can.Past != nil {
		p, data, left, right := s.desk.Can.Past, s.data, s.left, s.right
		cmd = s.loader.Start("comparing", func(ctx context.Context) (*between, error) { return compared(ctx, p, data, left, right) })
	}
	s.explainEmpty()
	return cmd
}

func (s *difference) explainEmpty() {
	s.list.SetEmpty(s.emptyLines("These two are the same.")...)
	s.effects.Browser.SetEmpty(s.emptyLines("Nobody gains or loses a permission. Group mappings excluded.")...)
}

func (s *difference) emptyLines(none widget.Words) []widget.Spans {
	th := s.desk.Theme
	switch {
	case s.desk.Can.Past == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Nothing can be compared here.")}}
	case s.err != nil:
		return desk.ErrorLines(th, s.err)
	case s.found == nil:
		if lines := s.desk.NotYet(); lines != nil {
			return lines
		}
		return []widget.Spans{{widget.Say(th.Muted, "Comparing…")}}
	}
	return []widget.Spans{{widget.Say(th.Muted, none)}}
}

// count says behind each tab what it holds.
func (s *difference) count() {
	rows, users := -1, -1
	if s.found != nil {
		rows, users = len(s.found.list), s.found.impact.Users()
	}
	s.tabs.SetTabs(widget.Tab{Title: "Differences", Count: rows}, widget.Tab{Title: "Effect", Count: users})
}

func (s *difference) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data == s.desk.Data {
			return nil
		}
		return s.reload()
	}
	if found, err, ok := s.loader.Take(msg); ok {
		s.err = err
		if err == nil {
			s.found = found
		}
		return s.fill()
	}
	if cmd, ok := s.list.Update(msg); ok {
		return cmd
	}
	cmd, _ := s.effects.Browser.Update(msg)
	return cmd
}

// fill shows what was found.
func (s *difference) fill() ui.Cmd {
	s.explainEmpty()
	s.count()
	if s.found == nil {
		return nil
	}
	list := s.found.list
	rows := make([]desk.Row, len(list))
	s.rows = make(map[rbac.Ref]int, len(list))
	for i, x := range list {
		rows[i] = desk.Row{Ref: rbac.Ref{Kind: kindDifference, ID: text.New(rbac.ChangeKey(x.Change))}}
		s.rows[rows[i].Ref] = i
	}
	s.SetSize(s.w, s.h) // there may be remarks now
	return ui.Batch(s.list.Show(desk.NewListModel(s.data, s.columns(s.rows), rows)), s.effects.Show(s.data, s.found.impact))
}

// columns show what was found.
func (s *difference) columns(rows map[rbac.Ref]int) []desk.Column {
	var list []state.Difference
	if s.found != nil {
		list = s.found.list
	}
	of := func(shape widget.Column, cell func(state.Difference) desk.Cell) desk.Column {
		return desk.Column{Column: shape, Whole: shape.Weight > 0, Names: shape.Weight > 0, Cell: func(_ *desk.Data, r desk.Row) desk.Cell { return cell(list[rows[r.Ref]]) }}
	}
	return []desk.Column{
		of(widget.Column{Title: "", Min: 9}, func(x state.Difference) desk.Cell {
			switch {
			case x.There.IsZero():
				return desk.WordCell("+ added", desk.Good)
			case x.Here.IsZero():
				return desk.WordCell("- gone", desk.Bad)
			}
			return desk.WordCell("~ changed", desk.Warn)
		}),
		of(widget.Column{Title: "Object", Min: 14, Max: 17, Weight: 2}, func(x state.Difference) desk.Cell { return desk.TextCell(x.Name, desk.Plain) }),
		of(widget.Column{Title: "What", Min: 13, Max: 15}, func(x state.Difference) desk.Cell { return desk.WordCell(kindOf(x), desk.Muted) }),
		of(widget.Column{Title: widget.Words(s.left.title), Short: "from", Min: 12, Max: 14, Weight: 2}, func(x state.Difference) desk.Cell { return orNone(x.There) }),
		of(widget.Column{Title: widget.Words(s.right.title), Short: "to", Min: 12, Max: 14, Weight: 2}, func(x state.Difference) desk.Cell { return orNone(x.Here) }),
	}
}

// orNone is one side of a difference.
func orNone(t text.Text) desk.Cell {
	if t.IsZero() {
		return desk.WordCell("none", desk.Muted)
	}
	return desk.TextCell(t, desk.Plain)
}

// kindOf is what of a thing is otherwise; of a whole thing what it is.
func kindOf(x state.Difference) string {
	switch x.What {
	case string(x.About.Kind), "nested group", "mapping":
		return x.What
	}
	if x.About == (rbac.Ref{}) {
		return x.What
	}
	return string(x.About.Kind) + " " + x.What
}

// SetSize gives it its room.
func (s *difference) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	rest := max(h-1-len(s.heading()), 0)
	s.list.SetSize(w, rest)
	s.effects.SetSize(w, rest)
}

// heading says what is compared, and what could not be.
func (s *difference) heading() []widget.Spans {
	th := s.desk.Theme
	if s.found == nil || s.h < 8 {
		return nil
	}
	lines := desk.Hanging([]widget.Spans{{widget.Sayf(th.Muted, " from %s to %s: %s", s.left.title, s.right.title, s.found.effect)}}, max(s.w-1, 1))
	if n := len(s.found.remarks); n > 0 {
		more := ""
		if n > 1 {
			more = fmt.Sprintf(" (and %d more)", n-1)
		}
		lines = append(lines, widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" "), widget.Sayf(th.Text, "%s%s", s.found.remarks[0], more)})
	}
	return lines
}

// View draws the tab in view.
func (s *difference) View() string {
	parts := []string{s.tabs.View()}
	for _, l := range s.heading() {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, l...))
	}
	if s.tabs.Active() == tabEffect {
		return strings.Join(append(parts, s.effects.View()), "\n")
	}
	return strings.Join(append(parts, s.list.View()), "\n")
}

func (s *difference) Title() string { return s.left.title + " / " + s.right.title }

// pane is the list of the tab in view.
func (s *difference) pane() *desk.Browser {
	if s.tabs.Active() == tabEffect {
		return s.effects.Browser
	}
	return s.list
}

func (s *difference) Layers() []ui.Layer {
	if s.tabs.Active() == tabEffect {
		return s.pane().PlainLayers(ui.DifferenceLayer, ui.DetailLayer)
	}
	return s.pane().PlainLayers(ui.DifferenceLayer, ui.DetailLayer, ui.MarkLayer)
}

// Hints are the keys that matter in the tab in view.
func (s *difference) Hints() []ui.Action {
	if s.tabs.Active() == tabEffect {
		return []ui.Action{ui.Enter, ui.NextTab, ui.Filter}
	}
	return []ui.Action{ui.Enter, ui.Stage, ui.NextTab, ui.Filter}
}

// Capturing reports whether a filter takes letters.
func (s *difference) Capturing() bool { return s.pane().Filter.Active() }

// Entry takes text.
func (s *difference) Entry(msg tea.Msg) ui.Cmd {
	s.pane().Entry(msg)
	return nil
}

// EscapeStep clears a filter, or marks.
func (s *difference) EscapeStep() (ui.Cmd, bool) { return nil, s.pane().EscapeStep() }

// Pending says how much is marked.
func (s *difference) Pending() string { return s.pane().Marked() }

func (s *difference) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.NextTab, ui.PrevTab, ui.NextPane, ui.PrevPane:
		s.tabs.Next() // of two
	case ui.Enter, ui.Into:
		return s.open(), true
	case ui.Stage:
		return s.stage(), true
	case ui.Difference:
		return ui.Tell(ui.Show{Dialog: AskSource(s.desk.Desk)}), true
	case ui.Export:
		return s.desk.Export(s.pane(), "differences"), true
	case ui.CopyID:
		return s.desk.CopyIDs([]rbac.Ref{s.subject()}), true
	default:
		return s.pane().Act(a)
	}
	return nil, true
}

// current is the difference under the cursor.
func (s *difference) current() (state.Difference, bool) {
	r, ok := s.list.Current()
	if !ok || s.found == nil {
		return state.Difference{}, false
	}
	return s.found.list[s.rows[r.Ref]], true
}

// subject is what the row under the cursor is about; zero for the configuration.
func (s *difference) subject() rbac.Ref {
	if s.tabs.Active() == tabEffect {
		user, _, _, _ := s.effects.Current()
		return user.Ref()
	}
	x, _ := s.current()
	return x.About
}

// open goes to what the row is about.
func (s *difference) open() ui.Cmd {
	if s.tabs.Active() == tabEffect {
		user, permission, _, _ := s.effects.Current()
		return ui.Tell(ui.Open{Route: desk.AccessRoute(rbac.Query{User: user}, permission.Ref())})
	}
	about := s.subject()
	switch {
	case about == (rbac.Ref{}):
		return ui.Tell(ui.Jump{Route: ui.Route{Kind: desk.RouteConfig}})
	case !s.desk.Data.Exists(about):
		return s.desk.Say("it doesn't exist now: {difference.stage} stages its creation")
	}
	return s.desk.Open(about)
}

// stage stages what makes the chosen as it is on the left.
func (s *difference) stage() ui.Cmd {
	chosen := make(map[int]bool)
	for _, ref := range s.list.Chosen() {
		chosen[s.rows[ref]] = true
	}
	needed := state.Needed(s.found.list, func(i int) bool { return chosen[i] })
	s.list.Table.ClearMarks()
	return s.desk.Stage(s.desk.Numbered(needed))
}

// WhyNot is about what the row under the cursor has no part in.
func (s *difference) WhyNot(a ui.Action) widget.Words {
	switch {
	case slices.Contains([]ui.Action{ui.NextTab, ui.PrevTab, ui.NextPane, ui.PrevPane}, a):
		return ""
	case a == ui.Difference && s.desk.Can.Past == nil:
		return "nothing can be compared here"
	case a == ui.Stage && s.tabs.Active() == tabEffect:
		return "the effect follows from the differences: {detail.previous_tab} shows them"
	case a == ui.Stage && s.list.Table.Len() == 0:
		return "the list is empty"
	case a == ui.CopyID && s.pane().Table.Len() > 0 && s.subject() == (rbac.Ref{}):
		return "a switch has no id to copy"
	}
	return s.pane().WhyNot(a)
}

// Mouse is the screen itself.
func (s *difference) Mouse() ui.Clicker { return s }

// Click turns to a tab, puts the cursor on a row, or scrolls.
func (s *difference) Click(x, y, lines int) ui.Cmd {
	if !desk.TabClicked(s.tabs, x, y, lines) {
		s.pane().Click(y-1-len(s.heading()), lines)
	}
	return nil
}
