package views

import (
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

func (s *profiles) columns() []column {
	of := func(shape widget.Column, v func(Profile) cell) column {
		return column{Column: shape, cell: func(_ *Data, r row) cell { return v(s.of(r.ref)) }}
	}
	return []column{
		of(widget.Column{Title: "Profile", Min: 12, Max: 30, Weight: 1}, func(p Profile) cell { return textCell(p.Name, plain) }),
		of(widget.Column{Title: "State", Min: 9, Max: 9}, s.state),
		of(widget.Column{Title: "Tenant", Min: 12, Max: 40, Weight: 1}, func(p Profile) cell { return textCell(p.Tenant, plain) }),
		of(widget.Column{Title: "Region", Min: 6, Max: 8, Priority: 2}, func(p Profile) cell { return textCell(p.Region, muted) }),
		of(widget.Column{Title: "Mode", Min: 15, Max: 15, Priority: 1}, modeOf),
		of(widget.Column{Title: "Secret from", Min: 24, Max: 60, Weight: 2, Priority: 3}, func(p Profile) cell { return textCell(p.Secret, muted) }),
	}
}

// state says whether a profile is open, and how its last test went.
func (s *profiles) state(p Profile) cell {
	g := s.desk.Theme.Glyphs
	ok, was := s.results[p.Name]
	switch {
	case p.Fault != nil:
		return wordCell(string(g.Cross)+" faulty", bad)
	case s.open(p):
		return wordCell(string(g.On)+" open", good)
	case was && ok:
		return wordCell(string(g.Check)+" works", good)
	case was:
		return wordCell(string(g.Cross)+" fails", bad)
	}
	return cell{}
}

func modeOf(p Profile) cell {
	switch {
	case p.Production && p.ReadOnly:
		return wordCell("PROD, read-only", warn)
	case p.Production:
		return wordCell("PROD", warn)
	case p.ReadOnly:
		return wordCell("read-only", muted)
	}
	return cell{}
}

// profileFoot is the lines below the list.
const profileFoot = 2

// foot says of the profile under the cursor what its row may have no room for.
func (s *profiles) foot() []widget.Spans {
	th := s.desk.Theme
	lines := make([]widget.Spans, profileFoot)
	r, ok := s.browser.current()
	if !ok {
		return lines
	}
	p := s.of(r.ref)
	lines[0] = widget.Spans{widget.Say(th.Muted, " Secret from "), widget.Foreign(th.Text, p.Secret)}
	if mode := modeOf(p); !mode.text.IsZero() {
		lines[0] = append(lines[0], widget.Say(th.Muted, " "+th.Glyphs.Dot+" "), widget.Foreign(styleOf(th, mode.tone, ""), mode.text))
	}
	if p.Fault != nil {
		lines[0] = widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Cross+" "), widget.Foreign(th.Text, text.New(p.Fault.Error()))}
	}
	lines[1] = widget.Spans{widget.Say(th.Muted, " In "), widget.Foreign(th.Muted, s.desk.Profiles.Path())}
	return lines
}

// closing says how a notice is left.
func closing(th *theme.Theme) widget.Spans {
	return widget.Spans{widget.Say(th.Key, "esc"), widget.Say(th.Muted, " closes this")}
}
