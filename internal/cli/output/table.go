package output

import (
	"bufio"
	"bytes"

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
		_, _ = w.WriteString(look.Faint(string(t.line(nil, heading, widths))))
		_ = w.WriteByte('\n')
	}
	var line []byte
	for _, row := range t.Rows {
		line = append(t.line(line[:0], row, widths), '\n')
		_, _ = w.Write(line)
	}
}

// line appends a line to dst. All cells are padded but the last, so that none ends in blanks.
func (t *Table) line(dst []byte, cells []string, widths []int) []byte {
	from := len(dst)
	dst = append(dst, t.Indent...)
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, "  "...)
		}
		gap := widths[i] - cellsOf(cell)
		if t.Columns[i].Right {
			dst, gap = blanks(dst, gap), 0
		}
		dst = append(dst, cell...)
		if i < len(cells)-1 {
			dst = blanks(dst, gap)
		}
	}
	return dst[:from+len(bytes.TrimRight(dst[from:], " "))]
}

func blanks(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, ' ')
	}
	return dst
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
