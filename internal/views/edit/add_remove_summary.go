package edit

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
		return widget.Keyed(th, th.Muted, " {picker.open} review  {picker.toggle} select  {picker.open_editor} or paste a list")
	}
	line := widget.Spans{widget.Sayf(th.Strong, " %s", s.balance())}
	if s.pick.link == nil {
		return line
	}
	switch {
	case s.seen == nil:
		return append(line, widget.Say(th.Muted, ": computing the effect"))
	case s.seen.Err != nil:
		return append(line, widget.Say(th.Bad, ": "+th.Glyphs.Cross+" "), widget.Sayf(th.Bad, "%s", s.seen.Fault()))
	}
	return append(line, widget.Sayf(th.Text, ": %s", s.seen.EffectWords()))
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
	noun := "selected"
	if l := s.pick.link; l != nil {
		noun = l.Tie.Many
		if added+removed == 1 {
			noun = l.Tie.One
		}
	}
	return strings.Join(append(parts, noun), " ")
}
