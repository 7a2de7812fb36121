package wayout

import (
	"fmt"
	"strings"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// tableRows is the table of the ways with its header.
const tableRows = 5

// broad is from which width on the table says what a way is.
const broad = 74

// leastFoot is what the text below the ways takes at least, where there is room.
const leastFoot = 4

// SetSize gives the screen its room.
func (s *Screen) SetSize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

func (s *Screen) arrange() {
	s.table.SetSize(s.w, max(min(tableRows, s.h-len(s.head())), 0))
}

// factCells is how wide the names of facts are.
const factCells = 12

// head says how the rule stands and whom it concerns: on a low screen the rule alone.
func (s *Screen) head() []widget.Spans {
	if s.survey == nil || s.w <= factCells+1 {
		return nil
	}
	th := s.desk.Theme
	var lines []widget.Spans
	for _, f := range []struct {
		name  widget.Words
		value widget.Spans
	}{{"Login rule", s.ruleFact()}, {"Switches on", s.switchFact()}, {"Concerns", s.userFact()}} {
		var fact []widget.Spans
		for i, part := range f.value.Wrap(s.w - factCells - 1) {
			label := strings.Repeat(" ", factCells+1)
			if i == 0 {
				label = fmt.Sprintf(" %-*s", factCells, f.name)
			}
			fact = append(fact, append(widget.Spans{widget.Say(th.Muted, widget.Words(label))}, part...))
		}
		if room := s.h - tableRows - leastFoot; len(lines) > 0 && len(lines)+len(fact) > room {
			break
		}
		lines = append(lines, fact...)
	}
	if len(lines)+1 <= s.h-tableRows-leastFoot {
		lines = append(lines, nil)
	}
	return lines[:min(len(lines), max(s.h-1, 0))]
}

// View draws the rule, the ways, and what there is to say of the one chosen.
func (s *Screen) View() string {
	th := s.desk.Theme
	lines := s.head()
	if s.survey == nil {
		lines = s.waiting()
	}
	drawn := make([]string, 0, s.h)
	for _, l := range lines {
		drawn = append(drawn, widget.Line(th, s.w, l...))
	}
	if s.survey != nil {
		if table := s.table.View(); table != "" {
			drawn = append(drawn, strings.Split(table, "\n")...)
		}
		for _, l := range s.foot() {
			drawn = append(drawn, widget.Line(th, s.w, l...))
		}
	}
	return widget.Block(drawn[:min(len(drawn), s.h)], s.w, s.h)
}

// waiting says why there is nothing to see yet.
func (s *Screen) waiting() []widget.Spans {
	lines := s.desk.NotYet()
	if lines == nil {
		lines = []widget.Spans{{widget.Say(s.desk.Theme.Muted, "Checking the ways out"+s.desk.Theme.Glyphs.Ellipsis)}}
	}
	var out []widget.Spans
	for _, l := range lines {
		out = append(out, append(widget.Spans{widget.Say(s.desk.Theme.Text, " ")}, l...))
	}
	return desk.Hanging(out, max(s.w, 1))
}

// foot says of the way under the cursor what it keeps and loses, and how its proof
// stands.
func (s *Screen) foot() []widget.Spans {
	way, ok := s.current()
	if !ok || s.w < 2 {
		return nil
	}
	th := s.desk.Theme
	say := func(spans ...widget.Span) widget.Spans {
		return append(widget.Spans{widget.Say(th.Text, " ")}, spans...)
	}
	keeps := way.Keeps
	if _, rest, ok := strings.Cut(keeps, ": "); ok && s.w >= broad {
		keeps = rest // the row says the other half
	}
	lines := []widget.Spans{nil, say(widget.Say(th.Strong, widget.Words(way.Target)), widget.Say(th.Text, ": "+widget.Words(keeps)))}
	switch {
	case !way.Ready:
		lines = append(lines, say(widget.Say(th.Muted, "authzx can't write it yet, so there are no figures")))
	case way.Refused != "":
		lines = append(lines, say(widget.Say(th.Bad, th.Glyphs.Cross+" not possible: "), widget.Say(th.Text, widget.Words(way.Refused))))
	}
	for _, l := range way.Losses {
		lines = append(lines, say(
			widget.Sayf(th.Warn, "%s %s: ", th.Glyphs.Warning, widget.Words(text.Counted(l.Count, lossNoun(l)))),
			widget.Say(th.Text, widget.Words(l.Message))))
	}
	lines = append(lines, nil)
	lines = append(lines, s.proofLines()...)
	if lines[len(lines)-1] == nil {
		lines = lines[:len(lines)-1]
	}
	return desk.Hanging(lines, s.w)
}
