package views

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// review asks before changes are sent: it shows them with what they would
// come to, and takes no yes before that is on screen.
type review struct {
	desk    *Desk
	from    any // who is told of the answer
	intent  intent
	ahead   *foresight
	seen    *outlook
	confirm *widget.Confirm
	typed   bool
	w, h    int
}

// review shows changes and asks whether to send them; from is told of the
// answer, nil standing for the desk.
func (d *Desk) review(from any, changes []rbac.Change) tea.Cmd {
	return d.reviewOf(from, intent{changes: changes})
}

func (d *Desk) reviewOf(from any, in intent) tea.Cmd {
	if from == nil {
		from = d
	}
	r := &review{desk: d, from: from, intent: in}
	r.ahead = newForesight(r, d.Now)
	r.compose()
	return ui.Tell(ui.Show{Dialog: r})
}

// Init has the effect worked out.
func (r *review) Init() tea.Cmd {
	if atOnce(r.desk.data, r.intent.changes) {
		r.take(foresee(r.desk.data, r.intent.changes))
		return nil
	}
	cmd := r.ahead.ask(r.desk.data, r.intent.changes)
	r.compose()
	return cmd
}

// take shows the effect. That of an undo is of the plan that would be sent.
func (r *review) take(o outlook) {
	if u := r.intent.undo; u != nil && u.Plan != nil {
		o.plan, o.err = u.Plan, nil
		o.effect = u.Plan.Effect()
		o.blast = u.Plan.Blast(o.effect)
	}
	r.seen = &o
	r.compose()
}

// Update takes the effect, and a reason.
func (r *review) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if r.intent.undo == nil && (r.seen == nil || r.seen.data != r.desk.data) {
			return r.ahead.ask(r.desk.data, r.intent.changes)
		}
		return nil
	case reasonGiven:
		r.intent.reason = msg.reason
		r.compose()
		return nil
	}
	o, cmd, ok := r.ahead.take(msg)
	if ok {
		r.take(o)
	}
	return cmd
}

// compose makes the question of what is known. News don't take away what was
// typed.
func (r *review) compose() {
	th := r.desk.Theme
	lines := r.lines()
	if r.w > 4 {
		lines = hanging(lines, r.w-4)
	}
	if r.confirm == nil {
		r.confirm = widget.NewConfirm(th, nil, nil)
	}
	r.confirm.SetText(r.title(), lines)
	name := r.nameToType()
	r.typed = !name.IsZero()
	r.confirm.RequireName(name)
	r.confirm.SetSize(r.w, r.h)
}

func (r *review) title() widget.Spans {
	th := r.desk.Theme
	words := widget.Words("Send this change?")
	switch {
	case r.intent.undo != nil:
		words = "Take it back?"
	case len(r.intent.changes) != 1:
		words = widget.Words(fmt.Sprintf("Send these %d changes?", len(r.intent.changes)))
	}
	title := widget.Spans{widget.Say(th.Title, words)}
	if r.desk.Source.Identity().Production {
		return append(widget.Spans{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " ")}, title...)
	}
	return title
}

// nameToType is what must be typed for a yes: the tenant's name in production,
// and where much is at stake the name of the one thing that is altered.
func (r *review) nameToType() text.Text {
	switch {
	case !r.answerable():
		return text.Text{}
	case r.desk.Source.Identity().Production:
		return r.desk.tenantName()
	case !r.seen.blast.Large():
		return text.Text{}
	}
	return r.desk.atStake(r.seen.plan.Changes)
}

// answerable reports whether a yes would do anything: the effect is known, the
// plan holds, and writing is allowed.
func (r *review) answerable() bool {
	return r.seen != nil && r.seen.plan != nil && r.seen.plan.Requests() > 0 && r.desk.lock.refusal() == ""
}

// Want is the size of the question, with room for what is still to come.
func (r *review) Want(w, h int) (int, int) {
	width := min(w-4, 72)
	return width, min(h, len(hanging(r.lines(), width-4))+r.answerRows())
}

// answerRows are those of the frame and of the answer.
func (r *review) answerRows() int {
	if r.typed {
		return 5
	}
	return 4
}

// SetSize gives it its room.
func (r *review) SetSize(w, h int) {
	if w != r.w {
		r.w = w
		r.compose()
	}
	r.h = h
	r.confirm.SetSize(w, h)
}

func (r *review) View() string    { return r.confirm.View() }
func (r *review) Title() string   { return "Review" }
func (r *review) Capturing() bool { return r.typed }

// Layers are those of a question, or of a typed answer.
func (r *review) Layers() []ui.Layer {
	if r.typed {
		return []ui.Layer{ui.TypedLayer}
	}
	return []ui.Layer{ui.ConfirmLayer}
}

// Hints are the answers.
func (r *review) Hints() []ui.Action {
	hints := []ui.Action{ui.Yes, ui.No}
	if r.typed {
		hints = []ui.Action{ui.Accept, ui.Escape}
	}
	if r.stageable() {
		hints = append(hints, ui.Stage)
	}
	return append(hints, ui.Reason)
}

// stageable reports whether the changes could be staged instead.
func (r *review) stageable() bool { return r.intent.undo == nil && !r.intent.staged }

// Busy is since when the effect is being worked out.
func (r *review) Busy() (time.Time, string) { return r.ahead.Busy() }

// Cancel ends that; what it asks can't be answered with a yes then.
func (r *review) Cancel() {
	r.ahead.Cancel()
	r.compose()
}

// Close ends what runs.
func (r *review) Close() { r.ahead.Cancel() }

// Type takes a letter of the name.
func (r *review) Type(k tea.KeyPressMsg) tea.Cmd { return r.answered(r.confirm.Update(k)) }

// Paste takes a pasted name.
func (r *review) Paste(s string) tea.Cmd {
	return r.answered(r.confirm.Update(tea.PasteMsg{Content: s}))
}

// Act answers, or scrolls.
func (r *review) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.Yes:
		return r.answered(widget.Yes), true
	case ui.No, ui.Escape:
		return r.answered(widget.No), true
	case ui.Accept:
		return r.answered(r.confirm.Update(tea.KeyPressMsg{Code: tea.KeyEnter})), true
	case ui.Stage:
		if r.stageable() {
			return ui.Tell(ui.Close{Dialog: r, Then: decided{to: r.from, stage: true, changes: r.intent.changes}}), true
		}
	case ui.Reason:
		return r.askReason(), true
	case ui.Down:
		r.confirm.Go(widget.Down)
	case ui.Up:
		r.confirm.Go(widget.Up)
	default:
		return nil, false
	}
	return nil, true
}

func (r *review) answered(a widget.Answer) tea.Cmd {
	switch a {
	case widget.No:
		return ui.Tell(ui.Close{Dialog: r})
	case widget.Pending:
		return nil
	}
	if r.seen == nil {
		return say("nothing is sent before its effect is known")
	}
	if why := r.desk.lock.refusal(); why != "" {
		return complain("not sent: " + why)
	}
	if !r.answerable() {
		return say("there is nothing to send")
	}
	return ui.Tell(ui.Close{Dialog: r, Then: decided{to: r.from, changes: r.intent.changes, intent: r.intent, plan: r.seen.plan}})
}

// reasonGiven is why something is done, for the audit trail.
type reasonGiven struct {
	review *review
	reason text.Text
}

func (m reasonGiven) To() any { return m.review }

func (r *review) askReason() tea.Cmd {
	return ui.Tell(ui.Show{Dialog: newPrompt(r.desk.Theme, "Why?", r.intent.reason, []widget.Words{
		"A ticket or a few words, kept in the audit trail.",
	}, func(reason text.Text) tea.Msg { return reasonGiven{r, reason} })})
}

// lines say what would be sent and what it would come to.
func (r *review) lines() []widget.Spans {
	th := r.desk.Theme
	if r.seen == nil {
		var lines []widget.Spans
		for _, c := range r.intent.changes[:min(len(r.intent.changes), reviewRows)] {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", wording(c.Sentence(r.desk.data.Graph, r.desk.data.Directory)))})
		}
		return append(lines, nil, widget.Spans{widget.Say(th.Muted, r.ahead.words("nothing can be sent, esc goes back"))})
	}
	if r.seen.err != nil {
		return []widget.Spans{
			{widget.Say(th.Bad, th.Glyphs.Cross+" This can't be done.")}, nil,
			{widget.Sayf(th.Text, "%s", wording(r.seen.fault()))},
		}
	}
	lines := r.itemLines()
	lines = append(lines, r.undoLines()...)
	lines = append(lines, nil, widget.Spans{widget.Sayf(th.Strong, "%s", wording(r.seen.effectWords()))})
	lines = append(lines, r.seen.effectLines(th)...)
	for _, c := range r.seen.plan.Cautions() {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Warn, "%s", wording(c.Text))})
	}
	return append(lines, r.footLines()...)
}

// reviewRows is how many items a question lists.
const reviewRows = 100

// itemLines are the changes as they are sent, with the ids that they are about:
// names can be alike.
func (r *review) itemLines() []widget.Spans {
	th, d := r.desk.Theme, r.desk.data
	told := map[rbac.Ref]bool{}
	var lines []widget.Spans
	for i, item := range r.seen.plan.Items {
		if i == reviewRows {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "and %s more", counted(len(r.seen.plan.Items)-i, "change"))})
			break
		}
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", wording(item.Sentence(d.Directory)))})
		for _, ref := range d.unlike(item.Changes, told) {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s ", ref.Kind), widget.Foreign(th.Muted, ref.ID)})
		}
		if item.Note != "" {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", item.Note)})
		}
	}
	return lines
}

// itemIDs is how many ids of one item a question shows.
const itemIDs = 4

// unlike are the first things of some changes whose ids their names don't say,
// and whose ids were not told before.
func (d *Data) unlike(changes []rbac.Change, told map[rbac.Ref]bool) []rbac.Ref {
	var refs []rbac.Ref
	for _, c := range changes {
		for _, ref := range c.Targets() {
			if told[ref] || rbac.IsNew(ref.ID) || d.name(ref) == ref.ID || ref.Kind == rbac.KindConnection || len(refs) == itemIDs {
				continue
			}
			told[ref] = true
			refs = append(refs, ref)
		}
	}
	return refs
}

// undoLines say what an undo can't or won't do.
func (r *review) undoLines() []widget.Spans {
	th, u := r.desk.Theme, r.intent.undo
	if u == nil {
		return nil
	}
	var lines []widget.Spans
	for _, b := range u.Blocked {
		lines = append(lines, widget.Spans{
			widget.Say(th.Warn, th.Glyphs.Cross+" "), widget.Sayf(th.Text, "not taken back: %s", b.Sentence), widget.Sayf(th.Muted, ": %s", b.Reason),
		})
	}
	for _, n := range u.Notes {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Text, "%s", wording(n))})
	}
	return lines
}

// footLines say what is sent where, why, and what stands in the way.
func (r *review) footLines() []widget.Spans {
	th, id := r.desk.Theme, r.desk.Source.Identity()
	line := widget.Spans{widget.Sayf(th.Muted, "%s", wording(r.seen.requestWords()))}
	if r.seen.plan.Requests() > 0 {
		line = append(line, widget.Say(th.Muted, " to "), widget.Foreign(th.Strong, firstOf(id.Tenant, id.Profile)))
	}
	lines := []widget.Spans{line}
	if slices.ContainsFunc(r.seen.plan.Changes, aboutMapping) {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Mappings work at logins, which these counts leave out.")})
	}
	if !r.intent.reason.IsZero() {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Why: "), widget.Foreign(th.Text, r.intent.reason)})
	}
	if why := r.desk.lock.refusal(); why != "" {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Warn, "%s", wording(why))})
	}
	return lines
}

// aboutMapping reports whether a change is about a mapping.
func aboutMapping(c rbac.Change) bool {
	switch c.(type) {
	case rbac.AddMapping, rbac.EditMapping, rbac.RemoveMapping:
		return true
	}
	return false
}
