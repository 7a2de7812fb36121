package rbac

import (
	"maps"
	"time"

	"authzx/internal/text"
)

// Status says what is known about whether a user exists.
type Status string

// The statuses. Not being listed proves nothing: lists shift while they are
// read and end after a thousand users.
const (
	StatusListed   Status = "listed"
	StatusUnlisted Status = "unlisted"
	StatusGone     Status = "gone" // the server answered 404 for this very user
)

// Person is a user as the tenant describes them.
type Person struct {
	ID          UserID
	Name        text.Text
	Email       text.Text
	Connections []text.Text // of the identities
	LastLogin   time.Time   // zero when the user never logged in
	Logins      int         // how often the user logged in
	Blocked     bool
	Multifactor []text.Text // providers in which the user is enrolled
	Status      Status
}

// Label is what to call the person: the email address, else the name; the
// zero text when neither is known.
func (p Person) Label() text.Text {
	if !p.Email.IsZero() {
		return p.Email
	}
	return p.Name
}

// people are the users listed and, over them, those read one by one.
type people struct {
	listed section[UserID, Person]
	single map[UserID]Person
	order  []UserID // of single, those not listed, as they came
	all    *lazy[[]Person]
}

// WithUsers replaces the list of users; all of them count as listed. What was
// read about others one by one stays. The slice is kept, and its statuses are
// set.
func (d *Directory) WithUsers(list []Person, x Extent) *Directory {
	for i := range list {
		list[i].Status = StatusListed
	}
	return d.with(func(d *Directory) {
		old := d.people
		p := people{listed: sectionOf(list, x, func(p *Person) UserID { return p.ID }), all: new(lazy[[]Person])}
		for _, id := range old.order {
			if _, ok := p.listed.at[id]; !ok {
				p.keep(id, old.single[id])
			}
		}
		for i := range old.listed.list {
			id := old.listed.list[i].ID
			person, ok := old.single[id]
			if _, again := p.listed.at[id]; ok && !again && person.Status == StatusGone {
				p.keep(id, person)
			}
		}
		d.people = p
	})
}

// WithUser adds or renews what is known about one user. A user whom the list
// does not hold stays unlisted.
func (d *Directory) WithUser(person Person) *Directory {
	return d.with(func(d *Directory) {
		person.Status = StatusUnlisted
		if _, ok := d.people.listed.at[person.ID]; ok {
			person.Status = StatusListed
		}
		d.people = d.people.renewed()
		d.people.keep(person.ID, person)
	})
}

// WithGone notes that the server answered 404 for users.
func (d *Directory) WithGone(ids ...UserID) *Directory {
	return d.with(func(d *Directory) {
		d.people = d.people.renewed()
		for _, id := range ids {
			person, _ := d.people.find(id)
			person.ID, person.Status = id, StatusGone
			d.people.keep(id, person)
		}
	})
}

func (p people) renewed() people {
	p.single = maps.Clone(p.single)
	p.order = p.order[:len(p.order):len(p.order)]
	p.all = new(lazy[[]Person])
	return p
}

func (p *people) keep(id UserID, person Person) {
	if p.single == nil {
		p.single = make(map[UserID]Person)
	}
	_, listed := p.listed.at[id]
	if _, known := p.single[id]; !known && !listed {
		p.order = append(p.order, id)
	}
	p.single[id] = person
}

func (p *people) find(id UserID) (Person, bool) {
	if person, ok := p.single[id]; ok {
		return person, true
	}
	return p.listed.find(id)
}

// User is what is known about a user. For one who is not known it gives an
// unlisted Person with nothing but the id, and false.
func (d *Directory) User(id UserID) (Person, bool) {
	if d != nil {
		if person, ok := d.people.find(id); ok {
			return person, true
		}
	}
	return Person{ID: id, Status: StatusUnlisted}, false
}

// Gone reports whether a user is known to be gone.
func (d *Directory) Gone(id UserID) bool {
	return d != nil && d.people.single[id].Status == StatusGone // no list says that of anybody
}

// AnyGone reports whether anybody is known to be gone.
func (d *Directory) AnyGone() bool {
	if d == nil {
		return false
	}
	for _, person := range d.people.single {
		if person.Status == StatusGone {
			return true
		}
	}
	return false
}

// Users are all people known: those listed in the server's order, then those
// read one by one, gone ones included.
func (d *Directory) Users() []Person {
	if d == nil || d.people.all == nil {
		return nil
	}
	p := &d.people
	return p.all.get(func() []Person {
		if len(p.single) == 0 {
			return p.listed.list
		}
		list := make([]Person, 0, len(p.listed.list)+len(p.order))
		for i := range p.listed.list {
			person, _ := p.find(p.listed.list[i].ID)
			list = append(list, person)
		}
		for _, id := range p.order {
			list = append(list, p.single[id])
		}
		return list
	})
}

// UsersWithEmail are the users with an email address, without regard to case:
// several connections may each have one.
func (d *Directory) UsersWithEmail(email text.Text) []UserID {
	low := email.Lower()
	var ids []UserID
	for _, p := range d.Users() {
		if p.Email.Lower() == low {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// UsersExtent is how much the list of users covers.
func (d *Directory) UsersExtent() Extent {
	if d == nil {
		return Extent{}
	}
	return d.people.listed.Extent
}
