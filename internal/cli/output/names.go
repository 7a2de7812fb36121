package output

import (
	"fmt"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Quoted shows what was given on the command line.
func Quoted(given string) string { return `"` + text.Escape(given) + `"` }

// Place is a line of a file.
func Place(file string, line int) string { return fmt.Sprintf("%s:%d", text.Escape(file), line) }

// PersonOf is what is known of a user.
func PersonOf(d *rbac.Directory, id rbac.UserID) rbac.Person {
	p, _ := d.User(id)
	return p
}

// PersonLine is a person in one line: "Ann Archer <ann@acme.test> auth0|5f7c".
func PersonLine(d *rbac.Directory, id rbac.UserID) string {
	p := PersonOf(d, id)
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

// PersonCells are a person as two cells of a table: what people call them, and
// the id.
func PersonCells(d *rbac.Directory, id rbac.UserID) (name, known string) {
	p := PersonOf(d, id)
	name = p.Label().String()
	if p.Status == rbac.StatusGone {
		name = strings.TrimSpace(name + " (gone)")
	}
	return name, id.String()
}

// ApplicationName is the name of an application, or its id.
func ApplicationName(d *rbac.Directory, id rbac.ClientID) string {
	app, _ := d.Application(id)
	return Label(app.Name, id.Text)
}

// ApplicationLine is the name with the id behind it, where there is a name.
func ApplicationLine(d *rbac.Directory, id rbac.ClientID) string {
	name := ApplicationName(d, id)
	if name == id.String() {
		return name
	}
	return name + " (" + id.String() + ")"
}

// Label is the name of a thing, or its id where it has none.
func Label(name, id text.Text) string {
	if name.IsZero() {
		return id.String()
	}
	return name.String()
}

// ApplicationOf is the application that a role or permission belongs to; zero for a
// group.
func ApplicationOf(g *rbac.Graph, ref rbac.Ref) rbac.ClientID {
	return (&catalog.Data{Graph: g}).ApplicationOf(ref)
}

// ShellWord is a value as one word on a shell's command line, quoted where it has to be.
func ShellWord(value string) string {
	bare := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("-_./:@%+,=", c)
	}
	if value != "" && !strings.ContainsFunc(value, func(c rune) bool { return !bare(c) }) {
		return value
	}
	return "'" + strings.ReplaceAll(text.Escape(value), "'", `'\''`) + "'"
}
