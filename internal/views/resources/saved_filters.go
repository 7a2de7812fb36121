package resources

import (
	"slices"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// askFilter offers the filters that are kept for the list, and to keep or forget the one
// in force.
func (l *list) askFilter() ui.Cmd {
	th, kept, now := l.Desk.Theme, l.Desk.Kept.Filters[l.kind.Plural], l.Browser.Filter.Text()
	var choices []desk.Choice
	for _, words := range kept {
		choices = append(choices, desk.Choice{ID: words, Label: widget.Spans{widget.Foreign(th.Text, words)}, Words: []text.Text{words}})
	}
	turn := text.New("\x00")
	if !now.IsZero() {
		verb := widget.Words("save ")
		if slices.Contains(kept, now) {
			verb = "forget "
		}
		choices = append(choices, desk.Choice{
			ID: turn, Label: widget.Spans{widget.Say(th.Accent, verb), widget.Foreign(th.Text, now)}, Words: []text.Text{now},
		})
	}
	if len(choices) == 0 {
		return desk.Say(th.Words("no saved filters: {filter} filters, then {kept_filters} saves the filter"))
	}
	return ui.Tell(ui.Show{Dialog: desk.NewChooser(th, "Filters of "+widget.Words(l.kind.Plural), choices, func(id text.Text) ui.Cmd {
		if id == turn {
			return l.Desk.Kept.TurnFilter(l.kind.Plural, now)
		}
		return ui.Batch(l.Browser.FilterBy(id), l.Rest())
	})})
}
