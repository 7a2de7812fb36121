package ui

import (
	"slices"
	"strings"
)

// Binding gives an action its keys in one layer.
type Binding struct {
	Layer  Layer
	Action Action
	Keys   []string // as Bubble Tea names them
	Word   string   // on the bottom line; empty: the command's
	Help   string   // what it does, a few words
}

// Shown is the keys as a person reads them.
func (b Binding) Shown() string {
	shown := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		shown[i] = shownKey(k)
	}
	return strings.Join(shown, " ")
}

// shownKey is a key as a person reads it.
func shownKey(k string) string {
	switch k {
	case "down":
		return "↓"
	case "up":
		return "↑"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	}
	return k
}

// Name is what the configuration calls the binding.
func (b Binding) Name() string { return placeOf(b.Layer).name + "." + string(b.Action) }

// Short is the action in a word, for the bottom line.
func (b Binding) Short() string {
	if b.Word != "" {
		return b.Word
	}
	return commandOf(b.Action).Word
}

// Keymap is the one table of keys: it feeds the dispatch, the help line, the
// help overlay and the manual.
type Keymap struct {
	bindings []Binding
	byKey    map[Layer]map[string]Action
}

// NewKeymap indexes bindings.
func NewKeymap(bindings []Binding) *Keymap {
	m := &Keymap{bindings: bindings, byKey: map[Layer]map[string]Action{}}
	for _, b := range bindings {
		if m.byKey[b.Layer] == nil {
			m.byKey[b.Layer] = map[string]Action{}
		}
		for _, k := range b.Keys {
			m.byKey[b.Layer][k] = b.Action
		}
	}
	return m
}

// Action is what key means where layers are in force, the nearest first.
func (m *Keymap) Action(layers []Layer, key string) (Action, bool) {
	for _, l := range layers {
		if a, ok := m.byKey[l][key]; ok {
			return a, true
		}
	}
	return "", false
}

// Binding is how action is reached where layers are in force; ok is false
// where no key reaches it, or a nearer layer masks all its keys.
func (m *Keymap) Binding(layers []Layer, action Action) (Binding, bool) {
	for _, l := range layers {
		for _, b := range m.bindings {
			if b.Layer != l || b.Action != action {
				continue
			}
			if slices.ContainsFunc(b.Keys, func(k string) bool {
				a, ok := m.Action(layers, k)
				return ok && a == action
			}) {
				return b, true
			}
		}
	}
	return Binding{}, false
}

// Row is what a table of keys says of one or more bindings of a layer.
type Row struct{ Keys, Does string }

// Key is the first key of a named action, as a person reads it; false where there is
// no such action. Before its dot stands the place or, where layers of one place have
// different keys, the layer.
func (m *Keymap) Key(name string) (string, bool) {
	at, action, placed := strings.Cut(name, ".")
	if !placed {
		at, action = "", name
	}
	for _, b := range m.bindings {
		if b.Action == Action(action) && (at == "" || at == placeOf(b.Layer).name || at == b.Layer.name()) {
			return shownKey(b.Keys[0]), true
		}
	}
	return "", false
}

// rows are bindings for a table, in their order: neighbours that do the same share a row.
func rows(bindings []Binding) []Row {
	var out []Row
	for _, b := range bindings {
		if n := len(out); n > 0 && out[n-1].Does == b.Help {
			out[n-1].Keys += " " + b.Shown()
			continue
		}
		out = append(out, Row{Keys: b.Shown(), Does: b.Help})
	}
	return out
}

// InForce lists the bindings of a layer, with those keys that get through the nearer
// ones of layers.
func (m *Keymap) InForce(layers []Layer, l Layer) []Binding {
	nearer := layers[:max(slices.Index(layers, l), 0)]
	var out []Binding
	for _, b := range m.Layer(l) {
		b.Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(key string) bool {
			_, masked := m.Action(nearer, key)
			return masked
		})
		if len(b.Keys) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// Layer lists the bindings of one layer, in the order of the table.
func (m *Keymap) Layer(l Layer) []Binding {
	var out []Binding
	for _, b := range m.bindings {
		if b.Layer == l {
			out = append(out, b)
		}
	}
	return out
}

// Layers lists all layers, in the order of the table.
func (m *Keymap) Layers() []Layer {
	var out []Layer
	for _, b := range m.bindings {
		if !slices.Contains(out, b.Layer) {
			out = append(out, b.Layer)
		}
	}
	return out
}
