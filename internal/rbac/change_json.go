package rbac

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	rest, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	c, err := decodeChange(kind, rest)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", kind, err)
	}
	return c, nil
}

func decodeChange(kind string, b []byte) (Change, error) {
	switch kind {
	case CreateGroup{}.Kind():
		return decodeAs[CreateGroup](b)
	case EditGroup{}.Kind():
		return decodeAs[EditGroup](b)
	case DeleteGroup{}.Kind():
		return decodeAs[DeleteGroup](b)
	case AddMember{}.Kind():
		return decodeAs[AddMember](b)
	case RemoveMember{}.Kind():
		return decodeAs[RemoveMember](b)
	case AddNested{}.Kind():
		return decodeAs[AddNested](b)
	case RemoveNested{}.Kind():
		return decodeAs[RemoveNested](b)
	case GrantRole{}.Kind():
		return decodeAs[GrantRole](b)
	case RevokeRole{}.Kind():
		return decodeAs[RevokeRole](b)
	case AddMapping{}.Kind():
		return decodeAs[AddMapping](b)
	case RemoveMapping{}.Kind():
		return decodeAs[RemoveMapping](b)
	case EditMapping{}.Kind():
		return decodeAs[EditMapping](b)
	default:
		return decodeRoleChange(kind, b)
	}
}

func decodeRoleChange(kind string, b []byte) (Change, error) {
	switch kind {
	case CreateRole{}.Kind():
		return decodeAs[CreateRole](b)
	case EditRole{}.Kind():
		return decodeAs[EditRole](b)
	case DeleteRole{}.Kind():
		return decodeAs[DeleteRole](b)
	case AddPermission{}.Kind():
		return decodeAs[AddPermission](b)
	case RemovePermission{}.Kind():
		return decodeAs[RemovePermission](b)
	case AssignRole{}.Kind():
		return decodeAs[AssignRole](b)
	case UnassignRole{}.Kind():
		return decodeAs[UnassignRole](b)
	case CreatePermission{}.Kind():
		return decodeAs[CreatePermission](b)
	case EditPermission{}.Kind():
		return decodeAs[EditPermission](b)
	case DeletePermission{}.Kind():
		return decodeAs[DeletePermission](b)
	case SetConfiguration{}.Kind():
		return decodeAs[SetConfiguration](b)
	default:
		return nil, fmt.Errorf("unknown kind of change")
	}
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
