package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// View is exactly the size given: headings, then the rows that are visible.
func (g *Grid) View() string {
	if g.w == 0 || g.h == 0 {
		return ""
	}
	if g.blank() {
		return Block(g.emptyLines(), g.w, g.h)
	}
	lines := g.headLines()
	from, to := g.down.visible()
	for i := from; i < to; i++ {
		lines = append(lines, g.rowLine(i))
	}
	return Block(lines, g.w, g.h)
}

func (g *Grid) emptyLines() []string {
	lines := []string{blanks(g.w)}
	for _, s := range g.empty {
		lines = append(lines, blanks(min(gutter, g.w))+s.fit(max(0, g.w-gutter), g.theme.Glyphs.Ellipsis))
	}
	return lines
}

// headLines are the headings of the columns, the corner beside them.
func (g *Grid) headLines() []string {
	lines := make([]string, g.plan.head)
	from, to := g.across.visible()
	heads := make([][]string, 0, to-from)
	for j := from; j < to; j++ {
		heads = append(heads, g.heading(j))
	}
	for y := range lines {
		var b strings.Builder
		var corner Spans
		if y < len(g.corner) {
			corner = g.corner[y]
		}
		b.WriteString(corner.fit(g.plan.label, g.theme.Glyphs.Ellipsis))
		if y < g.plan.band {
			b.WriteString(g.bands(from, to))
		} else {
			for k, head := range heads {
				style := g.theme.Muted
				if from+k == g.across.cursor {
					style = g.theme.Current
				}
				b.WriteString(style.Render(head[y-g.plan.band]))
			}
		}
		lines[y] = Fit(b.String(), g.w, "")
	}
	return lines
}

// bands names what the columns in view belong to, each over its columns.
func (g *Grid) bands(from, to int) string {
	banded := g.cells.(Banded)
	var b strings.Builder
	for j := from; j < to; {
		name, first := banded.Band(j), j
		for j < to && banded.Band(j) == name {
			j++
		}
		w := (j - first) * g.plan.cell
		style := g.theme.Muted
		if first <= g.across.cursor && g.across.cursor < j {
			style = g.theme.Current
		}
		b.WriteString(Spans{Foreign(style, name)}.fit(w-1, g.theme.Glyphs.Ellipsis) + " ")
	}
	return b.String()
}

// heading is the heading of a column: as many lines as there are, each as wide
// as the column, its foot next to the cells.
func (g *Grid) heading(j int) []string {
	rows := g.plan.head - g.plan.band
	name := Foreign(g.theme.Muted, g.cells.Column(j)).Plain()
	var parts []string
	if g.plan.upright {
		parts = upright(name, rows, string(g.theme.Glyphs.Ellipsis))
	} else {
		parts = stacked(name, g.plan.cell-1, rows, string(g.theme.Glyphs.Ellipsis))
	}
	lines := make([]string, rows)
	for y := range lines {
		part := ""
		if at := y - (rows - len(parts)); at >= 0 {
			part = parts[at]
		}
		if g.plan.upright {
			part = " " + part
		}
		lines[y] = Fit(part, g.plan.cell, "")
	}
	return lines
}

// upright is a name written downwards, a glyph on each of at most n lines.
func upright(name string, n int, ellipsis string) []string {
	var parts []string
	for name != "" && n > 0 {
		cluster, _ := ansi.FirstGraphemeCluster(name, ansi.GraphemeWidth)
		name = name[len(cluster):]
		if len(parts) == n-1 && name != "" {
			return append(parts, ellipsis)
		}
		parts = append(parts, cluster)
	}
	return parts
}

// parting are the signs behind which a name may be broken.
const parting = " :-_./"

// stacked is a name broken over at most n lines of w cells, behind blanks and
// the signs that part words where it can.
func stacked(name string, w, n int, ellipsis string) []string {
	var parts []string
	for name != "" && n > 0 {
		if len(parts) == n-1 || width(name) <= w {
			return append(parts, ansi.Truncate(name, w, ellipsis))
		}
		head := ansi.Truncate(name, w, "")
		if at := strings.LastIndexAny(head, parting); at > 0 {
			head = head[:at+1]
		}
		if head == "" {
			return parts // one glyph, and no room for it
		}
		parts = append(parts, strings.TrimRight(head, " "))
		name = name[len(head):]
	}
	return parts
}

func (g *Grid) rowLine(i int) string {
	th := g.theme
	current := i == g.down.cursor
	label := g.cells.Row(i)
	mark := " "
	if current {
		label = inCurrent(th, label)
		mark = th.Cursor.Render(string(th.Glyphs.Cursor))
	}
	var b strings.Builder
	b.WriteString(Fit(mark+" "+label.fit(max(0, g.plan.label-3), th.Glyphs.Ellipsis)+" ", g.plan.label, ""))
	from, to := g.across.visible()
	for j := from; j < to; j++ {
		sign := g.cells.Cell(i, j)
		shown := " " + sign.style.Render(Fit(sign.text, 1, "")) + " "
		if current && j == g.across.cursor {
			shown = th.Cursor.Render("[") + sign.style.Render(Fit(sign.text, 1, "")) + th.Cursor.Render("]")
		}
		b.WriteString(Fit(shown, g.plan.cell, ""))
	}
	return Fit(b.String(), g.w, "")
}
