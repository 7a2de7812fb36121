package catalog

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Column is a property of the things of a kind.
type Column struct {
	// Key names it in JSON and CSV; empty where these don't have it.
	Key string
	// Title stands over it on a screen, Heading in text: the title in capitals where
	// nothing else is said.
	Title, Heading string
	// Short is the title where there is no room for all columns in full; empty for the title.
	Short string
	// Role is that of its cells, where they have none of their own.
	Role Role
	// Yields says how early it gives way on a narrow screen: those with more go
	// first, those with nought never.
	Yields int
	// Bars is how early bars beside its numbers give way, as Yields is; nought draws none.
	Bars int
	// Of is what a thing has here; nil where there is no more than a cell.
	Of func(d *Data, r Row) Value
	// Holds are the names of the things that it refers to; nil where it refers to none.
	Holds func(d *Data, r Row) []text.Text
	// Show is its cell on a screen; nil where that is what the value makes.
	Show func(d *Data, r Row) Cell
}

// Cell is what a screen shows of a row.
func (c Column) Cell(d *Data, r Row) Cell {
	if c.Show != nil {
		return c.Show(d, r)
	}
	return c.Of(d, r).Cell(c.Role)
}

// Over is what stands over the column in text.
func (c Column) Over() string {
	if c.Heading != "" {
		return c.Heading
	}
	return strings.ToUpper(c.Title)
}

// yielding is the column with a rank for narrow screens.
func (c Column) yielding(rank int) Column {
	c.Yields = rank
	return c
}

// barred is the column with bars that give way like a column of a rank.
func (c Column) barred(rank int) Column {
	c.Bars = rank
	return c
}

// headed is the column under another heading in text.
func (c Column) headed(heading string) Column {
	c.Heading = heading
	return c
}

// short is the column with a title that takes less room.
func (c Column) short(title string) Column {
	c.Short = title
	return c
}

// The makers of columns.

func textColumn(key, title string, role Role, of func(d *Data, r Row) text.Text) Column {
	return Column{Key: key, Title: title, Role: role, Of: func(d *Data, r Row) Value { return Value{Text: of(d, r)} }}
}

// textsColumn has several short texts, all of which are shown.
func textsColumn(key, title string, of func(d *Data, r Row) []text.Text) Column {
	return Column{Key: key, Title: title, Role: Short, Of: func(d *Data, r Row) Value { return Value{Form: Texts, Texts: of(d, r)} }}
}

func numberColumn(key, title string, of func(d *Data, r Row) int) Column {
	return Column{Key: key, Title: title, Role: Number, Of: func(d *Data, r Row) Value { return Value{Form: Quantity, Number: of(d, r)} }}
}

// idsColumn has references.
func idsColumn[T identifier](key, title string, of func(d *Data, r Row) []T) Column {
	return Column{
		Key: key, Title: title, Role: Number,
		Of: func(d *Data, r Row) Value { return idsOf(of(d, r)) },
		Holds: func(d *Data, r Row) []text.Text {
			ids := of(d, r)
			names := make([]text.Text, len(ids))
			for i, id := range ids {
				names[i] = d.Name(id.Ref())
			}
			return names
		},
	}
}

// The columns that several kinds share.

// Called is the column of names on a screen, the id where there is no name.
func Called(title string) Column {
	return Column{Title: title, Role: Name, Show: func(d *Data, r Row) Cell { return Cell{Text: d.Name(r.Ref), Role: Name} }}
}

// nameColumn is Called with the name as it is stored.
func nameColumn(title string, of func(d *Data, r Row) text.Text) Column {
	c := Called(title).headed("NAME")
	c.Key, c.Of = "name", func(d *Data, r Row) Value { return Value{Text: of(d, r)} }
	return c
}

func idColumn(title string, of func(d *Data, r Row) text.Text) Column {
	return textColumn("id", title, ID, of).headed("ID")
}

// heldBy is the column of how many users have a role or permission, by whatever path.
func heldBy(yields int) Column {
	return numberColumn("held_by", "Held by", func(d *Data, r Row) int { return d.Graph.HolderCount(r.Ref) }).yielding(yields)
}

// Noted is the column of badges.
func Noted(yields int) Column {
	return Column{Title: "Note", Role: Note, Yields: yields, Show: func(d *Data, r Row) Cell { return d.BadgeOf(r.Ref) }}
}

func described(yields int) Column {
	return textColumn("description", "Description", Description, func(d *Data, r Row) text.Text {
		if of := identities()[r.Ref.Kind].Description; of != nil {
			return of(d, r.Ref.ID)
		}
		return text.Text{}
	}).yielding(yields)
}

// ofApplication is the column of applications by name.
func ofApplication(yields int) Column {
	return Column{Title: "Application", Role: Application, Yields: yields, Show: func(d *Data, r Row) Cell {
		if !d.Exists(r.Ref) {
			return Cell{}
		}
		return Cell{Text: d.ApplicationName(d.ApplicationOf(r.Ref))}
	}}
}

// applicationColumns are the id and the name of the application that a thing belongs to.
func applicationColumns(yields int, of func(d *Data, r Row) rbac.ClientID) (id, name Column) {
	id = textColumn("application", "", ID, func(d *Data, r Row) text.Text { return of(d, r).Text })
	name = ofApplication(yields)
	name.Key, name.Of = "application_name", func(d *Data, r Row) Value {
		app := of(d, r)
		return Value{Form: Label, Text: d.Directory.Name(app.Ref()), ID: app.Text}
	}
	return id, name
}

// By is the column that says of a relation's row whether it is direct, or by what path.
func By() Column {
	return Column{Title: "Path", Role: Way, Yields: 1, Show: func(_ *Data, r Row) Cell {
		how := r.How()
		if len(how) == 0 && !r.Via.Inherited {
			how = direct()
		}
		return PathCell(how)
	}}
}
