package wayout

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// RouteLosses leads to who loses what by a way, whose target is the id.
const RouteLosses = "losses"

// losses lists who loses what by one way; enter shows by which paths they have it.
type losses struct {
	desk.Filtered
	desk    *desk.Desk
	options Options
	target  exit.Target
	data    *desk.Data
	kinds   map[rbac.Ref][]string // of loss, by user
	w, h    int
}

// NewLosses makes the list for a target.
func NewLosses(d *desk.Desk, o Options, target text.Text) ui.Screen {
	s := &losses{desk: d, options: o, target: exit.Target(target.Raw())}
	s.Browser = desk.NewBrowser(s, d.Theme, d.Now, s.columns())
	s.Waits = []ui.Busy{s.Browser.Loader}
	return s
}

func (s *losses) columns() []desk.Column {
	return []desk.Column{
		{Column: widget.Column{Title: "User", Min: 16, Max: 40, Weight: 3}, Names: true,
			Cell: func(d *desk.Data, r desk.Row) desk.Cell { return desk.TextCell(d.Name(r.Ref), desk.Named) }},
		{Column: widget.Column{Title: "Loses", Min: 18, Max: 26, Weight: 2}, Cell: lost},
		{Column: widget.Column{Title: "By", Min: 12, Weight: 4, Priority: 1}, Cell: lostBy},
		{Column: widget.Column{Title: "Kind of loss", Min: 12, Max: 28, Priority: 2},
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				return desk.WordCell(strings.Join(s.kinds[r.Ref], ", "), desk.Muted)
			}},
	}
}

// lost is how much a user has by being a direct member.
func lost(d *desk.Data, r desk.Row) desk.Cell {
	id := desk.UserID(r.Ref)
	groups, roles := len(d.Graph.DirectGroups(id)), len(d.Graph.DirectRoles(id))
	var parts []string
	if groups > 0 {
		parts = append(parts, text.Counted(groups, "group"))
	}
	if roles > 0 {
		parts = append(parts, text.Counted(roles, "role"))
	}
	return desk.WordCell(strings.Join(parts, ", "), desk.Plain)
}

// lostBy names the direct groups and roles, from which the paths begin.
func lostBy(d *desk.Data, r desk.Row) desk.Cell {
	id := desk.UserID(r.Ref)
	var names []string
	for _, g := range d.Graph.DirectGroups(id) {
		names = append(names, d.Name(g.Ref()).Raw())
	}
	for _, role := range d.Graph.DirectRoles(id) {
		names = append(names, d.Name(role.Ref()).Raw())
	}
	return desk.TextCell(text.New(strings.Join(names, ", ")), desk.Muted)
}

// Init fills the list.
func (s *losses) Init() ui.Cmd { return s.reload() }

func (s *losses) reload() ui.Cmd {
	s.data, s.kinds = s.desk.Data, map[rbac.Ref][]string{}
	empty := s.desk.NotYet()
	if empty == nil {
		empty = []widget.Spans{{widget.Say(s.desk.Theme.Good, s.desk.Theme.Glyphs.Check+" "), widget.Say(s.desk.Theme.Text, "Nobody loses anything this way.")}}
	}
	s.Browser.SetEmpty(empty...)
	var rows []desk.Row
	for _, l := range s.options.source(s.desk).Losses(s.target) {
		for _, id := range l.Users {
			if s.kinds[id.Ref()] == nil {
				rows = append(rows, desk.Row{Ref: id.Ref()})
			}
			s.kinds[id.Ref()] = append(s.kinds[id.Ref()], string(l.Kind))
		}
	}
	return s.Browser.Show(desk.NewListModel(s.data, s.columns(), rows))
}

// Update takes newer data.
func (s *losses) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok && s.data != s.desk.Data {
		return s.reload()
	}
	cmd, _ := s.Browser.Update(msg)
	return cmd
}

// Act opens the access of a user, and does what a list does.
func (s *losses) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Enter, ui.Into:
		if r, ok := s.Browser.Current(); ok {
			return ui.Tell(ui.Open{Route: desk.AccessRoute(rbac.Query{User: desk.UserID(r.Ref)}, rbac.Ref{})}), true
		}
		return nil, true
	case ui.Export:
		return s.desk.Export(s.Browser, "losses"), true
	}
	if cmd, ok := s.Browser.Act(a); ok {
		return cmd, true
	}
	return s.desk.Actions.Act(a, s.Browser.Chosen())
}

// SetSize gives it its room.
func (s *losses) SetSize(w, h int) {
	s.w, s.h = w, h
	s.Browser.SetSize(w, h)
}

func (s *losses) View() string       { return widget.Block(strings.Split(s.Browser.View(), "\n"), s.w, s.h) }
func (s *losses) Title() string      { return "Losses: " + text.Escape(string(s.target)) }
func (s *losses) Layers() []ui.Layer { return s.Browser.Layers() }
func (s *losses) Pending() string    { return s.Browser.Marked() }

// Hints are the keys that matter here.
func (s *losses) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.Filter, ui.Export}
}

// WhyNot is about what a user of this list has no part in.
func (s *losses) WhyNot(a ui.Action) widget.Words {
	if a == ui.Preview {
		return "no preview here: {list.open} opens the access"
	}
	return cmp.Or(s.desk.Actions.WhyNot(a, rbac.KindUser, s.Browser.Count()), s.Browser.WhyNot(a))
}

// Mouse is the screen itself.
func (s *losses) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *losses) Click(_, y, lines int) ui.Cmd {
	s.Browser.Click(y, lines)
	return nil
}
