package changes

import (
	"authzx/internal/tenant"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// outcomeSign tells outcomes apart by a sign as well as by a colour.
func outcomeSign(th *theme.Theme, o tenant.Outcome) (widget.Words, theme.Style) {
	switch o {
	case tenant.Done:
		return th.Glyphs.Check, th.Good
	case tenant.Failed, tenant.NotSaved:
		return th.Glyphs.Cross, th.Bad
	case tenant.Changed, tenant.Unknown:
		return th.Glyphs.Warning, th.Warn
	}
	return th.Glyphs.Off, th.Muted
}

// outcomeLines are what became of each item, why it ended, and what is otherwise at
// the end.
func (a *applying) outcomeLines() []widget.Spans {
	th, told := a.desk.Theme, a.told()
	var lines []widget.Spans
	if a.err != nil {
		lines = append(lines, desk.FaultLines(th, a.err, a.desk.Data.Causes()...)...)
	}
	if a.report.Stopped != nil { // else the item says it
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Text, "%s", desk.Wording(told.Why))}, nil)
	}
	for i, item := range told.Items {
		lines = append(lines, a.itemLines(i, item)...)
	}
	for _, end := range told.Ends {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Warn, "%s", desk.Wording(end.Title))})
		for _, line := range end.Lines {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "    %s", line)})
		}
	}
	return lines
}

func (a *applying) told() tenant.Told { return a.report.Tell(a.sentences, a.desk.Data.Thing) }

// itemLines are what became of one item.
func (a *applying) itemLines(i int, item tenant.ToldItem) []widget.Spans {
	th := a.desk.Theme
	sign, style := outcomeSign(th, item.Outcome)
	mark := widget.Words(" ")
	if i == a.cursor {
		mark = th.Glyphs.Cursor
	}
	lines := []widget.Spans{{widget.Say(th.Cursor, mark), widget.Say(style, sign+" "), widget.Sayf(th.Text, "%s", desk.Wording(item.Sentence))}}
	result := a.report.Results[i]
	for n, line := range item.Lines {
		of := th.Text
		if n == 0 && item.Outcome != tenant.Done {
			of = style
		}
		lines = append(lines, widget.Spans{widget.Sayf(of, "    %s", line)})
	}
	if len(result.Blockers) > 0 {
		lines = append(lines, widget.Keyed(th, th.Muted, "    {applying.open} open"))
	} else if hint := desk.HintOf(result.Err, a.desk.Data.Causes()...); hint != "" && len(result.Differences) == 0 {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "    %s", hint)})
	}
	return lines
}
