package desk

import (
	"slices"
	"strings"

	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// foot says, below a list, in full what the row under the cursor has no room for in
// one of its columns, such as the path by which it comes to be there.
type foot struct {
	theme  *theme.Theme
	column int // -1: none is worth it
	w, h   int // of the list
}

func newFoot(th *theme.Theme, columns []Column) foot {
	return foot{theme: th, column: slices.IndexFunc(columns, func(c Column) bool { return c.Whole })}
}

func (f *foot) setSize(w, h int) { f.w, f.h = w, h }

// lines is how many lines the foot takes below a browser.
func (f *foot) lines(b *Browser) int {
	switch {
	case f.column < 0 || f.h < 6 || !b.Table.Cuts(f.column):
		return 0
	case f.h < 12:
		return 1
	}
	return 2
}

// footMargin stands before the foot, so that it begins below the names.
const footMargin = "   "

func (f *foot) view(b *Browser) string {
	n := f.lines(b)
	if n == 0 {
		return ""
	}
	var said []widget.Spans
	if r, ok := b.Current(); ok {
		v := b.Model.columns[f.column].Cell(b.Model.data, r)
		if whole := (widget.Spans{widget.Foreign(f.theme.Muted, v.Text)}); whole.Width() > b.Table.Room(f.column) {
			said = whole.Wrap(max(f.w-len(footMargin), 1))
		}
	}
	lines := make([]string, n)
	for i := range lines {
		spans := widget.Spans{widget.Say(f.theme.Muted, footMargin)}
		switch {
		case i == n-1 && len(said) > n:
			for _, more := range said[i:] {
				spans = append(append(spans, more...), widget.Say(f.theme.Muted, " "))
			}
		case i < len(said):
			spans = append(spans, said[i]...)
		}
		lines[i] = widget.Line(f.theme, f.w, spans...)
	}
	return strings.Join(lines, "\n")
}
