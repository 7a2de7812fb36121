package views

import (
	"strings"
	"time"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// answerHead says how the request went.
func (s *request) answerHead() []widget.Spans {
	th := s.desk.Theme
	if since, _ := s.sender.Busy(); !since.IsZero() {
		waited := int(s.desk.Now().Sub(since) / time.Second)
		return []widget.Spans{{widget.Sayf(th.Accent, " Waiting for the answer, %d s. ", waited), widget.Say(th.Muted, "esc cancels.")}}
	}
	if s.stopped != "" {
		return []widget.Spans{{widget.Say(th.Warn, " "+th.Glyphs.Warning+" "+s.stopped)}, {widget.Say(th.Key, " ctrl+r"), widget.Say(th.Muted, " sends again")}}
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
		for _, l := range errorLines(th, s.err) {
			l = append(widget.Spans{widget.Say(th.Text, " ")}, l...)
			lines = append(lines, l.Wrap(max(s.w-1, 1))...)
		}
		// The key of the last line is for lists: here it is another one.
		lines[len(lines)-1] = widget.Spans{widget.Say(th.Key, " ctrl+r"), widget.Say(th.Muted, " sends again")}
	}
	return lines
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
