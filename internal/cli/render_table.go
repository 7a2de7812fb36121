package cli

import (
	"bufio"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// column is one column of a text table.
type column struct {
	title string
	right bool // numbers stand at the right
}

// textTable writes rows as aligned columns, two blanks between them, a heading
// in capitals above. Cells are escaped already.
type textTable struct {
	columns []column
	rows    [][]string
	indent  string
}

func (t *textTable) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *textTable) write(w *bufio.Writer, look Look) {
	widths := make([]int, len(t.columns))
	heading := make([]string, len(t.columns))
	titled := false
	for i, c := range t.columns {
		heading[i] = c.title
		widths[i] = ansi.StringWidth(c.title)
		titled = titled || c.title != ""
	}
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	if titled {
		_, _ = w.WriteString(look.faint(t.line(heading, widths)))
		_ = w.WriteByte('\n')
	}
	for _, row := range t.rows {
		_, _ = w.WriteString(t.line(row, widths))
		_ = w.WriteByte('\n')
	}
}

// line pads all cells but the last, so that no line ends in blanks.
func (t *textTable) line(cells []string, widths []int) string {
	var b strings.Builder
	b.WriteString(t.indent)
	for i, cell := range cells {
		blank := strings.Repeat(" ", widths[i]-ansi.StringWidth(cell))
		if t.columns[i].right {
			cell, blank = blank+cell, ""
		}
		b.WriteString(cell)
		if i < len(cells)-1 {
			b.WriteString(blank + "  ")
		}
	}
	return strings.TrimRight(b.String(), " ")
}
