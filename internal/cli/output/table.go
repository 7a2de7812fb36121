package output

import (
	"bufio"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Column is one column of a text table.
type Column struct {
	Title string
	Right bool // numbers stand at the right
}

// Table writes rows as aligned columns, two blanks between them, a heading
// in capitals above. Cells are escaped already.
type Table struct {
	Columns []Column
	Rows    [][]string
	Indent  string
}

// Row adds a row.
func (t *Table) Row(cells ...string) { t.Rows = append(t.Rows, cells) }

// Write writes heading and rows.
func (t *Table) Write(w *bufio.Writer, look Look) {
	widths := make([]int, len(t.Columns))
	heading := make([]string, len(t.Columns))
	titled := false
	for i, c := range t.Columns {
		heading[i] = c.Title
		widths[i] = cellsOf(c.Title)
		titled = titled || c.Title != ""
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			widths[i] = max(widths[i], cellsOf(cell))
		}
	}
	if titled {
		_, _ = w.WriteString(look.Faint(t.line(heading, widths)))
		_ = w.WriteByte('\n')
	}
	for _, row := range t.Rows {
		_, _ = w.WriteString(t.line(row, widths))
		_ = w.WriteByte('\n')
	}
}

// line pads all cells but the last, so that no line ends in blanks.
func (t *Table) line(cells []string, widths []int) string {
	var b strings.Builder
	b.WriteString(t.Indent)
	for i, cell := range cells {
		blank := strings.Repeat(" ", widths[i]-cellsOf(cell))
		if t.Columns[i].Right {
			cell, blank = blank+cell, ""
		}
		b.WriteString(cell)
		if i < len(cells)-1 {
			b.WriteString(blank + "  ")
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// cellsOf is how wide a text is: its bytes where it is plain ASCII, as most are.
func cellsOf(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}
