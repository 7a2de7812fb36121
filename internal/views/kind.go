package views

import (
	"context"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// kind describes one kind of resource: everything that the list, the detail,
// the preview, the palette and the export need to know of it. A new kind is
// one file with one of these.
type kind struct {
	kind     rbac.Kind
	plural   widget.Words
	singular widget.Words
	list     string // the route of its list
	detail   string // the route of one
	columns  []column
	rows     func(d *Data) []row
	fields   func(d *Data, id text.Text) []field
	tabs     []relation
	// raw is what the lists have of the thing, as the API spells it and ready to
	// be marshalled; nil where they don't have it.
	raw func(d *Data, id text.Text) any
	// read reads the thing singly from the server, for kinds of which the lists
	// hold less; nil where they hold all. It gives nil where a source can't.
	read func(s Source, id text.Text) func(ctx context.Context) ([]byte, error)
	// missing is why the list can't be shown; nil when it can.
	missing func(d *Data) error
	// partial reports whether the server has more than the list holds; nil
	// where lists are always whole.
	partial func(d *Data) bool
	// empty is what to do when there are none.
	empty widget.Words
	// asks are the questions that matter most of one, and makes says that the
	// API can make another.
	asks  []ui.Action
	makes bool
}

// field is one line of an overview. One that refers to something, or of which
// a tab tells more, can be followed.
type field struct {
	label widget.Words
	value cell
	ref   rbac.Ref
	tab   widget.Words // the title of a relation
}

// relation is one tab of a detail: what the thing is tied to.
type relation struct {
	title   widget.Words
	columns []column
	rows    func(d *Data, id text.Text) []row
	empty   widget.Words
	// leads is where a row leads to; nil where that is the thing of the row.
	leads func(d *Data, id text.Text, r row) rbac.Ref
}

// kinds are all kinds, in the order of their keys.
func kinds() []*kind {
	return []*kind{userKind(), groupKind(), roleKind(), permissionKind(), applicationKind(), connectionKind()}
}

// The columns that several kinds share.

func nameColumn(title widget.Words) column {
	return column{
		Column: widget.Column{Title: title, Min: 18, Weight: 3},
		cell:   func(d *Data, r row) cell { return textCell(d.name(r.ref), named) },
	}
}

func noteColumn(priority int) column {
	return column{
		Column: widget.Column{Title: "Note", Min: 12, Priority: priority},
		cell:   func(d *Data, r row) cell { return d.noteOf(r.ref) },
	}
}

func applicationColumn(priority int) column {
	return column{
		Column: widget.Column{Title: "Application", Min: 12, Max: 28, Weight: 1, Priority: priority},
		cell: func(d *Data, r row) cell {
			if !d.exists(r.ref) {
				return cell{}
			}
			return textCell(d.applicationName(d.applicationOf(r.ref)), plain)
		},
	}
}

func countColumn(title widget.Words, priority int, n func(d *Data, r row) int) column {
	return column{
		Column: widget.Column{Title: title, Align: widget.Right, Priority: priority},
		cell:   func(d *Data, r row) cell { return countCell(n(d, r)) },
	}
}

func textColumn(title widget.Words, minimum, weight, priority int, v func(d *Data, r row) text.Text) column {
	return column{
		Column: widget.Column{Title: title, Min: minimum, Weight: weight, Priority: priority},
		cell:   func(d *Data, r row) cell { return textCell(v(d, r), muted) },
	}
}

// howColumn says of a relation's row whether it is direct, or by what path.
func howColumn() column {
	return column{
		Column: widget.Column{Title: "How", Min: 10, Weight: 3, Priority: 1},
		cell: func(_ *Data, r row) cell {
			if !r.via.inherited {
				return cell{text: firstOf(r.how(), text.New("direct"))}
			}
			return textCell(r.how(), muted)
		},
		whole: true,
	}
}

// known is a value as a document; nil where there is none.
func known[T any](v T, ok bool) any {
	if !ok {
		return nil
	}
	return v
}

// refRows are rows of plain references.
func refRows(refs []rbac.Ref) []row {
	rows := make([]row, len(refs))
	for i, ref := range refs {
		rows[i] = row{ref: ref}
	}
	return rows
}

// refsOf turns ids into references.
func refsOf[ID interface{ Ref() rbac.Ref }](ids []ID) []rbac.Ref {
	refs := make([]rbac.Ref, len(ids))
	for i, id := range ids {
		refs[i] = id.Ref()
	}
	return refs
}

// unique keeps the first row of each thing.
func unique(rows []row) []row {
	seen := make(map[rbac.Ref]bool, len(rows))
	out := rows[:0:0]
	for _, r := range rows {
		if !seen[r.ref] {
			seen[r.ref] = true
			out = append(out, r)
		}
	}
	return out
}
