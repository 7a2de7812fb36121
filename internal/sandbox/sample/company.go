package sample

import (
	"fmt"
	"time"
)

// The connections of the company. A mapping names one more, which was removed.
const (
	database   = "Username-Password-Authentication"
	google     = "google-oauth2"
	corporate  = "corp"
	partners   = "acme-partners"
	vanishedAt = "contractors-ldap"
)

// Company is Acme, a company of about 60 people: 25 groups nested up to four
// deep, 15 roles and 45 permissions over 5 applications. It holds a few of each
// thing that deserves a look: a deleted user who is still a member, a cycle, a
// group nested in itself, a role that is gone, an application that is gone, a
// mapping to a connection that is gone and one made twice, an empty group, a role
// and a permission that nobody uses, and grants that others make redundant.
func Company() Tenant {
	directory := newStaff()
	apps := companyApplications()
	for i := range apps {
		apps[i].id = companyClient(apps[i].name)
	}
	doc := document{
		groups:      companyGroups(directory),
		roles:       companyRoles(directory),
		permissions: companyPermissions(),
	}
	return Tenant{
		Users:   list(directory.people, personSize, (*encoder).person),
		Clients: list(apps, applicationSize, (*encoder).application),
		Connections: list(companyConnections(), connectionSize, func(e *encoder, c *connection) {
			e.connection(c, apps)
		}),
		Document: doc.encode(),
	}
}

func companyConnections() []connection {
	return []connection{
		{"con_Acme000000000001", database, "auth0"},
		{"con_Acme000000000002", google, "google-oauth2"},
		{"con_Acme000000000003", corporate, "ad"},
		{"con_Acme000000000004", partners, "samlp"},
	}
}

// today is the day on which the company stands still.
func today() time.Time { return time.Date(2026, time.November, 20, 9, 30, 0, 0, time.UTC) }

// staff finds the id of a person by the local part of the email address.
type staff struct {
	people []person
	ids    map[string]string
}

func newStaff() staff {
	rows := companyPeople()
	s := staff{people: make([]person, 0, len(rows)), ids: make(map[string]string, len(rows)+1)}
	for _, row := range rows {
		p := row.profile()
		s.people = append(s.people, p)
		s.ids[row.local] = p.id
	}
	s.ids[ghost] = "auth0|" + databaseID(digest("user", ghost))
	return s
}

func (s staff) of(locals []string) []string {
	ids := make([]string, len(locals))
	for i, local := range locals {
		ids[i] = s.ids[local]
	}
	return ids
}

// profile derives what a hire does not say from the local part of the address,
// so that the same person always looks the same.
func (h hire) profile() person {
	hi, lo := digest("user", h.local)
	const day = 24 * time.Hour
	p := person{
		name:     h.name,
		email:    h.local + "@acme.test",
		nickname: h.local,
		created:  today().AddDate(-2-int(hi%6), -int(hi/6%12), -int(hi/72%28)).Add(-time.Duration(lo%30_000) * time.Second),
		blocked:  h.is&blocked != 0, multifactor: h.is&multifactor != 0,
	}
	p.identities = []identity{h.account(h.at)}
	p.id = p.identities[0].provider + "|" + p.identities[0].id
	if h.at == corporate || h.at == partners {
		p.id = fmt.Sprintf("%s|%s|%s", p.identities[0].provider, h.at, p.identities[0].id)
	}
	if h.also != "" {
		p.identities = append(p.identities, h.account(h.also))
	}
	p.updated = p.created
	if h.is&neverSeen == 0 {
		ago := time.Duration(lo%19)*time.Hour + time.Duration(hi%3600)*time.Second
		ago += time.Duration(lo/19%12) * time.Duration(lo/19%12) * day
		switch {
		case h.is&lately != 0:
			ago = 12 * time.Minute
		case h.is&away != 0:
			ago += 300 * day
		}
		p.lastLogin = today().Add(-ago)
		p.updated = p.lastLogin
		p.logins = 2 + int(lo/228%400)
		p.lastIP = fmt.Sprintf("203.0.113.%d", 1+hi%250)
	}
	return p
}

func (h hire) account(at string) identity {
	hi, lo := digest("account", at, h.local)
	switch at {
	case google:
		return identity{at, "google-oauth2", socialID(hi, lo), true}
	case corporate:
		return identity{at, "ad", h.local, false}
	case partners:
		return identity{at, "samlp", h.local + "@acme.test", false}
	}
	return identity{at, "auth0", databaseID(digest("user", h.local)), false}
}

func companyClient(app string) string { return clientID(digest("application", app)) }

func companyGroup(name string) string { return uuid(digest("group", name)) }

// companyRole and companyPermission take "Application/name".
func companyRole(path string) string { return uuid(digest("role", path)) }

func companyPermission(path string) string { return uuid(digest("permission", path)) }

func mapEach[T any](values []string, id func(string) T) []T {
	out := make([]T, len(values))
	for i, v := range values {
		out[i] = id(v)
	}
	return out
}
