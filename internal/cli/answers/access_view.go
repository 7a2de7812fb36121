package answers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// accessJSON writes what one user has, with the paths to each group, role and
// permission, as one JSON object.
func accessJSON(ctx context.Context, w io.Writer, a *rbac.Access) error {
	j := output.NewJSON(w)
	j.Object(func() { writeAccess(ctx, j, a, nil, rbac.NewEffort()) })
	return j.Finish()
}

// writeAccess writes the inside of the answer about one user. The directory, which may be
// nil, gives names.
func writeAccess(ctx context.Context, j *output.JSONWriter, a *rbac.Access, d *rbac.Directory, effort *rbac.Effort) {
	j.Format("access")
	writeUnread(j, unread(a.Graph(), nil))
	j.User(d, a.Query().User)
	j.Application(d, a.Query().Application)
	writeLogin(j, a.Query().Login)
	writeByKind(j, a.Graph(), d, explain(ctx, a, effort))
}

// writeByKind writes things that come as groups, then roles, then permissions, an array
// for each.
func writeByKind(j *output.JSONWriter, g *rbac.Graph, d *rbac.Directory, things iter.Seq[explained]) {
	next, stop := iter.Pull(things)
	defer stop()
	e, more := next()
	for _, kind := range []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission} {
		j.Key(string(kind) + "s").Array(func() {
			for ; more && e.ref.Kind == kind; e, more = next() {
				writeHeld(j, g, d, e)
			}
		})
	}
}

// writeLogin writes the login that is simulated, null and empty where there is none.
func writeLogin(j *output.JSONWriter, l *rbac.Login) {
	if l == nil {
		j.Key("connection").Null()
		j.Key("idp_groups").Array(func() {})
		return
	}
	j.Key("connection").Text(l.Connection)
	j.Key("idp_groups")
	output.Texts(j, l.IdPGroups)
}

// writeHeld writes one thing that a user has; groups have no application.
func writeHeld(j *output.JSONWriter, g *rbac.Graph, d *rbac.Directory, e explained) {
	j.Object(func() {
		j.Key("id").Text(e.ref.ID)
		j.Key("name").Text(g.Name(e.ref))
		if e.ref.Kind != rbac.KindGroup {
			app := output.ApplicationOf(g, e.ref)
			j.Key("application").Text(app.Text)
			j.Known("application_name", d.Name(app.Ref()))
		}
		j.Paths(e.paths, e.truncated)
	})
}

// accessText writes what one user has for a person to read: groups, then roles
// and permissions by application, each with its shortest path. The directory,
// which may be nil, gives names.
func accessText(ctx context.Context, w io.Writer, a *rbac.Access, d *rbac.Directory, look output.Look) error {
	return output.WriteText(w, func(out *bufio.Writer) {
		fmt.Fprintln(out, look.Bold(output.PersonLine(d, a.Query().User)))
		if login := a.Query().Login; login != nil {
			fmt.Fprintln(out, loginLine(*login))
		}
		fmt.Fprintf(out, "%s, %s, %s\n", text.Counted(len(a.Groups()), "group"), text.Counted(len(a.Roles()), "role"), text.Counted(len(a.Permissions()), "permission"))
		groups, sections := accessTables(ctx, a, look)
		if len(groups.Rows) > 0 {
			fmt.Fprintf(out, "\n%s\n", look.Bold("Groups"))
			groups.Write(out, look)
		}
		for _, s := range sections {
			fmt.Fprintf(out, "\n%s\n", look.Bold(output.ApplicationLine(d, s.application)))
			s.table.Write(out, look)
		}
	})
}

// accessSection is what a user has of one application.
type accessSection struct {
	application rbac.ClientID
	table       output.Table
}

// accessTables parts what a user has into groups, and roles and permissions by
// application, in the order in which they first come.
func accessTables(ctx context.Context, a *rbac.Access, look output.Look) (groups output.Table, sections []*accessSection) {
	groups = output.Table{Columns: make([]output.Column, 3), Indent: "  "}
	at := make(map[rbac.ClientID]*accessSection)
	for e := range explain(ctx, a, rbac.NewEffort()) {
		by, more := pathsText(look, e.paths, e.truncated)
		name := output.Label(a.Graph().Name(e.ref), e.ref.ID)
		if e.ref.Kind == rbac.KindGroup {
			groups.Row(name, by, more)
			continue
		}
		app := output.ApplicationOf(a.Graph(), e.ref)
		s, ok := at[app]
		if !ok {
			s = &accessSection{application: app, table: output.Table{Columns: make([]output.Column, 4), Indent: "  "}}
			at[app] = s
			sections = append(sections, s)
		}
		s.table.Row(string(e.ref.Kind), name, by, more)
	}
	return groups, sections
}

// pathsText says the shortest path to a thing, and how many more there are.
func pathsText(look output.Look, paths []rbac.Path, truncated bool) (by, more string) {
	if len(paths) == 0 {
		return "", ""
	}
	return look.Path(paths[0]), catalog.More(len(paths), truncated)
}

func loginLine(l rbac.Login) string {
	line := "login via " + l.Connection.String()
	if len(l.IdPGroups) == 0 {
		return line
	}
	names := make([]string, len(l.IdPGroups))
	for i, name := range l.IdPGroups {
		names[i] = name.String()
	}
	return line + " with the groups " + strings.Join(names, ", ")
}
