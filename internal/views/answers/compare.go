package answers

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// compare sets two users side by side: what each has that the other lacks, and
// by which path. A user beside themself is as they are, and as they would be with all
// that is staged.
type compare struct {
	ui.Plain
	desk   *changes.Workspace
	users  [2]rbac.UserID
	app    rbac.ClientID
	login  *rbac.Login
	data   *desk.Data // of which the answer is, or will be
	after  bool       // both with all that is staged
	ahead  *changes.Impact
	answer *comparison
	loader *ui.Loader[*comparison]
	tabs   *widget.Tabs
	lists  [contrasts]*desk.Browser
	w, h   int
}

func newCompare(d *changes.Workspace, a, b rbac.UserID) *compare {
	s := &compare{desk: d, users: [2]rbac.UserID{a, b}, data: d.Data, tabs: widget.NewTabs(d.Theme)}
	s.loader = ui.NewLoader[*comparison](s, d.Now)
	nothing := &comparison{data: d.Data, was: d.Data, theme: d.Theme, names: namesOf(s.side(0), s.side(1))}
	for i := range s.lists {
		s.lists[i] = desk.NewBrowser(s, d.Theme, d.Now, nothing.columns(i))
	}
	s.title(nothing)
	return s
}

func (s *compare) title(c *comparison) {
	count := func(part int) int {
		if s.answer == nil {
			return -1
		}
		return len(c.rows[part])
	}
	s.tabs.SetTabs(
		widget.Tab{Title: "Only " + c.title(0), Count: count(onlyA)},
		widget.Tab{Title: "Only " + c.title(1), Count: count(onlyB)},
		widget.Tab{Title: "Both", Count: count(inBoth)},
	)
}

func (s *compare) Init() ui.Cmd { return s.ask() }

func (s *compare) query(user int) rbac.Query {
	return rbac.Query{User: s.users[user], Application: s.app, Login: s.login}
}

// ask compares anew: beside the program, where the tenant is large.
func (s *compare) ask() ui.Cmd {
	s.data, s.ahead = s.desk.Data, s.desk.Staged.Seen
	s.explainEmpty()
	th, a, b := s.desk.Theme, s.side(0), s.side(1)
	if s.data.Size() < desk.ManyRows {
		s.loader.Cancel()
		return s.take(NewComparison(th, a, b))
	}
	return s.loader.Start("comparing", func(context.Context) (*comparison, error) {
		return NewComparison(th, a, b), nil
	})
}

// alone reports whether a user is compared with themself.
func (s *compare) alone() bool { return s.users[0] == s.users[1] }

// side is a user at the state of the tenant that is asked about.
func (s *compare) side(user int) Side {
	one := Side{s.desk.Data, s.query(user)}
	if after, ok := s.desk.Staged.After(); ok && s.foreseen(user) {
		one.Data = after
	}
	return one
}

// foreseen reports whether a user is to be seen with all that is staged.
func (s *compare) foreseen(user int) bool { return s.after || s.alone() && user == 1 }

func (s *compare) take(c *comparison) ui.Cmd {
	s.answer = c
	s.title(c)
	s.explainEmpty()
	var cmds []ui.Cmd
	for i, b := range s.lists {
		b.Table.SetColumns(desk.WidgetColumns(c.columns(i)))
		cmds = append(cmds, b.Show(c.model(i)))
	}
	s.SetSize(s.w, s.h) // the conditions may take more lines now
	return ui.Batch(cmds...)
}

func (s *compare) explainEmpty() {
	for i, b := range s.lists {
		b.SetEmpty(s.emptyLines(i)...)
	}
}

func (s *compare) emptyLines(part int) []widget.Spans {
	if lines := s.desk.NotYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	switch {
	case s.answer == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Comparing…")}}
	case part != inBoth && s.alone():
		return []widget.Spans{widget.Keyed(th, th.Muted, "Nothing that is staged makes a difference here. {comparison.next_tab} shows the rest.")}
	case part == inBoth:
		return []widget.Spans{widget.Keyed(th, th.Muted, "Nothing in common. {comparison.next_tab} shows the rest, {compare} compares with another user.")}
	}
	return []widget.Spans{append(widget.Spans{
		widget.Foreign(th.User, s.answer.names[part]), widget.Say(th.Muted, " has nothing that "), widget.Foreign(th.User, s.answer.names[1-part]),
	}, widget.Keyed(th, th.Muted, " lacks. {comparison.next_tab} shows the rest.")...)}
}

func (s *compare) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data == s.desk.Data && (s.ahead == s.desk.Staged.Seen || !s.foreseen(1)) {
			return nil
		}
		return s.ask()
	}
	if c, _, ok := s.loader.Take(msg); ok {
		return s.take(c)
	}
	for _, b := range s.lists {
		if cmd, ok := b.Update(msg); ok {
			return cmd
		}
	}
	return nil
}

func (s *compare) pane() *desk.Browser { return s.lists[s.tabs.Active()] }

// footLines are the two lines that say in full how each user has the thing
// under the cursor; a low screen has no room for them.
func (s *compare) footLines() int {
	if s.h < 9 {
		return 0
	}
	return 2
}

func (s *compare) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	for _, b := range s.lists {
		b.SetSize(w, max(h-1-len(s.conditions())-s.footLines(), 0))
	}
}

func (s *compare) View() string {
	parts := []string{s.tabs.View()}
	for _, l := range s.conditions() {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, l...))
	}
	parts = append(parts, s.pane().View())
	for user := range s.footLines() {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, s.foot(user)...))
	}
	return strings.Join(parts, "\n")
}

// conditions say what the comparison rests on.
func (s *compare) conditions() []widget.Spans {
	th := s.desk.Theme
	lines := []widget.Spans{withStaged(s.desk, s.foreseen(1), kinds.Conditions(th, s.data, &s.app, s.login))}
	if s.w < 2 || s.h < 2*questionRows {
		return lines
	}
	lines = desk.Hanging(append(lines, loginRemarks(th, s.data, s.login, s.users[:]...)...), s.w)
	return lines[:min(len(lines), questionRows)]
}

// foot says how a user has the thing under the cursor.
func (s *compare) foot(user int) widget.Spans {
	r, ok := s.pane().Current()
	if !ok || s.answer == nil {
		return nil
	}
	th := s.desk.Theme
	line := widget.Spans{widget.Say(th.Text, " "), widget.Foreign(th.User, s.answer.names[user])}
	how, has := s.answer.hows[user][r.Ref]
	if !has {
		return append(line, widget.Say(th.Bad, " lacks it"))
	}
	return append(append(line, widget.NextStep(th)), desk.Path(th, how)...)
}

func (s *compare) Title() string {
	if s.alone() {
		return fmt.Sprintf("%s with what is staged", s.desk.Data.Name(s.users[0].Ref()))
	}
	names := tellApart(s.desk.Data, s.users[0].Ref(), s.users[1].Ref())
	return fmt.Sprintf("%s and %s", names[0], names[1])
}

func (s *compare) Layers() []ui.Layer { return s.pane().Layers(ui.CompareLayer) }
func (s *compare) Capturing() bool    { return s.pane().Filter.Active() }

func (s *compare) Entry(msg tea.Msg) ui.Cmd {
	s.pane().Entry(msg)
	return nil
}

// EscapeStep clears the filter, else the marks.
func (s *compare) EscapeStep() (ui.Cmd, bool) { return nil, s.pane().EscapeStep() }

// Pending says what the part in view holds.
func (s *compare) Pending() string {
	if s.answer == nil {
		return ""
	}
	return s.answer.counts(s.tabs.Active())
}

// Busy is since when the comparison, or a list, is being worked out.
func (s *compare) Busy() (time.Time, string) {
	return ui.FirstBusy(s.loader, s.pane().Loader)
}

// Cancel ends what runs.
func (s *compare) Cancel() {
	s.loader.Cancel()
	for _, b := range s.lists {
		b.Loader.Cancel()
	}
}

// Close ends what runs.
func (s *compare) Close() { s.Cancel() }

func (s *compare) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.NextTab, ui.MakeItSo, ui.Filter, ui.Compare}
}

func (s *compare) Act(a ui.Action) (ui.Cmd, bool) {
	if desk.TabTurned(s.tabs, a) {
		return nil, true
	}
	if cmd, ok := s.pane().Act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Enter, ui.Into:
		r, _ := s.pane().Current()
		return s.desk.Open(r.Ref), true
	case ui.ShowAccess:
		return s.showAccess(), true
	case ui.Export:
		return s.desk.Export(s.pane(), s.Title()), true
	case ui.Compare:
		return ui.Tell(ui.Show{Dialog: otherUser(s.desk, s.query(0))}), true
	case ui.Application:
		return ui.Tell(ui.Show{Dialog: chooseApplication(s.desk.Desk, taking(&s.app, s.ask))}), true
	case ui.MakeItSo:
		return s.askLike(), true
	case ui.WhatIf:
		s.after = !s.after
		return s.ask(), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.desk.Desk, s.login, taking(&s.login, s.ask))}), true
	}
	return s.desk.Actions.Act(a, s.pane().Chosen())
}

// showAccess leads to why the user whose part is in view, the first one where
// both have it, has the thing under the cursor.
func (s *compare) showAccess() ui.Cmd {
	user := 0
	if s.tabs.Active() == onlyB {
		user = 1
	}
	r, _ := s.pane().Current()
	if s.foreseen(user) {
		return ui.Tell(ui.Open{Route: desk.AccessAfter(s.users[user], r.Ref)})
	}
	return ui.Tell(ui.Open{Route: desk.AccessRoute(s.query(user), r.Ref)})
}

// Mouse is the screen itself.
func (s *compare) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *compare) Click(x, y, lines int) ui.Cmd {
	if desk.TabClicked(s.tabs, x, y, lines) {
		return nil
	}
	s.pane().Click(y-1-len(s.conditions()), lines)
	return nil
}

// WhyNot is about what the thing under the cursor has no part in.
func (s *compare) WhyNot(a ui.Action) widget.Words {
	switch a {
	case ui.Preview:
		return "no preview here: {list.open} opens it"
	case ui.Compare, ui.NextPane, ui.PrevPane:
		return ""
	case ui.MakeItSo:
		return s.whyNotLike()
	case ui.WhatIf:
		return whyNotAfter(s.desk, s.after, s.alone())
	case ui.ShowAccess:
		return s.pane().WhyNoRow()
	}
	r, _ := s.pane().Current()
	return cmp.Or(s.pane().WhyNot(a), s.desk.Actions.WhyNot(a, r.Ref.Kind, s.pane().Count()))
}
