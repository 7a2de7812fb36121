package ui

import (
	"slices"
	"strings"
	"testing"
)

func TestAnActionTakesOtherKeys(t *testing.T) {
	for name, c := range map[string]struct {
		wish   Rebinding
		layers []Layer
		key    string
		want   Action
		not    string // a key that has gone
	}{
		"wherever it stands":     {Rebinding{"", "stage", []string{"ctrl+g"}}, []Layer{FormLayer}, "ctrl+g", Stage, "ctrl+t"},
		"in a question too":      {Rebinding{"", "stage", []string{"ctrl+g", "f5"}}, []Layer{ConfirmLayer}, "f5", Stage, "ctrl+t"},
		"in one place":           {Rebinding{"list", "mark", []string{"t"}}, []Layer{MarkLayer, ListLayer, GlobalLayer}, "t", Mark, "space"},
		"beside what stays":      {Rebinding{"list", "open", []string{"o", "enter"}}, []Layer{ListLayer}, "o", Enter, ""},
		"spelled as people do":   {Rebinding{"", "refresh", []string{"Ctrl+E"}}, []Layer{GlobalLayer}, "ctrl+e", Refresh, "r"},
		"a named key":            {Rebinding{"", "page_down", []string{"PgDn"}}, []Layer{ListLayer}, "pgdown", PageDown, ""},
		"where it is no text":    {Rebinding{"", "copy", []string{"b"}}, []Layer{ListedLayer, ListLayer}, "b", CopyMenu, "Y"},
		"and as it was in texts": {Rebinding{"", "copy", []string{"b"}}, []Layer{FormLayer}, "ctrl+y", CopyMenu, "b"},
	} {
		t.Run(name, func(t *testing.T) {
			table, found := Rebind(Bindings(), []Rebinding{c.wish})
			if len(found) > 0 {
				t.Fatal(found)
			}
			keys := NewKeymap(table)
			if got, _ := keys.Action(c.layers, c.key); got != c.want {
				t.Errorf("%s means %q", c.key, got)
			}
			if got, _ := keys.Action(c.layers, c.not); got == c.want {
				t.Errorf("%s still means %q", c.not, got)
			}
		})
	}
}

func TestWhatIsSaidOfOnePlaceWins(t *testing.T) {
	table, found := Rebind(Bindings(), []Rebinding{{"runs", "export", []string{"f7"}}, {"", "export", []string{"f6"}}})
	if len(found) > 0 {
		t.Fatal(found)
	}
	keys := NewKeymap(table)
	if a, _ := keys.Action([]Layer{RunsLayer}, "f7"); a != Export {
		t.Errorf("f7 means %q in the history", a)
	}
	if a, _ := keys.Action([]Layer{ListedLayer}, "f6"); a != Export {
		t.Errorf("f6 means %q in lists", a)
	}
}

func TestAKeyThatCanNotBeIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		wish Rebinding
		says string
		near string
	}{
		"an unknown action":                  {Rebinding{"", "users", []string{"f1"}}, "no such action", "go_users"},
		"an unknown action of a place":       {Rebinding{"list", "marks", []string{"f1"}}, "no such action", "mark"},
		"an unknown place":                   {Rebinding{"lists", "mark", []string{"f1"}}, "no such place|such a place", "list"},
		"an action of other places":          {Rebinding{"matrix", "mark", []string{"f1"}}, "available there", "in configuration, list"},
		"an unknown key":                     {Rebinding{"", "stage", []string{"ctlr+g"}}, `"ctlr+g" is not a key`, "ctrl+g"},
		"no key at all":                      {Rebinding{"", "stage", nil}, "without a key", ""},
		"a key twice":                        {Rebinding{"", "stage", []string{"f5", "F5"}}, "appears twice", ""},
		"a letter with shift":                {Rebinding{"", "sort", []string{"shift+z"}}, `is spelled "Z"`, ""},
		"a key that no terminal tells":       {Rebinding{"", "stage", []string{"ctrl+m"}}, "as enter", ""},
		"a key of the same layer":            {Rebinding{"list", "sort", []string{"j"}}, `"j" already means "down"`, ""},
		"a key of the same place":            {Rebinding{"list", "sort", []string{"v"}}, `"v" already means "mark a range"`, ""},
		"a key of everywhere":                {Rebinding{"list", "sort", []string{"q"}}, `"q" already means`, ""},
		"a key of a screen, everywhere":      {Rebinding{"", "go_users", []string{"a"}}, `"a" already means`, ""},
		"a key that always suspends":         {Rebinding{"", "stage", []string{"ctrl+z"}}, `"ctrl+z" already means "suspend"`, ""},
		"what interrupts, taken away":        {Rebinding{"", "interrupt", []string{"f5"}}, `removes "ctrl+c"`, ""},
		"what dismisses, taken away":         {Rebinding{"form", "escape", []string{"f5"}}, `removes "esc"`, ""},
		"what opens, taken away":             {Rebinding{"", "open", []string{"o"}}, `removes "enter"`, ""},
		"what means no, taken away":          {Rebinding{"question", "no", []string{"n"}}, `removes "enter"`, ""},
		"enter for a yes":                    {Rebinding{"question", "yes", []string{"enter"}}, `"enter" can't be reassigned`, ""},
		"escape for something else":          {Rebinding{"list", "sort", []string{"esc"}}, `"esc" can't be reassigned`, ""},
		"a letter where letters are text":    {Rebinding{"form", "stage", []string{"t"}}, "is text input there", ""},
		"another letter for a yes":           {Rebinding{"question", "yes", []string{"j"}}, "a one-letter answer", ""},
		"a letter for what may write":        {Rebinding{"question", "stage", []string{"t"}}, "a one-letter answer", ""},
		"the key that opens it, for a yes":   {Rebinding{"question", "yes", []string{"ctrl+s"}}, `"ctrl+s" already means`, ""},
		"the yes, for what opens a question": {Rebinding{"list", "delete", []string{"y"}}, `"y" already means`, ""},
		"a letter for what stands in texts":  {Rebinding{"", "open_editor", []string{"o"}}, "is text", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := Rebind(Bindings(), []Rebinding{{"", "refresh", []string{"f9"}}, c.wish})
			if len(found) != 1 || found[0].Of != 1 {
				t.Fatalf("found %v", found)
			}
			ok := slices.ContainsFunc(strings.Split(c.says, "|"), func(s string) bool { return strings.Contains(found[0].Problem, s) })
			if !ok || !strings.Contains(found[0].Allowed, c.near) {
				t.Errorf("says %+v", found[0])
			}
		})
	}
}

func TestTwoWishesForOneKeyClash(t *testing.T) {
	_, found := Rebind(Bindings(), []Rebinding{{"list", "sort", []string{"z"}}, {"list", "mark", []string{"z"}}})
	if len(found) == 0 {
		t.Error("both take z")
	}
	if _, found := Rebind(Bindings(), []Rebinding{{"list", "sort", []string{"v"}}, {"list", "mark_range", []string{"z"}}}); len(found) > 0 {
		t.Errorf("v was freed: %v", found)
	}
}

func TestAnActionIsNamedWithItsPlaceOrWithout(t *testing.T) {
	table, found := Rebind(Bindings(), []Rebinding{{"list", "open", []string{"o", "enter"}}})
	if len(found) > 0 {
		t.Fatal(found)
	}
	keys := NewKeymap(table)
	for name, want := range map[string]string{"list.open": "o", "tree.open": "enter", "refresh": "r", "page_down": "pgdn", "list.stage": "", "zap": ""} {
		if got, ok := keys.Key(name); got != want || ok != (want != "") {
			t.Errorf("%s is on %q", name, got)
		}
	}
}

func TestEveryActionAndEveryLayerIsDescribed(t *testing.T) {
	for _, b := range Bindings() {
		if placeOf(b.Layer).name == "" {
			t.Errorf("layer %q has no name", b.Layer)
		}
		c := commandOf(b.Action)
		if c.Word == "" || !slices.ContainsFunc(Commands(), func(o Command) bool { return o.Action == b.Action }) {
			t.Errorf("%s has no word", b.Name())
		}
	}
	var actions []string
	for _, c := range Commands() {
		actions = append(actions, string(c.Action))
		if c.Action != Quit && !slices.ContainsFunc(Bindings(), func(b Binding) bool { return b.Action == c.Action }) {
			t.Errorf("no key does %q", c.Action)
		}
	}
	for _, p := range places() {
		if slices.Contains(actions, p.name) {
			t.Errorf("%q is a place and an action: TOML has room for one of them", p.name)
		}
		if !slices.ContainsFunc(Bindings(), func(b Binding) bool { return b.Layer == p.layer }) {
			t.Errorf("layer %q has no keys", p.layer)
		}
	}
	slices.Sort(actions)
	if len(slices.Compact(actions)) != len(Commands()) {
		t.Error("an action is described twice")
	}
}

func TestTheTableItselfCouldBeWished(t *testing.T) {
	for _, b := range Bindings() {
		if table, found := Rebind(Bindings(), []Rebinding{{placeOf(b.Layer).name, string(b.Action), b.Keys}}); len(found) > 0 {
			same := 0
			for _, o := range table {
				if o.Action == b.Action && placeOf(o.Layer).name == placeOf(b.Layer).name {
					same++
				}
			}
			if same == 1 {
				t.Errorf("%s: %v", b.Name(), found)
			}
		}
	}
}
