package cli

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// AccessJSON writes what one user has, with the paths to each group, role and
// permission, as one JSON object.
func AccessJSON(w io.Writer, a *rbac.Access) error {
	j := newJSONWriter(w)
	j.object(func() { j.accessFields(a) })
	return j.finish()
}

// accessFields writes the inside of the answer about one user.
func (j *jsonWriter) accessFields(a *rbac.Access) {
	j.key("user").text(a.Query().User.Text)
	j.key("application").orNull(a.Query().Application.Text)
	j.login(a.Query().Login)
	next, stop := iter.Pull(explain(a))
	defer stop()
	e, more := next()
	for _, kind := range []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission} {
		j.key(string(kind) + "s").array(func() {
			for ; more && e.ref.Kind == kind; e, more = next() {
				j.held(a.Graph(), e)
			}
		})
	}
}

// login writes the login that is simulated, null and empty where there is none.
func (j *jsonWriter) login(l *rbac.Login) {
	if l == nil {
		j.key("connection").null()
		j.key("idp_groups").array(func() {})
		return
	}
	j.key("connection").text(l.Connection)
	j.key("idp_groups")
	texts(j, l.IdPGroups)
}

func (j *jsonWriter) orNull(t text.Text) {
	if t.IsZero() {
		j.null()
		return
	}
	j.text(t)
}

// held writes one thing that a user has; groups have no application.
func (j *jsonWriter) held(g *rbac.Graph, e explained) {
	j.object(func() {
		j.key("id").text(e.ref.ID)
		j.key("name").text(g.Name(e.ref))
		if e.ref.Kind != rbac.KindGroup {
			j.key("application").text(applicationOf(g, e.ref).Text)
		}
		j.paths(e.paths, e.truncated)
	})
}

// AccessText writes what one user has for a person to read: groups, then roles
// and permissions by application, each with its shortest path. The directory,
// which may be nil, gives names.
func AccessText(w io.Writer, a *rbac.Access, d *rbac.Directory, look Look) error {
	return textOutput(w, func(out *bufio.Writer) {
		groups, sections := a.Groups(), accessSections(a)
		fmt.Fprintln(out, look.bold(personLine(d, a.Query().User)))
		if login := a.Query().Login; login != nil {
			fmt.Fprintln(out, loginLine(*login))
		}
		fmt.Fprintf(out, "%s, %s, %s\n", plural(len(groups), "group"), plural(len(a.Roles()), "role"), plural(len(a.Permissions()), "permission"))
		if len(groups) > 0 {
			fmt.Fprintf(out, "\n%s\n", look.bold("Groups"))
			table := textTable{columns: make([]column, 3), indent: "  "}
			for _, id := range groups {
				group, _ := a.Graph().Group(id)
				by, more := shortest(a, id.Ref())
				table.row(label(group.Name, id.Text), by, more)
			}
			table.write(out, look)
		}
		for _, s := range sections {
			fmt.Fprintf(out, "\n%s\n", look.bold(applicationLine(d, s.application)))
			s.table.write(out, look)
		}
	})
}

// accessSection is what a user has of one application.
type accessSection struct {
	application rbac.ClientID
	table       textTable
}

// accessSections parts roles and permissions by application, in the order in
// which they first come.
func accessSections(a *rbac.Access) []*accessSection {
	var sections []*accessSection
	at := make(map[rbac.ClientID]*accessSection)
	add := func(kind string, app rbac.ClientID, ref rbac.Ref, name text.Text) {
		s, ok := at[app]
		if !ok {
			s = &accessSection{application: app, table: textTable{columns: make([]column, 4), indent: "  "}}
			at[app] = s
			sections = append(sections, s)
		}
		by, more := shortest(a, ref)
		s.table.row(kind, label(name, ref.ID), by, more)
	}
	for _, id := range a.Roles() {
		role, _ := a.Graph().Role(id)
		add("role", role.Application, id.Ref(), role.Name)
	}
	for _, id := range a.Permissions() {
		permission, _ := a.Graph().Permission(id)
		add("permission", permission.Application, id.Ref(), permission.Name)
	}
	return sections
}

// shortest says the shortest path to a thing, and how many more there are.
func shortest(a *rbac.Access, ref rbac.Ref) (by, more string) {
	paths, truncated := a.Paths(ref)
	return pathsText(paths, truncated)
}

func pathsText(paths []rbac.Path, truncated bool) (by, more string) {
	switch {
	case len(paths) == 0:
		return "", ""
	case truncated:
		more = fmt.Sprintf("(%d more at least)", len(paths))
	case len(paths) > 1:
		more = fmt.Sprintf("(%d more)", len(paths)-1)
	}
	return pathText(paths[0]), more
}

func loginLine(l rbac.Login) string {
	line := "login by " + l.Connection.String()
	if len(l.IdPGroups) == 0 {
		return line
	}
	names := make([]string, len(l.IdPGroups))
	for i, name := range l.IdPGroups {
		names[i] = name.String()
	}
	return line + " with the groups " + strings.Join(names, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
