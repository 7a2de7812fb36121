package answers

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// The parts of a comparison, in the order of the tabs.
const (
	onlyA = iota
	onlyB
	inBoth
	contrasts // how many parts there are
)

// Side is one of what is compared: a user, at one state of the tenant.
type Side struct {
	Data  *desk.Data
	Query rbac.Query
}

// comparison is what two users have, or one at two states of the tenant, parted into
// what one lacks and what both have. It never changes.
type comparison struct {
	data  *desk.Data // of the second
	was   *desk.Data // of the first
	theme *theme.Theme
	names [2]text.Text
	rows  [contrasts][]desk.Row
	hows  [2]map[rbac.Ref][]catalog.Word // by which path each has it
}

// NewComparison compares two sides.
func NewComparison(th *theme.Theme, a, b Side) *comparison {
	c := &comparison{data: b.Data, was: a.Data, theme: th, names: namesOf(a, b)}
	cmp := rbac.Compare(a.Data.Graph.Access(a.Query), b.Data.Graph.Access(b.Query))
	for i, share := range []rbac.Share{cmp.OnlyA, cmp.OnlyB, cmp.Both} {
		c.rows[i] = catalog.RowsOf(refsOfShare(share))
	}
	for i, access := range []*rbac.Access{cmp.A, cmp.B} {
		c.hows[i] = make(map[rbac.Ref][]catalog.Word, len(c.rows[i])+len(c.rows[inBoth]))
		for _, part := range []int{i, inBoth} {
			for _, r := range c.rows[part] {
				path, _ := access.Shortest(r.Ref)
				c.hows[i][r.Ref] = catalog.Between(path)
			}
		}
	}
	return c
}

func refsOfShare(s rbac.Share) []rbac.Ref {
	refs := append(catalog.RefsOf(s.Permissions), catalog.RefsOf(s.Roles)...)
	return append(refs, catalog.RefsOf(s.Groups)...)
}

// namesOf are two sides by what differs: the users, else the states.
func namesOf(a, b Side) [2]text.Text {
	if a.Query.User == b.Query.User {
		return [2]text.Text{text.New("as it is"), text.New("as staged")}
	}
	return tellApart(b.Data, a.Query.User.Ref(), b.Query.User.Ref())
}

// tellApart are two users by what differs: name, email or id.
func tellApart(d *desk.Data, a, b rbac.Ref) [2]text.Text {
	by := []func(rbac.Ref) text.Text{
		d.Name,
		func(r rbac.Ref) text.Text { return catalog.FirstOf(d.Person(r).Email, r.ID) },
	}
	for _, name := range by {
		if name(a) != name(b) {
			return [2]text.Text{name(a), name(b)}
		}
	}
	return [2]text.Text{a.ID, b.ID}
}

// nameCells is the most that a user's name takes of a title.
const nameCells = 18

// title is a user's name as a heading.
func (c *comparison) title(user int) widget.Words {
	return widget.Words(ansi.Truncate(c.names[user].String(), nameCells, string(c.theme.Glyphs.Ellipsis)))
}

// columns are the things of one part, and how each of the two has them.
func (c *comparison) columns(part int) []desk.Column {
	what := kinds.Column(catalog.Called("What"))
	what.Min, what.Weight = 17, 1
	columns := []desk.Column{
		what,
		{
			Column: widget.Column{Title: "Kind", Min: 10, Max: 10},
			Cell:   func(_ *desk.Data, r desk.Row) desk.Cell { return desk.WordCell(string(r.Ref.Kind), desk.Muted) },
		},
		{
			Column: widget.Column{Title: "Application", Min: 11, Max: 20, Weight: 1, Priority: 4},
			Cell: func(d *desk.Data, r desk.Row) desk.Cell {
				if r.Ref.Kind == rbac.KindGroup {
					return desk.Cell{}
				}
				return desk.TextCell(d.ApplicationName(d.ApplicationOf(r.Ref)), desk.Muted)
			},
		},
	}
	for user := range 2 {
		shape := widget.Column{Title: c.title(user), Min: 22, Weight: 6, Priority: 1, Path: true}
		switch part {
		case 1 - user: // says no more than that it is lacking
			shape.Min, shape.Max, shape.Weight, shape.Priority = 7, nameCells, 0, 2
		case inBoth:
			shape.Min = 20
		}
		columns = append(columns, desk.Column{Column: shape, Cell: func(_ *desk.Data, r desk.Row) desk.Cell { return c.cell(user, r.Ref) }})
	}
	for i, column := range columns[:len(columns)-2] {
		columns[i].Cell = func(d *desk.Data, r desk.Row) desk.Cell {
			if !d.Exists(r.Ref) {
				return column.Cell(c.was, r) // what would be gone still has its name
			}
			return column.Cell(d, r)
		}
	}
	return columns
}

// cell says whether, and how, a user has a thing.
func (c *comparison) cell(user int, thing rbac.Ref) desk.Cell {
	how, has := c.hows[user][thing]
	if !has {
		return desk.WordCell(string(c.theme.Glyphs.Cross)+" lacks", desk.Bad)
	}
	return desk.PathCell(how)
}

// counts are how many of each kind a part holds, in words.
func (c *comparison) counts(part int) string {
	count := make(map[rbac.Kind]int)
	for _, r := range c.rows[part] {
		count[r.Ref.Kind]++
	}
	var words []string
	for _, kind := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
		if n := count[kind]; n > 0 {
			words = append(words, text.Counted(n, string(kind)))
		}
	}
	return strings.Join(words, ", ")
}

func (c *comparison) model(part int) *desk.ListModel {
	return desk.NewListModel(c.data, c.columns(part), c.rows[part])
}
