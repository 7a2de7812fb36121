package setup

import (
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

func (s *profiles) columns() []desk.Column {
	of := func(shape widget.Column, v func(Profile) desk.Cell) desk.Column {
		return desk.Column{Column: shape, Cell: func(_ *desk.Data, r desk.Row) desk.Cell { return v(s.of(r.Ref)) }}
	}
	return []desk.Column{
		of(widget.Column{Title: "Profile", Min: 12, Max: 30, Weight: 1}, func(p Profile) desk.Cell { return desk.TextCell(p.Name, desk.Plain) }),
		of(widget.Column{Title: "State", Min: 9, Max: 9}, s.state),
		of(widget.Column{Title: "Tenant", Min: 12, Max: 40, Weight: 1}, func(p Profile) desk.Cell { return desk.TextCell(p.Tenant, desk.Plain) }),
		of(widget.Column{Title: "Region", Min: 6, Max: 8, Priority: 2}, func(p Profile) desk.Cell { return desk.TextCell(p.Region, desk.Muted) }),
		of(widget.Column{Title: "Mode", Min: 15, Max: 15, Priority: 1}, modeOf),
		of(widget.Column{Title: "Secret from", Min: 24, Max: 60, Weight: 2, Priority: 3}, func(p Profile) desk.Cell { return desk.TextCell(p.Secret, desk.Muted) }),
	}
}

// state says whether a profile is open, and how its last test went.
func (s *profiles) state(p Profile) desk.Cell {
	g := s.desk.Theme.Glyphs
	ok, was := s.results[p.Name]
	switch {
	case p.Fault != nil:
		return desk.WordCell(string(g.Cross)+" faulty", desk.Bad)
	case s.open(p):
		return desk.WordCell(string(g.On)+" open", desk.Good)
	case was && ok:
		return desk.WordCell(string(g.Check)+" works", desk.Good)
	case was:
		return desk.WordCell(string(g.Cross)+" fails", desk.Bad)
	}
	return desk.Cell{}
}

func modeOf(p Profile) desk.Cell {
	switch {
	case p.Production && p.ReadOnly:
		return desk.WordCell("PROD, read-only", desk.Warn)
	case p.Production:
		return desk.WordCell("PROD", desk.Warn)
	case p.ReadOnly:
		return desk.WordCell("read-only", desk.Muted)
	}
	return desk.Cell{}
}

// profileFoot is the lines below the list.
const profileFoot = 2

// foot says of the profile under the cursor what its row may have no room for.
func (s *profiles) foot() []widget.Spans {
	th := s.desk.Theme
	lines := make([]widget.Spans, profileFoot)
	r, ok := s.Browser.Current()
	if !ok {
		return lines
	}
	p := s.of(r.Ref)
	lines[0] = widget.Spans{widget.Say(th.Muted, " Secret from "), widget.Foreign(th.Text, p.Secret)}
	if mode := modeOf(p); !mode.Text.IsZero() {
		lines[0] = append(lines[0], widget.Say(th.Muted, " "+th.Glyphs.Dot+" "), widget.Foreign(desk.StyleOf(th, mode.Tone, ""), mode.Text))
	}
	if p.Fault != nil {
		lines[0] = widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Cross+" "), widget.Foreign(th.Text, text.New(p.Fault.Error()))}
	}
	lines[1] = widget.Spans{widget.Say(th.Muted, " In "), widget.Foreign(th.Muted, s.tenants.Profiles.Path())}
	return lines
}

// closing says how a notice is left.
func closing(th *theme.Theme) widget.Spans {
	return widget.Keyed(th, th.Muted, "{overlay.escape} close")
}
