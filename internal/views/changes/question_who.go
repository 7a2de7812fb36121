package changes

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// whyNotWho is why there is nobody to look at; empty where there is somebody.
func (q *Question) whyNotWho() widget.Words {
	switch {
	case q.Waiting():
		return "computing the effect: who gains or loses isn't known yet"
	case !q.Seen.Known() || len(q.Seen.concerned()) == 0:
		return "nobody is named here, and nobody gains or loses a permission"
	}
	return ""
}

// concerned are those who gain or lose something, then what else the changes name.
func (o *Impact) concerned() []rbac.Ref {
	refs := make([]rbac.Ref, 0, len(o.effect.Users))
	seen := map[rbac.Ref]bool{}
	add := func(ref rbac.Ref) {
		if !seen[ref] && !rbac.IsNew(ref.ID) && ref.Kind != rbac.KindConnection {
			seen[ref] = true
			refs = append(refs, ref)
		}
	}
	for _, u := range o.effect.Users {
		add(u.User.Ref())
	}
	for _, c := range o.changes {
		for _, ref := range c.Targets() {
			add(ref)
		}
	}
	return refs
}

// who lists all that the question concerns. One of them is looked at above the question,
// which stays unanswered.
func (q *Question) who() ui.Cmd {
	th, o, d := q.desk.Theme, q.Seen, q.Seen.Data
	effects := make(map[rbac.Ref]rbac.UserEffect, len(o.effect.Users))
	for _, u := range o.effect.Users {
		effects[u.User.Ref()] = u
	}
	refs := o.concerned()
	choices := make([]desk.Choice, len(refs))
	at := make(map[text.Text]rbac.Ref, len(refs))
	for i, ref := range refs {
		id := text.New(string(ref.Kind) + " " + ref.ID.Raw())
		at[id] = ref
		label := widget.Spans{widget.Sayf(th.Muted, "%-10s ", ref.Kind), widget.Foreign(desk.KindStyle(th, ref.Kind), d.Name(ref))}
		if n := len(effects[ref].Gained); n > 0 {
			label = append(label, widget.Sayf(th.DiffAdd, "  +%d", n))
		}
		if n := len(effects[ref].Lost); n > 0 {
			label = append(label, widget.Sayf(th.DiffDel, "  -%d", n))
		}
		choices[i] = desk.Choice{ID: id, Label: label, Words: []text.Text{d.Name(ref), d.Extra(ref), ref.ID}}
	}
	return ui.Tell(ui.Show{Dialog: desk.NewChooser(th, "Who and what is affected", choices, func(id text.Text) ui.Cmd {
		return ui.Tell(ui.Show{Dialog: desk.NewNotice(th, widget.Spans{widget.Foreign(th.Title, d.Name(at[id]))}, o.about(q.desk.Desk, at[id], effects[at[id]]))})
	})})
}

// about is what becomes of one thing: its id, and what a user gains and loses by which path.
func (o *Impact) about(d *desk.Desk, ref rbac.Ref, effect rbac.UserEffect) []widget.Spans {
	th := d.Theme
	lines := []widget.Spans{{widget.Sayf(th.Muted, "%s ", ref.Kind), widget.Foreign(th.Text, ref.ID)}}
	if extra := o.Data.Extra(ref); !extra.IsZero() && extra != ref.ID {
		lines = append(lines, widget.Spans{widget.Foreign(th.Text, extra)})
	}
	lines = append(lines, nil)
	if len(effect.Gained)+len(effect.Lost) == 0 {
		return append(lines, widget.Spans{widget.Say(th.Muted, "Named in a change; neither gains nor loses a permission.")})
	}
	tell := func(data *desk.Data, style widget.Span, by string, ids []rbac.PermissionID) {
		answer := data.Graph.Access(rbac.Query{User: rbac.UserID{Text: ref.ID}})
		for _, id := range ids {
			lines = append(lines, widget.Spans{
				style, widget.Foreign(th.Permission, data.Name(id.Ref())),
				widget.Sayf(th.Muted, " %s%s", by, kinds.ShortestWay(th, answer, id.Ref(), rbac.NewEffort()).Plain()),
			})
		}
	}
	tell(o.afterData(), widget.Say(th.DiffAdd, "+ "), "by ", effect.Gained)
	tell(o.Data, widget.Say(th.DiffDel, "- "), "had by ", effect.Lost)
	return lines
}
