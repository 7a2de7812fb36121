package views

import (
	"strings"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// SetSize gives the form its room.
func (s *wizard) SetSize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

func (s *wizard) arrange() {
	room := max(s.h-len(s.heading()), 0)
	s.form.SetSize(min(max(s.w-1, 0), 92), room)
	s.pager.SetSize(max(s.w-2, 0), room)
}

// heading says what is asked for, and where it is found.
func (s *wizard) heading() []widget.Spans {
	if s.h < 8 || s.w < 20 {
		return nil
	}
	th := s.o.Theme
	var lines []widget.Spans
	text := widget.Spans{
		widget.Say(th.Muted, "Id and secret: Dashboard > Applications, of one authorised for "),
		widget.Say(th.Text, "auth0-authorization-extension-api"), widget.Say(th.Muted, ". "),
		widget.Say(th.Key, "ctrl+s"), widget.Say(th.Muted, " tests the connection, then saves."),
	}
	if s.trial != nil {
		text = widget.Spans{widget.Say(th.Title, "The connection of "), widget.Foreign(th.Title, s.trial.draft.Name)}
	}
	for _, l := range text.Wrap(s.w - 2) {
		lines = append(lines, append(widget.Spans{widget.Say(th.Text, " ")}, l...))
	}
	return append(lines, nil)
}

// View draws the form, or what came of the try.
func (s *wizard) View() string {
	var lines []string
	for _, l := range s.heading() {
		lines = append(lines, widget.Line(s.o.Theme, s.w, l...))
	}
	body := s.form.View()
	if s.trial != nil {
		body = s.pager.View()
	}
	for _, l := range strings.Split(body, "\n") {
		lines = append(lines, widget.Fit(" "+l, s.w, ""))
	}
	return strings.Join(lines, "\n")
}

// tell shows what came of the try, and what to do next.
func (s *wizard) tell() {
	th, t := s.o.Theme, s.trial
	lines := checkLines(th, t.checks)
	lines = append(lines, nil)
	switch {
	case t.saved && t.err != nil:
		lines = append(lines, faultLines(th, t.err)...)
		lines = append(lines, widget.Spans{widget.Say(th.Key, "enter"), widget.Say(th.Muted, " tries to open it again")})
	case t.saved:
		lines = append(lines,
			widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" "), widget.Say(th.Text, "saved in "), widget.Foreign(th.Text, s.o.Profiles.Path())},
			nil, widget.Spans{widget.Say(th.Key, "enter"), widget.Say(th.Text, " opens the tenant")})
	case t.err != nil:
		lines = append(lines, widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" "), widget.Say(th.Text, "not saved: "), widget.Foreign(th.Text, text.New(t.err.Error()))})
		lines = append(lines, widget.Spans{widget.Say(th.Key, "esc"), widget.Say(th.Muted, " goes back to what was entered; nothing is lost")})
	default:
		lines = append(lines,
			widget.Spans{widget.Say(th.Text, "Nothing is saved yet.")},
			widget.Spans{widget.Say(th.Key, "esc"), widget.Say(th.Muted, " goes back to what was entered")},
			widget.Spans{widget.Say(th.Key, "ctrl+s"), widget.Say(th.Muted, " saves it as it is")})
	}
	s.arrange()
	s.pager.Go(widget.Top)
	s.pager.SetLines(hanging(lines, max(s.w-2, 1)))
}
