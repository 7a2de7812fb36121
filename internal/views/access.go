package views

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// access is what one user can do, and why: a tree from what he has down to how
// he comes by it.
type access struct {
	desk   *Desk
	query  rbac.Query
	data   *Data
	answer *rbac.Access
	tabs   *widget.Tabs
	trees  []*accessPane
	check  *verdict
	wanted rbac.Ref // where the cursor is to go; zero once it is there
	after  bool     // with all that is staged
	now    *Data    // what the answer was made of
	ahead  *outlook // and what of the staged changes, where they count
	w, h   int
}

// accessPane is one tab: the tree of permissions, roles or groups.
type accessPane struct {
	source *accessTree
	tree   *widget.Tree[rbac.Ref]
	filter *widget.Filter
	whole  bool // all headers were unfolded once
}

func newAccess(d *Desk, user rbac.UserID) *access {
	s := &access{desk: d, query: rbac.Query{User: user}, tabs: widget.NewTabs(d.Theme)}
	s.check = newVerdict(s, d)
	for _, of := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
		p := &accessPane{source: &accessTree{theme: d.Theme, of: of}, filter: widget.NewFilter(d.Theme)}
		p.tree = widget.NewTree(d.Theme, p.source.children)
		p.filter.SetHint("letters of a name, in any order")
		s.trees = append(s.trees, p)
	}
	return s
}

func (s *access) Init() tea.Cmd { return s.reload() }

// reload answers the question again: the data, or the question, has changed.
func (s *access) reload() tea.Cmd {
	s.now, s.ahead = s.desk.data, s.desk.staged.seen
	s.data = s.subjectData()
	s.answer = s.data.Graph.Access(s.query)
	for _, p := range s.trees {
		p.source.data, p.source.access = s.data, s.answer
		p.tree.SetEmpty(s.emptyLines(p.source.of)...)
		p.tree.Reload()
		if !p.whole && p.tree.Len() > 0 && p.source.of != rbac.KindGroup {
			p.whole = true
			p.tree.UnfoldLevel()
		}
	}
	s.tabs.SetTabs(
		widget.Tab{Title: "Permissions", Count: len(s.answer.Permissions())},
		widget.Tab{Title: "Roles", Count: len(s.answer.Roles())},
		widget.Tab{Title: "Groups", Count: len(s.answer.Groups())},
	)
	s.seek()
	defer func() { s.SetSize(s.w, s.h) }() // the question may take more lines now
	if s.after {
		s.check.drop() // the server answers for the tenant as it is
		return nil
	}
	return s.check.ask(s.query, s.data.Graph)
}

func (s *access) emptyLines(of rbac.Kind) []widget.Spans {
	th := s.desk.Theme
	waiting, err := s.desk.loading()
	switch {
	case err != nil:
		return errorLines(th, err)
	case waiting:
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	case s.data.Graph.Missing().Any():
		return []widget.Spans{
			{widget.Sayf(th.Muted, "No %ss in what could be read.", widget.Words(of))},
			{widget.Sayf(th.Muted, "%s, so there may be some. ", wording(missingWords(s.data.Graph.Missing()))), widget.Say(th.Key, "r"), widget.Say(th.Muted, " tries again.")},
		}
	case !s.query.Application.IsZero():
		return []widget.Spans{{widget.Sayf(th.Muted, "No %ss of this application. f chooses another.", widget.Words(of))}}
	}
	return []widget.Spans{{widget.Sayf(th.Muted, "No %ss at all.", widget.Words(of))}}
}

func (s *access) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if s.now != s.desk.data || s.after && s.ahead != s.desk.staged.seen {
			return s.reload()
		}
	case accessApplication:
		s.query.Application = msg.app
		return s.reload()
	case accessLogin:
		s.query.Login = msg.login
		return s.reload()
	default:
		if s.check.update(msg) {
			s.SetSize(s.w, s.h)
		}
	}
	return nil
}

// Close ends what runs.
func (s *access) Close() { s.check.loader.Cancel() }

// accessApplication and accessLogin alter the question.
type accessApplication struct {
	screen *access
	app    rbac.ClientID
}

type accessLogin struct {
	screen *access
	login  *rbac.Login
}

func (s *access) takeApplication(app rbac.ClientID) tea.Msg { return accessApplication{s, app} }
func (s *access) takeLogin(login *rbac.Login) tea.Msg       { return accessLogin{s, login} }

func (m accessApplication) To() any { return m.screen }
func (m accessLogin) To() any       { return m.screen }

func (s *access) pane() *accessPane { return s.trees[s.tabs.Active()] }

func (s *access) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	for _, p := range s.trees {
		p.filter.SetSize(w, 1)
		lines := 1 + len(s.questionLines())
		if p.filtering() {
			lines++
		}
		p.tree.SetSize(w, max(h-lines, 0))
	}
}

func (p *accessPane) filtering() bool { return p.filter.Active() || p.filter.On() }

func (s *access) View() string {
	p := s.pane()
	parts := []string{s.tabs.View()}
	for _, l := range s.questionLines() {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, l...))
	}
	if p.filtering() {
		n, of := p.tree.Left()
		parts = append(parts, countedFilter(s.desk.Theme, p.filter, s.w, n, of))
	}
	return strings.Join(append(parts, p.tree.View()), "\n")
}

// questionRows is how many lines the question takes at most.
const questionRows = 5

// questionLines say what exactly is answered, and what is missing.
func (s *access) questionLines() []widget.Spans {
	th := s.desk.Theme
	if s.answer == nil {
		return []widget.Spans{nil}
	}
	spans := conditions(th, s.data, &s.query.Application, s.query.Login)
	if words := s.foresightWords(); len(words) > 0 {
		spans = append(append(spans[:1:1], words...), spans[1:]...)
	}
	if badge := s.check.badge(s.answer); badge != nil && s.query.Login != nil {
		spans = append(append(spans, widget.Say(th.Muted, " "+th.Glyphs.Dot+" ")), badge...)
	}
	if s.w < 2 || s.h < 2*questionRows {
		return []widget.Spans{spans}
	}
	remarks := loginRemarks(th, s.data, s.query.Login, s.query.User)
	lines := hanging(append([]widget.Spans{spans}, remarks...), s.w)
	return lines[:min(len(lines), questionRows)]
}

// missingWords names the lists that could not be read.
func missingWords(m rbac.Missing) string {
	var lists []string
	if m.Groups != nil {
		lists = append(lists, "groups")
	}
	if m.Roles != nil {
		lists = append(lists, "roles")
	}
	if m.Permissions != nil {
		lists = append(lists, "permissions")
	}
	return strings.Join(lists, " and ") + " could not be read"
}

func (s *access) Title() string {
	return fmt.Sprintf("Access of %s", s.desk.data.name(s.query.User.Ref()))
}

func (s *access) Layers() []ui.Layer {
	if s.Capturing() {
		return []ui.Layer{ui.FilterLayer}
	}
	return []ui.Layer{ui.AccessLayer, ui.TreeLayer, ui.GlobalLayer}
}

func (s *access) Capturing() bool { return s.pane().filter.Active() }

func (s *access) Type(k tea.KeyPressMsg) tea.Cmd { s.entry(k); return nil }
func (s *access) Paste(v string) tea.Cmd         { s.entry(tea.PasteMsg{Content: v}); return nil }

func (s *access) entry(msg tea.Msg) {
	p := s.pane()
	if p.filter.Update(msg) {
		p.tree.SetFilter(p.filter.Query())
	}
}

// Rung clears the filter.
func (s *access) Rung() (tea.Cmd, bool) { return nil, s.unfilter() }

// unfilter clears the filter; false when there was none.
func (s *access) unfilter() bool {
	p := s.pane()
	if !p.filtering() {
		return false
	}
	p.filter.Clear()
	p.tree.SetFilter(widget.Query{})
	s.SetSize(s.w, s.h)
	return true
}

func (s *access) Hints() []ui.Action {
	if s.Capturing() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	if len(s.pane().tree.Current()) == 0 {
		return []ui.Action{ui.NextTab, ui.Application, ui.Login, ui.Filter}
	}
	return []ui.Action{ui.Enter, ui.NextTab, ui.Application, ui.Login, ui.Filter}
}

func (s *access) Act(a ui.Action) (tea.Cmd, bool) {
	p := s.pane()
	if m, ok := ui.Motions(a); ok {
		p.tree.Go(m)
		return nil, true
	}
	switch a {
	case ui.NextTab, ui.NextPane:
		s.tabs.Next()
	case ui.PrevTab, ui.PrevPane:
		s.tabs.Prev()
	case ui.Enter:
		p.tree.Toggle()
	case ui.Into:
		p.tree.Unfold()
	case ui.Out:
		return nil, p.tree.Fold()
	case ui.Filter:
		p.filter.Open()
		s.SetSize(s.w, s.h)
	case ui.Accept:
		p.filter.Close()
		s.SetSize(s.w, s.h)
	case ui.Escape:
		return nil, p.filter.Active() && s.unfilter()
	case ui.Application:
		return ui.Tell(ui.Show{Dialog: s.desk.chooseApplication(s.takeApplication)}), true
	case ui.Compare:
		return ui.Tell(ui.Show{Dialog: s.desk.otherUser(s.query)}), true
	case ui.WhatIf:
		return s.turnForesight(), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.desk, s.query.Login, s.takeLogin)}), true
	case ui.Preview:
		if ref, ok := s.current(); ok {
			return s.desk.open(ref), true
		}
	default:
		if ref, ok := s.current(); ok {
			return s.desk.act(a, []rbac.Ref{ref})
		}
		return nil, false
	}
	return nil, true
}

// current is the thing under the cursor; false on a heading of none.
func (s *access) current() (rbac.Ref, bool) {
	path := s.pane().tree.Current()
	for i := len(path) - 1; i >= 0; i-- {
		switch path[i].Kind {
		case kindWay:
		case kindHeader:
			return rbac.Ref{Kind: rbac.KindApplication, ID: path[i].ID}, true
		default:
			return path[i], true
		}
	}
	return rbac.Ref{}, false
}
