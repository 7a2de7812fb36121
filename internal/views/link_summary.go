package views

import (
	"fmt"
	"strings"

	"authzx/internal/ui/widget"
)

// summarise says below the rows what the choice would change.
func (s *linkPicker) summarise() { s.picker.SetSummary(s.summary()) }

func (s *linkPicker) summary() widget.Spans {
	th := s.desk.Theme
	if !s.picker.Dirty() {
		return widget.Spans{
			widget.Say(th.Key, " tab"), widget.Say(th.Muted, " chooses  "),
			widget.Say(th.Key, "enter"), widget.Say(th.Muted, " goes on  "),
			widget.Say(th.Key, "ctrl+o"), widget.Say(th.Muted, " or paste a list"),
		}
	}
	line := widget.Spans{widget.Sayf(th.Strong, " %s", s.balance())}
	if s.pick.link == nil {
		return line
	}
	switch {
	case s.seen == nil:
		return append(line, widget.Say(th.Muted, ": working out the effect"))
	case s.seen.err != nil:
		return append(line, widget.Say(th.Bad, ": "+th.Glyphs.Cross+" "), widget.Sayf(th.Bad, "%s", s.seen.fault()))
	}
	return append(line, widget.Sayf(th.Text, ": %s", s.seen.effectWords()))
}

// balance counts what would come and go, such as "+2 -1 groups".
func (s *linkPicker) balance() string {
	var parts []string
	added, removed := len(s.picker.Added()), len(s.picker.Removed())
	if added > 0 {
		parts = append(parts, fmt.Sprintf("+%d", added))
	}
	if removed > 0 {
		parts = append(parts, fmt.Sprintf("-%d", removed))
	}
	noun := "chosen"
	if l := s.pick.link; l != nil {
		noun = string(l.plural)
		if added+removed == 1 && l.tab != "Nested in" {
			noun = strings.TrimSuffix(noun, "s")
		}
	}
	return strings.Join(append(parts, noun), " ")
}
