package ui

import (
	"slices"
	"strings"
)

// Layer is a set of keys that are in force together. A screen names its
// layers, the nearest first; a nearer one masks keys of those behind it.
type Layer string

// The layers.
const (
	GlobalLayer     Layer = "Everywhere"
	ListLayer       Layer = "List"
	MarkLayer       Layer = "Marks"
	ListedLayer     Layer = "What is listed"
	DetailLayer     Layer = "Detail"
	ThingLayer      Layer = "Thing"
	TreeLayer       Layer = "Tree"
	AccessLayer     Layer = "Access"
	WhoCanLayer     Layer = "Who can"
	CompareLayer    Layer = "Compare"
	JSONLayer       Layer = "JSON"
	FilterLayer     Layer = "Filter line"
	FormLayer       Layer = "Form"
	LoginLayer      Layer = "Login"
	TextLayer       Layer = "Text of several lines"
	PickerLayer     Layer = "Picker"
	ChoiceLayer     Layer = "Choice of one"
	ConfirmLayer    Layer = "Question"
	TypedLayer      Layer = "Typed answer"
	ChangesLayer    Layer = "Changes"
	HistoryLayer    Layer = "History"
	ApplyLayer      Layer = "Plan at work"
	UnfinishedLayer Layer = "Unfinished plan"
	ExplorerLayer   Layer = "API explorer"
	RequestLayer    Layer = "Request"
	DoctorLayer     Layer = "Doctor"
	MatrixLayer     Layer = "Matrix"
	ActivityLayer   Layer = "Activity"
	ConfigLayer     Layer = "Configuration"
	ProfilesLayer   Layer = "Profiles"
	WelcomeLayer    Layer = "First run"
	OverlayLayer    Layer = "Overlay"
	InterruptLayer  Layer = "Always"
)

// Binding gives an action its keys in one layer.
type Binding struct {
	Layer  Layer
	Action Action
	Keys   []string // as Bubble Tea names them
	Label  string   // the keys as a person reads them; empty: the first key
	Help   string   // what it does, a few words
}

// Shown is the keys as a person reads them.
func (b Binding) Shown() string {
	if b.Label != "" {
		return b.Label
	}
	return b.Keys[0]
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

// Rows are the bindings of one layer for a table, in their order: neighbours
// that do the same share a row.
func (m *Keymap) Rows(l Layer) []Row { return rows(m.Layer(l)) }

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
		b = b.without(func(key string) bool {
			_, masked := m.Action(nearer, key)
			return masked
		})
		if len(b.Keys) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// without is the binding without some of its keys, in its label too.
func (b Binding) without(masked func(key string) bool) Binding {
	shown := strings.Fields(b.Label)
	rest := Binding{Layer: b.Layer, Action: b.Action, Help: b.Help}
	var label []string
	for i, key := range b.Keys {
		if masked(key) {
			continue
		}
		rest.Keys = append(rest.Keys, key)
		if i < len(shown) {
			label = append(label, shown[i])
		}
	}
	rest.Label = strings.Join(label, " ")
	return rest
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
