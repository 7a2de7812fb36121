package output

import (
	"bufio"
	"fmt"
	"io"

	"authzx/internal/catalog"
)

// CSVWriter writes rows of escaped text. No cell is a formula to a spreadsheet, since
// strangers choose names: see catalog.GuardedCell.
type CSVWriter struct{ w *bufio.Writer }

// NewCSV begins with a header.
func NewCSV(w io.Writer, header ...string) *CSVWriter {
	c := CSVOn(w)
	c.Row(header...)
	return c
}

// CSVOn goes on with rows where a header stands already.
func CSVOn(w io.Writer) *CSVWriter { return &CSVWriter{bufio.NewWriter(w)} }

// Row writes one record; the cells are escaped already.
func (c *CSVWriter) Row(cells ...string) {
	for i, cell := range cells {
		if i > 0 {
			_ = c.w.WriteByte(',')
		}
		_, _ = c.w.WriteString(catalog.CSVField(cell))
	}
	_ = c.w.WriteByte('\n')
}

// Finish reports the first error of all rows.
func (c *CSVWriter) Finish() error {
	if err := c.w.Flush(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}
