package views

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// still is a tenant that stands still at one state, without a server.
type still struct {
	state tenant.State
	news  chan tea.Msg
}

func (s *still) Identity() tenant.Identity {
	return tenant.Identity{Profile: text.New("still"), Tenant: text.New("still")}
}
func (s *still) State() tenant.State           { return s.state }
func (s *still) Refresh(context.Context) error { return nil }
func (s *still) Changed() <-chan struct{} {
	s.news <- listening{}
	return nil
}

// exploreStill opens the explorer on a graph and a directory.
func exploreStill(t *testing.T, doc rbac.Document, d *rbac.Directory, w, h int) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	doc.At = clock
	state := tenant.State{Graph: rbac.Index(doc), Directory: d}
	e.open(&still{state: state, news: e.news}, theme.Options{Profile: theme.None}, w, h)
	return e
}

// reading is a tenant that stands still but for users whom it reads: they are
// all gone.
type reading struct {
	*still
	changed chan struct{}
	mu      sync.Mutex
}

func (r *reading) State() tenant.State {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state
}

func (r *reading) Changed() <-chan struct{} {
	r.news <- listening{}
	return r.changed
}

func (r *reading) ReadUsers(_ context.Context, ids []rbac.UserID) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		r.state.Directory = r.state.Directory.WithGone(id)
	}
	r.changed <- struct{}{}
	return nil
}

func (r *reading) ReadUser(ctx context.Context, id rbac.UserID) ([]byte, error) {
	return nil, r.ReadUsers(ctx, []rbac.UserID{id})
}

// exploreRead is exploreStill with users that can be read.
func exploreRead(t *testing.T, doc rbac.Document, d *rbac.Directory, w, h int) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	doc.At = clock
	state := tenant.State{Graph: rbac.Index(doc), Directory: d}
	source := &reading{still: &still{state: state, news: e.news}, changed: make(chan struct{}, 1)}
	e.open(source, theme.Options{Profile: theme.None}, w, h)
	return e
}

// unread is why a list is missing.
func unread() error { return errors.New("listing groups: 403") }

// await takes messages until a text is on the screen.
func (e *driver) await(want string) {
	e.t.Helper()
	deadline := time.After(30 * time.Second)
	for !strings.Contains(e.frame(), want) {
		select {
		case msg := <-e.news:
			e.take(msg)
		case <-deadline:
			e.t.Fatalf("%q does not come:\n%s", want, e.frame())
		}
	}
	e.settle()
}

// hugeDocument is a tenant of 100,000 users and 10,000 groups nested five
// deep, of 10,000 roles and 50,000 permissions. Everybody is in the first group.
func hugeDocument() rbac.Document {
	const users, groups, roles, permissions = 100_000, 10_000, 10_000, 50_000
	var d rbac.Document
	id := func(kind string, n int) string { return kind + "-" + numeral(n) }
	app := func(n int) rbac.ClientID { return rbac.Client(id("app", n%100)) }
	for n := range permissions {
		d.Permissions = append(d.Permissions, rbac.Permission{
			ID: rbac.PermissionOf(id("p", n)), Name: text.New(id("do:thing", n)), Application: app(n),
		})
	}
	for n := range roles {
		r := rbac.Role{ID: rbac.RoleOf(id("r", n)), Name: text.New(id("Role", n)), Application: app(n)}
		for k := range 5 {
			r.Permissions = append(r.Permissions, d.Permissions[(n+k*roles)%permissions].ID)
		}
		d.Roles = append(d.Roles, r)
	}
	for n := range groups {
		g := rbac.Group{ID: rbac.GroupOf(id("g", n)), Name: text.New(id("Group", n)), Roles: []rbac.RoleID{d.Roles[n%roles].ID}}
		if child := n + groups/5; child < groups {
			g.Nested = []rbac.GroupID{rbac.GroupOf(id("g", child))}
		}
		d.Groups = append(d.Groups, g)
	}
	for n := range users {
		user := rbac.User(id("auth0|user", n))
		d.Groups[0].Members = append(d.Groups[0].Members, user)
		for k := range 3 {
			at := (n*7 + k*3331) % groups
			d.Groups[at].Members = append(d.Groups[at].Members, user)
		}
	}
	return d
}

func numeral(n int) string {
	digits := []byte("000000")
	for i := len(digits) - 1; n > 0; i-- {
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	return string(digits)
}
