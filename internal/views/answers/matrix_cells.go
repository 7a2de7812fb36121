package answers

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// mostRows bounds how many rows are remembered: several screens full.
const mostRows = 400

// matrixCells shows the model in a grid: the rows that a filter left, worked out
// as they come into view.
type matrixCells struct {
	*matrixModel
	theme *theme.Theme
	hits  []int32 // nil: all rows
	known map[rbac.Ref]*rowHolds
}

func newMatrixCells(th *theme.Theme, b *matrixModel) *matrixCells {
	return &matrixCells{matrixModel: b, theme: th, known: map[rbac.Ref]*rowHolds{}}
}

// ref is what stands in row i.
func (c *matrixCells) ref(i int) rbac.Ref {
	if c.hits != nil {
		i = int(c.hits[i])
	}
	return c.matrixModel.Rows[i]
}

// Rows is how many rows the filter left.
func (c *matrixCells) Rows() int {
	if c.hits != nil {
		return len(c.hits)
	}
	return len(c.matrixModel.Rows)
}

// Columns is how many columns there are.
func (c *matrixCells) Columns() int { return len(c.matrixModel.Columns) }

// Row is the name of a row.
func (c *matrixCells) Row(i int) widget.Spans {
	ref := c.ref(i)
	return widget.Spans{widget.Foreign(desk.KindStyle(c.theme, ref.Kind), c.data.Name(ref))}
}

// Column is the name of a column.
func (c *matrixCells) Column(j int) text.Text { return c.data.Name(c.matrixModel.Columns[j]) }

// Band is the application of a column.
func (c *matrixCells) Band(j int) text.Text {
	return c.data.ApplicationName(c.data.ApplicationOf(c.matrixModel.Columns[j]))
}

// Cell is the sign for how a row has a column.
func (c *matrixCells) Cell(i, j int) widget.Span { return holdSign(c.theme, c.hold(i, j)) }

func (c *matrixCells) hold(i, j int) hold {
	ref := c.ref(i)
	h, ok := c.known[ref]
	if !ok {
		if len(c.known) >= mostRows {
			clear(c.known)
		}
		h = c.Holds(ref)
		c.known[ref] = h
	}
	return h.Of(c.matrixModel.Columns[j])
}

func holdSign(th *theme.Theme, h hold) widget.Span {
	switch h {
	case heldBoth:
		return widget.Say(th.Good, th.Glyphs.Both)
	case heldDirect:
		return widget.Say(th.Good, th.Glyphs.On)
	case heldInherited:
		return widget.Say(th.Accent, th.Glyphs.Off)
	}
	return widget.Say(th.Muted, th.Glyphs.Leaf)
}
