package api

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// anID is any of the id types of rbac.
type anID interface{ ~struct{ text.Text } }

// listOf reads a list of ids: nil when it is null, not nil when it is empty.
func listOf[T anID](r *reader) []T {
	ids, ok := r.idList()
	if !ok {
		return nil
	}
	list := make([]T, len(ids))
	for i, id := range ids {
		list[i] = T(struct{ text.Text }{id})
	}
	return list
}

// records reads an array of objects, one after the other; nil when it is null.
// Elements that are null are left out.
func records[T any](r *reader, one func(*reader, *T)) []T {
	if !r.enter('[') {
		return nil
	}
	list := []T{}
	for r.more() {
		if !r.enter('{') {
			continue
		}
		list = append(list, *new(T))
		one(r, &list[len(list)-1])
	}
	return list
}

// group reads the inside of a group. Keys that it doesn't know are let be.
func group(r *reader, g *rbac.Group) {
	for r.more() {
		switch string(r.name()) {
		case `"_id"`:
			g.ID = rbac.GroupID{Text: r.id()}
		case `"name"`:
			g.Name = r.text()
		case `"description"`:
			g.Description = r.text()
		case `"members"`:
			g.Members = listOf[rbac.UserID](r)
		case `"nested"`:
			g.Nested = listOf[rbac.GroupID](r)
		case `"roles"`:
			g.Roles = listOf[rbac.RoleID](r)
		case `"mappings"`:
			g.Mappings = records(r, mapping)
		default:
			r.skip()
		}
	}
}

func mapping(r *reader, m *rbac.Mapping) {
	for r.more() {
		switch string(r.name()) {
		case `"_id"`:
			m.ID = rbac.MappingID{Text: r.text()}
		case `"groupName"`:
			m.GroupName = r.id()
		case `"connectionName"`:
			m.Connection = r.id()
		default:
			r.skip()
		}
	}
}

func role(r *reader, o *rbac.Role) {
	for r.more() {
		switch string(r.name()) {
		case `"_id"`:
			o.ID = rbac.RoleID{Text: r.id()}
		case `"name"`:
			o.Name = r.text()
		case `"description"`:
			o.Description = r.text()
		case `"applicationType"`:
			o.ApplicationType = r.id()
		case `"applicationId"`:
			o.Application = rbac.ClientID{Text: r.id()}
		case `"permissions"`:
			o.Permissions = listOf[rbac.PermissionID](r)
		case `"users"`:
			o.Users = listOf[rbac.UserID](r)
		default:
			r.skip()
		}
	}
}

func permission(r *reader, p *rbac.Permission) {
	for r.more() {
		switch string(r.name()) {
		case `"_id"`:
			p.ID = rbac.PermissionID{Text: r.id()}
		case `"name"`:
			p.Name = r.text()
		case `"description"`:
			p.Description = r.text()
		case `"applicationType"`:
			p.ApplicationType = r.id()
		case `"applicationId"`:
			p.Application = rbac.ClientID{Text: r.id()}
		default:
			r.skip()
		}
	}
}

// ReadDocument reads the three lists of a document such as an export or a
// saved snapshot. Other keys are let be, and a list that is absent or null is
// nil. The error says what is wrong and where, as a JSON pointer, without
// quoting the document.
func ReadDocument(doc []byte) (rbac.Document, error) {
	r := newReader(doc, newPool())
	var d rbac.Document
	if !r.enter('{') {
		return d, r.not("an object")
	}
	for r.more() {
		switch string(r.name()) {
		case `"groups"`:
			d.Groups = records(r, group)
		case `"roles"`:
			d.Roles = records(r, role)
		case `"permissions"`:
			d.Permissions = records(r, permission)
		default:
			r.skip()
		}
	}
	return d, r.done()
}

// not is the fault of a document that is null, or the first one.
func (r *reader) not(want string) error {
	if err := r.done(); err != nil {
		return err
	}
	return &shapeError{want: want, got: "null"}
}

// listed is listIn with a pool of its own.
func listed[T any](name string, one func(*reader, *T)) func([]byte) ([]T, error) {
	return func(doc []byte) ([]T, error) { return listIn(doc, newPool(), name, one) }
}

// listIn reads {name: […], …}: the form of the answers that list everything.
func listIn[T any](doc []byte, ids *pool, name string, one func(*reader, *T)) ([]T, error) {
	r := newReader(doc, ids)
	if !r.enter('{') {
		return nil, r.not("an object")
	}
	var list []T
	got := "nothing"
	for r.more() {
		if string(r.name()) == `"`+name+`"` {
			list, got = records(r, one), "null"
		} else {
			r.skip()
		}
	}
	if err := r.done(); err != nil {
		return nil, err
	}
	if list == nil {
		return nil, &shapeError{pointer: "/" + name, want: "an array", got: got}
	}
	return list, nil
}
