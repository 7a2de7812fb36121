package apiref

import (
	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// sending is the matter of a question about a call that is sent as it stands. Where
// changes can tell what it does, it can be staged instead.
type sending struct {
	desk     *changes.Workspace
	call     endpoint.Call
	yes      func() ui.Cmd
	warnings []widget.Spans
	seenOf   *desk.Data // by which the call was understood
	changes  []rbac.Change
	told     bool  // changes can tell what the call does
	refusal  error // what the server has against it, as far as is known
}

// NewSending asks before a request is sent that alters something.
func NewSending(d *changes.Workspace, call endpoint.Call, yes func() ui.Cmd, warnings []widget.Spans) *changes.Question {
	s := &sending{desk: d, call: call, yes: yes, warnings: warnings}
	if why := unforeseeable(d); why != "" {
		s.warnings = append(s.warnings, widget.Spans{
			widget.Say(d.Theme.Warn, d.Theme.Glyphs.Warning+" The effect is unknown: "), widget.Sayf(d.Theme.Text, "%s", why),
		})
		s.seenOf = d.Data
	} else {
		s.understand()
	}
	if line := movingLine(d, call); !s.told && line != nil {
		s.warnings = append(s.warnings, line)
	}
	return changes.NewQuestion(d, s)
}

// understand takes the call for changes of the tenant as it is known now.
func (s *sending) understand() {
	d := s.desk
	s.seenOf = d.Data
	if len(s.call.Faults()) > 0 {
		return
	}
	if s.changes, s.told = plan.Meaning(d.Data.Graph, s.call, d.Staged.Changes); s.told {
		_, _, s.refusal = rbac.ApplyAll(d.Data.Graph, s.changes)
	}
}

// Foresees are the changes that the call comes to.
func (s *sending) Foresees() ([]rbac.Change, bool) {
	if s.told && s.seenOf != s.desk.Data {
		s.understand()
	}
	return s.changes, s.told
}

// Settled is never so: the call does what the tenant makes of it.
func (s *sending) Settled() bool { return false }

// Take leaves an effect as it is.
func (s *sending) Take(o changes.Impact) changes.Impact { return o }

// Width is that of a path.
func (s *sending) Width() int { return 76 }

// Title is the question itself.
func (s *sending) Title() widget.Spans {
	return widget.Spans{widget.Sayf(s.desk.Theme.Title, "Send this %s?", s.call.Method())}
}

// Name is what must be typed for a yes.
func (s *sending) Name(q *changes.Question) text.Text {
	if q.Waiting() {
		return text.Text{}
	}
	large := q.Seen != nil && s.refusal == nil && q.Seen.Scale.Large()
	return s.desk.ConsentName(large || s.call.Destructive(), func() text.Text {
		if s.call.Destructive() {
			return s.desk.TenantName()
		}
		return s.desk.AtStake(s.changes)
	})
}

// Yes sends the call.
func (s *sending) Yes(*changes.Question) ui.Cmd { return s.yes() }

// Stage puts the changes off.
func (s *sending) Stage(*changes.Question) ui.Cmd { return s.desk.Stage(s.changes) }

// Copy offers the call.
func (s *sending) Copy(*changes.Question) ui.Cmd { return clipboard.Call(s.desk.Desk, s.call) }

// Reason is asked of nobody.
func (s *sending) Reason(*changes.Question) ui.Cmd { return nil }

// WhyNot is about what a request as it stands has no use for.
func (s *sending) WhyNot(q *changes.Question, a ui.Action) widget.Words {
	switch {
	case a == ui.Stage && (q.Seen == nil || q.Seen.Plan == nil || q.Seen.Plan.Requests() == 0):
		return "this request can't be staged: it is no change authzx knows"
	case a == ui.Reason:
		return "a reason isn't recorded for requests by hand"
	}
	return ""
}

// unforeseeable is why nothing can be said of effects; empty where it can.
func unforeseeable(d *changes.Workspace) string {
	if missing := d.Data.Graph.Missing(); missing.Any() {
		return missing.Words()
	}
	if d.State.Graph == nil {
		return "the tenant has not been read"
	}
	return ""
}

// Lines say what is sent, what it does, and what it would come to.
func (s *sending) Lines(q *changes.Question) []widget.Spans {
	d, th := s.desk, s.desk.Theme
	lines := append(headLines(d, s.call),
		widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" Sent as is: checked against what is loaded only, and no undo.")}, nil)
	if s.told {
		lines = append(lines, s.meaningLines(q)...)
	} else {
		lines = append(lines, widget.Spans{widget.Say(th.Text, widget.Words(s.call.Route.Doc))})
	}
	lines = append(append(append(lines, s.warnings...), d.HiddenLines()...), callFaultLines(d, s.call)...)
	return append(lines, sentLines(d, s.call)...)
}

// meaningLines are the call in words, with names, and the effect.
func (s *sending) meaningLines(q *changes.Question) []widget.Spans {
	d, th := s.desk, s.desk.Theme
	var lines []widget.Spans
	switch {
	case q.Seen != nil && q.Seen.Plan != nil:
		for _, item := range q.Seen.Plan.Items[:min(len(q.Seen.Plan.Items), changes.ReviewRows)] {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(item.Sentence(d.Data.Directory)))})
			lines = append(lines, changes.DetailLines(th, item, d.Data.Directory)...)
			if item.Note != "" && s.refusal == nil {
				lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", item.Note)})
			}
		}
	default:
		for _, c := range s.changes[:min(len(s.changes), changes.ReviewRows)] {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(c.Sentence(d.Data.Graph, d.Data.Directory)))})
		}
	}
	switch {
	case len(s.changes) == 0:
		return append(lines, widget.Spans{widget.Say(th.Warn, "It names nothing that exists: nothing would change.")})
	case s.refusal != nil:
		return append(lines, widget.Spans{
			widget.Say(th.Bad, th.Glyphs.Cross+" The server would reject this: "), widget.Sayf(th.Text, "%s", desk.SafeError(s.refusal))})
	case q.Waiting():
		return append(lines, widget.Keyed(th, th.Muted, q.Ahead.Words("nothing to send, {escape} goes back")))
	case q.Seen.Err != nil:
		return append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" The effect is unknown: "), widget.Sayf(th.Text, "%s", q.Seen.Reason())})
	}
	lines = append(lines, widget.Spans{widget.Sayf(th.Strong, "%s", q.Seen.EffectSentence())})
	return append(lines, q.Seen.EffectLines(th)...)
}
