package widget

import (
	"strings"

	"authzx/internal/ui/theme"
)

// gutter is the cells before the first column: the cursor, the mark, a blank.
const gutter = 3

// View is exactly the size given: the header, then the rows that are visible.
func (t *Table[K]) View() string {
	if t.w == 0 || t.h == 0 {
		return ""
	}
	lines := make([]string, 0, t.h)
	if t.header() == 1 {
		lines = append(lines, t.headerLine())
	}
	if t.scroll.n == 0 {
		return Block(append(lines, t.emptyLines()...), t.w, t.h)
	}
	low, high := 1, 0
	if t.ranged {
		low, high = t.rangeRows()
	}
	from, to := t.scroll.visible()
	for i := from; i < to; i++ {
		lines = append(lines, t.rowLine(i, i >= low && i <= high))
	}
	return Block(lines, t.w, t.h)
}

func (t *Table[K]) headerLine() string {
	var b strings.Builder
	b.WriteString(blanks(gutter))
	for i, s := range t.slots {
		if i > 0 {
			b.WriteString(blanks(gap))
		}
		if _, ok := t.barOf(s); ok {
			b.WriteString(blanks(s.width))
			continue
		}
		title := Spans{Say(t.theme.Muted, t.titles[s.col])}
		switch {
		case !t.sorted:
		case t.sortColumn == s.col:
			title = t.sortedTitle(t.titles[s.col], s.width)
		case i == 0 && !t.Shows(t.sortColumn):
			title = t.sortedTitle(t.titles[s.col]+" by "+t.columns[t.sortColumn].Title, s.width)
		}
		b.WriteString(t.cell(title, s))
	}
	return Fit(b.String(), t.w, "")
}

// sortedTitle keeps the arrow when the title is cut.
func (t *Table[K]) sortedTitle(words Words, w int) Spans {
	arrow := t.theme.Glyphs.Up
	if t.sortDown {
		arrow = t.theme.Glyphs.Down
	}
	title := []rune(string(words))
	if room := max(0, w-width(string(arrow))); len(title) > room {
		title = title[:room]
	}
	return Spans{Say(t.theme.Strong, Words(title)), Say(t.theme.Strong, arrow)}
}

func (t *Table[K]) cell(s Spans, at slot) string {
	if t.columns[at.col].Align == Right {
		return s.fitRight(at.width, t.theme.Glyphs.Ellipsis)
	}
	if t.columns[at.col].Path {
		s = s.elide(t.theme, at.width)
	}
	return s.fit(at.width, t.theme.Glyphs.Ellipsis)
}

func (t *Table[K]) rowLine(view int, inRange bool) string {
	row := t.source(view)
	current := view == t.scroll.cursor
	var b strings.Builder
	news, _ := t.rows.(Newscaster)
	b.WriteString(t.gutterCells(current, t.isMarked(t.rows.Key(row)), inRange, news != nil && news.News(row)))
	for i, s := range t.slots {
		if i > 0 {
			b.WriteString(blanks(gap))
		}
		if column, ok := t.barOf(s); ok {
			b.WriteString(t.bar(row, column, s.width))
			continue
		}
		spans := t.rows.Cell(row, s.col)
		if current && i == 0 {
			spans = inCurrent(t.theme, spans)
		}
		b.WriteString(t.cell(spans, s))
	}
	return Fit(b.String(), t.w, "")
}

// bar is the bar beside a number.
func (t *Table[K]) bar(row, column, w int) string {
	return Bar(t.theme, t.rows.(Scaler).Share(row, column), w).fit(w, "")
}

func (t *Table[K]) gutterCells(current, marked, inRange, news bool) string {
	g := t.theme.Glyphs
	cursor, mark, last := " ", " ", " "
	if current {
		cursor = t.theme.Cursor.Render(string(g.Cursor))
	}
	switch {
	case marked:
		mark = t.theme.Marked.Render(string(g.Mark))
	case inRange:
		mark = t.theme.Marked.Render(string(g.Anchor))
	}
	if news {
		last = t.theme.Accent.Render(string(g.News))
	}
	return cursor + mark + last
}

// inCurrent is the spans in the style of the name under the cursor; what a
// filter matched stays visible.
func inCurrent(th *theme.Theme, spans Spans) Spans {
	out := make(Spans, len(spans))
	for i, s := range spans {
		out[i] = s
		if s.style != th.Hit {
			out[i] = s.In(th.Current)
		}
	}
	return out
}

func (t *Table[K]) emptyLines() []string {
	room := t.h - t.header()
	lines := make([]string, 0, room)
	if room > len(t.empty)+1 {
		lines = append(lines, blanks(t.w))
	}
	for _, said := range t.empty {
		for _, s := range said.Wrap(max(0, t.w-gutter-1)) {
			lines = append(lines, Fit(blanks(gutter)+s.fit(max(0, t.w-gutter), t.theme.Glyphs.Ellipsis), t.w, ""))
		}
	}
	return lines
}
