package output

import (
	"fmt"
	"io"
)

// JSONLines writes objects, each on a line of its own.
type JSONLines struct{ j *JSONWriter }

// NewJSONLines writes to w.
func NewJSONLines(w io.Writer) JSONLines { return JSONLines{NewJSON(w)} }

// Row writes one object.
func (l JSONLines) Row(inside func(j *JSONWriter)) {
	l.j.Line(func() { inside(l.j) })
	_ = l.j.W.WriteByte('\n')
}

// Finish reports the first error of all rows.
func (l JSONLines) Finish() error {
	if err := l.j.W.Flush(); err != nil {
		return fmt.Errorf("writing JSON Lines: %w", err)
	}
	return nil
}
