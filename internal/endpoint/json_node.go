package endpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// node is a JSON value with its members in the order of the text.
type node struct {
	kind    Type   // "" for null and for no value at all
	text    string // of a string, the digits of a number, true or false
	items   []node
	members []member
}

type member struct {
	name  string
	value node
}

// field is the value under a name; of several the last one counts.
func (n node) field(name string) (node, bool) {
	for i := len(n.members) - 1; i >= 0; i-- {
		if n.members[i].name == name {
			return n.members[i].value, true
		}
	}
	return node{}, false
}

var errProto = errors.New("the key __proto__ is refused")

// parseJSON reads one value; a blank text is none.
func parseJSON(text []byte) (node, error) {
	if len(bytes.Trim(text, " \t\r\n")) == 0 {
		return node{}, nil
	}
	// Reading by tokens knows no limit to the depth; this does, and its errors say more.
	var whole json.RawMessage
	if err := json.Unmarshal(text, &whole); err != nil {
		return node{}, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	return readNode(dec)
}

// where says at which line and character a text stops being JSON, and why.
func where(body []byte, err error) string {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err.Error()
	}
	// The offset is behind the byte at fault, but for a text that ends too soon.
	at := int(syntax.Offset)
	if !strings.HasPrefix(syntax.Error(), "unexpected end") {
		at = max(at-1, 0)
	}
	before := body[:min(at, len(body))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return fmt.Sprintf("line %d, character %d: %s", bytes.Count(before, []byte{'\n'})+1, utf8.RuneCount(line)+1, err)
}

func readNode(dec *json.Decoder) (node, error) {
	token, err := dec.Token()
	if err != nil {
		return node{}, err
	}
	switch t := token.(type) {
	case string:
		return node{kind: String, text: t}, nil
	case json.Number:
		return node{kind: Number, text: t.String()}, nil
	case bool:
		return node{kind: Boolean, text: strconv.FormatBool(t)}, nil
	case json.Delim:
		if t == '[' {
			return readItems(dec)
		}
		return readMembers(dec)
	}
	return node{}, nil
}

func readItems(dec *json.Decoder) (node, error) {
	n := node{kind: Array}
	for dec.More() {
		item, err := readNode(dec)
		if err != nil {
			return node{}, err
		}
		n.items = append(n.items, item)
	}
	_, err := dec.Token()
	return n, err
}

func readMembers(dec *json.Decoder) (node, error) {
	n := node{kind: Object}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return node{}, err
		}
		value, err := readNode(dec)
		if err != nil {
			return node{}, err
		}
		if name == "__proto__" {
			return node{}, errProto
		}
		n.members = append(n.members, member{name.(string), value})
	}
	_, err := dec.Token()
	return n, err
}
