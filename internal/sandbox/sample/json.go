package sample

import (
	"strconv"
	"time"

	"authzx/internal/text"
)

// encoder writes compact JSON, keys in the order of the calls.
type encoder struct {
	b     []byte
	first bool // nothing stands yet in the innermost object or array
}

func (e *encoder) open(bracket byte) {
	e.b = append(e.b, bracket)
	e.first = true
}

func (e *encoder) close(bracket byte) {
	e.b = append(e.b, bracket)
	e.first = false
}

// next puts the comma before all but the first of several values.
func (e *encoder) next() {
	if !e.first {
		e.b = append(e.b, ',')
	}
	e.first = false
}

func (e *encoder) key(name string) {
	e.next()
	e.b = append(e.b, '"')
	e.b = append(e.b, name...)
	e.b = append(e.b, '"', ':')
}

func (e *encoder) quoted(s string) { e.b = text.AppendJSON(e.b, s) }

func (e *encoder) text(name, value string) {
	e.key(name)
	e.quoted(value)
}

func (e *encoder) flag(name string, value bool) {
	e.key(name)
	e.b = strconv.AppendBool(e.b, value)
}

func (e *encoder) number(name string, value int) {
	e.key(name)
	e.b = strconv.AppendInt(e.b, int64(value), 10)
}

func (e *encoder) moment(name string, value time.Time) {
	e.key(name)
	e.b = value.UTC().AppendFormat(e.b, `"2006-01-02T15:04:05.000Z"`)
}

func (e *encoder) texts(name string, values []string) {
	e.key(name)
	e.open('[')
	for _, v := range values {
		e.next()
		e.quoted(v)
	}
	e.close(']')
}

// list writes {…} for each value, as one array.
func list[T any](values []T, size int, write func(*encoder, *T)) []byte {
	e := encoder{b: make([]byte, 0, size*len(values)+2)}
	e.list(len(values), func(i int) { write(&e, &values[i]) })
	return e.b
}

// list writes an array of n objects whose inside write fills.
func (e *encoder) list(n int, write func(i int)) {
	e.open('[')
	for i := range n {
		e.next()
		e.open('{')
		write(i)
		e.close('}')
	}
	e.close(']')
}
