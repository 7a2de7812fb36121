package desk

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// manyRows is a browser over more rows than are made ready at once.
func manyRows(t *testing.T, before func(*Browser)) (b *Browser, rest ui.Cmd) {
	t.Helper()
	columns := []Column{{Column: widget.Column{Title: "Name"}, Cell: func(_ *Data, r Row) Cell { return TextCell(r.Ref.ID, Plain) }}}
	b = NewBrowser(nil, theme.New(theme.Options{}), time.Now, columns)
	b.SetSize(40, 10)
	rows := make([]Row, ManyRows+1)
	for i := range rows {
		rows[i].Ref = rbac.Ref{Kind: rbac.KindGroup, ID: text.New(fmt.Sprintf("row %d", i))}
	}
	before(b)
	rest, ok := b.Update(result(t, b.Show(NewListModel(nil, columns, rows))))
	if !ok || b.Table.Total() != len(rows) {
		t.Fatalf("%d rows are shown", b.Table.Total())
	}
	return b, rest
}

func result(t *testing.T, cmd ui.Cmd) tea.Msg {
	t.Helper()
	if len(cmd) != 1 {
		t.Fatalf("%d things are asked for", len(cmd))
	}
	return cmd.Commands()[0]()
}

func filter(b *Browser, words string) {
	b.Filter.Open()
	b.Entry(tea.PasteMsg{Content: words})
}

// Until the filter can search, no row that it might hide is there to be acted on.
func TestTheRowsOfALongListComeBeforeItsFilter(t *testing.T) {
	b, rest := manyRows(t, func(*Browser) {})
	if b.Table.Len() != b.Table.Total() {
		t.Errorf("%d rows can be reached", b.Table.Len())
	}
	filter(b, "row 4321")
	if b.Table.Len() != 0 {
		t.Errorf("%d rows before they were searched", b.Table.Len())
	}
	if more, ok := b.Update(result(t, rest)); !ok || more != nil {
		t.Errorf("more is asked for: %v", more)
	}
	if r, ok := b.Current(); b.Table.Len() != 1 || !ok || r.Ref.ID.Raw() != "row 4321" {
		t.Errorf("%d rows, the first is %v", b.Table.Len(), r.Ref)
	}
}

func TestALongListThatIsFilteredComesWithItsFilter(t *testing.T) {
	b, rest := manyRows(t, func(b *Browser) { filter(b, "row 4321") })
	if rest != nil || b.Table.Len() != 1 {
		t.Errorf("%d rows, and more is asked for: %v", b.Table.Len(), rest)
	}
}
