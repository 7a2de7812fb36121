package kinds

import (
	"fmt"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// briefRows is how many lines an overview has for each relation. What it tells is sent
// anew for each row of a list on which the cursor rests.
const briefRows = 4

// Overview tells of one thing, briefly: its fields and the beginning of each relation,
// with what each comes by directly. What two things have in common stands in the same
// place for both, so that it need not be sent again.
func Overview(th *theme.Theme) desk.Describe {
	return func(data *desk.Data, thing rbac.Ref) desk.DetailText {
		thing = data.Shown(thing)
		k := Of(thing.Kind)
		if k == nil || thing.ID.IsZero() {
			return desk.DetailText{}
		}
		fields := k.Fields(&data.Data, thing.ID)
		told := desk.DetailText{
			Sections: relationParts(th, data, k, thing, briefRows, briefRows, lastStep),
			Least:    len(fields) + 1, // a long id takes another line
		}
		labels := 0
		for _, f := range fields {
			labels = max(labels, len(f.Label))
		}
		for _, f := range fields {
			told.Head = append(told.Head, fieldLine(th, k, f, labels))
		}
		return told
	}
}

// lastStep is the end of a path, which leads to a thing directly, and how many others
// there are.
func lastStep(path []catalog.Word) []catalog.Word {
	last := len(path) - 1
	if last > 0 && path[last].Kind == catalog.WordMore {
		last--
	}
	return path[max(last, 0):]
}

// RelationParts are the beginnings of the relations that a thing has, with whole paths.
func RelationParts(th *theme.Theme, d *desk.Data, k *Kind, thing rbac.Ref) []desk.Section {
	whole := func(path []catalog.Word) []catalog.Word { return path }
	return relationParts(th, d, k, thing, desk.SectionRows, 0, whole)
}

func relationParts(th *theme.Theme, d *desk.Data, k *Kind, thing rbac.Ref, most, least int, path func([]catalog.Word) []catalog.Word) []desk.Section {
	var parts []desk.Section
	for _, t := range k.Tabs {
		rows := t.Rows(&d.Data, thing.ID)
		if len(rows) == 0 {
			continue
		}
		p := desk.Section{
			Title: widget.Spans{widget.Say(th.Title, widget.Words(t.Title)), widget.Sayf(th.Muted, " %d%s", len(rows), spread(d, rows))},
			Total: len(rows), Least: least,
		}
		for _, r := range rows[:min(len(rows), most)] {
			p.Rows = append(p.Rows, relationLine(th, d, t, r, path(r.How())))
		}
		parts = append(parts, p)
	}
	return parts
}

// spread says over how many applications rows are spread, where they are over several.
func spread(d *desk.Data, rows []desk.Row) string {
	apps := map[rbac.ClientID]bool{}
	for _, r := range rows {
		if app := d.ApplicationOf(r.Ref); !app.IsZero() && r.Ref != app.Ref() {
			apps[app] = true
		}
	}
	if len(apps) < 2 {
		return ""
	}
	return fmt.Sprintf(" in %d applications", len(apps))
}

// LabelCells is how wide the labels of fields are.
const LabelCells = 17

func fieldLine(th *theme.Theme, k *Kind, f catalog.Field, labels int) widget.Spans {
	pad := strings.Repeat(" ", labels-len(f.Label)+2)
	return widget.Spans{
		widget.Say(th.Muted, widget.Words(f.Label+pad)),
		widget.Foreign(desk.StyleOf(th, desk.CellOf(f.Value).Tone, k.Kind), f.Value.Text),
	}
}

func relationLine(th *theme.Theme, d *desk.Data, t Tab, r desk.Row, how []catalog.Word) widget.Spans {
	spans := widget.Spans{widget.Say(th.Muted, "  ")}
	first := t.Columns[0].Cell(d, r)
	spans = append(spans, widget.Foreign(desk.StyleOf(th, first.Tone, r.Ref.Kind), first.Text))
	if len(how) > 0 {
		spans = append(append(spans, widget.Say(th.Muted, "  ")), desk.Path(th, how)...)
	}
	return spans
}
