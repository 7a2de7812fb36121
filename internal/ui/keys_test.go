package ui

import (
	"slices"
	"testing"
)

func TestNoKeyMeansTwoThingsWithinOneLayer(t *testing.T) {
	seen := map[Layer]map[string]Action{}
	for _, b := range Bindings() {
		if seen[b.Layer] == nil {
			seen[b.Layer] = map[string]Action{}
		}
		for _, k := range b.Keys {
			if other, ok := seen[b.Layer][k]; ok {
				t.Errorf("layer %q: %q means %q and %q", b.Layer, k, other, b.Action)
			}
			seen[b.Layer][k] = b.Action
		}
	}
}

func TestNoKeyIsUsedThatATerminalOrMultiplexerTakes(t *testing.T) {
	taken := []string{"ctrl+a", "ctrl+b", `ctrl+\`, "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}
	for _, b := range Bindings() {
		for _, k := range b.Keys {
			if slices.Contains(taken, k) {
				t.Errorf("layer %q: %q is bound to %q", b.Layer, k, b.Action)
			}
		}
	}
}

func TestEveryBindingSaysWhatItDoes(t *testing.T) {
	for _, b := range Bindings() {
		if len(b.Keys) == 0 || b.Help == "" || b.Action == "" {
			t.Errorf("incomplete binding %+v", b)
		}
	}
}

func TestSingleCharactersAreTextWhileTextIsEntered(t *testing.T) {
	keys := NewKeymap(Bindings())
	for _, l := range []Layer{FilterLayer, FormLayer, LoginLayer, PickerLayer, TypedLayer, InterruptLayer} {
		for _, b := range keys.Layer(l) {
			for _, k := range b.Keys {
				if len([]rune(k)) == 1 {
					t.Errorf("layer %q takes the character %q for %q", l, k, b.Action)
				}
			}
		}
	}
}

func TestANearerLayerMasksAKeyOfOneBehind(t *testing.T) {
	keys := NewKeymap([]Binding{
		{GlobalLayer, Refresh, []string{"r"}, "", "refresh"},
		{GlobalLayer, Help, []string{"?", "F1"}, "", "help"},
		{ListLayer, Range, []string{"r"}, "", "range"},
		{ListLayer, Mark, []string{"?"}, "", "mark"},
	})
	layers := []Layer{ListLayer, GlobalLayer}
	if a, _ := keys.Action(layers, "r"); a != Range {
		t.Errorf("r means %q, want the nearer layer's %q", a, Range)
	}
	if _, ok := keys.Binding(layers, Refresh); ok {
		t.Error("refresh is shown though its only key is masked")
	}
	if _, ok := keys.Binding(layers, Help); !ok {
		t.Error("help is hidden though one of its keys is free")
	}
}
