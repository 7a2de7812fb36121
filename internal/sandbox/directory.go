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
	r := directoryReader{reader: newReader(uncopied(raw))}
	if r.read() != nil || !r.atEnd() {
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
	*reader
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

// read fails for what is no JSON.
func (r *directoryReader) read() error {
	if r.json.PeekKind() != '{' {
		r.odd = true
		_, err := r.raw()
		return err
	}
	_, err := r.eachMember(func(key string) error {
		switch key {
		case "users":
			return r.readUsers()
		case "clients":
			return r.readObjects(&r.clients)
		case "connections":
			return r.readObjects(&r.connections)
		}
		_, err := r.raw()
		return err
	})
	return err
}

func (r *directoryReader) readUsers() error {
	r.users = nil
	if r.json.PeekKind() != '[' {
		r.odd = true
		_, err := r.raw()
		return err
	}
	_, err := r.each(']', func() error {
		if r.json.PeekKind() != '{' {
			r.odd = true
			_, err := r.raw()
			return err
		}
		u := listedUser{place: len(r.users)}
		all, err := r.eachMember(func(key string) (err error) {
			var v value
			switch key {
			case "user_id":
				v, err = r.value()
				u.id, u.hasID = v.(string)
			case "last_login":
				v, err = r.value()
				u.login, _ = v.(string)
			default:
				_, err = r.raw()
			}
			return err
		})
		u.profile = profile(all)
		r.users = append(r.users, u)
		return err
	})
	return err
}

func (r *directoryReader) readObjects(into *[]*object) error {
	v, err := r.value()
	list, fits := objects(v)
	r.odd = r.odd || !fits
	*into = list
	return err
}

// byLastLogin sorts the newest login first, equals in the order in which they were.
func byLastLogin(users []listedUser) {
	slices.SortFunc(users, func(a, b listedUser) int {
		return cmp.Or(strings.Compare(b.login, a.login), a.place-b.place)
	})
}
