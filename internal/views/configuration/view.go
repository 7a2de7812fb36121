package configuration

import (
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

func (s *configuration) columns() []desk.Column {
	of := func(shape widget.Column, v func(rbac.Switch) desk.Cell) desk.Column {
		return desk.Column{Column: shape, Cell: func(_ *desk.Data, r desk.Row) desk.Cell { return v(switchOf(r.Ref)) }}
	}
	return []desk.Column{
		of(widget.Column{Title: "Current", Min: 7, Max: 7}, func(sw rbac.Switch) desk.Cell {
			return desk.WordCell(onOff(s.desk.Theme, s.is(sw)), onTone(s.is(sw)))
		}),
		of(widget.Column{Title: "New", Min: 13, Max: 13}, s.willBe),
		of(widget.Column{Title: "Switch", Min: 22, Max: 22}, func(sw rbac.Switch) desk.Cell { return desk.WordCell(string(sw), desk.Plain) }),
		of(widget.Column{Title: "Concerns", Min: 11, Max: 11, Priority: 2}, func(sw rbac.Switch) desk.Cell { return desk.WordCell(where(sw), desk.Muted) }),
		of(widget.Column{Title: "Effect when on", Min: 44, Max: 52, Weight: 1, Priority: 1}, func(sw rbac.Switch) desk.Cell { return desk.WordCell(sw.Explain(), desk.Muted) }),
	}
}

// willBe is what a switch will be, where that is another than it is.
func (s *configuration) willBe(sw rbac.Switch) desk.Cell {
	_, here := s.wishes[sw]
	_, staged := s.staged(sw)
	on := s.wanted(sw)
	switch {
	case here:
		return desk.WordCell(onOff(s.desk.Theme, on), desk.Warn)
	case staged && on != s.is(sw):
		return desk.WordCell(onOff(s.desk.Theme, on)+" staged", desk.Warn)
	}
	return desk.Cell{}
}

func onTone(on bool) desk.Tone {
	if on {
		return desk.Good
	}
	return desk.Muted
}

// switchRows is the table of the switches with its header.
const switchRows = 10

// footRows are what the screen says below the switches where the facts have no
// room beside or below them.
const footRows = 2

// compact reports whether the facts are behind a tab of their own.
func (s *configuration) compact() bool { return !s.wide() && s.h < switchRows+8 }

// wide reports whether the facts stand beside the switches.
func (s *configuration) wide() bool {
	_, facts := s.split()
	return facts > 0
}

// split divides the screen into the switches, with what each does, and the facts; 0 where
// these have no room beside them.
func (s *configuration) split() (switches, facts int) {
	const room = 102
	if s.desk.Theme.Linear || s.w < room+46 {
		return s.w, 0
	}
	facts = min(s.w-room-1, 80)
	return s.w - facts - 1, facts
}

// onFacts reports whether only the facts are on screen.
func (s *configuration) onFacts() bool { return s.compact() && s.tabs.Active() == 1 }

func (s *configuration) headRows() int {
	if s.compact() {
		return 1
	}
	return 0
}

// SetSize gives the screen its room.
func (s *configuration) SetSize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

// arrange gives the parts their rooms.
func (s *configuration) arrange() {
	s.tabs.SetSize(s.w, 1)
	switch {
	case s.wide():
		list, facts := s.split()
		s.Browser.SetSize(list, max(min(s.tableRows(), s.h-footRows), 0))
		s.setFacts(facts-1, s.h)
	case s.compact():
		s.Browser.SetSize(s.w, max(s.h-1-footRows, 0))
		s.setFacts(s.w, max(s.h-1, 0))
	default:
		rows := min(s.tableRows(), s.h)
		s.Browser.SetSize(s.w, rows)
		s.setFacts(s.w, max(s.h-rows-footRows, 0))
	}
}

// tableRows is what the switches take, with a filter line where there is one.
func (s *configuration) tableRows() int {
	if s.Browser.Filtering() {
		return switchRows + 1
	}
	return switchRows
}

func (s *configuration) setFacts(w, h int) {
	s.facts.SetSize(w, h)
	s.facts.SetLines(s.told().lines(w))
}

// told are the facts; a snapshot has none.
func (s *configuration) told() facts {
	f := facts{theme: s.desk.Theme, causes: s.desk.Data.Causes(), switches: s.known()}
	if !s.desk.Source.Identity().Offline {
		f.settings, f.extent = s.settings()
	}
	return f
}

// View draws the switches and the facts.
func (s *configuration) View() string {
	th := s.desk.Theme
	foot := make([]string, footRows)
	for i, l := range s.foot() {
		foot[i] = widget.Line(th, s.footWidth(), l...)
	}
	below := strings.Join(foot, "\n")
	switch {
	case s.wide():
		list, facts := s.split()
		left := s.Browser.View() + "\n" + below
		left += strings.Repeat("\n", max(s.h-1-strings.Count(left, "\n"), 0))
		return desk.Beside(th, left, list, s.facts.View(), facts)
	case s.onFacts():
		return s.tabs.View() + "\n" + s.facts.View()
	case s.compact():
		return s.tabs.View() + "\n" + s.Browser.View() + "\n" + below
	}
	view := s.Browser.View() + "\n" + below
	if facts := s.facts.View(); facts != "" {
		view += "\n" + facts
	}
	return view
}

func (s *configuration) footWidth() int {
	if s.wide() {
		list, _ := s.split()
		return list
	}
	return s.w
}

// foot says what the switch under the cursor does, and what saving comes to.
func (s *configuration) foot() []widget.Spans {
	th := s.desk.Theme
	lines := make([]widget.Spans, footRows)
	if r, ok := s.Browser.Current(); ok && s.footWidth() < 105 {
		sw := switchOf(r.Ref)
		lines[0] = widget.Spans{widget.Say(th.Muted, " On: "), widget.Say(th.Text, widget.Words(sw.Explain()))}
	}
	switch _, x := s.settings(); {
	case len(s.wishes) > 0:
		lines[1] = widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" Not sent yet: writing the rule first may fail.")}
	case s.known() && s.told().unread(endpoint.ConfigurationRead):
		lines[1] = append(widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" The switches are as last read: ")}, widget.Keyed(th, th.Muted, "{refresh} tries again")...)
	case x.Err != nil && s.compact():
		lines[1] = append(widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Warning+" incomplete: ")}, widget.Keyed(th, th.Muted, "{everywhere.next_pane} shows what could not be read")...)
	case s.known() && s.compact():
		lines[1] = append(widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning)},
			widget.Keyed(th, th.Muted, " Rules have ended: saving will probably fail. {go_way_out} way out")...)
	}
	return lines
}
