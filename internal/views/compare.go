package views

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// compare sets two users side by side: what each has that the other lacks, and
// by which path.
type compare struct {
	desk   *Desk
	users  [2]rbac.UserID
	app    rbac.ClientID
	login  *rbac.Login
	data   *Data
	answer *contrast
	loader *ui.Loader[*contrast]
	tabs   *widget.Tabs
	lists  [contrasts]*browser
	w, h   int
}

func newCompare(d *Desk, a, b rbac.UserID) *compare {
	s := &compare{desk: d, users: [2]rbac.UserID{a, b}, data: d.data, tabs: widget.NewTabs(d.Theme)}
	s.loader = ui.NewLoader[*contrast](s, d.Now)
	nothing := &contrast{data: d.data, theme: d.Theme, names: d.data.tellApart(a.Ref(), b.Ref())}
	for i := range s.lists {
		s.lists[i] = newBrowser(s, d.Theme, d.Now, nothing.columns(i))
	}
	s.title(nothing)
	return s
}

// title names the tabs.
func (s *compare) title(c *contrast) {
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

func (s *compare) Init() tea.Cmd { return s.ask() }

func (s *compare) query(user int) rbac.Query {
	return rbac.Query{User: s.users[user], Application: s.app, Login: s.login}
}

// ask compares anew: beside the program, where the tenant is large.
func (s *compare) ask() tea.Cmd {
	s.data = s.desk.data
	s.explainEmpty()
	th, data, a, b := s.desk.Theme, s.data, s.query(0), s.query(1)
	if data.size() < manyRows {
		s.loader.Cancel()
		return s.take(newContrast(th, data, a, b))
	}
	return s.loader.Start("comparing", func(context.Context) (*contrast, error) {
		return newContrast(th, data, a, b), nil
	})
}

func (s *compare) take(c *contrast) tea.Cmd {
	s.answer = c
	s.title(c)
	s.explainEmpty()
	var cmds []tea.Cmd
	for i, b := range s.lists {
		b.table.SetColumns(widgetColumns(c.columns(i)))
		cmds = append(cmds, b.show(c.sheet(i)))
	}
	s.SetSize(s.w, s.h) // the conditions may take more lines now
	return ui.Batch(cmds...)
}

func (s *compare) explainEmpty() {
	for i, b := range s.lists {
		b.setEmpty(s.emptyLines(i)...)
	}
}

func (s *compare) emptyLines(part int) []widget.Spans {
	if lines := s.desk.notYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	switch {
	case s.answer == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Comparing…")}}
	case part == inBoth:
		return []widget.Spans{{widget.Say(th.Muted, "Nothing that both have. ] shows the rest, = compares with another user.")}}
	}
	return []widget.Spans{{
		widget.Foreign(th.User, s.answer.names[part]), widget.Say(th.Muted, " has nothing that "),
		widget.Foreign(th.User, s.answer.names[1-part]), widget.Say(th.Muted, " lacks. ] shows the rest."),
	}}
}

// compareFor alters the question.
type compareFor struct {
	screen *compare
	app    rbac.ClientID
	login  *rbac.Login
}

func (m compareFor) To() any { return m.screen }

func (s *compare) takeApplication(app rbac.ClientID) tea.Msg { return compareFor{s, app, s.login} }
func (s *compare) takeLogin(login *rbac.Login) tea.Msg       { return compareFor{s, s.app, login} }

func (s *compare) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if s.data == s.desk.data {
			return nil
		}
		return s.ask()
	case compareFor:
		s.app, s.login = msg.app, msg.login
		return s.ask()
	}
	if c, _, ok := s.loader.Take(msg); ok {
		return s.take(c)
	}
	for _, b := range s.lists {
		b.update(msg)
	}
	return nil
}

func (s *compare) pane() *browser { return s.lists[s.tabs.Active()] }

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
		b.setSize(w, max(h-1-len(s.conditions())-s.footLines(), 0))
	}
}

func (s *compare) View() string {
	parts := []string{s.tabs.View()}
	for _, l := range s.conditions() {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, l...))
	}
	parts = append(parts, s.pane().view())
	for user := range s.footLines() {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, s.foot(user)...))
	}
	return strings.Join(parts, "\n")
}

// conditions say what the comparison rests on.
func (s *compare) conditions() []widget.Spans {
	th := s.desk.Theme
	lines := []widget.Spans{conditions(th, s.data, &s.app, s.login)}
	if s.w < 2 || s.h < 2*questionRows {
		return lines
	}
	lines = hanging(append(lines, loginRemarks(th, s.data, s.login, s.users[:]...)...), s.w)
	return lines[:min(len(lines), questionRows)]
}

// foot says how a user has the thing under the cursor.
func (s *compare) foot(user int) widget.Spans {
	r, ok := s.pane().current()
	if !ok || s.answer == nil {
		return nil
	}
	th := s.desk.Theme
	line := widget.Spans{widget.Say(th.Text, " "), widget.Foreign(th.User, s.answer.names[user]), widget.Say(th.Muted, " ")}
	how, has := s.answer.hows[user][r.ref]
	if !has {
		return append(line, widget.Say(th.Bad, "lacks it"))
	}
	return append(line, widget.Say(th.Muted, "has it "), widget.Foreign(th.Text, how))
}

func (s *compare) Title() string {
	names := s.desk.data.tellApart(s.users[0].Ref(), s.users[1].Ref())
	return fmt.Sprintf("%s and %s", names[0], names[1])
}

func (s *compare) Layers() []ui.Layer { return s.pane().layers(ui.CompareLayer) }
func (s *compare) Capturing() bool    { return s.pane().filter.Active() }

func (s *compare) Type(k tea.KeyPressMsg) tea.Cmd { s.pane().entry(k); return nil }

func (s *compare) Paste(v string) tea.Cmd {
	s.pane().entry(tea.PasteMsg{Content: v})
	return nil
}

// Rung clears the filter, else the marks.
func (s *compare) Rung() (tea.Cmd, bool) { return nil, s.pane().rung() }

// Pending says what the part in view holds.
func (s *compare) Pending() string {
	if s.answer == nil {
		return ""
	}
	return s.answer.counts(s.tabs.Active())
}

// Busy is since when the comparison, or a list, is being worked out.
func (s *compare) Busy() (time.Time, string) {
	if since, what := s.loader.Busy(); !since.IsZero() {
		return since, what
	}
	return s.pane().loader.Busy()
}

// Cancel ends what runs.
func (s *compare) Cancel() {
	s.loader.Cancel()
	for _, b := range s.lists {
		b.loader.Cancel()
	}
}

// Close ends what runs.
func (s *compare) Close() { s.Cancel() }

func (s *compare) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	return s.pane().present(ui.Enter, ui.NextTab, ui.Filter, ui.Login, ui.Compare)
}

func (s *compare) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextTab, ui.NextPane:
		s.tabs.Next()
		return nil, true
	case ui.PrevTab, ui.PrevPane:
		s.tabs.Prev()
		return nil, true
	}
	if cmd, ok := s.pane().act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Enter, ui.Into:
		if r, ok := s.pane().current(); ok {
			return s.desk.open(r.ref), true
		}
	case ui.ShowAccess:
		return s.showAccess(), true
	case ui.Export:
		return s.desk.export(s.pane(), s.Title()), true
	case ui.Compare:
		return ui.Tell(ui.Show{Dialog: s.desk.otherUser(s.query(0))}), true
	case ui.Application:
		return ui.Tell(ui.Show{Dialog: s.desk.chooseApplication(s.takeApplication)}), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.desk, s.login, s.takeLogin)}), true
	default:
		return s.desk.actOn(a, s.pane())
	}
	return nil, true
}

// showAccess leads to why the user whose part is in view, the first one where
// both have it, has the thing under the cursor.
func (s *compare) showAccess() tea.Cmd {
	user := 0
	if s.tabs.Active() == onlyB {
		user = 1
	}
	r, _ := s.pane().current()
	return ui.Tell(ui.Open{Route: accessRoute(s.query(user), r.ref)})
}

// Click puts the cursor on a row, or scrolls.
func (s *compare) Click(x, y, lines int) tea.Cmd {
	if tabClicked(s.tabs, x, y, lines) {
		return nil
	}
	s.pane().click(y-1-len(s.conditions()), lines)
	return nil
}
