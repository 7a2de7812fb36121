package sandbox

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"authzx/internal/text"

	"github.com/go-json-experiment/json/jsontext"
)

var errSyntax = errors.New("malformed JSON")

// reader reads JSON into values whose strings share the memory of src.
type reader struct {
	src   string
	json  *jsontext.Decoder
	proto bool // whether an object had the key __proto__
}

// parseJSON reads the one document that src is. Bytes that are no UTF-8 count
// as U+FFFD; lone surrogates are kept. The error is errSyntax.
func parseJSON(src string) (value, error) {
	v, _, err := parseStrictly(src)
	return v, err
}

// parseStrictly also reports whether there was a key __proto__ anywhere, which
// the server takes for an attack when it comes in a request.
func parseStrictly(src string) (v value, proto bool, err error) {
	r := newReader(src)
	if v, err = r.value(); err != nil || !r.atEnd() {
		return nil, false, errSyntax
	}
	return v, r.proto, nil
}

// uncopied is b as a string that shares its memory: tenants may be large.
func uncopied(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// newReader stands before the first value of src.
func newReader(src string) *reader {
	if !utf8.ValidString(src) {
		src = strings.ToValidUTF8(src, "\uFFFD")
	}
	// A decoder reads a buffer where it lies, and writes nothing into it.
	b := bytes.NewBuffer(unsafe.Slice(unsafe.StringData(src), len(src)))
	return &reader{src: src, json: jsontext.NewDecoder(b, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
}

// atEnd reports whether nothing but blanks is left.
func (r *reader) atEnd() bool {
	_, err := r.json.ReadToken()
	return errors.Is(err, io.EOF)
}

// eachMember reads an object whose values read takes, one by one.
func (r *reader) eachMember(read func(key string) error) (all string, err error) {
	return r.each('}', func() error {
		raw, err := r.raw()
		if err != nil {
			return err
		}
		key, err := unquoted(raw)
		if err != nil {
			return err
		}
		r.proto = r.proto || key == "__proto__"
		return read(key)
	})
}

// each reads what stands between a bracket, which comes next, and its end. It gives
// all of that as it stands in src.
func (r *reader) each(end jsontext.Kind, read func() error) (all string, err error) {
	if _, err := r.json.ReadToken(); err != nil {
		return "", err
	}
	start := r.json.InputOffset() - 1
	for r.json.PeekKind() != end {
		if err := read(); err != nil {
			return "", err
		}
	}
	_, err = r.json.ReadToken()
	return r.src[start:r.json.InputOffset()], err
}

// raw is the next value as it stands in src.
func (r *reader) raw() (string, error) {
	v, err := r.json.ReadValue()
	end := int(r.json.InputOffset())
	return r.src[end-len(v) : end], err
}

func (r *reader) value() (value, error) {
	switch r.json.PeekKind() {
	case '{':
		return r.object()
	case '[':
		a := &array{}
		_, err := r.each(']', func() error {
			v, err := r.value()
			a.items = append(a.items, v)
			return err
		})
		a.items = slices.Clip(a.items)
		return a, err
	}
	raw, err := r.raw()
	if err != nil {
		return nil, err
	}
	switch raw[0] {
	case 'n':
		return nil, nil
	case 't', 'f':
		return raw[0] == 't', nil
	case '"':
		return unquoted(raw)
	}
	f, err := strconv.ParseFloat(raw, 64)
	if errors.Is(err, strconv.ErrRange) {
		err = nil // it is infinite, or zero
	}
	return f, err
}

// object reads an object. A key that comes twice keeps its first place and its last
// value.
func (r *reader) object() (*object, error) {
	o := &object{}
	var err error
	o.source, err = r.eachMember(func(key string) error {
		v, err := r.value()
		o.set(key, v)
		return err
	})
	return o, err
}

// unquoted is what a string in quotation marks says.
func unquoted(raw string) (string, error) {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], nil
	}
	return text.Unquote([]byte(raw))
}
