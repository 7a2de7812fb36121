package views

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// The tabs of the changes screen.
const (
	tabStaged = iota
	tabEffect
	tabHistory
)

// changesScreen shows what is staged, as requests and as effects, and what was
// applied before.
type changesScreen struct {
	desk    *Desk
	tabs    *widget.Tabs
	staged  *stagedPane
	effect  *effectPane
	history *historyPane
	w, h    int
}

func newChanges(d *Desk) *changesScreen {
	s := &changesScreen{desk: d, tabs: widget.NewTabs(d.Theme)}
	s.staged = newStagedPane(s, d)
	s.effect = newEffectPane(s, d)
	s.history = newHistoryPane(s, d)
	return s
}

// historyOf leads to a run in the history, by its number.
func historyOf(run int) ui.Route {
	return ui.Route{Kind: routeChanges, ID: text.New(strconv.Itoa(run))}
}

// changesAt makes the changes screen of such a route, or of none.
func changesAt(d *Desk, r ui.Route) *changesScreen {
	s := newChanges(d)
	if run, err := strconv.Atoi(r.ID.Raw()); err == nil {
		s.history.wanted = run
		s.count()
		s.tabs.Select(tabHistory)
	}
	return s
}

// Init shows what there is.
func (s *changesScreen) Init() tea.Cmd { return s.reload() }

func (s *changesScreen) reload() tea.Cmd {
	s.staged.reload()
	effect := s.effect.reload()
	history := s.history.reload()
	s.count()
	return ui.Batch(effect, history)
}

// count says behind each tab what it holds.
func (s *changesScreen) count() {
	users := -1
	if seen := s.desk.staged.seen; seen != nil && seen.plan != nil {
		users = len(seen.effect.Users)
	}
	s.tabs.SetTabs(
		widget.Tab{Title: "Staged", Count: len(s.desk.staged.changes)},
		widget.Tab{Title: "Effect", Count: users},
		widget.Tab{Title: "History", Count: len(s.history.runs)},
	)
}

// Update takes news of what is staged, and of the journal.
func (s *changesScreen) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	if m, ok := msg.(planFile); ok {
		return s.staged.writeTo(m)
	}
	if m, ok := msg.(askedFile); ok {
		return s.staged.askPath(m)
	}
	if m, ok := msg.(auditFile); ok {
		return s.history.exportTo(m.path)
	}
	if cmd, ok := s.staged.update(msg); ok {
		return cmd
	}
	if cmd, ok := s.history.update(msg); ok {
		s.count()
		return cmd
	}
	s.effect.browser.update(msg)
	return nil
}

// SetSize gives it its room.
func (s *changesScreen) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	s.staged.setSize(w, max(h-1, 0))
	s.effect.setSize(w, max(h-1, 0))
	s.history.browser.setSize(w, max(h-1, 0))
}

// View draws the tab in view.
func (s *changesScreen) View() string {
	switch s.tabs.Active() {
	case tabEffect:
		return s.tabs.View() + "\n" + s.effect.view()
	case tabHistory:
		return s.tabs.View() + "\n" + s.history.browser.view()
	}
	return s.tabs.View() + "\n" + s.staged.view()
}

func (s *changesScreen) Title() string { return "Changes" }

// pane is the list of the tab in view; nil on the tree of what is staged.
func (s *changesScreen) pane() *browser {
	switch s.tabs.Active() {
	case tabEffect:
		return s.effect.browser
	case tabHistory:
		return s.history.browser
	}
	return nil
}

// Layers are the keys of the tab in view.
func (s *changesScreen) Layers() []ui.Layer {
	switch s.tabs.Active() {
	case tabEffect:
		return s.effect.browser.layers(ui.DetailLayer)
	case tabHistory:
		return s.history.browser.plainLayers(ui.HistoryLayer, ui.DetailLayer)
	}
	return []ui.Layer{ui.ChangesLayer, ui.TreeLayer, ui.GlobalLayer}
}

// Hints are the keys that matter in the tab in view.
func (s *changesScreen) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	switch s.tabs.Active() {
	case tabEffect:
		return s.pane().present(ui.Enter, ui.Filter, ui.NextTab)
	case tabHistory:
		return s.pane().present(ui.Enter, ui.Undo, ui.Resume, ui.Export)
	}
	if len(s.desk.staged.changes) == 0 {
		return []ui.Action{ui.NextTab}
	}
	return []ui.Action{ui.Apply, ui.Drop, ui.WhatIf, ui.Write}
}

// Capturing reports whether a filter takes letters.
func (s *changesScreen) Capturing() bool {
	p := s.pane()
	return p != nil && p.filter.Active()
}

// Type takes a letter of a filter.
func (s *changesScreen) Type(k tea.KeyPressMsg) tea.Cmd {
	s.pane().entry(k)
	return nil
}

// Paste takes words of a filter.
func (s *changesScreen) Paste(v string) tea.Cmd {
	s.pane().entry(tea.PasteMsg{Content: v})
	return nil
}

// Rung clears a filter, or marks.
func (s *changesScreen) Rung() (tea.Cmd, bool) {
	p := s.pane()
	return nil, p != nil && p.rung()
}

// work is something that runs and can be ended.
type work interface {
	Busy() (time.Time, string)
	Cancel()
}

// works are what may be running, the first first to be told and ended.
func (s *changesScreen) works() []work {
	return []work{s.desk.staged.ahead, s.history.loader, s.history.writer, s.staged.writer, s.effect.browser.loader}
}

// Busy is since when something is being read, written or worked out.
func (s *changesScreen) Busy() (time.Time, string) {
	for _, w := range s.works() {
		if since, what := w.Busy(); !since.IsZero() {
			return since, what
		}
	}
	return time.Time{}, ""
}

// Cancel ends what Busy tells.
func (s *changesScreen) Cancel() {
	for _, w := range s.works() {
		if since, _ := w.Busy(); !since.IsZero() {
			w.Cancel()
			s.staged.reload()
			s.effect.browser.setEmpty(s.effect.emptyLines()...)
			s.history.browser.setEmpty(s.history.emptyLines()...)
			return
		}
	}
}

// Close ends what runs for this screen.
func (s *changesScreen) Close() {
	for _, w := range s.works()[1:] { // what is staged is foreseen for others, too
		w.Cancel()
	}
}

// Act does what a key means in the tab in view.
func (s *changesScreen) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextTab, ui.NextPane:
		s.tabs.Next()
		return nil, true
	case ui.PrevTab, ui.PrevPane:
		s.tabs.Prev()
		return nil, true
	}
	if p := s.pane(); p != nil {
		if cmd, ok := p.act(a); ok {
			return cmd, true
		}
	}
	switch s.tabs.Active() {
	case tabEffect:
		return s.effect.act(a)
	case tabHistory:
		return s.history.act(a)
	}
	return s.staged.act(a)
}
