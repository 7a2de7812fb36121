package widget

import (
	"strings"

	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
)

// frameCells is what a box takes of each direction.
const frameCells = 2

// Box draws a frame of exactly w by h cells around content, the title in its
// upper edge. Content wants w-2 by h-2 cells; what is more is cut. Below 3 by 3
// cells there is no room for a frame and the content is drawn alone.
func Box(th *theme.Theme, title Spans, content string, w, h int, focused bool) string {
	return footed(th, title, nil, content, w, h, focused)
}

// footed is a Box with foot in its lower edge.
func footed(th *theme.Theme, title, foot Spans, content string, w, h int, focused bool) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	rows := strings.Split(content, "\n")
	if w < 3 || h < 3 {
		for i := range rows {
			rows[i] = Fit(rows[i], w, th.Glyphs.Ellipsis)
		}
		return Block(rows, w, h)
	}
	edge := th.Border
	if focused {
		edge = th.Focus
	}
	side := edge.Render(string(th.Glyphs.Vertical))
	lines := make([]string, 0, h)
	g := th.Glyphs
	lines = append(lines, labelled(th, edge, g.TopLeft, title, g.TopRight, w))
	for i := range h - frameCells {
		row := ""
		if i < len(rows) {
			row = rows[i]
		}
		lines = append(lines, side+Fit(row, w-frameCells, th.Glyphs.Ellipsis)+side)
	}
	return Block(append(lines, labelled(th, edge, g.BottomLeft, foot, g.BottomRight, w)), w, h)
}

// labelled is an upper or a lower edge, with words in it.
func labelled(th *theme.Theme, edge theme.Style, left theme.Words, title Spans, right theme.Words, w int) string {
	g := th.Glyphs
	room := w - frameCells
	n := min(title.Width(), room-3)
	if n < 1 || room < 5 {
		return edge.Render(string(left) + strings.Repeat(string(g.Horizontal), room) + string(right))
	}
	return edge.Render(string(left+g.Horizontal)) + " " + title.fit(n, g.Ellipsis) + " " +
		edge.Render(strings.Repeat(string(g.Horizontal), room-3-n)+string(right))
}

// Overlay lays the block top, which is w cells wide, over background with its
// upper left corner at x, y. The background keeps its size; what of top would
// stand outside is cut.
func Overlay(background, top string, x, y, w int) string {
	rows := strings.Split(background, "\n")
	for i, line := range strings.Split(top, "\n") {
		if y+i < 0 || y+i >= len(rows) {
			continue
		}
		rows[y+i] = splice(rows[y+i], line, x, w)
	}
	return strings.Join(rows, "\n")
}

// splice puts line, w cells wide, into row at cell x. Glyphs of row that are cut
// in two leave blanks.
func splice(row, line string, x, w int) string {
	total := width(row)
	if x < 0 || x >= total {
		return row
	}
	w = min(w, total-x)
	left := Fit(ansi.Truncate(row, x, ""), x, "")
	return left + Fit(line, w, "") + cutLeft(row, x+w)
}
