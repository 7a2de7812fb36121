package widget

import (
	"fmt"
	"testing"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// goldenTable is a table in every state that a row can have.
func goldenTable(th *theme.Theme) Sized {
	rows := textRows{text.New("Finance"), text.New("Legal\u202e"), text.New("日本支社"), text.New("Sales and everything that goes with it")}
	table := NewTable[int](th, testColumns())
	table.SetRows(rows, nil, nil)
	table.SetOrder(0, false, []int32{0, 1, 2, 3})
	table.Move(1)
	table.ToggleMark()
	table.Move(1)
	return table
}

func goldenTree(th *theme.Theme) Sized {
	below := map[int][]string{0: {"approve:expenses", "read:ledger"}, 1: {"Approver"}, 2: {"Finance", "Board"}}
	tree := NewTree(th, func(path []int) []Node[int] {
		var nodes []Node[int]
		for i, name := range below[len(path)] {
			nodes = append(nodes, Node[int]{Key: i, Label: Spans{Foreign(th.Role, text.New(name)), Say(th.Muted, " role")}, Leaf: len(path) == 2})
		}
		return nodes
	})
	unfoldAll(tree)
	tree.Move(2)
	return tree
}

func goldenPicker(th *theme.Theme) Sized {
	rows := textChoices{text.New("Admin"), text.New("Approver"), text.New("Auditor"), text.New("Reader")}
	p := NewPicker[int](th)
	p.SetRows(rows, nil)
	p.Toggle()
	p.Go(Down)
	p.Toggle()
	p.SetSummary(Spans{Say(th.Strong, "1 added, 1 removed")})
	return p
}

func goldenForm(th *theme.Theme) Sized {
	f := NewForm(th,
		Field{Name: "id", Label: "id", Kind: FixedField, Value: text.New("g1")},
		Field{Name: "name", Label: "name", Kind: LineField, Value: text.New("Finance"), Limit: 5},
		Field{Name: "about", Label: "description", Kind: LinesField, Value: text.New("those who pay\nand those who are paid"), Limit: 140},
		Field{Name: "type", Label: "type", Kind: ChoiceField, Options: []Option{{Value: text.New("all")}, {Value: text.New("some")}}},
		Field{Name: "on", Label: "groups in token", Kind: ToggleField, On: true},
		Field{Name: "app", Label: "application", Kind: ReferenceField, Hint: "none yet"},
	)
	f.SetFault("name", Spans{Say(th.Bad, "is longer than 5")})
	f.Update(key("s"))
	f.SetFault("name", Spans{Say(th.Bad, "is longer than 5")})
	return f
}

func goldenJSON(th *theme.Theme) Sized {
	doc, err := ParseJSON([]byte(`{"_id":"g1","name":"Fin\u202eance","members":["auth0|1","auth0|2"],"n":1.50,"ok":true,"none":null}`))
	if err != nil {
		panic(err)
	}
	j := NewJSON(th)
	j.SetDocument(doc)
	j.Search(text.New("auth0"))
	return j
}

func TestWidgetsLookLikeTheirGoldenFrames(t *testing.T) {
	for name, make := range map[string]func(*theme.Theme) Sized{
		"table": goldenTable, "tree": goldenTree, "picker": goldenPicker, "form": goldenForm, "json": goldenJSON,
		"confirm": func(th *theme.Theme) Sized {
			c := NewConfirm(th, Spans{Say(th.Title, "Delete group")}, []Spans{
				{Say(th.Text, "Finance "), Say(th.Muted, "(g1)")}, {Say(th.Text, "17 users lose 3 permissions.")}})
			c.RequireName(text.New("acme-dev"))
			return c
		},
		"help": func(th *theme.Theme) Sized { return NewHelp(th, Spans{Say(th.Title, "Keys")}, helpGroups()...) },
	} {
		for _, size := range [][2]int{{38, 9}, {78, 14}} {
			t.Run(fmt.Sprintf("%s/%dx%d/plain", name, size[0], size[1]), func(t *testing.T) {
				w := make(testTheme())
				w.SetSize(size[0], size[1])
				golden.RequireEqual(t, ansi.Strip(w.View())+"\n")
			})
		}
		t.Run(name+"/ascii", func(t *testing.T) {
			w := make(theme.New(theme.Options{ASCII: true, Keys: testKeys}))
			w.SetSize(60, 12)
			golden.RequireEqual(t, ansi.Strip(w.View())+"\n")
		})
		for _, profile := range []theme.Profile{theme.TrueColor, theme.ANSI16, theme.None} {
			t.Run(fmt.Sprintf("%s/styled-%d", name, profile), func(t *testing.T) {
				w := make(theme.New(theme.Options{Profile: profile, Keys: testKeys}))
				w.SetSize(60, 12)
				golden.RequireEqual(t, w.View()+"\n")
			})
		}
	}
}
