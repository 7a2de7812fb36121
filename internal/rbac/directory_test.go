package rbac

import (
	"slices"
	"testing"
	"time"

	"authzx/internal/text"
)

func person(id, email string) Person { return Person{ID: User(id), Email: text.New(email)} }

func statuses(d *Directory, ids ...string) []Status {
	var list []Status
	for _, id := range ids {
		p, _ := d.User(User(id))
		list = append(list, p.Status)
	}
	return list
}

func TestOnlyAnAnswerAboutTheUserHimselfMakesHimGone(t *testing.T) {
	var d *Directory
	if p, ok := d.User(User("a")); ok || p.Status != StatusUnlisted || p.ID != User("a") {
		t.Errorf("nothing is known, but got %+v", p)
	}
	d = d.WithUsers([]Person{person("a", "a@x"), person("b", "b@x")}, Extent{Complete: true})
	d = d.WithUser(person("c", "c@x"))
	if got := statuses(d, "a", "b", "c", "d"); !slices.Equal(got, []Status{StatusListed, StatusListed, StatusUnlisted, StatusUnlisted}) {
		t.Errorf("got %v", got)
	}
	gone := d.WithGone(User("b")).WithGone(User("d"))
	if got := statuses(gone, "a", "b", "c", "d"); !slices.Equal(got, []Status{StatusListed, StatusGone, StatusUnlisted, StatusGone}) {
		t.Errorf("after the 404s: %v", got)
	}
	if got := statuses(d, "b"); got[0] != StatusListed {
		t.Error("the directory before was altered")
	}
	if p, _ := gone.User(User("b")); p.Email.Raw() != "b@x" {
		t.Error("what was known about a user who went is lost")
	}
	again := gone.WithUsers([]Person{person("a", "a@x"), person("d", "d@x")}, Extent{})
	if got := statuses(again, "a", "b", "c", "d"); !slices.Equal(got, []Status{StatusListed, StatusGone, StatusUnlisted, StatusListed}) {
		t.Errorf("after listing anew: %v", got)
	}
	var order []string
	for _, p := range again.Users() {
		order = append(order, p.ID.Raw())
	}
	if !slices.Equal(order, []string{"a", "d", "c", "b"}) {
		t.Errorf("users come as %v", order)
	}
}

func TestAUserReadAnewReplacesTheListedOne(t *testing.T) {
	d := (*Directory)(nil).WithUsers([]Person{person("a", "old@x"), person("b", "b@x")}, Extent{})
	next := d.WithUser(person("a", "New@x"))
	users := next.Users()
	if len(users) != 2 || users[0].Email.Raw() != "New@x" || users[0].Status != StatusListed {
		t.Errorf("got %+v", users)
	}
	if got := next.UsersWithEmail(text.New("new@X")); !slices.Equal(got, []UserID{User("a")}) {
		t.Errorf("by email: %v", got)
	}
	if d.Users()[0].Email.Raw() != "old@x" {
		t.Error("the directory before was altered")
	}
}

func TestNamesComeFromTheDirectory(t *testing.T) {
	read := Extent{At: time.Unix(5, 0), Complete: true}
	d := (*Directory)(nil).
		WithUsers([]Person{{ID: User("a"), Name: text.New("Ann")}, {ID: User("b"), Name: text.New("Bob"), Email: text.New("bob@x")}}, read).
		WithApplications([]Application{{ID: Client("app"), Name: text.New("Expenses")}}, read).
		WithConnections([]Connection{{Name: text.New("corp"), Strategy: text.New("ad")}}, read)
	tests := map[Ref]string{
		User("a").Ref(): "Ann", User("b").Ref(): "bob@x", User("c").Ref(): "",
		Client("app").Ref(): "Expenses", Client("other").Ref(): "", GroupOf("g").Ref(): "",
		{KindConnection, text.New("corp")}: "corp",
	}
	for ref, want := range tests {
		if got := d.Name(ref).Raw(); got != want {
			t.Errorf("%v: got %q, want %q", ref, got, want)
		}
		if got := (*Directory)(nil).Name(ref).Raw(); got != "" && ref.Kind != KindConnection {
			t.Errorf("%v: nothing is known, but got %q", ref, got)
		}
	}
	if c, ok := d.Connection(text.New("corp")); !ok || c.Strategy.Raw() != "ad" || d.ConnectionsExtent() != read {
		t.Errorf("connection: %v %v", c, ok)
	}
	if got := d.ApplicationsNamed(text.New("expenses")); !slices.Equal(got, []ClientID{Client("app")}) {
		t.Errorf("application by name: %v", got)
	}
}

func TestStorageUsedIsKnownForTheDefaultStorageOnly(t *testing.T) {
	tests := []struct {
		kind string
		size int64
		want float64
	}{{"default", StorageLimit / 2, 0.5}, {"default", -1, 0}, {"s3", 10 * StorageLimit, 0}, {"", 0, 0}}
	for _, tt := range tests {
		if got := (Settings{StorageType: text.New(tt.kind), StorageSize: tt.size}).StorageUsed(); got != tt.want {
			t.Errorf("%s of %d: got %v, want %v", tt.kind, tt.size, got, tt.want)
		}
	}
}
