package apiref

import (
	"errors"
	"strings"
	"time"

	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

func (s *request) answerHead() []widget.Spans {
	th := s.desk.Theme
	if since, _ := s.sender.Busy(); !since.IsZero() {
		waited := int(s.desk.Now().Sub(since) / time.Second)
		return []widget.Spans{append(widget.Spans{widget.Sayf(th.Accent, " Waiting for the response, %d s. ", waited)}, widget.Keyed(th, th.Muted, "{escape} cancels.")...)}
	}
	if s.stopped {
		return s.stoppedLines()
	}
	if s.sent == nil {
		return []widget.Spans{widget.Keyed(th, th.Muted, " Nothing sent yet: {send} sends the request.")}
	}
	asked := widget.Spans{widget.Sayf(th.Strong, " %s ", s.sent.call.Method()), widget.Foreign(th.Text, text.New(s.sent.call.Target()))}
	lines := []widget.Spans{asked}
	if s.sent.answer != nil {
		lines = append(lines, s.sent.summary(th))
	}
	if kept := s.keptLine(); kept != nil {
		lines = append(lines, desk.Hanging([]widget.Spans{kept}, max(s.w, 1))...)
	}
	if s.err != nil {
		faults := append(desk.FaultLines(th, s.err, s.desk.Data.Causes()...), s.wayOn(unsettled(s.err)))
		lines = append(lines, inset(faults, s.w)...)
	}
	return lines
}

// stoppedLines say that nobody waits for the answer any more, and what that means.
func (s *request) stoppedLines() []widget.Spans {
	th := s.desk.Theme
	words := widget.Words("Cancelled before the response arrived.")
	if !s.route.Reads() {
		words = "Cancelled before the response arrived: outcome unknown."
	}
	lines := []widget.Spans{{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Say(th.Text, words)}}
	if kept := s.keptLine(); kept != nil {
		lines = append(lines, kept)
	}
	return inset(append(lines, s.wayOn(!s.route.Reads())), s.w)
}

// wayOn says what to do after a failure. What may have taken effect is not simply
// sent again.
func (s *request) wayOn(unknown bool) widget.Spans {
	th := s.desk.Theme
	switch {
	case !unknown:
		return widget.Keyed(th, th.Muted, "{send} resends")
	case s.reread:
		return widget.Spans{widget.Say(th.Muted, "Reloading the tenant: check it before you resend.")}
	}
	return widget.Keyed(th, th.Muted, "{refresh} reloads the tenant: check it before you resend.")
}

// unsettled reports whether a write failed so that it may have taken effect.
func unsettled(err error) bool {
	var fault *tenant.Fault
	return errors.As(err, &fault) && fault.Unsettled
}

// inset sets lines one cell in and wraps them to w cells.
func inset(lines []widget.Spans, w int) []widget.Spans {
	var rows []widget.Spans
	for _, l := range desk.Hanging(lines, max(w-1, 1)) {
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
