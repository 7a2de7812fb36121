package doctor

import (
	"fmt"

	"authzx/internal/rbac/lint"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// ruleCount is how many findings a rule has.
type ruleCount struct {
	rule  lint.Rule
	worst lint.Severity
	n     int
}

// ruleCounts are those of all rules that have found something.
type ruleCounts []ruleCount

// countRules counts the findings by rule, in the order in which rules come first.
func countRules(x *desk.Diagnosis) ruleCounts {
	var counts ruleCounts
	at := map[lint.Rule]int{}
	for _, r := range x.Rows {
		f, _ := x.Finding(r.Ref)
		i, ok := at[f.Rule]
		if !ok {
			i = len(counts)
			at[f.Rule] = i
			counts = append(counts, ruleCount{rule: f.Rule, worst: f.Severity})
		}
		counts[i].n++
	}
	return counts
}

const (
	ruleHeight = 30 // of a screen that has room for counts by rule
	ruleCells  = 42 // of one count, with what keeps it from the next
	barCells   = 8
	ruleName   = 22
)

// rows is how many lines of a screen of w by h cells the counts take, a blank one before
// and after them. Where rules have found one or two things each, the list says as much.
func (c ruleCounts) rows(w, h int) int {
	found := 0
	for _, one := range c {
		found += one.n
	}
	if h < ruleHeight || found <= 2*len(c) {
		return 0
	}
	across := max((w-1)/ruleCells, 1)
	rows := 2 + (len(c)+across-1)/across
	if rows > h/4 {
		return 0
	}
	return rows
}

// lines are the counts, with bars to compare them by.
func (c ruleCounts) lines(th *theme.Theme, w, h int) []widget.Spans {
	rows, most := c.rows(w, h), 0
	if rows == 0 {
		return nil
	}
	for _, one := range c {
		most = max(most, one.n)
	}
	lines := make([]widget.Spans, rows)
	for i, one := range c {
		at := 1 + i%(rows-2)
		name := []rune(text.Escape(string(one.rule)))
		bar := widget.Bar(th, float64(one.n)/float64(most), barCells)
		line := append(lines[at],
			widget.Sayf(desk.StyleOf(th, desk.SeverityTone(one.worst), ""), " %s ", severityGlyph(th, one.worst)),
			widget.Say(th.Text, widget.Words(fmt.Sprintf("%-*s %5d  ", ruleName, string(name[:min(len(name), ruleName)]), one.n))))
		line = append(line, bar...)
		lines[at] = append(line, widget.Say(th.Text, widget.Words(fmt.Sprintf("%*s", barCells-bar.Width()+1, ""))))
	}
	return lines
}
