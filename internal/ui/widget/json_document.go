package widget

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"authzx/internal/text"
)

// Document is a JSON text taken apart without losing anything: repeated keys,
// the spelling of numbers and lone surrogates stay as they came. It is
// immutable.
type Document struct {
	src   []byte
	nodes []jsonNode
}

// jsonNode is one value. The values below it follow it directly.
type jsonNode struct {
	// from and to are the bytes of the value, keyFrom and keyTo those of its key.
	from, to, keyFrom, keyTo int32
	// parent is the node around it, -1 for the outermost; next the first node
	// that isn't below it.
	parent, next int32
	// kids is how many values it holds, place its own number among its siblings.
	kids, place int32
	depth       int32
}

// documentLimit is the most bytes that fit the offsets of a jsonNode.
const documentLimit = 1 << 30

var errTooLong = errors.New("the document is longer than 1 GiB")

// ParseJSON takes a document apart. A large one takes a while: run it in a
// command. The error says at which byte it stops being JSON.
func ParseJSON(src []byte) (*Document, error) {
	if len(src) > documentLimit {
		return nil, errTooLong
	}
	if err := checkJSON(src); err != nil {
		return nil, err
	}
	p := jsonParser{src: src, open: -1}
	p.run()
	return &Document{src: src, nodes: p.nodes}, nil
}

func checkJSON(src []byte) error {
	if json.Valid(src) {
		return nil
	}
	var v json.RawMessage
	err := json.Unmarshal(src, &v)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("not JSON from byte %d on", syntax.Offset)
	}
	return errors.New("not JSON")
}

// jsonParser walks over text that is known to be JSON.
type jsonParser struct {
	src      []byte
	nodes    []jsonNode
	open     int32
	key      [2]int32
	awaitKey bool
}

func (p *jsonParser) run() {
	for i := 0; i < len(p.src); {
		switch c := p.src[i]; c {
		case ' ', '\t', '\r', '\n', ':':
			i++
		case ',':
			p.awaitKey = p.open >= 0 && p.src[p.nodes[p.open].from] == '{'
			i++
		case '{', '[':
			p.open = p.add(i, i+1)
			p.awaitKey = c == '{'
			i++
		case '}', ']':
			i++
			p.nodes[p.open].to = int32(i)
			p.nodes[p.open].next = int32(len(p.nodes))
			p.open = p.nodes[p.open].parent
			p.awaitKey = false
		case '"':
			end := stringEnd(p.src, i)
			if p.awaitKey {
				p.key, p.awaitKey = [2]int32{int32(i), int32(end)}, false
			} else {
				p.add(i, end)
			}
			i = end
		default:
			end := i
			for end < len(p.src) && bytes.IndexByte([]byte(" \t\r\n,]}"), p.src[end]) < 0 {
				end++
			}
			p.add(i, end)
			i = end
		}
	}
}

// stringEnd is the byte behind the string that begins at from.
func stringEnd(src []byte, from int) int {
	for i := from + 1; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(src)
}

func (p *jsonParser) add(from, to int) int32 {
	id := int32(len(p.nodes))
	n := jsonNode{from: int32(from), to: int32(to), keyFrom: p.key[0], keyTo: p.key[1], parent: p.open, next: id + 1}
	p.key = [2]int32{}
	if p.open >= 0 {
		up := &p.nodes[p.open]
		n.depth, n.place = up.depth+1, up.kids
		up.kids++
	}
	p.nodes = append(p.nodes, n)
	return id
}

func (d *Document) token(n *jsonNode) []byte { return d.src[n.from:n.to] }

func (d *Document) container(id int32) bool {
	c := d.src[d.nodes[id].from]
	return c == '{' || c == '['
}

// key is the name of a member; false for an element of an array.
func (d *Document) key(id int32) (text.Text, bool) {
	n := d.nodes[id]
	if n.keyTo == 0 {
		return text.Text{}, false
	}
	raw, err := text.Unquote(d.src[n.keyFrom:n.keyTo])
	return text.New(raw), err == nil
}

func (d *Document) stringAt(id int32) (text.Text, bool) {
	token := d.token(&d.nodes[id])
	if token[0] != '"' {
		return text.Text{}, false
	}
	raw, err := text.Unquote(token)
	return text.New(raw), err == nil
}

// path is where a value stands, such as $.groups[3]["odd name"].
func (d *Document) path(id int32) text.Text {
	var steps []int32
	for at := id; d.nodes[at].parent >= 0; at = d.nodes[at].parent {
		steps = append(steps, at)
	}
	b := []byte{'$'}
	for i := len(steps) - 1; i >= 0; i-- {
		key, named := d.key(steps[i])
		switch {
		case !named:
			b = append(strconv.AppendInt(append(b, '['), int64(d.nodes[steps[i]].place), 10), ']')
		case identifier(key.Raw()):
			b = append(append(b, '.'), key.Raw()...)
		default:
			b = append(text.AppendJSON(append(b, '['), key.Raw()), ']')
		}
	}
	return text.New(string(b))
}

func identifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// shortString is the beginning of a string token that can take at most cells
// cells, closed again, and whether it was shortened. Drawing a string of
// megabytes must not cost more than what is seen of it.
func shortString(token []byte, cells int) ([]byte, bool) {
	// The most bytes for a cell: a letter and four marks, each as \uXXXX\uXXXX.
	limit := (cells + 1) * 60
	if len(token) <= limit {
		return token, false
	}
	end := 1
	for end < limit {
		switch {
		case token[end] != '\\':
			_, size := utf8.DecodeRune(token[end:])
			end += size
		case token[end+1] == 'u':
			end += 6
		default:
			end += 2
		}
	}
	short := make([]byte, 0, end+1)
	return append(append(short, token[:end]...), '"'), true
}
