package views

import (
	"errors"
	"strings"
	"time"

	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// answerHead says how the request went.
func (s *request) answerHead() []widget.Spans {
	th := s.desk.Theme
	if since, _ := s.sender.Busy(); !since.IsZero() {
		waited := int(s.desk.Now().Sub(since) / time.Second)
		return []widget.Spans{{widget.Sayf(th.Accent, " Waiting for the answer, %d s. ", waited), widget.Say(th.Muted, "esc cancels.")}}
	}
	if s.stopped {
		return s.stoppedLines()
	}
	if s.sent == nil {
		return []widget.Spans{{widget.Say(th.Muted, " Nothing sent yet: ctrl+r sends the request.")}}
	}
	asked := widget.Spans{widget.Sayf(th.Strong, " %s ", s.sent.call.Method()), widget.Foreign(th.Text, text.New(s.sent.call.Target()))}
	lines := []widget.Spans{asked}
	if s.sent.answer != nil {
		lines = append(lines, s.sent.summary(th))
	}
	if s.err != nil {
		faults := append(faultLines(th, s.err), s.wayOn(unsettled(s.err)))
		lines = append(lines, inset(faults, s.w)...)
	}
	return lines
}

// stoppedLines say that nobody waits for the answer any more, and what that means.
func (s *request) stoppedLines() []widget.Spans {
	th := s.desk.Theme
	words := widget.Words("Cancelled before the answer came.")
	if !s.route.Reads() {
		words = "Cancelled before the answer came: whether it took effect is unknown."
	}
	return inset([]widget.Spans{
		{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Say(th.Text, words)}, s.wayOn(!s.route.Reads()),
	}, s.w)
}

// wayOn says what to do after a failure. What may have taken effect is not simply
// sent again.
func (s *request) wayOn(unknown bool) widget.Spans {
	th := s.desk.Theme
	switch {
	case !unknown:
		return widget.Spans{widget.Say(th.Key, "ctrl+r"), widget.Say(th.Muted, " sends again")}
	case s.reread:
		return widget.Spans{widget.Say(th.Muted, "The tenant is read again: look there before you send it again.")}
	}
	return widget.Spans{widget.Say(th.Key, "r"), widget.Say(th.Muted, " reads the tenant again: look there before you send it again.")}
}

// unsettled reports whether a write failed so that it may have taken effect.
func unsettled(err error) bool {
	var fault *tenant.Fault
	return errors.As(err, &fault) && fault.Unsettled
}

// inset sets lines one cell in and wraps them to w cells.
func inset(lines []widget.Spans, w int) []widget.Spans {
	var rows []widget.Spans
	for _, l := range hanging(lines, max(w-1, 1)) {
		rows = append(rows, append(widget.Spans{widget.Say(theme.Style{}, " ")}, l...))
	}
	return rows
}

func (s *request) answerView() string {
	var lines []string
	for _, l := range s.answerHead() {
		lines = append(lines, widget.Line(s.desk.Theme, s.w, l...))
	}
	if s.sent != nil && s.sent.answer != nil {
		lines = append(lines, s.answer.view())
	}
	return strings.Join(lines, "\n")
}
