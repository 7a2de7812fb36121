package views

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// overview previews one thing beside a list: its fields and the beginning of
// each relation.
type overview struct {
	desk  *Desk
	kind  *kind
	ref   rbac.Ref
	data  *Data
	pager *widget.Pager
}

func newOverview(d *Desk, k *kind) *overview {
	return &overview{desk: d, kind: k, pager: widget.NewPager(d.Theme, true)}
}

func (o *overview) empty() bool { return o.ref.ID.IsZero() }

func (o *overview) show(ref rbac.Ref) {
	if ref == o.ref && o.data == o.desk.data {
		return
	}
	o.ref, o.data = ref, o.desk.data
	o.pager.Go(widget.Top)
	o.pager.SetLines(previewLines(o.desk.Theme, o.data, o.kind, o.ref))
}

func (o *overview) clear() {
	o.ref = rbac.Ref{}
	o.pager.SetLines(nil)
}

func (o *overview) setSize(w, h int) { o.pager.SetSize(max(w-1, 0), h) }

func (o *overview) view() string { return o.pager.View() }

// previewRows is how many rows of each relation a preview shows.
const previewRows = 8

func previewLines(th *theme.Theme, d *Data, k *kind, ref rbac.Ref) []widget.Spans {
	var lines []widget.Spans
	for _, f := range k.fields(d, ref.ID) {
		if f.value.text.IsZero() {
			continue
		}
		lines = append(lines, fieldLine(th, k, f))
	}
	for _, t := range k.tabs {
		rows := t.rows(d, ref.ID)
		if len(rows) == 0 {
			continue
		}
		lines = append(lines, nil, widget.Spans{widget.Say(th.Title, t.title), widget.Sayf(th.Muted, " %d", len(rows))})
		for i, r := range rows {
			if i == previewRows {
				lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more", len(rows)-i)})
				break
			}
			lines = append(lines, relationLine(th, d, t, r))
		}
	}
	return lines
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
	if !r.via.path.IsZero() {
		spans = append(spans, widget.Say(th.Muted, "  "), widget.Foreign(th.Muted, r.via.path))
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
