package config

import (
	"maps"
	"slices"
)

// KeyChoice asks that an action of the explorer have other keys.
type KeyChoice struct {
	Place  string // where in the explorer; empty: wherever the action stands
	Action string
	Keys   []string
}

// KeyFault is what is wrong with a KeyWish.
type KeyFault struct {
	Of               int // which one, counted from 0
	Problem, Allowed string
}

const (
	allowedKeyWish = `a key or several, such as "ctrl+g" or ["ctrl+g", "f5"]`
	notAKeyWish    = "is neither a key in quotes nor an array of them"
)

// keys reads the table of keys: an action with its keys, or a place with such actions.
func (r *reader) keys(doc *document, tree map[string]any) {
	var at [][]string
	put := func(place, action string, value any, path ...string) {
		wanted, ok := keysOf(value)
		if !ok {
			r.mistake(path, notAKeyWish, allowedKeyWish)
			return
		}
		doc.keys = append(doc.keys, KeyChoice{place, action, wanted})
		at = append(at, path)
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		inside, placed := tree[name].(map[string]any)
		if !placed {
			put("", name, tree[name], "keys", name)
			continue
		}
		for _, action := range slices.Sorted(maps.Keys(inside)) {
			put(name, action, inside[action], "keys", name, action)
		}
	}
	if r.env.Keys == nil {
		return
	}
	for _, f := range r.env.Keys(doc.keys) {
		r.mistake(at[f.Of], f.Problem, f.Allowed)
	}
}

// keysOf takes one key or an array of them.
func keysOf(value any) ([]string, bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, true
	case []any:
		names := make([]string, len(v))
		for i, one := range v {
			name, ok := one.(string)
			if !ok {
				return nil, false
			}
			names[i] = name
		}
		return names, true
	}
	return nil, false
}
