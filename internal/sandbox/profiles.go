package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// directory is what the tenant itself keeps: its users, applications and
// connections. It is read once and never changes.
type directory struct {
	users       []profile       // newest login first, those who never logged in last
	texts       func() []string // of each user, what is looked through for text
	byID        map[string]int32
	clients     []*object
	connections []*object
}

// profile is one user as JSON, a piece of the text that the tenant was read from.
// As values all users would take many times as much, and few are asked for.
type profile string

// object is the profile as values.
func (p profile) object() *object {
	v, _ := parseJSON(string(p)) // it could be read before
	o, _ := v.(*object)
	return o
}

var errDirectory = errors.New(`a tenant is a JSON object with the arrays "users", "clients" and "connections"`)

func newDirectory(raw []byte) (*directory, error) {
	if len(raw) == 0 {
		return &directory{texts: func() []string { return nil }}, nil
	}
	r := directoryReader{parser: newParser(uncopied(raw))}
	if !r.read() {
		return nil, fmt.Errorf("reading the tenant: %w", errSyntax)
	}
	if r.odd {
		return nil, errDirectory
	}
	d := &directory{clients: r.clients, connections: r.connections, byID: make(map[string]int32, len(r.users))}
	byLastLogin(r.users)
	d.users = make([]profile, len(r.users))
	for i, u := range r.users {
		d.users[i] = u.profile
		// Of several with one id the last in the document counts.
		if at, taken := d.byID[u.id]; u.hasID && (!taken || r.users[at].place < u.place) {
			d.byID[u.id] = int32(i)
		}
	}
	d.texts = sync.OnceValue(func() []string { return usualTexts(d.users) })
	return d, nil
}

// directoryReader reads a tenant without making values of all its users at once.
type directoryReader struct {
	parser
	users                []listedUser
	clients, connections []*object
	odd                  bool // JSON of another shape
}

// listedUser is a user with what the list goes by.
type listedUser struct {
	profile
	id, login string // the login an RFC 3339 time in UTC, so that text order is time order
	hasID     bool
	place     int
}

// read reports false for what is no JSON.
func (r *directoryReader) read() bool {
	if !r.closed('{') {
		_, ok := r.value()
		r.odd = true
		return ok && r.atEnd()
	}
	return r.eachMember(func(key string) bool {
		switch key {
		case "users":
			return r.readUsers()
		case "clients":
			return r.readObjects(&r.clients)
		case "connections":
			return r.readObjects(&r.connections)
		}
		_, ok := r.value()
		return ok
	}) && r.atEnd()
}

func (r *directoryReader) readUsers() bool {
	r.users = nil
	if !r.closed('[') {
		_, ok := r.value()
		r.odd = true
		return ok
	}
	return r.eachElement(func() bool {
		start := r.pos
		v, ok := r.value()
		o, isObject := v.(*object)
		if !ok || !isObject {
			r.odd = true
			return ok
		}
		u := listedUser{profile: profile(r.src[start:r.pos]), place: len(r.users)}
		u.id, u.hasID = o.text("user_id")
		u.login, _ = o.text("last_login")
		r.users = append(r.users, u)
		return true
	})
}

func (r *directoryReader) readObjects(into *[]*object) bool {
	v, ok := r.value()
	list, fits := objects(v)
	r.odd = r.odd || !fits
	*into = list
	return ok
}

// byLastLogin sorts the newest login first, equals in the order in which they were.
func byLastLogin(users []listedUser) {
	slices.SortFunc(users, func(a, b listedUser) int {
		return cmp.Or(strings.Compare(b.login, a.login), a.place-b.place)
	})
}
