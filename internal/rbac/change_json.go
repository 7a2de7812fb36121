package rbac

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"authzx/internal/text"
)

// Changes is a list of changes that goes into JSON as an array of objects,
// each with its kind beside its own fields, and comes out of it the same.
type Changes []Change

// MarshalJSON implements json.Marshaler.
func (list Changes) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('[')
	for i, c := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		one, err := MarshalChange(c)
		if err != nil {
			return nil, err
		}
		b.Write(one)
	}
	b.WriteByte(']')
	return b.Bytes(), nil
}

// UnmarshalJSON implements json.Unmarshaler. Unknown kinds and unknown fields
// are errors: a plan that is only half understood must not be carried out.
func (list *Changes) UnmarshalJSON(b []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	out := make(Changes, len(raw))
	for i, one := range raw {
		c, err := UnmarshalChange(one)
		if err != nil {
			return fmt.Errorf("change %d: %w", i+1, err)
		}
		out[i] = c
	}
	*list = out
	return nil
}

// MarshalChange is one change as JSON, its kind first.
func MarshalChange(c Change) ([]byte, error) {
	if c == nil {
		return nil, fmt.Errorf("no change to encode")
	}
	fields, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("encoding change %s: %w", c.Kind(), err)
	}
	b := append([]byte(`{"kind":"`), c.Kind()...)
	b = append(b, '"')
	if len(fields) > len("{}") {
		b = append(b, ',')
	}
	return append(b, fields[1:]...), nil
}

// MarshalNamed is one change as JSON with the names of what it names beside it,
// for people. Name gives the zero text for what has none.
func MarshalNamed(c Change, name func(Ref) text.Text) ([]byte, error) {
	doc, err := MarshalChange(c)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(doc, &fields); err != nil {
		return nil, err
	}
	var names []byte
	said := make(map[string]bool)
	for _, ref := range c.Targets() {
		key := keyOf(fields, ref)
		if called := name(ref); key != "" && !said[key] && !called.IsZero() {
			said[key] = true
			names = append(append(append(names, `,"`...), key...), `":`...)
			names = text.AppendJSON(names, called.Raw())
		}
	}
	if names == nil {
		return doc, nil
	}
	return append(append(append(doc[:len(doc)-1], `,"names":{`...), names[1:]...), "}}"...), nil
}

// keyOf is the key under which a change names a thing.
func keyOf(fields map[string]json.RawMessage, ref Ref) string {
	for _, key := range []string{"group", "child", "user", "role", "permission", "application"} {
		if raw, err := text.Unquote(fields[key]); err == nil && raw == ref.ID.Raw() && (key == string(ref.Kind) || key == "child" && ref.Kind == KindGroup) {
			return key
		}
	}
	return ""
}

// ChangeKey is the same for changes that mean the same, and for no others.
func ChangeKey(c Change) string {
	b, err := MarshalChange(c)
	if err != nil {
		return fmt.Sprintf("%T %v", c, c) // no change of this package comes here
	}
	return string(b)
}

// UnmarshalChange is the change that a JSON object of MarshalChange says.
func UnmarshalChange(b []byte) (Change, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return nil, err
	}
	var kind string
	if err := json.Unmarshal(fields["kind"], &kind); err != nil {
		return nil, fmt.Errorf("a change without a kind")
	}
	delete(fields, "kind")
	delete(fields, "names") // for people
	rest, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	c, err := decodeChange(kind, rest)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return nil, fmt.Errorf("%q: %s holds a %s, which is the wrong type", kind, text.Escape(wrong.Field), wrong.Value)
	}
	if err != nil {
		return nil, fmt.Errorf("%q: %w", kind, err)
	}
	return c, nil
}

// decoders read each kind of change but ties, by its kind.
func decoders() map[string]func([]byte) (Change, error) {
	return map[string]func([]byte) (Change, error){
		CreateGroup{}.Kind():      decodeAs[CreateGroup],
		EditGroup{}.Kind():        decodeAs[EditGroup],
		DeleteGroup{}.Kind():      decodeAs[DeleteGroup],
		AddMapping{}.Kind():       decodeAs[AddMapping],
		RemoveMapping{}.Kind():    decodeAs[RemoveMapping],
		EditMapping{}.Kind():      decodeAs[EditMapping],
		CreateRole{}.Kind():       decodeAs[CreateRole],
		EditRole{}.Kind():         decodeAs[EditRole],
		DeleteRole{}.Kind():       decodeAs[DeleteRole],
		CreatePermission{}.Kind(): decodeAs[CreatePermission],
		EditPermission{}.Kind():   decodeAs[EditPermission],
		DeletePermission{}.Kind(): decodeAs[DeletePermission],
		SetConfiguration{}.Kind(): decodeAs[SetConfiguration],
	}
}

// ChangeKinds are the kinds of all changes that there are, sorted.
func ChangeKinds() []string {
	kinds := slices.Collect(maps.Keys(decoders()))
	for _, of := range TieKinds() {
		kinds = append(kinds, Tie{Of: of}.Kind(), Tie{Of: of, Cut: true}.Kind())
	}
	slices.Sort(kinds)
	return kinds
}

func decodeChange(kind string, b []byte) (Change, error) {
	for _, of := range TieKinds() {
		for _, cut := range []bool{false, true} {
			if (Tie{Of: of, Cut: cut}).Kind() == kind {
				return decodeTie(of, cut, b)
			}
		}
	}
	decode, ok := decoders()[kind]
	if !ok {
		return nil, fmt.Errorf("unknown kind of change")
	}
	return decode(b)
}

func decodeAs[C Change](b []byte) (Change, error) {
	var c C
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return nil, err
	}
	return c, nil
}
