package output

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"authzx/internal/text"
)

// JSONWriter writes JSON as it goes, so that an answer about 100,000 users
// needs no more memory than one about one. Keys stand in the order of the calls;
// every foreign string is escaped so that a terminal may show it.
type JSONWriter struct {
	W *bufio.Writer
	// open holds, for each object or array not yet ended, whether it is written
	// on one line.
	open  []bool
	empty bool // nothing stands yet in the innermost one
	value bool // a key was written, its value comes next
	buf   []byte
}

// NewJSON writes a document to w.
func NewJSON(w io.Writer) *JSONWriter {
	return &JSONWriter{W: bufio.NewWriterSize(w, 1<<16)}
}

// Finish ends the document with a line end. The error is the first one that w gave.
func (j *JSONWriter) Finish() error {
	_ = j.W.WriteByte('\n')
	if err := j.W.Flush(); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// Object writes what inside writes between braces, one item on each line.
func (j *JSONWriter) Object(inside func()) { j.Nest('{', '}', false, inside) }

// Array writes what inside writes between brackets, one item on each line.
func (j *JSONWriter) Array(inside func()) { j.Nest('[', ']', false, inside) }

// Line is Object on one line.
func (j *JSONWriter) Line(inside func()) { j.Nest('{', '}', true, inside) }

// LineArray is Array on one line.
func (j *JSONWriter) LineArray(inside func()) { j.Nest('[', ']', true, inside) }

// Nest writes what inside writes between two signs.
func (j *JSONWriter) Nest(begin, end byte, onOneLine bool, inside func()) {
	j.separate()
	onOneLine = onOneLine || j.onOneLine()
	_ = j.W.WriteByte(begin)
	j.open = append(j.open, onOneLine)
	j.empty = true
	inside()
	j.open = j.open[:len(j.open)-1]
	if !j.empty && !onOneLine {
		j.indent()
	}
	j.empty = false
	_ = j.W.WriteByte(end)
}

func (j *JSONWriter) onOneLine() bool {
	return len(j.open) > 0 && j.open[len(j.open)-1]
}

// separate puts what belongs between the last item and the next.
func (j *JSONWriter) separate() {
	switch {
	case j.value:
		j.value = false
		return
	case len(j.open) == 0:
		return
	case !j.empty:
		_ = j.W.WriteByte(',')
	}
	switch {
	case !j.onOneLine():
		j.indent()
	case !j.empty:
		_ = j.W.WriteByte(' ')
	}
	j.empty = false
}

func (j *JSONWriter) indent() {
	_ = j.W.WriteByte('\n')
	for range j.open {
		_, _ = j.W.WriteString("  ")
	}
}

// Key writes a key, which is one of authzx's own; the value comes with the
// next call.
func (j *JSONWriter) Key(name string) *JSONWriter {
	j.separate()
	_ = j.W.WriteByte('"')
	_, _ = j.W.WriteString(name)
	_, _ = j.W.WriteString(`": `)
	j.value = true
	return j
}

// Text writes a foreign string.
func (j *JSONWriter) Text(t text.Text) {
	j.separate()
	j.buf = text.AppendJSON(j.buf[:0], t.Raw())
	_, _ = j.W.Write(j.buf)
}

// Words writes a string that authzx itself made.
func (j *JSONWriter) Words(s string) { j.Text(text.New(s)) }

// Number writes a number.
func (j *JSONWriter) Number(n int) {
	j.separate()
	j.buf = strconv.AppendInt(j.buf[:0], int64(n), 10)
	_, _ = j.W.Write(j.buf)
}

// Flag writes true or false.
func (j *JSONWriter) Flag(b bool) {
	j.separate()
	j.buf = strconv.AppendBool(j.buf[:0], b)
	_, _ = j.W.Write(j.buf)
}

// Null writes null.
func (j *JSONWriter) Null() {
	j.separate()
	_, _ = j.W.WriteString("null")
}

// Raw writes JSON that is ready, and safe to show.
func (j *JSONWriter) Raw(value []byte) {
	j.separate()
	_, _ = j.W.Write(value)
}

// Texts writes an array of strings on one line.
func Texts[T interface{ Raw() string }](j *JSONWriter, values []T) {
	j.LineArray(func() {
		for _, v := range values {
			j.Text(text.New(v.Raw()))
		}
	})
}

// TextOrNull writes a foreign string, null where it is empty.
func (j *JSONWriter) TextOrNull(t text.Text) {
	if t.IsZero() {
		j.Null()
		return
	}
	j.Text(t)
}

// WordsOrNull writes a string that authzx itself made, null where it is empty.
func (j *JSONWriter) WordsOrNull(s string) { j.TextOrNull(text.New(s)) }

// Extended writes an object that is ready on one line, with more keys at its end.
func (j *JSONWriter) Extended(object []byte, more func()) {
	j.separate()
	document := Displayable(object)
	_, _ = j.W.Write(document[:len(document)-1])
	j.open, j.empty = append(j.open, true), len(document) == len("{}")
	more()
	j.open, j.empty = j.open[:len(j.open)-1], false
	_ = j.W.WriteByte('}')
}
