package views

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

func (s *configuration) columns() []column {
	of := func(shape widget.Column, v func(rbac.Switch) cell) column {
		return column{Column: shape, cell: func(_ *Data, r row) cell { return v(switchOf(r.ref)) }}
	}
	return []column{
		of(widget.Column{Title: "Now", Min: 6, Max: 6}, func(sw rbac.Switch) cell {
			return wordCell(s.onOff(s.is(sw)), onTone(s.is(sw)))
		}),
		of(widget.Column{Title: "Will be", Min: 13, Max: 13}, s.willBe),
		of(widget.Column{Title: "Switch", Min: 22, Max: 22}, func(sw rbac.Switch) cell { return wordCell(string(sw), plain) }),
		of(widget.Column{Title: "Concerns", Min: 11, Max: 11, Priority: 2}, func(sw rbac.Switch) cell { return wordCell(where(sw), muted) }),
		of(widget.Column{Title: "On means that", Min: 44, Weight: 1, Priority: 1}, func(sw rbac.Switch) cell { return wordCell(sw.Explain(), muted) }),
	}
}

// willBe is what a switch will be, where that is another than it is.
func (s *configuration) willBe(sw rbac.Switch) cell {
	_, here := s.wishes[sw]
	_, staged := s.staged(sw)
	on := s.wanted(sw)
	switch {
	case here:
		return wordCell(s.onOff(on), warn)
	case staged && on != s.is(sw):
		return wordCell(s.onOff(on)+" staged", warn)
	}
	return cell{}
}

func onTone(on bool) tone {
	if on {
		return good
	}
	return muted
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
	_, facts := ui.Split(s.w)
	return facts > 0 && s.w >= 150
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
		list, facts := ui.Split(s.w)
		s.browser.setSize(list, max(min(s.tableRows(), s.h-footRows), 0))
		s.setFacts(facts-1, s.h)
	case s.compact():
		s.browser.setSize(s.w, max(s.h-1-footRows, 0))
		s.setFacts(s.w, max(s.h-1, 0))
	default:
		rows := min(s.tableRows(), s.h)
		s.browser.setSize(s.w, rows)
		s.setFacts(s.w, max(s.h-rows-footRows, 0))
	}
}

// tableRows is what the switches take, with a filter line where there is one.
func (s *configuration) tableRows() int {
	if s.browser.filtering() {
		return switchRows + 1
	}
	return switchRows
}

func (s *configuration) setFacts(w, h int) {
	s.facts.SetSize(w, h)
	s.facts.SetLines(s.factLines(w))
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
		list, facts := ui.Split(s.w)
		left := s.browser.view() + "\n" + below
		left += strings.Repeat("\n", max(s.h-1-strings.Count(left, "\n"), 0))
		return beside(th, left, list, s.facts.View(), facts)
	case s.onFacts():
		return s.tabs.View() + "\n" + s.facts.View()
	case s.compact():
		return s.tabs.View() + "\n" + s.browser.view() + "\n" + below
	}
	view := s.browser.view() + "\n" + below
	if facts := s.facts.View(); facts != "" {
		view += "\n" + facts
	}
	return view
}

func (s *configuration) footWidth() int {
	if s.wide() {
		list, _ := ui.Split(s.w)
		return list
	}
	return s.w
}

// foot says what the switch under the cursor does, and what saving comes to.
func (s *configuration) foot() []widget.Spans {
	th := s.desk.Theme
	lines := make([]widget.Spans, footRows)
	if r, ok := s.browser.current(); ok && s.footWidth() < 105 {
		sw := switchOf(r.ref)
		lines[0] = widget.Spans{widget.Say(th.Muted, " On: "), widget.Say(th.Text, widget.Words(sw.Explain()))}
	}
	switch _, x := s.settings(); {
	case len(s.wishes) > 0:
		lines[1] = widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" Nothing is sent yet. Saving publishes the login rule anew.")}
	case s.known() && s.unread(endpoint.ConfigurationRead):
		lines[1] = widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" The switches are as read before: "), widget.Say(th.Key, "r"), widget.Say(th.Muted, " tries again")}
	case x.Err != nil && s.compact():
		lines[1] = widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Warning+" incomplete: "), widget.Say(th.Key, "tab"), widget.Say(th.Muted, " says what could not be read")}
	}
	return lines
}

// factCells is how wide the names of facts are.
const factCells = 13

// factLines say how rule, API and storage stand, w cells wide.
func (s *configuration) factLines(w int) []widget.Spans {
	if w <= factCells+1 {
		return nil
	}
	settings, x := s.settings()
	if s.desk.Source.Identity().Offline || x.At.IsZero() {
		return nil
	}
	th := s.desk.Theme
	var lines []widget.Spans
	fact := func(name widget.Words, value ...widget.Spans) {
		for _, v := range value {
			for _, part := range v.Wrap(w - factCells - 1) {
				label := fmt.Sprintf(" %-*s", factCells, name)
				lines = append(lines, append(widget.Spans{widget.Say(th.Muted, widget.Words(label))}, part...))
				name = ""
			}
		}
	}
	if faults := gathered(x.Err); len(faults) > 1 || len(faults) == 1 && s.known() { // else the list says it
		for _, err := range faults {
			fact("Not read", faultLines(th, err)...)
		}
		fact("", widget.Spans{widget.Say(th.Key, "r"), widget.Say(th.Muted, " tries again")})
	}
	rule := s.ruleLines(settings)
	if !settings.StorageType.IsZero() { // both come with one answer
		rule[0] = s.marked(rule[0], endpoint.ConfigurationStatus)
	}
	fact("Login rule", rule...)
	fact("API access", s.accessLine(settings))
	fact("Storage", s.storageLine(settings, w-factCells-1))
	fact("API key", widget.Spans{
		widget.Say(th.Text, "***"), widget.Say(th.Muted, " never shown. "), widget.Say(th.Key, "8"),
		widget.Say(th.Muted, " can rotate it, which can't be undone"),
	})
	return lines
}

// unread reports whether the last reading by a route failed: what is shown of
// it is as it was read before.
func (s *configuration) unread(route endpoint.ID) bool {
	_, x := s.settings()
	if x.Err == nil {
		return false
	}
	return slices.ContainsFunc(faultsOf(x.Err), func(err error) bool {
		var fault *tenant.Fault
		return errors.As(err, &fault) && fault.Route == route
	})
}

// marked says of what a route tells whether it is as it was read before.
func (s *configuration) marked(line widget.Spans, route endpoint.ID) widget.Spans {
	if s.unread(route) {
		line = append(line, widget.Say(s.desk.Theme.Warn, "  "+s.desk.Theme.Glyphs.Warning+" as read before"))
	}
	return line
}

// ruleLines say how the login rule stands, and what that is worth.
func (s *configuration) ruleLines(settings rbac.Settings) []widget.Spans {
	th := s.desk.Theme
	state := widget.Spans{widget.Say(th.Muted, "not known")}
	switch {
	case settings.StorageType.IsZero(): // both come with one answer
	case settings.RuleExists && settings.RuleEnabled:
		state = widget.Spans{widget.Say(th.Good, th.Glyphs.On+" on"), widget.Say(th.Muted, "  published and enabled")}
	case settings.RuleExists:
		state = widget.Spans{widget.Say(th.Warn, th.Glyphs.Off+" off"), widget.Say(th.Muted, "  published, but disabled in the dashboard")}
	default:
		state = widget.Spans{widget.Say(th.Warn, th.Glyphs.Off+" none"), widget.Say(th.Muted, "  not published: saving a switch publishes it")}
	}
	return []widget.Spans{state, {
		widget.Say(th.Warn, th.Glyphs.Warning),
		widget.Say(th.Muted, " Auth0 Rules: end of life 18 Nov 2026. It may no longer run, so tokens need not hold what is worked out here."),
	}}
}

// accessLine says whether this API is on, and how long its tokens live.
func (s *configuration) accessLine(settings rbac.Settings) widget.Spans {
	th := s.desk.Theme
	on := widget.Spans{widget.Say(th.Good, th.Glyphs.On+" on")}
	switch _, x := s.settings(); {
	case settings.APIAccess && settings.TokenLifetime > 0:
		return s.marked(append(on, widget.Sayf(th.Text, "  tokens live %s", lifetime(settings.TokenLifetime))), endpoint.ResourceServerRead)
	case settings.APIAccess:
		return s.marked(append(on, widget.Say(th.Muted, "  how long tokens live is not known")), endpoint.ResourceServerRead)
	case x.Err != nil:
		return widget.Spans{widget.Say(th.Muted, "not known")}
	}
	return widget.Spans{widget.Say(th.Warn, th.Glyphs.Off+" off"), widget.Say(th.Muted, "  nobody gets a new token for this API")}
}

// lifetime is a duration in the largest unit that it fills.
func lifetime(d time.Duration) string {
	switch {
	case d%(24*time.Hour) == 0:
		return counted(int(d/(24*time.Hour)), "day")
	case d%time.Hour == 0:
		return counted(int(d/time.Hour), "hour")
	case d%time.Minute == 0:
		return counted(int(d/time.Minute), "minute")
	}
	return counted(int(d/time.Second), "second")
}

// nearlyFull is from which used part of the storage on to warn.
const nearlyFull = 0.8

// barWidth is how many cells the bar of the storage has.
const barWidth = 20

// storageLine says how full the storage is.
func (s *configuration) storageLine(settings rbac.Settings, w int) widget.Spans {
	th := s.desk.Theme
	kind, size := settings.StorageType, settings.StorageSize
	switch {
	case kind.IsZero():
		return widget.Spans{widget.Say(th.Muted, "not known")}
	case kind.Raw() != rbac.DefaultStorage:
		return widget.Spans{widget.Say(th.Text, "on "), widget.Foreign(th.Text, kind), widget.Say(th.Muted, sizeWords(size)+", without a limit of its own")}
	case size < 0:
		return widget.Spans{widget.Sayf(th.Muted, "of %d KB; how much is used is not known", rbac.StorageLimit/1024)}
	}
	used := settings.StorageUsed()
	style := th.Good
	if used > nearlyFull {
		style = th.Warn
	}
	line := widget.Spans{widget.Sayf(th.Text, "%d of %d KB", size/1024, rbac.StorageLimit/1024), widget.Sayf(style, ", %.0f %%", used*100)}
	if used > nearlyFull {
		line = append(line, widget.Say(th.Warn, "  "+th.Glyphs.Warning+" nearly full"))
	}
	if line.Width()+2+barWidth <= w {
		full := max(0, min(int(used*barWidth+0.5), barWidth))
		line = append(line, widget.Say(th.Text, "  "),
			widget.Say(style, widget.Words(strings.Repeat(string(th.Glyphs.Full), full))),
			widget.Say(th.Muted, widget.Words(strings.Repeat(string(th.Glyphs.Empty), barWidth-full))))
	}
	return line
}

func sizeWords(size int64) widget.Words {
	if size < 0 {
		return ""
	}
	return widget.Words(fmt.Sprintf(", %d KB", size/1024))
}
