package views

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// sending asks before a call is sent as it stands. Where changes can tell what
// it does, it shows what they come to, takes no yes before that is on screen,
// and can stage them instead.
type sending struct {
	desk     *Desk
	call     endpoint.Call
	yes      tea.Msg
	warnings []widget.Spans
	changes  []rbac.Change
	told     bool  // changes can tell what the call does
	refusal  error // what the server has against it, as far as is known
	ahead    *foresight
	seen     *outlook // nil until it is worked out
	confirm  *widget.Confirm
	typed    bool
	w, h     int
}

func newSending(d *Desk, call endpoint.Call, yes tea.Msg, warnings []widget.Spans) *sending {
	s := &sending{desk: d, call: call, yes: yes, warnings: warnings}
	s.ahead = newForesight(s, d.Now)
	if why := d.unforeseeable(); why != "" {
		s.warnings = append(s.warnings, widget.Spans{
			widget.Say(d.Theme.Warn, d.Theme.Glyphs.Warning+" The effect is unknown: "), widget.Sayf(d.Theme.Text, "%s", why),
		})
	} else if len(call.Faults()) == 0 {
		s.changes, s.told = plan.Meaning(d.data.Graph, call, d.staged.changes)
	}
	if s.told {
		_, _, s.refusal = rbac.ApplyAll(d.data.Graph, s.changes)
	} else if line := d.movingLine(call); line != nil {
		s.warnings = append(s.warnings, line)
	}
	s.compose()
	return s
}

// unforeseeable is why nothing can be said of effects; empty where it can.
func (d *Desk) unforeseeable() string {
	if missing := d.data.Graph.Missing(); missing.Any() {
		return missingWords(missing)
	}
	if d.state.Graph == nil {
		return "the tenant has not been read"
	}
	return ""
}

// Init has the effect worked out.
func (s *sending) Init() tea.Cmd {
	switch {
	case !s.told:
		return nil
	case atOnce(s.desk.data, s.changes):
		o := foresee(s.desk.data, s.changes)
		s.seen = &o
		s.compose()
		return nil
	}
	return s.ahead.ask(s.desk.data, s.changes)
}

// Update takes the effect.
func (s *sending) Update(msg tea.Msg) tea.Cmd {
	o, cmd, ok := s.ahead.take(msg)
	if ok {
		s.seen = &o
		s.compose()
	}
	return cmd
}

// waiting reports whether the effect is still to come.
func (s *sending) waiting() bool { return s.told && s.seen == nil }

// compose makes the question of what is known.
func (s *sending) compose() {
	th := s.desk.Theme
	lines := s.lines()
	if s.w > 4 {
		lines = hanging(lines, s.w-4)
	}
	s.confirm = widget.NewConfirm(th, widget.Spans{widget.Sayf(th.Title, "Send this %s?", s.call.Method())}, lines)
	name := s.nameToType()
	s.typed = !name.IsZero()
	s.confirm.RequireName(name)
	s.confirm.SetSize(s.w, s.h)
}

// nameToType is what must be typed for a yes.
func (s *sending) nameToType() text.Text {
	switch d := s.desk; {
	case s.waiting():
	case d.Source.Identity().Production || s.call.Grave():
		return d.tenantName()
	case s.seen != nil && s.refusal == nil && s.seen.blast.Large():
		return d.atStake(s.changes)
	}
	return text.Text{}
}

// stageable reports whether the same could be done by staged changes.
func (s *sending) stageable() bool {
	return s.seen != nil && s.seen.plan != nil && s.seen.plan.Requests() > 0
}

// SetSize gives it its room; what was typed stays.
func (s *sending) SetSize(w, h int) {
	again := w != s.w && !s.typed
	s.w, s.h = w, h
	if again {
		s.compose()
	}
	s.confirm.SetSize(w, h)
}

// Want is the size of the question.
func (s *sending) Want(w, h int) (int, int) {
	width, rows := min(w-4, 76), 4
	if s.typed {
		rows = 5
	}
	return width, min(h, len(hanging(s.lines(), width-4))+rows)
}

func (s *sending) View() string    { return s.confirm.View() }
func (s *sending) Title() string   { return "Question" }
func (s *sending) Capturing() bool { return s.typed }

// Layers are those of a question, or of a typed answer.
func (s *sending) Layers() []ui.Layer {
	if s.typed {
		return []ui.Layer{ui.TypedLayer}
	}
	return []ui.Layer{ui.ConfirmLayer}
}

// Hints are the answers, and what else can be done.
func (s *sending) Hints() []ui.Action {
	hints := []ui.Action{ui.Yes, ui.No}
	if s.typed {
		hints = []ui.Action{ui.Accept, ui.Escape}
	}
	if s.stageable() {
		hints = append(hints, ui.Stage)
	}
	return append(hints, ui.CopyMenu)
}

// Type takes a letter of the name.
func (s *sending) Type(k tea.KeyPressMsg) tea.Cmd { return s.answered(s.confirm.Update(k)) }

// Paste takes a pasted name.
func (s *sending) Paste(v string) tea.Cmd {
	return s.answered(s.confirm.Update(tea.PasteMsg{Content: v}))
}

// Act answers, or scrolls.
func (s *sending) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.Yes:
		return s.answered(widget.Yes), true
	case ui.No, ui.Escape:
		return s.answered(widget.No), true
	case ui.Accept:
		return s.answered(s.confirm.Update(tea.KeyPressMsg{Code: tea.KeyEnter})), true
	case ui.Stage:
		if s.stageable() {
			return ui.Tell(ui.Close{Dialog: s, Then: decided{to: s.desk, stage: true, changes: s.changes}}), true
		}
		return say("this can't be told in changes that could be staged"), true
	case ui.CopyMenu:
		return s.desk.copyCall(s.call), true
	}
	m, ok := ui.Motions(a)
	if ok {
		s.confirm.Go(m)
	}
	return nil, ok
}

func (s *sending) answered(a widget.Answer) tea.Cmd {
	switch {
	case a == widget.No:
		return ui.Tell(ui.Close{Dialog: s})
	case a == widget.Pending:
		return nil
	case s.waiting():
		return say("the effect is still being worked out")
	}
	return ui.Tell(ui.Close{Dialog: s, Then: s.yes})
}

// Busy is since when the effect is being worked out.
func (s *sending) Busy() (time.Time, string) { return s.ahead.loader.Busy() }

// Cancel ends that.
func (s *sending) Cancel() { s.ahead.Cancel() }

// Close ends what runs.
func (s *sending) Close() { s.ahead.Cancel() }

// lines say what is sent, what it does, and what it would come to.
func (s *sending) lines() []widget.Spans {
	d, th := s.desk, s.desk.Theme
	lines := append(d.headLines(s.call),
		widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" It goes as it stands: nothing is read first, and there is no undo.")}, nil)
	if s.told {
		lines = append(lines, s.meaningLines()...)
	} else {
		lines = append(lines, widget.Spans{widget.Say(th.Text, widget.Words(s.call.Route.Doc))})
	}
	lines = append(append(append(lines, s.warnings...), d.hiddenLines()...), d.faultLines(s.call)...)
	return append(lines, d.bodyLines(s.call)...)
}

// meaningLines are the call in words, with names, and the effect.
func (s *sending) meaningLines() []widget.Spans {
	d, th := s.desk, s.desk.Theme
	var lines []widget.Spans
	switch {
	case s.seen != nil && s.seen.plan != nil:
		for _, item := range s.seen.plan.Items[:min(len(s.seen.plan.Items), reviewRows)] {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", wording(item.Sentence(d.data.Directory)))})
			if item.Note != "" && s.refusal == nil {
				lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", item.Note)})
			}
		}
	default:
		for _, c := range s.changes[:min(len(s.changes), reviewRows)] {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", wording(c.Sentence(d.data.Graph, d.data.Directory)))})
		}
	}
	switch {
	case len(s.changes) == 0:
		return append(lines, widget.Spans{widget.Say(th.Warn, "It names nothing that is there: nothing would change.")})
	case s.refusal != nil:
		return append(lines, widget.Spans{
			widget.Say(th.Bad, th.Glyphs.Cross+" The server would refuse it: "), widget.Sayf(th.Text, "%s", safe(s.refusal))})
	case s.waiting():
		return append(lines, widget.Spans{widget.Say(th.Muted, "Working out the effect…")})
	case s.seen.err != nil:
		return append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" The effect is unknown: "), widget.Sayf(th.Text, "%s", s.seen.reason())})
	}
	lines = append(lines, widget.Spans{widget.Sayf(th.Strong, "%s", s.seen.effectSentence())})
	return append(lines, s.seen.effectLines(th)...)
}
