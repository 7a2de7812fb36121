package catalog

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Data is what is known of a tenant at one moment. It never changes, so that it can be
// read beside the program.
type Data struct {
	Graph     *rbac.Graph
	Directory *rbac.Directory
	// Badges say what deserves a look; nil where nobody has looked.
	Badges map[rbac.Ref]Badge
}

// Badge is what deserves a look about a thing, in a word.
type Badge struct {
	Word text.Text
	Role Role
}

// Identity tells the things of one kind apart.
type Identity struct {
	// Name is what a thing is called; the zero text where nobody knows.
	Name func(d *Data, id text.Text) text.Text
	// Exists reports whether the tenant has a thing; nil for kinds whose lists never
	// prove that it hasn't.
	Exists func(d *Data, id text.Text) bool
	// Known reports whether anything is known of a thing; nil where that is Exists.
	Known func(d *Data, id text.Text) bool
	// Application is the application that a thing belongs to; nil for kinds that
	// belong to none.
	Application func(d *Data, id text.Text) rbac.ClientID
	// Named are the things with a name: exactly or, when none has it exactly, but for
	// case; nil for kinds that are not found by name.
	Named func(d *Data, name text.Text) []rbac.Ref
	// Description is what the tenant says of a thing; nil where it says nothing.
	Description func(d *Data, id text.Text) text.Text
}

// Name is what a thing is called; its id where nobody knows a name.
func (d *Data) Name(ref rbac.Ref) text.Text {
	if of := identities()[ref.Kind].Name; of != nil {
		return FirstOf(of(d, ref.ID), ref.ID)
	}
	return ref.ID
}

// Apart is the name of a thing, with its application where others have the name
// too.
func (d *Data) Apart(ref rbac.Ref) text.Text {
	app, several := d.Graph.Apart(ref)
	if !several {
		return d.Name(ref)
	}
	return text.New(d.Name(ref).Raw() + " of " + d.ApplicationName(app).Raw())
}

// ApplicationName is what an application is called; none has words of its own.
func (d *Data) ApplicationName(id rbac.ClientID) text.Text {
	if id.IsZero() {
		return text.New("no application")
	}
	return d.Name(id.Ref())
}

// ApplicationOf is the application that a role or permission belongs to.
func (d *Data) ApplicationOf(ref rbac.Ref) rbac.ClientID {
	if of := identities()[ref.Kind].Application; of != nil {
		return of(d, ref.ID)
	}
	return rbac.ClientID{}
}

// Exists reports whether the tenant has a thing, as far as is known.
func (d *Data) Exists(ref rbac.Ref) bool {
	of := identities()[ref.Kind].Exists
	return of == nil || of(d, ref.ID)
}

// Knows reports whether anything is known of a thing.
func (d *Data) Knows(ref rbac.Ref) bool {
	of := identities()[ref.Kind]
	if of.Known != nil {
		return of.Known(d, ref.ID)
	}
	return of.Exists != nil && of.Exists(d, ref.ID)
}

// ByName are the things of a kind with a name.
func (d *Data) ByName(kind rbac.Kind, name text.Text) []rbac.Ref {
	if of := identities()[kind].Named; of != nil {
		return of(d, name)
	}
	return nil
}

// BadgeOf is what deserves a look about a thing, as a cell.
func (d *Data) BadgeOf(ref rbac.Ref) Cell {
	b := d.Badges[ref]
	return Cell{Text: b.Word, Role: b.Role}
}

// SameApplication is the application of all refs; false where they differ.
func (d *Data) SameApplication(refs []rbac.Ref) (rbac.ClientID, bool) {
	var app rbac.ClientID
	for i, ref := range refs {
		switch of := d.ApplicationOf(ref); {
		case i == 0:
			app = of
		case of != app:
			return rbac.ClientID{}, false
		}
	}
	return app, true
}

// Person is what is known of a user.
func (d *Data) Person(ref rbac.Ref) rbac.Person {
	p, _ := d.Directory.User(rbac.UserID{Text: ref.ID})
	return p
}

// Group is the group of a reference; zero where there is none.
func (d *Data) Group(ref rbac.Ref) rbac.Group {
	g, _ := d.Graph.Group(rbac.GroupID{Text: ref.ID})
	return g
}

// Role is the role of a reference; zero where there is none.
func (d *Data) Role(ref rbac.Ref) rbac.Role {
	r, _ := d.Graph.Role(rbac.RoleID{Text: ref.ID})
	return r
}

// Permission is the permission of a reference; zero where there is none.
func (d *Data) Permission(ref rbac.Ref) rbac.Permission {
	p, _ := d.Graph.Permission(rbac.PermissionID{Text: ref.ID})
	return p
}

// FirstOf is the first text that says something.
func FirstOf(texts ...text.Text) text.Text {
	for _, t := range texts {
		if !t.IsZero() {
			return t
		}
	}
	return text.Text{}
}

// RefsOf turns ids into references.
func RefsOf[ID interface{ Ref() rbac.Ref }](ids []ID) []rbac.Ref {
	refs := make([]rbac.Ref, len(ids))
	for i, id := range ids {
		refs[i] = id.Ref()
	}
	return refs
}
