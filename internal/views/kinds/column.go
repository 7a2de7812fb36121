package kinds

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

func columns(list []catalog.Column) []desk.Column {
	out := make([]desk.Column, len(list))
	for i, c := range list {
		out[i] = Column(c)
	}
	return out
}

// Column is a described column as lists have it.
func Column(c catalog.Column) desk.Column {
	shape := room(c.Role)
	shape.Title, shape.Short, shape.Priority = widget.Words(c.Title), widget.Words(c.Short), c.Yields
	shape.Bars = c.Bars
	if c.Role == catalog.Note { // what is wrong with a row never gives way to what it is
		shape.Priority = -1
	}
	column := desk.Column{
		Column: shape, Key: c.Key,
		Cell:  func(d *desk.Data, r desk.Row) desk.Cell { return desk.CellOf(c.Cell(&d.Data, r)) },
		Whole: c.Role == catalog.Way,
	}
	if c.Holds != nil {
		column.Holds = func(d *desk.Data, r desk.Row) []text.Text { return c.Holds(&d.Data, r) }
	}
	return column
}

// unlisted are the columns of documents and text that lists have no room for.
func unlisted(r *catalog.Resource) []desk.Column {
	var more []desk.Column
	for _, c := range slices.Concat(r.Text, r.Document) {
		same := func(have catalog.Column) bool { return have.Key == c.Key }
		known := func(have desk.Column) bool { return have.Key == c.Key }
		if c.Key != "id" && !slices.ContainsFunc(r.List, same) && !slices.ContainsFunc(more, known) {
			more = append(more, Column(c))
		}
	}
	return more
}

// room is how much of a line a column takes, by what stands in it.
func room(r catalog.Role) widget.Column {
	switch r {
	case catalog.Name:
		return widget.Column{Min: 18, Max: 24, Weight: 3}
	case catalog.Email:
		return widget.Column{Min: 18, Max: 24, Weight: 2}
	case catalog.ID:
		return widget.Column{Min: 16, Weight: 2}
	case catalog.Term:
		return widget.Column{Min: 11}
	case catalog.Short:
		return widget.Column{Min: 12, Weight: 1}
	case catalog.Description:
		return widget.Column{Min: 14, Max: 24, Weight: 2}
	case catalog.Application:
		return widget.Column{Min: 12, Max: 22, Weight: 1}
	case catalog.Given:
		return widget.Column{Min: 12, Weight: 2}
	case catalog.Number:
		return widget.Column{Align: widget.Right}
	case catalog.Date:
		return widget.Column{Min: 10}
	case catalog.Way:
		return widget.Column{Min: 10, Weight: 3, Path: true}
	case catalog.Note:
		return widget.Column{Min: 12, Max: 16, Weight: 6}
	}
	return widget.Column{}
}
