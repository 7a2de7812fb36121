package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// csvWriter writes rows of escaped text. A cell that a spreadsheet would take for a
// formula gets an apostrophe in front, since strangers choose names; a mere
// number, such as a telephone number with its plus sign, stays as it is.
type csvWriter struct{ w *csv.Writer }

func newCSVWriter(w io.Writer, header ...string) *csvWriter {
	c := csvOn(w)
	_ = c.w.Write(header)
	return c
}

// csvOn goes on with rows where a header stands already.
func csvOn(w io.Writer) *csvWriter { return &csvWriter{csv.NewWriter(w)} }

// row writes one record; the cells are escaped already.
func (c *csvWriter) row(cells ...string) {
	for i, cell := range cells {
		if formula(cell) {
			cells[i] = "'" + cell
		}
	}
	_ = c.w.Write(cells)
}

// finish reports the first error of all rows.
func (c *csvWriter) finish() error {
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

func formula(cell string) bool {
	if cell == "" || !strings.ContainsRune("=+-@", rune(cell[0])) {
		return false
	}
	return cell[0] == '=' || cell[0] == '@' || strings.Trim(cell[1:], "0123456789 .()-") != "" || len(cell) == 1
}
