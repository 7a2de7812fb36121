package desk

import (
	"strings"

	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// foot says, below a list, in full what the row under the cursor has in some of its
// columns: always, where that is the path by which it comes to be there, else where the
// column has no room for it.
type foot struct {
	theme *theme.Theme
	w, h  int // of the list
}

func (f *foot) setSize(w, h int) { f.w, f.h = w, h }

// mostFoot is the most lines that a foot takes, and one where a list has few.
const mostFoot = 2

// lines is how many lines the foot takes below a browser.
func (f *foot) lines(b *Browser) int {
	if b.Model == nil || b.Table.Len() == 0 || f.h < 6 {
		return 0
	}
	n := 0
	for i, c := range b.Model.columns {
		switch {
		case c.Whole && b.Table.Cuts(i):
			n += 2
		case c.Whole && c.Path:
			n++
		}
	}
	if f.h < 12 {
		return min(n, 1)
	}
	return min(n, mostFoot)
}

// footMargin stands before the foot, so that it begins below the names.
const footMargin = "   "

func (f *foot) view(b *Browser) string {
	n := f.lines(b)
	if n == 0 {
		return ""
	}
	said := f.said(b)
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

// said is what there is to say of the row under the cursor.
func (f *foot) said(b *Browser) []widget.Spans {
	r, ok := b.Current()
	if !ok {
		return nil
	}
	var said []widget.Spans
	for i, c := range b.Model.columns {
		if !c.Whole {
			continue
		}
		v := c.Cell(b.Model.data, r)
		whole := widget.Spans{widget.Foreign(f.theme.Text, v.Text)}
		if v.Path != nil {
			whole = Path(f.theme, v.Path)
		}
		if c.Path || whole.Width() > b.Table.Room(i) {
			said = append(said, whole.Wrap(max(f.w-len(footMargin), 1))...)
		}
	}
	return said
}
