package resources

import (
	"slices"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// show gives the list other columns, with its filter, cursor and marks as they were.
func (l *list) show(titles []string) ui.Cmd {
	cmd := l.Desk.Kept.SetColumns(l.kind.Plural, titles)
	w, h := l.W, l.H
	words, col := l.Browser.Filter.Text(), l.Browser.SortCol
	current, _ := l.Browser.Current()
	marked := l.Browser.Table.Marked()
	l.Listing.Cancel()
	l.Listing = desk.NewListing(l, l.Desk, l.columns(l.Desk), kinds.Overview(l.Desk.Theme))
	l.SetSize(w, h)
	if col >= 0 {
		cmd = ui.Batch(cmd, desk.Say("back to server order"))
	}
	cmd = ui.Batch(cmd, l.Fill(), l.Browser.FilterBy(words))
	l.Browser.Table.Select(current.Ref)
	l.Browser.Table.SetMarks(marked)
	return ui.Batch(cmd, l.Rest())
}

// every are all columns that the list can have.
func (l *list) every() []desk.Column {
	return slices.DeleteFunc(slices.Concat(l.kind.Columns, l.kind.More), func(c desk.Column) bool { return c.Title == "" })
}

// columns are those that it has: its own, unless others were chosen.
func (l *list) columns(d *desk.Desk) []desk.Column {
	titles := d.Kept.Columns[l.kind.Plural]
	if len(titles) == 0 {
		return l.kind.Columns
	}
	var chosen []desk.Column
	for i, c := range l.every() {
		if i == 0 || slices.Contains(titles, string(c.Title)) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

func (l *list) askColumns() ui.Cmd {
	th, own := l.Desk.Theme, l.columns(l.Desk)
	var choices []desk.Choice
	has := map[text.Text]bool{}
	for _, c := range l.every()[1:] {
		id := text.New(string(c.Title))
		has[id] = slices.ContainsFunc(own, func(o desk.Column) bool { return o.Title == c.Title })
		choices = append(choices, desk.Choice{ID: id, Label: widget.Spans{widget.Say(th.Text, c.Title)}, Words: []text.Text{id}, Has: has[id]})
	}
	return ui.Tell(ui.Show{Dialog: desk.NewToggles(th, "Columns of "+widget.Words(l.kind.Plural), choices, func(chosen []text.Text) ui.Cmd {
		titles := []string{string(l.every()[0].Title)}
		for _, id := range chosen {
			titles = append(titles, id.Raw())
		}
		return l.show(titles)
	})})
}
