package catalog

import (
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Resource describes one kind of things: its columns, values, names and relations, from
// which lists, details, documents and pictures are made. Each is described in one file.
type Resource struct {
	Identity
	Kind   rbac.Kind
	Plural string // of its name, the word that commands know it by

	// Document are the columns of JSON and CSV, Text those of a table of text, List
	// those of a list on a screen, each in their order.
	Document, Text, List []Column
	// Fields are the lines of an overview.
	Fields    func(d *Data, id text.Text) []Field
	Relations []Relation
	// Shape is how a picture draws a thing, Gist what it says below the name, and
	// Picture are the columns that programs read of it.
	Shape   Shape
	Picture []Column
	gist    func(d *Data, ref rbac.Ref) text.Text
	// label is what a picture calls a thing; nil where that is the name.
	label func(d *Data, id text.Text) text.Text

	// All are all things of the kind as they are stored, those last that are only
	// mentioned somewhere.
	All func(d *Data) []Row
	// Own is the tenant's own list, for kinds that the graph mentions otherwise; nil
	// where lists hold both.
	Own func(d *Data) []Row
	// Mentioned are those that the graph names; nil for kinds that are the graph.
	Mentioned func(d *Data) []rbac.Ref
	// Extent is how much the tenant's list of them covers.
	Extent func(d *Data) rbac.Extent
	// Listed reports whether that list has one; nil for kinds that are the graph.
	Listed func(d *Data, id text.Text) bool
	// Names is the kind of the directory whose list is read with the list of these.
	Names rbac.Kind

	// Stored is what the lists have of a thing as the API spells it, ready to be
	// marshalled; nil where they don't have it.
	Stored func(d *Data, id text.Text) any
	// Call reads a thing. Single says that the answer holds more than the lists do.
	Call   func(d *Data, ref rbac.Ref) endpoint.Call
	Single bool
	// Extra tells things of one name apart; nil where only the id does.
	Extra func(d *Data, ref rbac.Ref) text.Text
	// OwnID is what the API calls a thing by; nil where that is the id of its reference.
	OwnID func(ref rbac.Ref) text.Text
	// Within is the thing whose detail tells of one; nil where it has one of its own.
	Within func(d *Data, ref rbac.Ref) rbac.Ref

	// Partial reports whether the server has more than the list holds; nil where
	// lists are always whole.
	Partial func(d *Data) bool
	// Order is that in which the server lists them; empty where that says nothing of them.
	Order string
	// Empty says that there are none.
	Empty string
	// Asks is the question that matters most of one.
	Asks Question
	// Makes says that the API can make another, Alters that it can edit and delete one.
	Makes, Alters bool
}

// Question is what one wants to know of a thing.
type Question int

// The questions.
const (
	Nothing Question = iota
	Access           // what the thing may do
	Holders          // who has the thing
)

// Shape is how a picture draws a thing.
type Shape int

// The shapes.
const (
	Box Shape = iota
	Oval
	Hexagon
	Sheet
)

// Field is one line of an overview. One that refers to something, or of which a
// relation tells more, can be followed.
type Field struct {
	Label    string
	Value    Cell
	Ref      rbac.Ref
	Relation RelationID
}

// Every is every kind, those first that have lists of their own.
func Every() []*Resource { return resources() }

// Lists are the kinds that have lists of their own, in the order in which they are
// offered.
func Lists() []*Resource {
	var lists []*Resource
	for _, k := range resources() {
		if k.List != nil {
			lists = append(lists, k)
		}
	}
	return lists
}

// Of is the description of a kind; nil for one that is not described.
func Of(kind rbac.Kind) *Resource {
	for _, k := range resources() {
		if k.Kind == kind {
			return k
		}
	}
	return nil
}

// StoredName is the name in the record of a row, also of those that share an id.
func (k *Resource) StoredName(d *Data, r Row) text.Text {
	for _, c := range k.Document {
		if c.Role == Name {
			return c.Of(d, r).Text
		}
	}
	return text.Text{}
}

// Label is what a picture calls a thing; zero where it has no name.
func (k *Resource) Label(d *Data, id text.Text) text.Text {
	if k.label != nil {
		return k.label(d, id)
	}
	return k.Name(d, id)
}

// Gist is what a picture says of a thing below its name.
func (k *Resource) Gist(d *Data, ref rbac.Ref) text.Text {
	if k.gist == nil {
		return text.Text{}
	}
	return k.gist(d, ref)
}

// Singular is the name of one.
func (k *Resource) Singular() string { return string(k.Kind) }

// Rows are all things of the kind, each once.
func (k *Resource) Rows(d *Data) []Row { return unique(k.All(d)) }

// Refs are the same as references.
func (k *Resource) Refs(d *Data) []rbac.Ref { return RefsOfRows(k.Rows(d)) }

// Told are the things in a list for programs, as they are stored. Where the tenant has a
// list of its own only what that holds, as soon as it was read.
func (k *Resource) Told(d *Data) []Row {
	if k.Own == nil {
		return k.All(d)
	}
	if rows := k.Own(d); len(rows) > 0 || !k.Extent(d).At.IsZero() {
		return rows
	}
	return RowsOf(k.Mentioned(d))
}

// Missing is why the list can't be shown; nil when it can.
func (k *Resource) Missing(d *Data) error { return k.Extent(d).Err }

// Unlisted are the things that the graph names and the tenant's whole list lacks.
func (k *Resource) Unlisted(d *Data) []rbac.Ref {
	if k.Mentioned == nil || !k.Extent(d).Complete {
		return nil
	}
	var refs []rbac.Ref
	for _, ref := range k.Mentioned(d) {
		if !k.Listed(d, ref.ID) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// Extra is what tells things of one name apart: an email, an application or an id.
func (d *Data) Extra(ref rbac.Ref) text.Text {
	if k := Of(ref.Kind); k != nil && k.Extra != nil {
		return k.Extra(d, ref)
	}
	return ref.ID
}

// Shown is the thing whose detail tells of another: a mapping's is its group.
func (d *Data) Shown(ref rbac.Ref) rbac.Ref {
	if k := Of(ref.Kind); k != nil && k.Within != nil {
		return k.Within(d, ref)
	}
	return ref
}

// Read is the call that reads one thing; false where the API has none.
func (d *Data) Read(ref rbac.Ref) (endpoint.Call, bool) {
	k := Of(ref.Kind)
	if k == nil {
		return endpoint.Call{}, false
	}
	return k.Call(d, ref), true
}

// OwnID is what the API calls a thing by: its id, of a connection the name.
func OwnID(ref rbac.Ref) text.Text {
	if k := Of(ref.Kind); k != nil && k.OwnID != nil {
		return k.OwnID(ref)
	}
	return ref.ID
}

// graphExtent is how much a list of the graph covers.
func graphExtent(d *Data, missing error) rbac.Extent {
	return rbac.Extent{At: d.Graph.At(), Complete: missing == nil, Err: missing}
}

// standing says whether the tenant's own list has a thing; why is how it is known
// otherwise.
func standing(x rbac.Extent, listed bool, why string) Cell {
	switch {
	case listed:
		return says("listed", Plain)
	case x.Err != nil:
		return says("unknown: the list could not be read", Warning)
	case x.At.IsZero():
		return says("not known yet", Faint)
	}
	return says("not in the list: "+why, Warning)
}

// known is a value as a document; nil where there is none.
func known[T any](v T, ok bool) any {
	if !ok {
		return nil
	}
	return v
}
