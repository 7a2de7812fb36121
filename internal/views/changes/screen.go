package changes

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// The tabs of the changes screen.
const (
	tabStaged = iota
	tabEffect
	tabRuns
)

// changesScreen shows what is staged, as requests and as effects, and what was
// applied before.
type changesScreen struct {
	ui.Plain
	desk   *Workspace
	tabs   *widget.Tabs
	staged *stagedPane
	effect *effectPane
	runs   *runsPane
	asked  int // the desk's, when the tab was chosen: what is staged since is shown first
	w, h   int
}

func newChanges(d *Workspace) *changesScreen {
	s := &changesScreen{desk: d, tabs: widget.NewTabs(d.Theme)}
	s.staged = newStagedPane(s, d)
	s.effect = newEffectPane(s, d)
	s.runs = newRunsPane(s, d)
	return s
}

// RunOf leads to a run among those kept, by its number.
func RunOf(run int) ui.Route {
	return ui.Route{Kind: desk.RouteChanges, ID: text.New(strconv.Itoa(run))}
}

// ChangesAt makes the changes screen of such a route, or of none.
func ChangesAt(d *Workspace, r ui.Route) *changesScreen {
	s := newChanges(d)
	run, err := strconv.Atoi(r.ID.Raw())
	if err == nil {
		s.asked = d.Staged.asked
	} else if len(d.Unfinished) > 0 {
		run, err = d.Unfinished[0].Number(), nil
	}
	if err == nil {
		s.runs.wanted = run
		s.count()
		s.tabs.Select(tabRuns)
	}
	return s
}

// Init shows what there is.
func (s *changesScreen) Init() ui.Cmd { return s.reload() }

func (s *changesScreen) reload() ui.Cmd {
	if s.asked != s.desk.Staged.asked {
		s.asked = s.desk.Staged.asked
		s.tabs.Select(tabStaged)
	}
	s.staged.reload()
	effect := s.effect.reload()
	runs := s.runs.reload()
	s.count()
	s.SetSize(s.w, s.h)
	return ui.Batch(effect, runs)
}

// count says behind each tab what it holds.
func (s *changesScreen) count() {
	users := -1
	if seen := s.desk.Staged.Seen; seen != nil && seen.Plan != nil {
		users = len(seen.effect.Users)
	}
	s.tabs.SetTabs(
		widget.Tab{Title: "Staged", Count: len(s.desk.Staged.Changes)},
		widget.Tab{Title: "Effect", Count: users},
		widget.Tab{Title: "Runs", Count: len(s.runs.runs)},
	)
}

// Update takes news of what is staged, and of the journal.
func (s *changesScreen) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	if cmd, ok := s.staged.update(msg); ok {
		return cmd
	}
	if cmd, ok := s.runs.update(msg); ok {
		s.count()
		return cmd
	}
	cmd, _ := s.effect.Browser.Update(msg)
	return cmd
}

// SetSize gives it its room.
func (s *changesScreen) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	staged, _ := s.split()
	s.staged.setSize(staged, max(h-1, 0))
	s.effect.setSize(w, max(h-1, 0))
	s.runs.browser.SetSize(w, max(h-1, 0))
}

// View draws the tab in view.
func (s *changesScreen) View() string {
	switch s.tabs.Active() {
	case tabEffect:
		return s.tabs.View() + "\n" + s.effect.view()
	case tabRuns:
		return s.tabs.View() + "\n" + s.runs.browser.View()
	}
	staged, beside := s.split()
	if beside == 0 {
		return s.tabs.View() + "\n" + s.staged.view()
	}
	return s.tabs.View() + "\n" + desk.Beside(s.desk.Theme, s.staged.view(), staged, s.beside(beside, s.h-1), beside)
}

// besideWidth is the width from which the effect stands beside what is staged.
const besideWidth = 110

// split divides the screen into what is staged and its effect; 0 where that has no room, or
// there is none.
func (s *changesScreen) split() (staged, effect int) {
	if s.desk.Theme.Linear || s.w < besideWidth || len(s.desk.Staged.Changes) == 0 {
		return s.w, 0
	}
	effect = min(s.w*2/5, 80)
	return s.w - effect - 1, effect
}

// besideEffects is how many users stand beside what is staged, and how many permissions of
// each.
const besideEffects = 12

// listed says what lists all who gain or lose something by what is staged.
const listed widget.Words = "{changes.next_tab} lists all"

// beside names who gains and loses what by all that is staged.
func (s *changesScreen) beside(w, h int) string {
	th, seen := s.desk.Theme, s.desk.Staged.Seen
	if seen == nil || seen.Err != nil || seen.Users() == 0 {
		return widget.Block(nil, w, h)
	}
	lines := []widget.Spans{{widget.Say(th.Strong, "Who gains and who loses what")}, nil}
	if seen.Users() > few {
		lines = append(lines, seen.told(th, w-1, h-4, listed)...)
	} else {
		lines = append(lines, desk.Hanging(seen.EffectLinesOf(th, besideEffects), max(w-2, 1))...)
	}
	lines = append(lines[:min(len(lines), max(h-2, 0))], nil, widget.Keyed(th, th.Muted, listed+", with their paths"))
	drawn := make([]string, 0, h)
	for _, l := range lines[:min(len(lines), h)] {
		drawn = append(drawn, widget.Line(th, w, l...))
	}
	return widget.Block(drawn, w, h)
}

func (s *changesScreen) Title() string { return "Changes" }

// pane is the list of the tab in view; nil on the tree of what is staged.
func (s *changesScreen) pane() *desk.Browser {
	switch s.tabs.Active() {
	case tabEffect:
		return s.effect.Browser
	case tabRuns:
		return s.runs.browser.Browser
	}
	return nil
}

// Layers are the keys of the tab in view.
func (s *changesScreen) Layers() []ui.Layer {
	switch s.tabs.Active() {
	case tabEffect:
		return s.effect.Browser.Layers(ui.DetailLayer)
	case tabRuns:
		return s.runs.browser.PlainLayers(ui.RunsLayer, ui.DetailLayer)
	}
	return []ui.Layer{ui.ChangesLayer, ui.TreeLayer, ui.GlobalLayer}
}

// Hints are the keys that matter in the tab in view.
func (s *changesScreen) Hints() []ui.Action {
	switch s.tabs.Active() {
	case tabEffect:
		return []ui.Action{ui.Enter, ui.Filter, ui.NextTab}
	case tabRuns:
		return []ui.Action{ui.Enter, ui.Undo, ui.Resume, ui.Export}
	}
	if len(s.desk.Staged.Changes) == 0 {
		return []ui.Action{ui.NextTab}
	}
	return []ui.Action{ui.Apply, ui.Drop, ui.WhatIf, ui.Write}
}

// Capturing reports whether a filter takes letters.
func (s *changesScreen) Capturing() bool {
	p := s.pane()
	return p != nil && p.Filter.Active()
}

// Entry takes text.
func (s *changesScreen) Entry(msg tea.Msg) ui.Cmd {
	s.pane().Entry(msg)
	return nil
}

// EscapeStep clears a filter, or marks.
func (s *changesScreen) EscapeStep() (ui.Cmd, bool) {
	p := s.pane()
	return nil, p != nil && p.EscapeStep()
}

// works are what may be running, the first first to be told and ended.
func (s *changesScreen) works() []ui.Busy {
	return []ui.Busy{s.desk.Staged.Ahead, s.runs.loader, s.runs.writer, s.staged.writer, s.effect.Browser.Loader}
}

// Busy is since when something is being read, written or worked out.
func (s *changesScreen) Busy() (time.Time, string) {
	return ui.FirstBusy(s.works()...)
}

// Cancel ends what Busy tells.
func (s *changesScreen) Cancel() {
	for _, w := range s.works() {
		if since, _ := w.Busy(); !since.IsZero() {
			w.Cancel()
			s.staged.reload()
			s.effect.Browser.SetEmpty(s.effect.emptyLines()...)
			s.runs.browser.SetEmpty(s.runs.emptyLines()...)
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
func (s *changesScreen) Act(a ui.Action) (ui.Cmd, bool) {
	if desk.TabTurned(s.tabs, a) {
		return nil, true
	}
	if p := s.pane(); p != nil {
		if cmd, ok := p.Act(a); ok {
			return cmd, true
		}
	}
	switch s.tabs.Active() {
	case tabEffect:
		return s.effect.act(a)
	case tabRuns:
		return s.runs.act(a)
	}
	return s.staged.act(a)
}

// WhyNot is about what only the other tabs have.
func (s *changesScreen) WhyNot(a ui.Action) widget.Words {
	switch {
	case slices.Contains([]ui.Action{ui.NextTab, ui.PrevTab, ui.NextPane, ui.PrevPane}, a):
		return ""
	case s.tabs.Active() == tabEffect:
		return s.effect.whyNot(a)
	case s.tabs.Active() == tabRuns:
		return s.runs.whyNot(a)
	}
	return s.staged.whyNot(a)
}

// Mouse is the screen itself.
func (s *changesScreen) Mouse() ui.Clicker { return s }

// Click turns to a tab, puts the cursor on a row, or scrolls.
func (s *changesScreen) Click(x, y, lines int) ui.Cmd {
	if desk.TabClicked(s.tabs, x, y, lines) {
		return nil
	}
	switch p := s.pane(); {
	case s.tabs.Active() == tabEffect:
		p.Click(y-1-len(s.effect.head), lines)
	case p != nil:
		p.Click(y-1, lines)
	case lines != 0:
		return ui.Wheel(s, lines)
	default:
		s.staged.tree.SelectLine(y - 1)
	}
	return nil
}
