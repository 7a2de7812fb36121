package cli

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"authzx/internal/text"
)

// jsonWriter writes JSON as it goes, so that an answer about 100,000 users
// needs no more memory than one about one. Keys stand in the order of the calls;
// every foreign string is escaped so that a terminal may show it.
type jsonWriter struct {
	w *bufio.Writer
	// open holds, for each object or array not yet ended, whether it is written
	// on one line.
	open  []bool
	empty bool // nothing stands yet in the innermost one
	value bool // a key was written, its value comes next
	buf   []byte
}

func newJSONWriter(w io.Writer) *jsonWriter {
	return &jsonWriter{w: bufio.NewWriterSize(w, 1<<16)}
}

// finish ends the document with a line end. The error is the first one that w gave.
func (j *jsonWriter) finish() error {
	_ = j.w.WriteByte('\n')
	if err := j.w.Flush(); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// object and array write what inside writes between brackets, one item on each
// line; line and lineArray put all of it on one line.
func (j *jsonWriter) object(inside func())    { j.nest('{', '}', false, inside) }
func (j *jsonWriter) array(inside func())     { j.nest('[', ']', false, inside) }
func (j *jsonWriter) line(inside func())      { j.nest('{', '}', true, inside) }
func (j *jsonWriter) lineArray(inside func()) { j.nest('[', ']', true, inside) }

func (j *jsonWriter) nest(begin, end byte, onOneLine bool, inside func()) {
	j.separate()
	onOneLine = onOneLine || j.onOneLine()
	_ = j.w.WriteByte(begin)
	j.open = append(j.open, onOneLine)
	j.empty = true
	inside()
	j.open = j.open[:len(j.open)-1]
	if !j.empty && !onOneLine {
		j.indent()
	}
	j.empty = false
	_ = j.w.WriteByte(end)
}

func (j *jsonWriter) onOneLine() bool {
	return len(j.open) > 0 && j.open[len(j.open)-1]
}

// separate puts what belongs between the last item and the next.
func (j *jsonWriter) separate() {
	switch {
	case j.value:
		j.value = false
		return
	case len(j.open) == 0:
		return
	case !j.empty:
		_ = j.w.WriteByte(',')
	}
	switch {
	case !j.onOneLine():
		j.indent()
	case !j.empty:
		_ = j.w.WriteByte(' ')
	}
	j.empty = false
}

func (j *jsonWriter) indent() {
	_ = j.w.WriteByte('\n')
	for range j.open {
		_, _ = j.w.WriteString("  ")
	}
}

// key writes a key, which is one of authzx's own; the value comes with the
// next call.
func (j *jsonWriter) key(name string) *jsonWriter {
	j.separate()
	_ = j.w.WriteByte('"')
	_, _ = j.w.WriteString(name)
	_, _ = j.w.WriteString(`": `)
	j.value = true
	return j
}

func (j *jsonWriter) text(t text.Text) {
	j.separate()
	j.buf = text.AppendJSON(j.buf[:0], t.Raw())
	_, _ = j.w.Write(j.buf)
}

// words writes a string that authzx itself made.
func (j *jsonWriter) words(s string) { j.text(text.New(s)) }

func (j *jsonWriter) number(n int) {
	j.separate()
	j.buf = strconv.AppendInt(j.buf[:0], int64(n), 10)
	_, _ = j.w.Write(j.buf)
}

func (j *jsonWriter) flag(b bool) {
	j.separate()
	j.buf = strconv.AppendBool(j.buf[:0], b)
	_, _ = j.w.Write(j.buf)
}

func (j *jsonWriter) null() {
	j.separate()
	_, _ = j.w.WriteString("null")
}

// raw writes JSON that is ready, and safe to show.
func (j *jsonWriter) raw(value []byte) {
	j.separate()
	_, _ = j.w.Write(value)
}

// texts writes an array of strings on one line.
func texts[T interface{ Raw() string }](j *jsonWriter, values []T) {
	j.lineArray(func() {
		for _, v := range values {
			j.text(text.New(v.Raw()))
		}
	})
}
