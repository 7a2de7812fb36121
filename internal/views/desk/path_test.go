package desk

import (
	"strings"
	"testing"
	"time"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// pathOf is a path by a mapping, a group and a role, and three others.
func pathOf() []catalog.Word {
	word := func(kind catalog.WordKind, of rbac.Kind, name string) catalog.Word {
		return catalog.Word{Kind: kind, Thing: rbac.Ref{Kind: of}, Text: text.New(name)}
	}
	return []catalog.Word{
		word(catalog.WordMapping, "", "corp: GG-Fin"), word(catalog.WordGroup, rbac.KindGroup, "Finance"),
		word(catalog.WordRole, rbac.KindRole, "Expense Desk"), word(catalog.WordMore, "", "+3 paths"),
	}
}

// A path is coloured by kind in a cell and below the list, and found by its text.
func TestAPathIsColouredByKindWhereverItStands(t *testing.T) {
	th := theme.New(theme.Options{})
	columns := []Column{{Column: widget.Column{Title: "User"}, Cell: func(_ *Data, r Row) Cell { return TextCell(r.Ref.ID, Named) }},
		{Column: widget.Column{Title: "Path", Path: true}, Whole: true, Cell: func(_ *Data, r Row) Cell { return PathCell(pathOf()) }}}
	b := NewBrowser(nil, th, time.Now, columns)
	b.SetSize(100, 20)
	b.Show(NewListModel(&Data{}, columns, []Row{{Ref: rbac.User("ann").Ref()}}))
	f := foot{theme: th}
	f.setSize(100, 20)
	row := strings.Split(b.View(), "\n")[1]
	for where, line := range map[string]string{"cell": row, "foot": f.view(b)} {
		at := 0
		for _, drawn := range []string{
			th.Connection.Render("corp: GG-Fin"), th.Group.Render("Finance"), th.Role.Render("Expense Desk"), th.Muted.Render("+3 paths"),
		} {
			i := strings.Index(line[at:], drawn)
			if i < 0 {
				t.Fatalf("%s: %q does not follow in %q", where, drawn, line)
			}
			at += i + len(drawn)
		}
	}
	b.FilterBy(text.New("expense"))
	if row := strings.Split(b.View(), "\n")[2]; !strings.Contains(row, th.Hit.Render("Expense")) || !strings.Contains(row, th.Group.Render("Finance")) {
		t.Errorf("what the filter matched is not marked: %q", row)
	}
}
