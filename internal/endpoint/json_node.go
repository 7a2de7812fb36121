package endpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
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
