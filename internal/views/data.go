package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Data is what the screens show at one moment: it never changes, so that it
// can be read beside the program.
type Data struct {
	Graph     *rbac.Graph
	Directory *rbac.Directory
	notes     map[rbac.Ref]note
	diagnosis *diagnosis // nil until the tenant was looked over once
}

// size is how many users there are, of whom long lists are made.
func (d *Data) size() int { return len(d.Graph.Users()) + len(d.Directory.Users()) }

// note is what deserves a look about a thing, in a word.
type note struct {
	word text.Text
	tone tone
}

// name is what a thing is called; its id where nobody knows a name.
func (d *Data) name(ref rbac.Ref) text.Text {
	switch ref.Kind {
	case rbac.KindUser:
		p, _ := d.Directory.User(rbac.UserID{Text: ref.ID})
		return firstOf(p.Name, p.Email, ref.ID)
	case rbac.KindApplication, rbac.KindConnection:
		return firstOf(d.Directory.Name(ref), ref.ID)
	}
	return firstOf(d.Graph.Name(ref), ref.ID)
}

// apart is the name of a thing, with its application where others have the name
// too.
func (d *Data) apart(ref rbac.Ref) text.Text {
	app, several := d.Graph.Apart(ref)
	if !several {
		return d.name(ref)
	}
	return text.New(d.name(ref).Raw() + " of " + d.applicationName(app).Raw())
}

func (d *Data) applicationName(id rbac.ClientID) text.Text {
	if id.IsZero() {
		return text.New("no application")
	}
	return d.name(id.Ref())
}

// applicationOf is the application that a role or permission belongs to.
func (d *Data) applicationOf(ref rbac.Ref) rbac.ClientID {
	switch ref.Kind {
	case rbac.KindRole:
		r, _ := d.Graph.Role(rbac.RoleID{Text: ref.ID})
		return r.Application
	case rbac.KindPermission:
		p, _ := d.Graph.Permission(rbac.PermissionID{Text: ref.ID})
		return p.Application
	}
	return rbac.ClientID{}
}

// exists reports whether the tenant has a thing, as far as is known.
func (d *Data) exists(ref rbac.Ref) bool {
	switch ref.Kind {
	case rbac.KindGroup:
		_, ok := d.Graph.Group(rbac.GroupID{Text: ref.ID})
		return ok
	case rbac.KindRole:
		_, ok := d.Graph.Role(rbac.RoleID{Text: ref.ID})
		return ok
	case rbac.KindPermission:
		_, ok := d.Graph.Permission(rbac.PermissionID{Text: ref.ID})
		return ok
	}
	return true
}

// noteOf is the note column of a row.
func (d *Data) noteOf(ref rbac.Ref) cell {
	n, ok := d.notes[ref]
	if !ok {
		return cell{}
	}
	return textCell(n.word, n.tone)
}

func firstOf(texts ...text.Text) text.Text {
	for _, t := range texts {
		if !t.IsZero() {
			return t
		}
	}
	return text.Text{}
}
