package api

import (
	"errors"
	"slices"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/text"
)

// Saved is what a saved document holds, such as an export or a snapshot.
type Saved struct {
	Lists  rbac.Document
	People []rbac.Person // nil where the document has no list of users
	Gone   []rbac.UserID // users who were known not to exist
	Rest   []byte        // an object of all else
	among  bool          // the users: they are read, or their end has not come
	ahead  *ahead        // nil where the lists may yet change
}

// ahead is the graph of the lists, made while the users are read.
type ahead struct {
	making routine.Group
	graph  *rbac.Graph
}

// begin makes the graph where the lists are there.
func (s *Saved) begin() {
	if l := s.Lists; s.ahead == nil && l.Groups != nil && l.Roles != nil && l.Permissions != nil {
		a := new(ahead)
		a.making.Go(func() { a.graph = rbac.Index(l) })
		s.ahead = a
	}
}

// Graph is the graph of the lists, which were fetched at a time.
func (s *Saved) Graph(at time.Time) *rbac.Graph {
	if s.ahead != nil {
		s.ahead.making.Wait()
		return s.ahead.graph.FetchedAt(at)
	}
	s.Lists.At = at
	return rbac.Index(s.Lists)
}

// errOdd says that a document isn't one that ReadSaved reads.
var errOdd = errors.New("not a saved document in the usual form")

// ReadSaved reads a saved document in one pass. It takes the usual form of one alone: what
// it refuses may be well for all that, and whoever decodes it step by step can say what is
// wrong with it.
func ReadSaved(doc []byte) (Saved, error) {
	if s, ok := readParts(doc); ok {
		return s, nil
	}
	s, r := Saved{Rest: []byte{'{'}}, newReader(doc, newPool())
	if !r.enter('{') {
		return s, r.not("an object")
	}
	s.members(r)
	s.Rest = append(s.Rest, '}')
	return s, r.done()
}

// members reads the inside of the document.
func (s *Saved) members(r *reader) {
	for r.more() {
		switch name := r.name(); string(name) {
		case `"groups"`:
			s.ahead, s.Lists.Groups = nil, records(r, group)
		case `"roles"`:
			s.ahead, s.Lists.Roles = nil, records(r, role)
		case `"permissions"`:
			s.ahead, s.Lists.Permissions = nil, records(r, permission)
		case `"users"`:
			s.People = nil
			s.begin()
			if r.enter('[') {
				s.users(r)
			} else {
				r.odd()
			}
		default:
			if len(s.Rest) > 1 {
				s.Rest = append(s.Rest, ',')
			}
			s.Rest = append(append(s.Rest, name...), ':')
			s.Rest = append(s.Rest, r.name()...)
		}
	}
}

// sampled is after how many users it is guessed how many there are: a list that grows as it
// is read is copied several times.
const sampled = 1000

// users reads the inside of the list of users.
func (s *Saved) users(r *reader) {
	if s.People == nil {
		s.People = []rbac.Person{}
	}
	began, before := r.dec.InputOffset(), len(s.People)
	for s.among = true; r.more(); {
		if !r.enter('{') {
			r.odd()
			return
		}
		p, gone := person(r)
		switch {
		case p.ID.IsZero():
			r.odd()
		case gone:
			s.Gone = append(s.Gone, p.ID)
		default:
			s.People = append(s.People, p)
		}
		if len(s.People)-before == sampled {
			at := r.dec.InputOffset()
			s.People = slices.Grow(s.People, (len(r.doc)-int(at))*sampled/int(at-began))
		}
	}
	s.among = r.fail != nil
}

// person reads the inside of a user. Keys that it doesn't know are let be.
func person(r *reader) (p rbac.Person, gone bool) {
	for r.more() {
		switch string(r.name()) {
		case `"user_id"`:
			p.ID = rbac.UserID{Text: r.text()} // looking for the one of the lists would take longer than a copy
		case `"name"`:
			p.Name = r.text()
		case `"email"`:
			p.Email = r.text()
		case `"last_login"`:
			p.LastLogin = r.time()
		case `"logins_count"`:
			p.Logins = r.int()
		case `"blocked"`:
			p.Blocked = r.bool()
		case `"multifactor"`:
			if list, _ := r.idList(); len(list) > 0 {
				p.Multifactor = append([]text.Text(nil), list...)
			}
		case `"identities"`:
			p.Connections = connections(r)
		case `"gone"`:
			gone = r.bool()
		default:
			r.skip()
		}
	}
	return p, gone
}

// connections are those of a list of identities.
func connections(r *reader) []text.Text {
	if !r.enter('[') {
		return nil
	}
	var list []text.Text
	for r.more() {
		if !r.enter('{') {
			r.odd()
			return nil
		}
		list = append(list, text.Text{})
		for r.more() {
			if string(r.name()) == `"connection"` {
				list[len(list)-1] = r.id()
			} else {
				r.skip()
			}
		}
	}
	return list
}
