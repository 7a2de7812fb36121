package widget

import (
	"strconv"
	"strings"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// textRows is a source of rows keyed by their number.
type textRows []text.Text

func (r textRows) Len() int      { return len(r) }
func (r textRows) Key(i int) int { return i }
func (r textRows) Cell(i, column int) Spans {
	if column == 2 {
		return Spans{Sayf(theme.Style{}, "%d", i)}
	}
	return Spans{Foreign(theme.Style{}, r[i])}
}

// textChoices is the same for a picker; every third row is chosen already.
type textChoices []text.Text

func (r textChoices) Len() int          { return len(r) }
func (r textChoices) Key(i int) int     { return i }
func (r textChoices) Label(i int) Spans { return Spans{Foreign(theme.Style{}, r[i])} }
func (r textChoices) Has(i int) bool    { return i%3 == 0 }

// keyed is a source of rows keyed by name.
type keyed []string

func (r keyed) Len() int                 { return len(r) }
func (r keyed) Key(i int) string         { return r[i] }
func (r keyed) Cell(i, column int) Spans { return Spans{Foreign(theme.Style{}, text.New(r[i]))} }
func (r keyed) Label(i int) Spans        { return r.Cell(i, 0) }
func (r keyed) Has(i int) bool           { return strings.HasPrefix(r[i], "has") }

func (r keyed) index() *Index {
	return NewIndex(len(r), func(i int) []text.Text { return []text.Text{text.New(r[i])} })
}

func testColumns() []Column {
	return []Column{
		{Title: "NAME", Min: 12, Weight: 3},
		{Title: "EMAIL", Min: 14, Weight: 2, Priority: 2},
		{Title: "GROUPS", Min: 6, Align: Right, Priority: 1},
	}
}

func hostileJSON(all []text.Text) []byte {
	b := []byte(`{"list":[`)
	for i, t := range all {
		h := t.Raw()
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"n":1e400,`...)
		b = text.AppendJSON(b, h)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, `,"value":`...)
		b = text.AppendJSON(b, h+h)
		b = append(b, `,"on":[true,false,null,{},[]]}`...)
	}
	return append(b, "]}"...)
}

func hostileForm(th *theme.Theme, all []text.Text) *Form {
	last := all[len(all)-1]
	f := NewForm(th,
		Field{Name: "id", Label: "id", Kind: FixedField, Value: last},
		Field{Name: "name", Label: "name", Kind: LineField, Value: last, Limit: 10},
		Field{Name: "text", Label: "description of some length", Kind: LinesField, Value: last, Limit: 140, Rows: 4},
		Field{Name: "app", Label: "application", Kind: ReferenceField, Value: last},
		Field{Name: "type", Label: "type", Kind: ChoiceField, Options: []Option{{Value: last}, {Value: all[3], Label: all[4]}}},
		Field{Name: "on", Label: "groups in token", Kind: ToggleField},
	)
	f.SetFault("name", Spans{Foreign(th.Bad, last), Say(th.Bad, " is used already by another one")})
	f.Next()
	return f
}

func helpGroups() []HelpGroup {
	return []HelpGroup{
		{Title: "everywhere", Keys: []HelpKey{{"?", "help"}, {"ctrl+p", "palette"}, {"esc", "back"}}},
		{Title: "list", Keys: []HelpKey{{"j k", "down, up"}, {"enter", "open"}, {"/", "filter"}, {"space", "mark"}}},
		{Title: "form", Keys: []HelpKey{{"tab", "next field"}, {"ctrl+s", "review and save"}}},
	}
}
