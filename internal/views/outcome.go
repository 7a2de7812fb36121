package views

import (
	"strings"

	"authzx/internal/plan"
	"authzx/internal/rbac"
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
	if other := a.elsewhere(); len(other) > 0 {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" The tenant has it otherwise than the plan meant:")})
		for _, d := range other {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "    %s", d.String())})
		}
	}
	return lines
}

// elsewhere are the differences at the end that no item told of.
func (a *applying) elsewhere() []plan.Difference {
	told := map[rbac.Ref]bool{}
	for _, r := range a.report.Results {
		for _, d := range r.Differences {
			told[d.Of] = true
		}
	}
	var other []plan.Difference
	for _, d := range essential(a.report.After) {
		if !told[d.Of] {
			other = append(other, d)
		}
	}
	return other
}

// essential leaves out what a thing had that is gone.
func essential(differences []plan.Difference) []plan.Difference {
	gone := map[rbac.Ref]bool{}
	for _, d := range differences {
		gone[d.Of] = gone[d.Of] || d.Field == plan.FieldExistence
	}
	var some []plan.Difference
	for _, d := range differences {
		if !gone[d.Of] || d.Field == plan.FieldExistence {
			some = append(some, d)
		}
	}
	return some
}

// whyLines say what stood in the way of one item.
func (a *applying) whyLines(r tenant.Result) []widget.Spans {
	th := a.desk.Theme
	var lines []widget.Spans
	if r.Err != nil && len(r.Blockers)+len(r.Differences) == 0 {
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
	for _, d := range essential(r.Differences) {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "    %s", d.String())})
	}
	if r.Note != "" && r.Outcome != tenant.Changed {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "    %s", r.Note)})
	}
	return lines
}
