package answers

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// access is what one user can do, and why: a tree from what the user has down to how
// that comes about.
type access struct {
	ui.Plain
	desk   *changes.Workspace
	query  rbac.Query
	data   *desk.Data
	answer *rbac.Access
	tabs   *widget.Tabs
	trees  []*accessPane
	check  *verdict
	aside  *desk.Aside
	wanted rbac.Ref        // where the cursor is to go; zero once it is there
	after  bool            // with all that is staged
	now    *desk.Data      // what the answer was made of
	ahead  *changes.Impact // and what of the staged changes, where they count
	w, h   int
}

// accessPane is one tab: the tree of permissions, roles or groups.
type accessPane struct {
	source *accessTree
	tree   *widget.Tree[rbac.Ref]
	filter *widget.Filter
	whole  bool // all headers were unfolded once
}

func newAccess(d *changes.Workspace, user rbac.UserID) *access {
	s := &access{desk: d, query: rbac.Query{User: user}, tabs: widget.NewTabs(d.Theme)}
	s.check = newVerdict(s, d.Desk)
	s.aside = desk.NewAside(s, d.Desk, longPaths, kinds.Overview(d.Theme))
	for _, source := range []accessTree{{of: rbac.KindPermission}, {of: rbac.KindRole}, {of: rbac.KindGroup}, {of: rbac.KindPermission, lacks: true}} {
		source.theme = d.Theme
		p := &accessPane{source: &source, filter: widget.NewFilter(d.Theme)}
		p.tree = widget.NewTree(d.Theme, p.source.children)
		p.filter.SetHint("part of a name")
		s.trees = append(s.trees, p)
	}
	return s
}

func (s *access) Init() ui.Cmd { return s.reload() }

// reload answers the question again: the data, or the question, has changed.
func (s *access) reload() ui.Cmd {
	s.now, s.ahead = s.desk.Data, s.desk.Staged.Seen
	s.data = s.subjectData()
	s.answer = s.data.Graph.Access(s.query)
	for _, p := range s.trees {
		p.source.data, p.source.access = s.data, s.answer
		p.tree.SetEmpty(s.emptyLines(p)...)
		p.tree.Reload()
		if !p.whole && p.tree.Len() > 0 && p.source.of != rbac.KindGroup {
			p.whole = true
			p.tree.UnfoldLevel()
		}
	}
	s.tabs.SetTabs(
		widget.Tab{Title: "Permissions", Count: s.known(len(s.answer.Permissions()))},
		widget.Tab{Title: "Roles", Count: s.known(len(s.answer.Roles()))},
		widget.Tab{Title: "Groups", Count: s.known(len(s.answer.Groups()))},
		widget.Tab{Title: "Lacks", Count: len(s.trees[len(s.trees)-1].source.lacked())},
	)
	s.seek()
	defer func() { s.SetSize(s.w, s.h) }() // the question may take more lines now
	if s.after {
		s.check.drop() // the server answers for the tenant as it is
		return s.follow()
	}
	return ui.Batch(s.check.ask(s.query, s.data.Graph), s.follow())
}

// follow tells of what is under the cursor now.
func (s *access) follow() ui.Cmd {
	ref, _ := s.current()
	return s.aside.Follow(ref)
}

// known is a count for a tab, below 0 where there are none only because lists are unread.
func (s *access) known(n int) int {
	if waiting, err := s.desk.Loading(); n == 0 && (waiting || err != nil || s.data.Graph.Missing().Any()) {
		return -1
	}
	return n
}

func (s *access) emptyLines(p *accessPane) []widget.Spans {
	th, of := s.desk.Theme, p.source.of
	waiting, err := s.desk.Loading()
	switch {
	case err != nil:
		return desk.ErrorLines(th, err, s.desk.Data.Causes()...)
	case waiting:
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	case s.data.Graph.Missing().Any():
		return []widget.Spans{
			{widget.Sayf(th.Muted, "No %ss in what could be read.", widget.Words(of))},
			append(widget.Spans{widget.Sayf(th.Muted, "%s, so there may be some. ", desk.Wording(s.data.Graph.Missing().Words()))}, widget.Keyed(th, th.Muted, "{refresh} tries again.")...),
		}
	case p.filter.On():
		return []widget.Spans{widget.Keyed(th, th.Muted, "No match. {escape} clears the filter.")}
	case p.source.lacks && len(s.data.Graph.Permissions()) > 0:
		return []widget.Spans{{widget.Say(th.Muted, "This user lacks no permission.")}}
	case !s.query.Application.IsZero():
		return []widget.Spans{noneOfApplication(th, of)}
	}
	return []widget.Spans{{widget.Sayf(th.Muted, "No %ss at all.", widget.Words(of))}}
}

func (s *access) Update(msg tea.Msg) ui.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if s.now != s.desk.Data || s.after && s.ahead != s.desk.Staged.Seen {
			return s.reload()
		}
	default:
		if s.check.update(msg) {
			s.SetSize(s.w, s.h)
			return nil
		}
		cmd, _ := s.aside.Update(msg)
		return cmd
	}
	return s.follow()
}

// Close ends what runs.
func (s *access) Close() {
	s.check.loader.Cancel()
	s.aside.Close()
}

func (s *access) pane() *accessPane { return s.trees[s.tabs.Active()] }

func (s *access) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	for _, p := range s.trees {
		p.filter.SetSize(w, 1)
		rows := max(h-s.head(p)-s.foot(p), 0)
		p.tree.SetSize(s.aside.SetSize(w, rows), rows)
	}
	s.aside.SetSize(w, max(h-s.head(s.pane())-s.foot(s.pane()), 0))
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
		parts = append(parts, desk.CountedFilter(s.desk.Theme, p.filter, s.w, n, of))
	}
	parts = append(parts, s.aside.View(p.tree.View()))
	if s.foot(p) > 0 {
		parts = append(parts, widget.Line(s.desk.Theme, s.w, s.path()...))
	}
	return strings.Join(parts, "\n")
}

// questionRows is how many lines the question takes at most.
const questionRows = 5

// questionLines say what exactly is answered, and what is missing.
func (s *access) questionLines() []widget.Spans {
	th := s.desk.Theme
	if s.answer == nil {
		return []widget.Spans{nil}
	}
	spans := []widget.Spans{withStaged(s.desk, s.after, kinds.Conditions(th, s.data, &s.query.Application, s.query.Login))}
	if badge := s.check.badge(); badge != nil {
		spans = append(spans, append(widget.Spans{widget.Say(th.Text, " ")}, badge...))
		if beside := append(append(slices.Clone(spans[0]), widget.Say(th.Muted, " "+th.Glyphs.Dot+" ")), badge...); beside.Width() <= s.w {
			spans = []widget.Spans{beside}
		}
	}
	if s.w < 2 || s.h < 2*questionRows {
		return spans[:1]
	}
	remarks := loginRemarks(th, s.data, s.query.Login, s.query.User)
	lines := desk.Hanging(append(spans, remarks...), s.w)
	return lines[:min(len(lines), questionRows)]
}

func (s *access) Title() string {
	return fmt.Sprintf("%s: access", s.desk.Data.Name(s.query.User.Ref()))
}

func (s *access) Layers() []ui.Layer {
	if s.Capturing() {
		return []ui.Layer{ui.FilterLayer}
	}
	return []ui.Layer{ui.AccessLayer, ui.TreeLayer, ui.GlobalLayer}
}

func (s *access) Capturing() bool { return s.pane().filter.Active() }

func (s *access) Entry(msg tea.Msg) ui.Cmd {
	p := s.pane()
	if p.filter.Update(msg) {
		p.tree.SetFilter(p.filter.Query())
		p.tree.SetEmpty(s.emptyLines(p)...)
	}
	return s.follow()
}

// EscapeStep clears the filter.
func (s *access) EscapeStep() (ui.Cmd, bool) {
	cleared := s.unfilter()
	return s.follow(), cleared
}

// unfilter clears the filter; false when there was none.
func (s *access) unfilter() bool {
	p := s.pane()
	if !p.filtering() {
		return false
	}
	p.filter.Clear()
	p.tree.SetFilter(widget.Query{})
	p.tree.SetEmpty(s.emptyLines(p)...)
	s.SetSize(s.w, s.h)
	return true
}

func (s *access) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.NextTab, ui.Application, ui.Login, ui.Verify, ui.Filter}
}

// Word is what enter does to the line under the cursor.
func (s *access) Word(a ui.Action) string { return desk.FoldWord(a, s.pane().tree.Open()) }

// Act does what a key means here, and tells of what is under the cursor then.
func (s *access) Act(a ui.Action) (ui.Cmd, bool) {
	cmd, ok := s.act(a)
	return ui.Batch(cmd, s.follow()), ok
}

func (s *access) act(a ui.Action) (ui.Cmd, bool) {
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
	case ui.UnfoldAll:
		if !p.tree.UnfoldAll() {
			return s.desk.Say(leftFolded), true
		}
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
		return ui.Tell(ui.Show{Dialog: chooseApplication(s.desk.Desk, taking(&s.query.Application, s.reload))}), true
	case ui.Export:
		return s.export(), true
	case ui.Compare:
		return ui.Tell(ui.Show{Dialog: otherUser(s.desk, s.query)}), true
	case ui.WhatIf:
		return s.turnAfter(), true
	case ui.MakeItSo:
		return MakeItSo(s.desk, append(s.subject(), s.query.User.Ref()), s.query.Login), true
	case ui.Login:
		return ui.Tell(ui.Show{Dialog: newLoginForm(s.desk.Desk, s.query.Login, taking(&s.query.Login, s.reload))}), true
	case ui.Verify:
		return ui.Tell(ui.Show{Dialog: newServerWord(s.desk.Desk, s.query, s.check.keep)}), true
	case ui.Preview:
		ref, _ := s.current()
		return s.desk.Open(ref), true
	default:
		if ref, ok := s.current(); ok {
			return s.desk.Actions.Act(a, []rbac.Ref{ref})
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

// subject is the permission, role or group that the line under the cursor belongs to,
// by the tab in view, if any.
func (s *access) subject() []rbac.Ref {
	p := s.pane()
	path := p.tree.Current()
	if i := slices.IndexFunc(path, func(ref rbac.Ref) bool { return ref.Kind == p.source.of }); i >= 0 {
		return []rbac.Ref{path[i]}
	}
	return nil
}

// WhyNot is about what the line under the cursor has no part in.
func (s *access) WhyNot(a ui.Action) widget.Words {
	switch {
	case a == ui.Compare:
		return ""
	case a == ui.Export && len(s.listed()) == 0:
		return "nothing to export"
	case a == ui.Verify && s.desk.Can.Policies == nil:
		return s.desk.NoServer("a snapshot has no server to ask", "no server to ask as of %s: {go_history} goes back to now")
	case a == ui.Verify && s.after:
		return "the server answers for the tenant as it is: {what_if} leaves out what is staged"
	case a == ui.WhatIf:
		return whyNotAfter(s.desk, s.after, false)
	case a == ui.Filter && !s.pane().filtering() && s.pane().tree.Len() == 0:
		return "nothing to filter"
	}
	if slices.Contains([]ui.Action{ui.Enter, ui.Into, ui.UnfoldAll, ui.Preview, ui.CopyID, ui.CopyMenu, ui.WhoCan}, a) {
		ref, ok := s.current()
		if !ok {
			return "no row selected"
		}
		if (a == ui.Enter || a == ui.Into || a == ui.UnfoldAll) && s.pane().tree.AtLeaf() {
			return "nothing below this line"
		}
		return s.desk.Actions.WhyNot(a, ref.Kind, 1)
	}
	return ""
}

// Mouse is the screen itself.
func (s *access) Mouse() ui.Clicker { return s }

// Click turns to a tab, puts the cursor on a line, or scrolls.
func (s *access) Click(x, y, lines int) ui.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	if !desk.TabClicked(s.tabs, x, y, lines) {
		p := s.pane()
		p.tree.SelectLine(y - s.head(p))
	}
	return s.follow()
}

// noneOfApplication says that an application has nothing of a kind, and what to do.
func noneOfApplication(th *theme.Theme, of rbac.Kind) widget.Spans {
	return append(widget.Spans{widget.Sayf(th.Muted, "No %ss of this application. ", widget.Words(of))},
		widget.Keyed(th, th.Muted, "{choose_application} chooses another.")...)
}
