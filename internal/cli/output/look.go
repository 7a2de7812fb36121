package output

import (
	"bufio"
	"fmt"
	"io"
)

// Look is how text is dressed; the zero value is plain, as a pipe wants it.
type Look struct {
	Colour bool // bold and faint may be used
	UTF8   bool // the locale has more than ASCII
}

// Bold dresses a heading.
func (l Look) Bold(s string) string { return l.dressed("\x1b[1m", s) }

// Faint dresses what matters less.
func (l Look) Faint(s string) string { return l.dressed("\x1b[2m", s) }

func (l Look) dressed(style, s string) string {
	if !l.Colour {
		return s
	}
	return style + s + "\x1b[m"
}

// WriteText writes by a buffer and reports the first error of w at the end.
func WriteText(w io.Writer, write func(*bufio.Writer)) error {
	out := bufio.NewWriterSize(w, 1<<16)
	write(out)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing text: %w", err)
	}
	return nil
}
