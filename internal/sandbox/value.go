package sandbox

import (
	"slices"
	"strings"
)

// A value is what JSON can hold, as the real server's language sees it: nil,
// bool, float64, string (WTF-8), *array, *object, and undefined for what is not
// there. All of these may be compared with ==, which is then the strict
// comparison of that language.
type value = any

// undefined is the value of a key that an object doesn't have.
type undefined struct{}

// array is a JSON array; never changed once others can see it.
type array struct{ items []value }

// object is a JSON object with its keys in the order in which they came; never
// changed once others can see it.
type object struct {
	keys   []string
	vals   []value
	raw    string // as the server writes it, where that is known without encoding
	source string // as it was read
}

func newArray(items ...value) *array { return &array{items: items} }

// get is the value of key, or undefined.
func (o *object) get(key string) value {
	if i := slices.Index(o.keys, key); i >= 0 {
		return o.vals[i]
	}
	return undefined{}
}

// text is the string at key; false when there is something else or nothing.
func (o *object) text(key string) (string, bool) {
	s, ok := o.get(key).(string)
	return s, ok
}

// set puts v at key and is for objects under construction only.
func (o *object) set(key string, v value) {
	if i := slices.Index(o.keys, key); i >= 0 {
		o.vals[i] = v
		return
	}
	o.keys = append(o.keys, key)
	o.vals = append(o.vals, v)
}

// with is a copy of o that has v at key.
func (o *object) with(key string, v value) *object {
	c := &object{keys: slices.Clone(o.keys), vals: slices.Clone(o.vals)}
	c.set(key, v)
	return c
}

// merged is a new object with the id, then everything of each of the objects,
// later ones winning. Objects that are nil add nothing.
func merged(id value, objects ...*object) *object {
	c := &object{}
	c.set("_id", id)
	for _, o := range objects {
		if o == nil {
			continue
		}
		for i, k := range o.keys {
			c.set(k, o.vals[i])
		}
	}
	return c
}

// picked is a new object with the named keys of o; those that o lacks are left out.
func (o *object) picked(keys ...string) *object {
	c := &object{keys: make([]string, 0, len(keys)), vals: make([]value, 0, len(keys))}
	for _, k := range keys {
		if v := o.get(k); v != (undefined{}) {
			c.keys = append(c.keys, k)
			c.vals = append(c.vals, v)
		}
	}
	return c
}

// fields makes an object of keys and values in turn, leaving out the undefined.
func fields(pairs ...value) *object {
	o := &object{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != (undefined{}) {
			o.set(pairs[i].(string), pairs[i+1])
		}
	}
	return o
}

// elements are the elements of v when it is an array, else none.
func elements(v value) []value {
	if a, ok := v.(*array); ok {
		return a.items
	}
	return nil
}

// truthy reports whether v counts as true where the server asks "is it there".
func truthy(v value) bool {
	switch v := v.(type) {
	case nil, undefined:
		return false
	case bool:
		return v
	case float64:
		return v != 0 && v == v
	case string:
		return v != ""
	}
	return true
}

// includes reports whether list holds v: an element of an array, a part of a
// string, a value of an object. Imports may leave any of these in a list's place.
func includes(list, v value) bool {
	switch list := list.(type) {
	case *array:
		return slices.Contains(list.items, v)
	case *object:
		return slices.Contains(list.vals, v)
	case string:
		s, ok := v.(string)
		return ok && strings.Contains(list, s)
	}
	return false
}
