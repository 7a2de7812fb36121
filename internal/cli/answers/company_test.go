package answers

import (
	"encoding/json"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/text"
)

// company is the sample company as the commands would have loaded it.
func company(t testing.TB) (*rbac.Graph, *rbac.Directory) {
	t.Helper()
	return loaded(t, sample.Company())
}

func loaded(t testing.TB, from sample.Tenant) (*rbac.Graph, *rbac.Directory) {
	t.Helper()
	var doc rbac.Document
	var lists struct {
		Users []struct {
			ID         rbac.UserID `json:"user_id"`
			Name       text.Text   `json:"name"`
			Email      text.Text   `json:"email"`
			Identities []struct{ Connection text.Text }
			LastLogin  time.Time `json:"last_login"`
			Logins     int       `json:"logins_count"`
			Blocked    bool
		}
		Clients []struct {
			ID   rbac.ClientID `json:"client_id"`
			Name text.Text     `json:"name"`
			Type text.Text     `json:"app_type"`
		}
		Connections []rbac.Connection
	}
	if err := json.Unmarshal(from.Document, &doc); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(from.Directory(), &lists); err != nil {
		t.Fatal(err)
	}
	var people []rbac.Person
	for _, u := range lists.Users {
		p := rbac.Person{ID: u.ID, Name: u.Name, Email: u.Email, LastLogin: u.LastLogin, Logins: u.Logins, Blocked: u.Blocked}
		for _, i := range u.Identities {
			p.Connections = append(p.Connections, i.Connection)
		}
		people = append(people, p)
	}
	var apps []rbac.Application
	for _, c := range lists.Clients {
		apps = append(apps, rbac.Application{ID: c.ID, Name: c.Name, Type: c.Type})
	}
	read := rbac.Extent{At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Complete: true}
	var d *rbac.Directory
	return rbac.Index(doc), d.WithUsers(people, read).WithApplications(apps, read).WithConnections(lists.Connections, read)
}

func ann(t testing.TB, d *rbac.Directory) rbac.UserID {
	t.Helper()
	ids := d.UsersWithEmail(text.New("ann@acme.test"))
	if len(ids) != 1 {
		t.Fatalf("%d users are Ann", len(ids))
	}
	return ids[0]
}

// named is the question about all permissions of a name.
func named(g *rbac.Graph, name string, q rbac.Query) Question {
	question := Question{Asked: text.New(name), Query: q}
	for _, id := range g.PermissionsNamed(question.Asked) {
		question.Targets = append(question.Targets, id.Ref())
	}
	return question
}
