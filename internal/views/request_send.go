package views

import (
	"context"
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// send sends the call: at once what reads, after a question what writes.
func (s *request) send() tea.Cmd {
	call := s.form.call()
	source, ok := s.desk.Source.(caller)
	switch {
	case !ok:
		return complain("not sent: this is a saved document")
	case call.Check() != nil:
		s.tabs.Select(tabRequest)
		return complain("not sent: " + safe(call.Check()))
	case s.route.ID == endpoint.ConfigurationImport && !json.Valid(call.Body):
		s.tabs.Select(tabRequest) // where it says what is wrong
		return complain("not sent: the body is not JSON")
	case s.route.ID == endpoint.ConfigurationImport && s.desk.lock.refusal() == "":
		return s.importer.ready(call)
	case !s.route.Reads():
		return s.desk.guarded(call, s.confirmed(call), sendAgain{s}, s.lacking()...)
	case s.rights.of(s.route) == rightLacks:
		return s.askAllTheSame(call)
	}
	return s.start(call, source.Send)
}

// lacking says that the token lacks what the call needs; nothing where it has it
// or where that isn't known.
func (s *request) lacking() []widget.Spans {
	if s.rights.of(s.route) != rightLacks {
		return nil
	}
	th := s.desk.Theme
	return []widget.Spans{{
		widget.Say(th.Bad, th.Glyphs.Cross+" The token lacks "), widget.Say(th.Strong, widget.Words(s.route.Scope)),
		widget.Say(th.Text, ": the answer would be a 403."),
	}}
}

// askAllTheSame asks before a read is sent that the token has no right to.
func (s *request) askAllTheSame(call endpoint.Call) tea.Cmd {
	th := s.desk.Theme
	lines := append(s.lacking(), widget.Spans{widget.Say(th.Muted, "Grant it to the client under Dashboard > APIs > auth0-authorization-extension-api.")})
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, "Send it all the same?")}, lines)
	q.Yes = s.confirmed(call)
	return ui.Tell(ui.Show{Dialog: q})
}

// sendNow says that a call may go, as it was confirmed.
type sendNow struct {
	screen *request
	call   endpoint.Call
}

func (m sendNow) To() any { return m.screen }

func (s *request) confirmed(call endpoint.Call) tea.Msg { return sendNow{s, call} }

// sendAgain says that what stood in the way of sending is gone.
type sendAgain struct{ screen *request }

func (m sendAgain) To() any { return m.screen }

// dispatch sends what was confirmed.
func (s *request) dispatch(call endpoint.Call) tea.Cmd {
	source, ok := s.desk.Source.(caller)
	switch {
	case !ok:
		return nil
	case call.Route.Reads():
		return s.start(call, source.Send)
	case s.desk.lock.refusal() != "":
		return nil
	}
	return s.start(call, source.SendWrite)
}

func (s *request) start(call endpoint.Call, send func(context.Context, endpoint.Call, string) (*tenant.Answer, error)) tea.Cmd {
	th := s.desk.Theme
	s.tabs.Select(tabAnswer)
	s.sent, s.err, s.stopped = nil, nil, false
	s.answer.show(document{})
	if s.route.Body != nil {
		s.form.begun = s.form.form.Text(bodyField)
	}
	return s.sender.Start(call.Method()+" "+text.Escape(call.Target()), func(ctx context.Context) (sent, error) {
		answer, err := send(ctx, call, callCause)
		return newSent(th, call, answer), err
	})
}

// answered shows what came back. What may have written is followed by reading
// the tenant again.
func (s *request) answered(v sent, err error) tea.Cmd {
	s.sent, s.err = &v, err
	s.answer.show(v.body)
	s.answer.json.named = s.desk.namedBy(v.call)
	s.headers.SetLines(v.headers)
	s.SetSize(s.w, s.h)
	if v.call.Route.Reads() {
		return nil
	}
	s.reread = true
	return s.desk.reload()
}
