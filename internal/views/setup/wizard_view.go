package setup

import (
	"errors"
	"strings"

	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
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
	text := append(widget.Spans{
		widget.Say(th.Muted, "Client id and secret: Dashboard > Applications, one authorized for "), widget.Say(th.Text, endpoint.APIName),
	}, widget.Keyed(th, th.Muted, ". {form.review} tests the connection, then saves.")...)
	if s.trial != nil {
		text = widget.Spans{widget.Say(th.Title, "Connection: "), widget.Foreign(th.Title, s.trial.draft.Name)}
	}
	if at := s.address(); !at.IsZero() {
		text = append(text, widget.Say(th.Muted, " The API: "), widget.Foreign(th.Text, at))
	}
	for _, l := range text.Wrap(s.w - 2) {
		lines = append(lines, append(widget.Spans{widget.Say(th.Text, " ")}, l...))
	}
	return append(lines, nil)
}

// address is where the API of what was entered is; zero where that is not known yet, or
// was entered itself.
func (s *wizard) address() text.Text {
	if s.trial != nil || s.byAddress() || s.form.Text(fieldTenant).IsZero() {
		return text.Text{}
	}
	for _, r := range config.Regions() {
		if r.Name == s.form.Text(fieldRegion).Raw() {
			return text.New(r.BaseURL(s.form.Text(fieldTenant).Raw()))
		}
	}
	return text.Text{}
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
		lines = append(lines, desk.FaultLines(th, t.err)...)
		lines = append(lines, widget.Keyed(th, th.Muted, "{form.open} tries again"))
	case t.saved:
		lines = append(lines,
			widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" "), widget.Say(th.Text, "saved in "), widget.Foreign(th.Text, s.o.Profiles.Path())},
			nil, widget.Keyed(th, th.Text, "{form.open} opens the tenant"))
	case t.err != nil:
		lines = append(lines, widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" "), widget.Say(th.Text, "not saved: "), widget.Foreign(th.Text, text.New(t.err.Error()))})
		var none *config.NoKeyringError
		if errors.As(t.err, &none) {
			lines = append(lines, widget.Spans{widget.Say(th.Text, "Choose another place in \"Secret in\", such as the file.")})
		}
		lines = append(lines, widget.Keyed(th, th.Muted, "{form.escape} goes back; what you entered is kept"))
	default:
		lines = append(lines,
			widget.Spans{widget.Say(th.Text, "Not saved yet.")},
			widget.Keyed(th, th.Muted, "{new_profile.guide} shows the steps in the dashboard"),
			widget.Keyed(th, th.Muted, "{form.escape} goes back"),
			widget.Keyed(th, th.Muted, "{form.review} saves it anyway"))
	}
	s.arrange()
	s.pager.Go(widget.Top)
	s.pager.SetLines(desk.Hanging(lines, max(s.w-2, 1)))
}
