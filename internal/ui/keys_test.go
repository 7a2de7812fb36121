package ui

import (
	"maps"
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

// unlike are the keys that mean something else on some screens, with all that they mean;
// dialogs answer with letters of their own and are left out.
func unlike() map[string][]Action {
	closes := []Action{Help, Escape} // the key that opened it closes it
	return map[string][]Action{
		"?": closes, "f1": closes, "q": {BackOrQuit, Escape},
		"enter": {Enter, Accept},
		// Into a thing, or its branch.
		"l": {Enter, Into}, "right": {Enter, Into},
		// Fields stand one below the other.
		"up": {Up, PrevPane}, "down": {Down, NextPane},
		// In text: what is above, or beside.
		"ctrl+p": {Palette, Up, PrevTab}, "ctrl+n": {Down, NextTab},
		"tab": {NextPane, Toggle, AsTyped}, "ctrl+s": {Review, Enter}, "ctrl+r": {Send, Reason}, "ctrl+f": {Search, Insert},
		"ctrl+u": {HalfUp, PageUp}, "ctrl+d": {HalfDown, PageDown},
		// The matrix moves along its columns, a document to its next match as vim does.
		"<": {JumpBack, ColumnsUp}, ">": {JumpOn, ColumnsDown}, "n": {New, NextHit, Difference},
		// What is staged has verbs of its own, the doctor and profiles too.
		"a": {AddLink, Apply, AcceptKnown}, "d": {Unlink, Drop}, "f": {Application, Fix}, "c": {Columns, Check},
		"e": {Edit, RunTests}, "o": {Preview, AsOf},
	}
}

func TestAKeyMeansTheSameOnEveryScreen(t *testing.T) {
	dialogs := []Layer{ConfirmLayer, ApplyLayer, UnfinishedLayer}
	meant := map[string]map[Action]bool{}
	for _, b := range Bindings() {
		if slices.Contains(dialogs, b.Layer) {
			continue
		}
		for _, k := range b.Keys {
			if meant[k] == nil {
				meant[k] = map[Action]bool{}
			}
			meant[k][b.Action] = true
		}
	}
	for k, actions := range meant {
		allowed := unlike()[k]
		for a := range actions {
			if len(actions) > 1 && !slices.Contains(allowed, a) {
				t.Errorf("%s means %v: %s is not among what it may mean", k, slices.Sorted(maps.Keys(actions)), a)
			}
		}
		for _, a := range allowed {
			if !actions[a] {
				t.Errorf("%s no longer means %s: take it from the list", k, a)
			}
		}
	}
}

// What is promised to be the same everywhere is so in dialogs too, but for the reason of a
// question, in which nothing can be refreshed.
func TestTheKeysOfEverywhereMeanTheSameInDialogs(t *testing.T) {
	same := map[string][]Action{
		"X": {GoWayOut}, "H": {GoHierarchy}, "T": {GoHistory}, "+": {MakeItSo}, "w": {Write}, "V": {Verify}, "r": {Refresh, Reason},
		"R": {Retry, Resume}, "u": {Undo}, "m": {Login}, "[": {PrevTab}, "]": {NextTab}, "ctrl+t": {Stage}, "E": {ShowAccess}, "W": {WhoCan},
	}
	for _, b := range Bindings() {
		for _, k := range b.Keys {
			if may, ok := same[k]; ok && !slices.Contains(may, b.Action) {
				t.Errorf("layer %q: %s is %s, and %v elsewhere", b.Layer, k, b.Action, may)
			}
		}
	}
}

// Where the keys of everywhere are out of force there is a key for the help all the same.
func TestHelpIsEverywhere(t *testing.T) {
	keys := NewKeymap(Bindings())
	for _, p := range places() {
		layers := []Layer{p.layer}
		switch {
		case p.layer == InterruptLayer || p.layer == OverlayLayer:
			continue // beside another, and what is only read
		case p.layer == ChoiceLayer || p.layer == LinkLayer:
			layers = append(layers, PickerLayer)
		case !p.alone:
			layers = append(layers, GlobalLayer)
		}
		if a, _ := keys.Action(layers, "f1"); a != Help {
			t.Errorf("layer %q: f1 is %q", p.layer, a)
		}
		if a, _ := keys.Action(layers, "?"); !p.text && a != Help {
			t.Errorf("layer %q: ? is %q", p.layer, a)
		}
	}
}
