package cli

import (
	"strings"

	"authzx/internal/rbac"
)

// The directory gives names; what it doesn't know is shown by id. It may be nil.

func personOf(d *rbac.Directory, id rbac.UserID) rbac.Person {
	p, _ := d.User(id)
	return p
}

// personLine is a person in one line: "Ann Archer <ann@acme.test> auth0|5f7c".
func personLine(d *rbac.Directory, id rbac.UserID) string {
	p := personOf(d, id)
	line := ""
	if !p.Name.IsZero() && p.Name != p.Email {
		line = p.Name.String() + " "
	}
	if !p.Email.IsZero() {
		line += "<" + p.Email.String() + "> "
	}
	line += id.String()
	if p.Status == rbac.StatusGone {
		line += " (gone)"
	}
	return line
}

// personCells are a person as two cells of a table: how people call him, and
// the id.
func personCells(d *rbac.Directory, id rbac.UserID) (name, known string) {
	p := personOf(d, id)
	name = p.Label().String()
	if p.Status == rbac.StatusGone {
		name = strings.TrimSpace(name + " (gone)")
	}
	return name, id.String()
}

// applicationName is the name of an application, or its id.
func applicationName(d *rbac.Directory, id rbac.ClientID) string {
	app, _ := d.Application(id)
	return label(app.Name, id.Text)
}

// applicationLine is the name with the id behind it, where there is a name.
func applicationLine(d *rbac.Directory, id rbac.ClientID) string {
	name := applicationName(d, id)
	if name == id.String() {
		return name
	}
	return name + " (" + id.String() + ")"
}
