package views

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// overview tells of one thing: its fields and the beginning of each relation.
func (d *Desk) overview(data *Data, thing rbac.Ref) story {
	thing = data.shown(thing)
	k := d.kindOf(thing.Kind)
	if k == nil || thing.ID.IsZero() {
		return story{}
	}
	told := story{parts: relationParts(d.Theme, data, k, thing)}
	for _, f := range k.fields(data, thing.ID) {
		if !f.value.text.IsZero() {
			told.head = append(told.head, fieldLine(d.Theme, k, f))
		}
	}
	return told
}

// shown is the thing whose screen tells of another: a mapping's is its group.
func (d *Data) shown(ref rbac.Ref) rbac.Ref {
	if ref.Kind == rbac.KindMapping {
		g, _, _ := d.mapping(ref)
		return g.Ref()
	}
	return ref
}

// relationParts are the beginnings of the relations that a thing has.
func relationParts(th *theme.Theme, d *Data, k *kind, thing rbac.Ref) []part {
	var parts []part
	for _, t := range k.tabs {
		rows := t.rows(d, thing.ID)
		if len(rows) == 0 {
			continue
		}
		p := part{
			title: widget.Spans{widget.Say(th.Title, t.title), widget.Sayf(th.Muted, " %d", len(rows))},
			total: len(rows),
		}
		for _, r := range rows[:min(len(rows), partRows)] {
			p.rows = append(p.rows, relationLine(th, d, t, r))
		}
		parts = append(parts, p)
	}
	return parts
}

// labelCells is how wide the labels of fields are.
const labelCells = 17

func fieldLine(th *theme.Theme, k *kind, f field) widget.Spans {
	label := string(f.label)
	pad := strings.Repeat(" ", max(labelCells-len(label), 1))
	return widget.Spans{
		widget.Say(th.Muted, widget.Words(label+pad)),
		widget.Foreign(styleOf(th, f.value.tone, k.kind), f.value.text),
	}
}

func relationLine(th *theme.Theme, d *Data, t relation, r row) widget.Spans {
	spans := widget.Spans{widget.Say(th.Muted, "  ")}
	first := t.columns[0].cell(d, r)
	spans = append(spans, widget.Foreign(styleOf(th, first.tone, r.ref.Kind), first.text))
	if how := r.how(); !how.IsZero() {
		spans = append(spans, widget.Say(th.Muted, "  "), widget.Foreign(th.Muted, how))
	}
	return spans
}

// beside sets two blocks side by side with a line between them.
func beside(th *theme.Theme, left string, leftW int, right string, rightW int) string {
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	bar := th.Border.Render(string(th.Glyphs.Vertical))
	for i := range l {
		line := ""
		if i < len(r) {
			line = r[i]
		}
		l[i] = widget.Fit(l[i], leftW, "") + bar + " " + widget.Fit(line, rightW-1, "")
	}
	return strings.Join(l, "\n")
}
