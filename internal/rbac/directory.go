package rbac

import (
	"slices"
	"time"

	"authzx/internal/text"
)

// Extent says how much a list of the directory covers.
type Extent struct {
	// At is when it was read, by the local clock; zero when it never was.
	At time.Time
	// Complete says that the list holds all there is, so that what it lacks
	// does not exist. A list of users never proves that.
	Complete bool
	// Err is why it could not be read, or not to the end.
	Err error
}

// Directory knows what the graph doesn't: the people, applications and
// connections of a tenant and its settings, each list with an age and
// completeness of its own. It never changes; With methods give another. A nil
// Directory knows nothing and is fine to ask.
//
// Slices that its methods give are for reading only.
type Directory struct {
	people       people
	applications section[ClientID, Application]
	connections  section[text.Text, Connection]
	settings     Settings
	settingsRead Extent
}

// Application is one application (client) of the tenant.
type Application struct {
	ID        ClientID
	Name      text.Text
	Type      text.Text // spa, native, regular_web
	Callbacks []text.Text
}

// Connection is one connection of the tenant. Mappings know it by its name.
type Connection struct {
	ID       text.Text
	Name     text.Text
	Strategy text.Text // such as ad or auth0
}

// section is one list with an index.
type section[K comparable, V any] struct {
	list []V
	at   map[K]int32
	Extent
}

func sectionOf[K comparable, V any](list []V, x Extent, key func(*V) K) section[K, V] {
	s := section[K, V]{list: list, at: make(map[K]int32, len(list)), Extent: x}
	for i := range slices.Backward(list) { // the first of several that share a key stays
		s.at[key(&list[i])] = int32(i)
	}
	return s
}

func (s *section[K, V]) find(k K) (v V, ok bool) {
	i, ok := s.at[k]
	if !ok {
		return v, false
	}
	return s.list[i], true
}

// with is a copy of d, be it nil, that set has altered.
func (d *Directory) with(set func(*Directory)) *Directory {
	var next Directory
	if d != nil {
		next = *d
	}
	set(&next)
	return &next
}

// WithApplications replaces the list of applications. The slice is kept.
func (d *Directory) WithApplications(list []Application, x Extent) *Directory {
	return d.with(func(d *Directory) {
		d.applications = sectionOf(list, x, func(a *Application) ClientID { return a.ID })
	})
}

// WithConnections replaces the list of connections. The slice is kept.
func (d *Directory) WithConnections(list []Connection, x Extent) *Directory {
	return d.with(func(d *Directory) {
		d.connections = sectionOf(list, x, func(c *Connection) text.Text { return c.Name })
	})
}

// known is the directory, an empty one for none.
func (d *Directory) known() *Directory {
	if d == nil {
		return &Directory{}
	}
	return d
}

// Applications are the applications as the server lists them.
func (d *Directory) Applications() []Application { return d.known().applications.list }

// Application is one application by its id.
func (d *Directory) Application(id ClientID) (Application, bool) {
	return d.known().applications.find(id)
}

// ApplicationsNamed are the applications with a name, in the server's order:
// exactly or, when none has it exactly, but for case.
func (d *Directory) ApplicationsNamed(name text.Text) []ClientID {
	var exact, alike []ClientID
	low := name.Lower()
	for _, a := range d.Applications() {
		switch {
		case a.Name == name:
			exact = append(exact, a.ID)
		case a.Name.Lower() == low:
			alike = append(alike, a.ID)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return alike
}

// Connections are the connections as the server lists them.
func (d *Directory) Connections() []Connection { return d.known().connections.list }

// Connection is one connection by its name.
func (d *Directory) Connection(name text.Text) (Connection, bool) {
	return d.known().connections.find(name)
}

// ApplicationsExtent is how much the list of applications covers.
func (d *Directory) ApplicationsExtent() Extent { return d.known().applications.Extent }

// ConnectionsExtent is how much the list of connections covers.
func (d *Directory) ConnectionsExtent() Extent { return d.known().connections.Extent }

// Name is what people call a user, application or connection; the zero text
// where that is not known.
func (d *Directory) Name(ref Ref) text.Text {
	switch ref.Kind {
	case KindUser:
		p, _ := d.User(UserID{ref.ID})
		return p.Label()
	case KindApplication:
		a, _ := d.Application(ClientID{ref.ID})
		return a.Name
	case KindConnection:
		return ref.ID
	default:
		return text.Text{}
	}
}
