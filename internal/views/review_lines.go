package views

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/ui/widget"
)

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
	lines = append(lines, nil, widget.Spans{widget.Sayf(th.Strong, "%s", r.seen.effectSentence())})
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
	return append(lines, r.desk.hiddenLines()...)
}

// aboutMapping reports whether a change is about a mapping.
func aboutMapping(c rbac.Change) bool {
	switch c.(type) {
	case rbac.AddMapping, rbac.EditMapping, rbac.RemoveMapping:
		return true
	}
	return false
}
