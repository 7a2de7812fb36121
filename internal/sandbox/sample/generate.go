package sample

import (
	"fmt"
	"time"
)

// Options says how large a generated tenant is.
type Options struct {
	// Users and Groups are how many there are; below 1 there are none.
	Users, Groups int
	// Roles, Permissions and Applications are how many there are; below 1 a
	// number is taken that suits the groups.
	Roles, Permissions, Applications int
	// Seed tells apart tenants of the same size.
	Seed uint64
}

// Large is a company of 100,000 users and 10,000 groups.
func Large() Options { return Options{Users: 100_000, Groups: 10_000} }

func (o Options) filled() Options {
	o.Users, o.Groups = max(0, o.Users), max(0, o.Groups)
	if o.Roles < 1 {
		o.Roles = max(15, o.Groups/5)
	}
	if o.Permissions < 1 {
		o.Permissions = 3 * o.Roles
	}
	if o.Applications < 1 {
		o.Applications = min(100, max(5, o.Roles/40))
	}
	return o
}

// Generate makes a tenant of any size, the same for the same options. Groups
// nest up to five deep, some in two others; a user is a direct member of three
// groups or so, a few groups are far larger than the rest; there are some deleted users who
// are still members, cycles, empty groups and mappings to a connection that is gone.
func Generate(o Options) Tenant {
	g := newGenerator(o.filled())
	doc := document{groups: g.groups(), roles: g.roles(), permissions: g.permissions()}
	apps := g.applications()
	return Tenant{
		Users:   g.encodeUsers(),
		Clients: list(apps, applicationSize, (*encoder).application),
		Connections: list(tenantConnections(), connectionSize, func(e *encoder, c *connection) {
			e.connection(c, apps)
		}),
		Document: doc.encode(),
	}
}

// generator holds what several kinds of records refer to.
type generator struct {
	Options
	words                           *vocabulary
	userIDs, roleIDs, permissionIDs []string
	// rolesOf and permissionsOf say how many each application has; both stand
	// in the order of the applications.
	rolesOf, permissionsOf []int
}

func newGenerator(o Options) *generator {
	g := &generator{
		Options: o, words: newVocabulary(),
		userIDs: make([]string, o.Users), roleIDs: make([]string, o.Roles), permissionIDs: make([]string, o.Permissions),
		rolesOf: shares(o.Roles, o.Applications), permissionsOf: shares(o.Permissions, o.Applications),
	}
	for i := range g.userIDs {
		g.userIDs[i] = g.userID(i)
	}
	for i := range g.roleIDs {
		g.roleIDs[i] = uuid(mixed(o.Seed, "role", i))
	}
	for i := range g.permissionIDs {
		g.permissionIDs[i] = uuid(mixed(o.Seed, "permission", i))
	}
	return g
}

func (g *generator) applicationID(i int) string { return clientID(mixed(g.Seed, "application", i)) }

func (g *generator) applications() []application {
	kinds := []string{"spa", "regular_web", "native"}
	apps := make([]application, g.Applications)
	for i := range apps {
		name := numbered(g.words.products, i)
		apps[i] = application{
			id: g.applicationID(i), name: name, kind: kinds[i%len(kinds)],
			callbacks: []string{fmt.Sprintf("https://app%d.acme.test/callback", i+1)},
		}
	}
	return apps
}

// shares splits n among k: half of it evenly, the rest ever less to each.
func shares(n, k int) []int {
	out := make([]int, k)
	for i := range out {
		out[i] = n / 2 / k
	}
	left := n - n/2/k*k
	for i := 0; left > 0; i = (i + 1) % k {
		part := (left + 3) / 4
		out[i] += part
		left -= part
	}
	return out
}

// The connections of generated tenants. A mapping names one more, which was removed.
const (
	database   = "Username-Password-Authentication"
	google     = "google-oauth2"
	corporate  = "corp"
	partners   = "acme-partners"
	vanishedAt = "contractors-ldap"
)

func tenantConnections() []connection {
	return []connection{
		{"con_Acme000000000001", database, "auth0"},
		{"con_Acme000000000002", google, "google-oauth2"},
		{"con_Acme000000000003", corporate, "ad"},
		{"con_Acme000000000004", partners, "samlp"},
	}
}

// today is the day on which generated tenants stand still.
func today() time.Time { return time.Date(2026, time.November, 20, 9, 30, 0, 0, time.UTC) }
