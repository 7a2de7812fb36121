package views

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// previewRows is how many rows of each relation a preview shows.
const previewRows = 8

// overview tells of one thing: its fields and the beginning of each relation.
func (d *Desk) overview(data *Data, thing rbac.Ref) []widget.Spans {
	thing = data.shown(thing)
	k := d.kindOf(thing.Kind)
	if k == nil || thing.ID.IsZero() {
		return nil
	}
	var lines []widget.Spans
	for _, f := range k.fields(data, thing.ID) {
		if !f.value.text.IsZero() {
			lines = append(lines, fieldLine(d.Theme, k, f))
		}
	}
	for _, part := range relationLines(d.Theme, data, k, thing) {
		lines = append(append(lines, nil), part...)
	}
	return lines
}

// shown is the thing whose screen tells of another: a mapping's is its group.
func (d *Data) shown(ref rbac.Ref) rbac.Ref {
	if ref.Kind == rbac.KindMapping {
		g, _, _ := d.mapping(ref)
		return g.Ref()
	}
	return ref
}

// relationLines are the beginnings of the relations that a thing has, one part
// each.
func relationLines(th *theme.Theme, d *Data, k *kind, thing rbac.Ref) [][]widget.Spans {
	var parts [][]widget.Spans
	for _, t := range k.tabs {
		rows := t.rows(d, thing.ID)
		if len(rows) == 0 {
			continue
		}
		lines := []widget.Spans{{widget.Say(th.Title, t.title), widget.Sayf(th.Muted, " %d", len(rows))}}
		for i, r := range rows {
			if i == previewRows {
				lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more", len(rows)-i)})
				break
			}
			lines = append(lines, relationLine(th, d, t, r))
		}
		parts = append(parts, lines)
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
