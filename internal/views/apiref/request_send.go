package apiref

import (
	"context"
	"encoding/json"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// send sends the call: at once what reads, after a question what writes.
func (s *request) send() ui.Cmd {
	call := s.Form.Call()
	source := s.desk.Can.Calls
	switch {
	case source == nil:
		return desk.Complain(string(s.desk.NoServer("not sent: this is a snapshot", "not sent: this is the tenant as of %s")))
	case call.Check() != nil:
		s.Tabs.Select(TabRequest)
		s.Form.tried = true
		s.changed()
		return desk.Complain("not sent: " + desk.SafeError(call.Check()))
	case !s.route.Reads() && s.desk.Lock.Refusal() != "":
		return s.desk.Lock.Need("not sent", s.send)
	case s.Form.unwritten() != "":
		s.Tabs.Select(TabRequest)
		return desk.Complain("not sent: " + s.Form.unwritten())
	case s.route.ID == endpoint.ConfigurationImport && !json.Valid(call.Body):
		s.Tabs.Select(TabRequest) // where it says what is wrong
		return desk.Complain("not sent: the body is not JSON")
	case s.route.ID == endpoint.ConfigurationImport:
		return s.importer.ready(call)
	case s.rotates():
		return s.askKeyFile()
	case !s.route.Reads():
		return askSend(s.desk, call, func() ui.Cmd { return s.dispatch(call, "") }, s.lacking()...)
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
		widget.Say(th.Text, ": the server would answer 403."),
	}}
}

// askAllTheSame asks before a read is sent that the token has no right to.
func (s *request) askAllTheSame(call endpoint.Call) ui.Cmd {
	th := s.desk.Theme
	lines := append(s.lacking(), widget.Spans{widget.Say(th.Muted, "Grant it to the client under Dashboard > APIs > "+endpoint.APIName+".")})
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, "Send it anyway?")}, lines)
	q.Yes = func() ui.Cmd { return s.dispatch(call, "") }
	return ui.Tell(ui.Show{Dialog: q})
}

// dispatch sends what was confirmed; the file takes the key of a rotation.
func (s *request) dispatch(call endpoint.Call, keyFile string) ui.Cmd {
	source := s.desk.Can.Calls
	switch {
	case source == nil:
		return nil
	case call.Route.Reads():
		return s.start(call, source.Send)
	case s.desk.Lock.Refusal() != "":
		return nil
	case s.rotates():
		return s.rotate(source, call, keyFile)
	}
	return s.start(call, source.SendWrite)
}

func (s *request) start(call endpoint.Call, send func(context.Context, endpoint.Call, string) (*tenant.Answer, error)) ui.Cmd {
	th := s.desk.Theme
	s.Tabs.Select(tabAnswer)
	s.sent, s.err, s.stopped = nil, nil, false
	s.answer.show(document{})
	return s.sender.Start(call.Method()+" "+text.Escape(call.Target()), func(ctx context.Context) (sent, error) {
		answer, err := send(ctx, call, CallCause)
		return NewSent(th, call, answer), err
	})
}

// Answered shows what came back. What may have written is followed by reading
// the tenant again.
func (s *request) Answered(v sent, err error) ui.Cmd {
	s.sent, s.err = &v, err
	if s.route.Body != nil && err == nil && v.answer.Status < 400 {
		s.Form.begun = text.New(string(v.call.Body))
	}
	s.answer.show(v.body)
	s.answer.json.Named = s.desk.NamedBy(v.call)
	s.headers.SetLines(v.headers)
	s.SetSize(s.w, s.h)
	if v.call.Route.Reads() {
		return nil
	}
	s.reread = true
	return s.desk.Reload()
}
