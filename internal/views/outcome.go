package views

import (
	"strings"

	"authzx/internal/tenant"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
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

// outcomeWords are an outcome for people.
func outcomeWords(o tenant.Outcome) string {
	switch o {
	case tenant.Done:
		return "done"
	case tenant.Failed:
		return "failed"
	case tenant.NotSaved:
		return "not saved: the server said yes, and has it otherwise"
	case tenant.Changed:
		return "changed by somebody else since you saw it: nothing was sent"
	case tenant.Unknown:
		return "outcome unknown: the answer was lost"
	}
	return "not tried"
}

// outcomeLines are what became of each item, and why.
func (a *applying) outcomeLines() []widget.Spans {
	th := a.desk.Theme
	var lines []widget.Spans
	if a.err != nil {
		lines = append(lines, faultLines(th, a.err)...)
	}
	for i, r := range a.report.Results {
		sign, style := outcomeSign(th, r.Outcome)
		mark := widget.Words(" ")
		if i == a.cursor {
			mark = th.Glyphs.Cursor
		}
		sentence := ""
		if r.Item < len(a.sentences) {
			sentence = a.sentences[r.Item]
		}
		lines = append(lines, widget.Spans{
			widget.Say(th.Cursor, mark), widget.Say(style, sign+" "), widget.Sayf(th.Text, "%s", wording(sentence)),
		})
		if r.Outcome != tenant.Done {
			lines = append(lines, widget.Spans{widget.Sayf(style, "    %s", outcomeWords(r.Outcome))})
		}
		lines = append(lines, a.whyLines(r)...)
	}
	if len(a.report.After) > 0 {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" The tenant has it otherwise than the plan meant:")})
		for _, d := range a.report.After {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "    %s", d.String())})
		}
	}
	return lines
}

// whyLines say what stood in the way of one item.
func (a *applying) whyLines(r tenant.Result) []widget.Spans {
	th := a.desk.Theme
	var lines []widget.Spans
	if r.Err != nil && len(r.Blockers) == 0 {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "    %s", safe(r.Err))})
		if hint := hintOf(r.Err); hint != "" {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "    %s", hint)})
		}
	}
	if len(r.Blockers) > 0 {
		names := make([]string, len(r.Blockers))
		for i, ref := range r.Blockers {
			names[i] = a.desk.data.thing(ref)
		}
		lines = append(lines, widget.Spans{
			widget.Sayf(th.Text, "    it is used in %s  ", strings.Join(names, ", ")),
			widget.Say(th.Key, "enter"), widget.Say(th.Muted, " goes there"),
		})
	}
	for _, d := range r.Differences {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "    %s", d.String())})
	}
	if r.Note != "" {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "    %s", r.Note)})
	}
	return lines
}
