package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// AccessJSON writes what one user has, with the paths to each group, role and
// permission, as one JSON object.
func AccessJSON(ctx context.Context, w io.Writer, a *rbac.Access) error {
	j := newJSONWriter(w)
	j.object(func() { j.accessFields(ctx, a, rbac.NewEffort()) })
	return j.finish()
}

// accessFields writes the inside of the answer about one user.
func (j *jsonWriter) accessFields(ctx context.Context, a *rbac.Access, effort *rbac.Effort) {
	j.key("user").text(a.Query().User.Text)
	j.key("application").orNull(a.Query().Application.Text)
	j.login(a.Query().Login)
	j.byKind(a.Graph(), explain(ctx, a, effort))
}

// byKind writes things that come as groups, then roles, then permissions, an array
// for each.
func (j *jsonWriter) byKind(g *rbac.Graph, things iter.Seq[explained]) {
	next, stop := iter.Pull(things)
	defer stop()
	e, more := next()
	for _, kind := range []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission} {
		j.key(string(kind) + "s").array(func() {
			for ; more && e.ref.Kind == kind; e, more = next() {
				j.held(g, e)
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
func AccessText(ctx context.Context, w io.Writer, a *rbac.Access, d *rbac.Directory, look Look) error {
	return textOutput(w, func(out *bufio.Writer) {
		fmt.Fprintln(out, look.bold(personLine(d, a.Query().User)))
		if login := a.Query().Login; login != nil {
			fmt.Fprintln(out, loginLine(*login))
		}
		fmt.Fprintf(out, "%s, %s, %s\n", plural(len(a.Groups()), "group"), plural(len(a.Roles()), "role"), plural(len(a.Permissions()), "permission"))
		groups, sections := accessTables(ctx, a)
		if len(groups.rows) > 0 {
			fmt.Fprintf(out, "\n%s\n", look.bold("Groups"))
			groups.write(out, look)
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

// accessTables parts what a user has into groups, and roles and permissions by
// application, in the order in which they first come.
func accessTables(ctx context.Context, a *rbac.Access) (groups textTable, sections []*accessSection) {
	groups = textTable{columns: make([]column, 3), indent: "  "}
	at := make(map[rbac.ClientID]*accessSection)
	for e := range explain(ctx, a, rbac.NewEffort()) {
		by, more := pathsText(e.paths, e.truncated)
		name := label(a.Graph().Name(e.ref), e.ref.ID)
		if e.ref.Kind == rbac.KindGroup {
			groups.row(name, by, more)
			continue
		}
		app := applicationOf(a.Graph(), e.ref)
		s, ok := at[app]
		if !ok {
			s = &accessSection{application: app, table: textTable{columns: make([]column, 4), indent: "  "}}
			at[app] = s
			sections = append(sections, s)
		}
		s.table.row(string(e.ref.Kind), name, by, more)
	}
	return groups, sections
}

// pathsText says the shortest path to a thing, and how many more there are.
func pathsText(paths []rbac.Path, truncated bool) (by, more string) {
	switch {
	case len(paths) == 0:
		return "", ""
	case truncated && len(paths) < rbac.PathLimit:
		more = "(perhaps more)" // looking for all would take long
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
