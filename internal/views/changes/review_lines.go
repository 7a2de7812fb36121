package changes

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Lines say what would be sent and what it would come to.
func (r *review) Lines(q *Question) []widget.Spans {
	th := r.desk.Theme
	if q.Seen == nil {
		var lines []widget.Spans
		for _, c := range r.intent.changes[:min(len(r.intent.changes), ReviewRows)] {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(c.Sentence(r.desk.Data.Graph, r.desk.Data.Directory)))})
		}
		return append(lines, nil, widget.Keyed(th, th.Muted, q.Ahead.Words("nothing to send, {escape} goes back")))
	}
	if q.Seen.Err != nil {
		return []widget.Spans{
			{widget.Say(th.Bad, th.Glyphs.Cross+" Can't be applied.")}, nil,
			{widget.Sayf(th.Text, "%s", desk.Wording(q.Seen.Fault()))},
		}
	}
	all := r.listsAll(q)
	effect := []widget.Spans{{widget.Sayf(th.Strong, "%s", q.Seen.EffectSentence())}}
	effect = append(effect, q.Seen.effectLines(th, all)...)
	stands := append(r.leftLines(q.Seen), r.undoLines()...)
	if len(q.Seen.Plan.Changes) > few {
		lines := effect
		if len(q.Seen.Plan.Items) <= few {
			lines = append(r.itemLines(q.Seen, 0), effect...)
		}
		lines = append(append(lines, r.cautionLines(q.Seen)...), stands...)
		return append(append(append(lines, r.footLines(q.Seen)...), nil), r.manyLines(q.Seen, all)...)
	}
	lines := append(append(r.itemLines(q.Seen, itemIDs), stands...), nil)
	lines = append(append(lines, effect...), r.cautionLines(q.Seen)...)
	return append(lines, r.footLines(q.Seen)...)
}

// listsAll says what lists all whom the question concerns.
func (r *review) listsAll(q *Question) widget.Words {
	if !r.Name(q).IsZero() {
		return "{typed_answer.show_who} lists all"
	}
	return "{question.show_who} lists all"
}

// cautionLines say what is to be known before it is sent.
func (r *review) cautionLines(seen *Impact) []widget.Spans {
	th := r.desk.Theme
	var lines []widget.Spans
	for _, c := range seen.Plan.Cautions() {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Warn, "%s", desk.Wording(c))})
	}
	return lines
}

// ReviewRows is how many items a question lists.
const ReviewRows = 100

// itemLines are the changes as they are sent, with so many of the ids that each is about:
// names can be alike.
func (r *review) itemLines(seen *Impact, ids int) []widget.Spans {
	th, d := r.desk.Theme, r.desk.Data
	told := map[rbac.Ref]bool{}
	var lines []widget.Spans
	for i, item := range seen.Plan.Items {
		if i == ReviewRows {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "and %s more", text.Counted(len(seen.Plan.Items)-i, "change"))})
			break
		}
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(item.Sentence(d.Directory)))})
		for _, ref := range unlike(d, item.Changes, told, ids) {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s ", ref.Kind), widget.Foreign(th.Muted, ref.ID)})
		}
		lines = append(lines, DetailLines(th, item, d.Directory)...)
		if item.Note != "" {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", item.Note)})
		}
	}
	return lines
}

// DetailLines say what the sentence of an item leaves out: old and new values, what
// goes with a thing that is deleted, who lets go of a permission for a while.
func DetailLines(th *theme.Theme, item plan.Item, d *rbac.Directory) []widget.Spans {
	var lines []widget.Spans
	for _, detail := range item.Details(d) {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "  %s", desk.Wording(detail))})
	}
	return lines
}

// itemIDs is how many ids of one item a question about few shows.
const itemIDs = 4

// unlike are the first things of some changes, at most so many, whose ids their names don't
// say, and whose ids were not told before.
func unlike(d *desk.Data, changes []rbac.Change, told map[rbac.Ref]bool, most int) []rbac.Ref {
	var refs []rbac.Ref
	for _, c := range changes {
		for _, ref := range c.Targets() {
			if told[ref] || rbac.IsNew(ref.ID) || d.Name(ref) == ref.ID || ref.Kind == rbac.KindConnection || len(refs) == most {
				continue
			}
			told[ref] = true
			refs = append(refs, ref)
		}
	}
	return refs
}

// leftLines say what can't be sent of the rest of a plan.
func (r *review) leftLines(seen *Impact) []widget.Spans {
	th := r.desk.Theme
	var lines []widget.Spans
	for _, o := range seen.left {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Cross+" "), widget.Sayf(th.Text, "can't be applied: %s", o.Fault())})
	}
	return lines
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
			widget.Say(th.Warn, th.Glyphs.Cross+" "), widget.Sayf(th.Text, "not undone: %s", b.Sentence), widget.Sayf(th.Muted, ": %s", b.Reason),
		})
	}
	for _, n := range u.Notes {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Text, "%s", desk.Wording(n))})
	}
	return lines
}

// footLines say what is sent where, why, and what stands in the way.
func (r *review) footLines(seen *Impact) []widget.Spans {
	th, id := r.desk.Theme, r.desk.Source.Identity()
	line := widget.Spans{widget.Sayf(th.Muted, "%s", desk.Wording(seen.requestWords()))}
	if seen.Plan.Requests() > 0 {
		line = append(line, widget.Say(th.Muted, " to "), widget.Foreign(th.Strong, catalog.FirstOf(id.Tenant, id.Profile)))
	}
	lines := []widget.Spans{line}
	if slices.ContainsFunc(seen.Plan.Changes, aboutMapping) {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Counts leave out group mappings, which apply at login.")})
	}
	if !r.intent.reason.IsZero() {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Why: "), widget.Foreign(th.Text, r.intent.reason)})
	}
	if why := r.desk.Lock.Refusal(); why != "" {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Warn, "%s", desk.Wording(why))})
	}
	return append(lines, r.desk.HiddenLines()...)
}

func aboutMapping(c rbac.Change) bool {
	switch c.(type) {
	case rbac.AddMapping, rbac.EditMapping, rbac.RemoveMapping:
		return true
	}
	return false
}
