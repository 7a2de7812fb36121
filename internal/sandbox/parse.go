package sandbox

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"authzx/internal/text"
)

// maxDepth keeps hostile nesting from using up the stack.
const maxDepth = 5000

var errSyntax = errors.New("malformed JSON")

// parser reads JSON into values whose strings share the memory of src.
type parser struct {
	src   string
	pos   int
	depth int
	loose int  // how often the text was other than the server would write it
	proto bool // whether an object had the key __proto__
	// shapes are the keys of the last object at each depth: records of a list mostly
	// have the same ones, and then share them.
	shapes [8][]string
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
	p := newParser(src)
	v, ok := p.value()
	if !ok || !p.atEnd() {
		return nil, false, errSyntax
	}
	return v, p.proto, nil
}

// uncopied is b as a string that shares its memory: tenants may be large.
func uncopied(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// newParser stands before the first value of src.
func newParser(src string) parser {
	if !utf8.ValidString(src) {
		src = strings.ToValidUTF8(src, "\uFFFD")
	}
	p := parser{src: src}
	p.blank()
	return p
}

// atEnd reports whether nothing but blanks is left.
func (p *parser) atEnd() bool {
	p.blank()
	return p.pos == len(p.src)
}

// eachMember reads an object whose values read takes, one by one.
func (p *parser) eachMember(read func(key string) bool) bool {
	return p.each('{', '}', func() bool {
		if !p.closed('"') {
			return false
		}
		key, ok := p.string()
		p.blank()
		return ok && p.take(':') && read(key.(string))
	})
}

// eachElement reads an array whose elements read takes, one by one.
func (p *parser) eachElement(read func() bool) bool { return p.each('[', ']', read) }

func (p *parser) each(begin, end byte, read func() bool) bool {
	if !p.take(begin) {
		return false
	}
	for first := true; !p.closed(end); first = false {
		if !first && !p.take(',') || !read() {
			return false
		}
		p.blank()
	}
	p.pos++
	return true
}

func (p *parser) blank() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.loose++
			p.pos++
		default:
			return
		}
	}
}

// take reads c and the blanks behind it.
func (p *parser) take(c byte) bool {
	if p.pos >= len(p.src) || p.src[p.pos] != c {
		return false
	}
	p.pos++
	p.blank()
	return true
}

func (p *parser) value() (value, bool) {
	if p.pos >= len(p.src) {
		return nil, false
	}
	switch p.src[p.pos] {
	case '{':
		return p.nested(p.object)
	case '[':
		return p.nested(p.array)
	case '"':
		return p.string()
	case 't':
		return true, p.word("true")
	case 'f':
		return false, p.word("false")
	case 'n':
		return nil, p.word("null")
	}
	return p.number()
}

func (p *parser) nested(read func() (value, bool)) (value, bool) {
	if p.depth++; p.depth > maxDepth {
		return nil, false
	}
	v, ok := read()
	p.depth--
	return v, ok
}

func (p *parser) word(w string) bool {
	ok := strings.HasPrefix(p.src[p.pos:], w)
	p.pos += len(w)
	return ok
}

func (p *parser) array() (value, bool) {
	p.take('[')
	a := &array{}
	for !p.closed(']') {
		if len(a.items) > 0 && !p.take(',') {
			return nil, false
		}
		v, ok := p.value()
		if !ok {
			return nil, false
		}
		p.blank()
		a.items = append(a.items, v)
	}
	p.pos++
	a.items = slices.Clip(a.items)
	return a, true
}

func (p *parser) object() (value, bool) {
	start, loose := p.pos, p.loose
	shape := &p.shapes[min(p.depth, len(p.shapes)-1)]
	p.take('{')
	o := &object{vals: make([]value, 0, len(*shape))}
	for !p.closed('}') {
		if len(o.keys) > 0 && !p.take(',') {
			return nil, false
		}
		if !p.member(o, *shape) {
			return nil, false
		}
		p.blank()
	}
	p.pos++
	*shape = o.keys
	if loose == p.loose {
		o.raw = p.src[start:p.pos]
	}
	return o, true
}

// closed reports whether the next byte is the closing one, which it leaves.
func (p *parser) closed(c byte) bool { return p.pos < len(p.src) && p.src[p.pos] == c }

// member reads one key and its value into o; a key that comes twice keeps its
// first place and its last value. As long as the keys are those of shape, o takes
// them from there.
func (p *parser) member(o *object, shape []string) bool {
	if !p.closed('"') {
		return false
	}
	key, ok := p.string()
	if !ok {
		return false
	}
	p.blank()
	if !p.take(':') {
		return false
	}
	v, ok := p.value()
	if !ok {
		return false
	}
	k := key.(string)
	p.proto = p.proto || k == "__proto__"
	n := len(o.keys)
	if n < len(shape) && shape[n] == k && (n == 0 || &shape[0] == &o.keys[0]) {
		o.keys = shape[: n+1 : n+1]
		o.vals = append(o.vals, v)
		return true
	}
	o.set(k, v)
	if len(o.keys) == n {
		p.loose++
	}
	return true
}

func (p *parser) string() (value, bool) {
	start := p.pos
	plain := true
	for i := p.pos + 1; i < len(p.src); i++ {
		switch c := p.src[i]; {
		case c == '"':
			p.pos = i + 1
			if plain {
				return p.src[start+1 : i], true
			}
			p.loose++ // an escape may be one that the server would not write
			s, err := text.Unquote([]byte(p.src[start:p.pos]))
			return s, err == nil
		case c == '\\':
			plain = false
			i++
		case c < 0x20:
			return nil, false
		}
	}
	return nil, false
}

func (p *parser) number() (value, bool) {
	start := p.pos
	if p.closed('-') {
		p.pos++
	}
	switch {
	case p.closed('0'):
		p.pos++
	case !p.digits():
		return nil, false
	}
	if p.closed('.') {
		p.pos++
		if !p.digits() {
			return nil, false
		}
	}
	if p.closed('e') || p.closed('E') {
		p.pos++
		if p.closed('+') || p.closed('-') {
			p.pos++
		}
		if !p.digits() {
			return nil, false
		}
	}
	token := p.src[start:p.pos]
	f, err := strconv.ParseFloat(token, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return nil, false
	}
	if numberText(f) != token {
		p.loose++
	}
	return f, true
}

// digits reads one digit or more.
func (p *parser) digits() bool {
	start := p.pos
	for p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		p.pos++
	}
	return p.pos > start
}
