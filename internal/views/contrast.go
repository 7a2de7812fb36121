package views

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// The parts of a comparison, in the order of the tabs.
const (
	onlyA = iota
	onlyB
	inBoth
	contrasts // how many parts there are
)

// contrast is what two users have, parted into what one lacks and what both
// have. It never changes.
type contrast struct {
	data  *Data
	theme *theme.Theme
	names [2]text.Text
	rows  [contrasts][]row
	hows  [2]map[rbac.Ref]text.Text // by which path each has what he has
}

func newContrast(th *theme.Theme, d *Data, a, b rbac.Query) *contrast {
	c := &contrast{data: d, theme: th, names: d.tellApart(a.User.Ref(), b.User.Ref())}
	cmp := d.Graph.Compare(a, b)
	for i, share := range []rbac.Share{cmp.OnlyA, cmp.OnlyB, cmp.Both} {
		c.rows[i] = refRows(refsOfShare(share))
	}
	for i, access := range []*rbac.Access{cmp.A, cmp.B} {
		c.hows[i] = make(map[rbac.Ref]text.Text, len(c.rows[i])+len(c.rows[inBoth]))
		for _, part := range []int{i, inBoth} {
			for _, r := range c.rows[part] {
				path, _ := access.Shortest(r.ref)
				c.hows[i][r.ref] = wayWords(path)
			}
		}
	}
	return c
}

func refsOfShare(s rbac.Share) []rbac.Ref {
	refs := append(refsOf(s.Permissions), refsOf(s.Roles)...)
	return append(refs, refsOf(s.Groups)...)
}

// tellApart are two users by what differs: name, email or id.
func (d *Data) tellApart(a, b rbac.Ref) [2]text.Text {
	by := []func(rbac.Ref) text.Text{
		d.name,
		func(r rbac.Ref) text.Text { return firstOf(d.person(r).Email, r.ID) },
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
func (c *contrast) title(user int) widget.Words {
	return widget.Words(ansi.Truncate(c.names[user].String(), nameCells, string(c.theme.Glyphs.Ellipsis)))
}

// columns are the things of one part, and how each of the two has them.
func (c *contrast) columns(part int) []column {
	what := nameColumn("What")
	what.Min, what.Weight = 17, 1
	columns := []column{
		what,
		{
			Column: widget.Column{Title: "Kind", Min: 10, Max: 10},
			cell:   func(_ *Data, r row) cell { return wordCell(string(r.ref.Kind), muted) },
		},
		{
			Column: widget.Column{Title: "Application", Min: 11, Max: 20, Weight: 1, Priority: 4},
			cell: func(d *Data, r row) cell {
				if r.ref.Kind == rbac.KindGroup {
					return cell{}
				}
				return textCell(d.applicationName(d.applicationOf(r.ref)), muted)
			},
		},
	}
	for user := range 2 {
		shape := widget.Column{Title: c.title(user), Min: 22, Weight: 6, Priority: 1}
		switch part {
		case 1 - user: // says no more than that he lacks it
			shape.Min, shape.Max, shape.Weight, shape.Priority = 7, nameCells, 0, 2
		case inBoth:
			shape.Min = 20
		}
		columns = append(columns, column{Column: shape, cell: func(_ *Data, r row) cell { return c.cell(user, r.ref) }})
	}
	return columns
}

// cell says whether, and how, a user has a thing.
func (c *contrast) cell(user int, thing rbac.Ref) cell {
	how, has := c.hows[user][thing]
	if !has {
		return wordCell(string(c.theme.Glyphs.Cross)+" lacks", bad)
	}
	return textCell(text.New(string(c.theme.Glyphs.Check)+" "+how.Raw()), plain)
}

// counts are how many of each kind a part holds, in words.
func (c *contrast) counts(part int) string {
	count := make(map[rbac.Kind]int)
	for _, r := range c.rows[part] {
		count[r.ref.Kind]++
	}
	var words []string
	for _, kind := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
		if n := count[kind]; n > 0 {
			words = append(words, counted(n, string(kind)))
		}
	}
	return strings.Join(words, ", ")
}

func (c *contrast) sheet(part int) *sheet {
	return newSheet(c.data, c.columns(part), c.rows[part])
}
