package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/text"
)

// reader walks through one JSON document. It keeps the first fault and does
// nothing more from then on, so that a walk needs one check at its end.
type reader struct {
	doc  []byte
	dec  *jsontext.Decoder
	ids  *pool
	fail error
	raws [][]byte    // of the list that is being read
	list []text.Text // likewise
}

func newReader(doc []byte, ids *pool) *reader {
	return &reader{doc: doc, ids: ids, dec: jsontext.NewDecoder(bytes.NewBuffer(doc), lenient())}
}

// shapeError says where a document is not what it should be.
type shapeError struct {
	pointer string // RFC 6901; empty for the whole document
	want    string
	got     string
}

func (e *shapeError) Error() string {
	at := e.pointer
	if at == "" {
		at = "the top"
	}
	return fmt.Sprintf("at %s there is %s instead of %s", at, e.got, e.want)
}

// What makes a document no JSON at all.
var (
	errTruncated = errors.New("the JSON ends in the middle")
	errEmpty     = errors.New("nothing instead of JSON")
)

// done is the first fault, or that something follows the document.
func (r *reader) done() error {
	if r.fail == nil && r.dec.PeekKind() != 0 {
		return fmt.Errorf("trailing data after the JSON, at byte %d", r.dec.InputOffset())
	}
	if r.fail == nil {
		if _, err := r.dec.ReadToken(); err != io.EOF {
			r.broken(err)
		}
	}
	return r.fail
}

// broken keeps a fault of the JSON itself. The library's message may quote
// what it found, so it is not kept.
func (r *reader) broken(err error) {
	if r.fail != nil || err == nil {
		return
	}
	switch {
	case len(bytes.TrimSpace(r.doc)) == 0:
		r.fail = errEmpty
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		r.fail = errTruncated
	default:
		r.fail = fmt.Errorf("broken JSON at byte %d", r.dec.InputOffset())
	}
}

// wrong keeps that the next value has another type.
func (r *reader) wrong(want string) {
	got := kindName(r.dec.PeekKind())
	// Only when the value was read does the decoder point at it.
	if err := r.dec.SkipValue(); err != nil {
		r.broken(err)
		return
	}
	if r.fail == nil {
		r.fail = &shapeError{pointer: string(r.dec.StackPointer()), want: want, got: got}
	}
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "no JSON"
}

// enter reads the opening bracket of a container; false for null, which is
// read too, and after a fault.
func (r *reader) enter(open jsontext.Kind) bool {
	if r.fail != nil {
		return false
	}
	switch r.dec.PeekKind() {
	case open:
		_, err := r.dec.ReadToken()
		r.broken(err)
		return err == nil
	case 'n':
		r.skip()
	case 0:
		_, err := r.dec.ReadToken()
		r.broken(err)
	default:
		r.wrong(kindName(open))
	}
	return false
}

// more reports whether another name or element follows; else it reads the
// closing bracket.
func (r *reader) more() bool {
	if r.fail != nil {
		return false
	}
	if k := r.dec.PeekKind(); k != '}' && k != ']' && k != 0 {
		return true
	}
	_, err := r.dec.ReadToken()
	r.broken(err)
	return false
}

// name is the next name of an object, with its quotes; it is good until the
// next read. A name with escapes is none that the API has.
func (r *reader) name() []byte {
	v, err := r.dec.ReadValue()
	r.broken(err)
	return v
}

func (r *reader) skip() {
	if r.fail == nil {
		r.broken(r.dec.SkipValue())
	}
}

// raw is the content of the next value, which must be a string; false for null
// and after a fault. It may be a part of the document itself.
func (r *reader) raw() ([]byte, bool) {
	if r.fail != nil {
		return nil, false
	}
	switch r.dec.PeekKind() {
	case '"':
		return r.rawString()
	case 'n':
		r.skip()
	case 0:
		_, err := r.dec.ReadToken()
		r.broken(err)
	default:
		r.wrong("a string")
	}
	return nil, false
}

// rawString is raw where the next value is known to be a string.
func (r *reader) rawString() ([]byte, bool) {
	v, err := r.dec.ReadValue()
	if err != nil {
		r.broken(err)
		return nil, false
	}
	// What the decoder gives is good only until the next read.
	end := r.dec.InputOffset()
	raw, err := unquoted(r.doc[end-int64(len(v)) : end])
	r.broken(err)
	return raw, err == nil
}

// text is the next value, a string or null, as a text of its own.
func (r *reader) text() text.Text {
	raw, ok := r.raw()
	if !ok {
		return text.Text{}
	}
	return text.New(string(raw))
}

// id is the next value, a string or null, out of the pool.
func (r *reader) id() text.Text {
	raw, ok := r.raw()
	if !ok {
		return text.Text{}
	}
	return r.ids.one(raw)
}

// idList is the next value, an array of strings; false for null. The list is
// the reader's own until the next one. Elements that are null are left out.
func (r *reader) idList() ([]text.Text, bool) {
	if !r.enter('[') {
		return nil, false
	}
	r.raws = r.raws[:0]
	for r.fail == nil {
		read := (*reader).raw
		if r.dec.PeekKind() == '"' { // nearly always: worth a short way
			read = (*reader).rawString
		} else if !r.more() {
			break
		}
		if raw, ok := read(r); ok {
			r.raws = append(r.raws, raw)
		}
	}
	r.list = r.ids.all(r.list[:0], r.raws)
	return r.list, true
}

func (r *reader) odd() {
	if r.fail == nil {
		r.fail = errOdd
	}
}

// time is the next value, a time or null.
func (r *reader) time() time.Time {
	raw, ok := r.raw()
	if !ok {
		return time.Time{}
	}
	var t time.Time
	if t.UnmarshalText(raw) != nil {
		r.odd()
	}
	return t
}

// int is the next value, an integer or null.
func (r *reader) int() int {
	v := string(r.name())
	if v == "null" {
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		r.odd()
	}
	return n
}

// bool is the next value, true, false or null.
func (r *reader) bool() bool {
	switch string(r.name()) {
	case "true":
		return true
	case "false", "null":
	default:
		r.odd()
	}
	return false
}
