package cli

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Question is a permission, role or group that somebody asked about.
type Question struct {
	// Asked is the id or name as it was given.
	Asked text.Text
	// Targets are what it stands for: several where applications share a name,
	// none where nothing is called so.
	Targets []rbac.Ref
	// Query says whose access is asked about, in which application, at which
	// login. Its user is zero where the question is about everybody.
	Query rbac.Query
}

func (q Question) kind() rbac.Kind {
	if len(q.Targets) == 0 {
		return rbac.KindPermission
	}
	return q.Targets[0].Kind
}

// name is the id of the one thing asked about, else what was asked.
func (q Question) name() text.Text {
	if len(q.Targets) == 1 {
		return q.Targets[0].ID
	}
	return q.Asked
}

// application is the one asked about or, failing that, the one that the only
// target belongs to.
func (q Question) application(g *rbac.Graph) rbac.ClientID {
	if !q.Query.Application.IsZero() || len(q.Targets) != 1 {
		return q.Query.Application
	}
	return applicationOf(g, q.Targets[0])
}

func applicationOf(g *rbac.Graph, ref rbac.Ref) rbac.ClientID {
	switch ref.Kind {
	case rbac.KindRole:
		role, _ := g.Role(rbac.RoleID{Text: ref.ID})
		return role.Application
	case rbac.KindPermission:
		permission, _ := g.Permission(rbac.PermissionID{Text: ref.ID})
		return permission.Application
	default:
		return rbac.ClientID{}
	}
}

// title is the question's subject for a person to read.
func (q Question) title(g *rbac.Graph, d *rbac.Directory) string {
	if len(q.Targets) != 1 {
		return q.Asked.String()
	}
	title := label(g.Name(q.Targets[0]), q.Targets[0].ID)
	if app := applicationOf(g, q.Targets[0]); !app.IsZero() {
		title += " in " + applicationName(d, app)
	}
	return title
}

// paths are the ways to any of the targets, shortest first, as many as one
// target may have.
func (q Question) paths(a *rbac.Access, effort *rbac.Effort) (paths []rbac.Path, truncated bool) {
	for _, target := range q.Targets {
		more, cut := a.PathsWithin(target, effort)
		paths, truncated = append(paths, more...), truncated || cut
	}
	if len(q.Targets) > 1 {
		slices.SortStableFunc(paths, func(a, b rbac.Path) int { return len(a) - len(b) })
	}
	if len(paths) > rbac.PathLimit {
		paths, truncated = paths[:rbac.PathLimit], true
	}
	return paths, truncated
}

// shortest is a shortest way to any of the targets; nil where there is none.
func (q Question) shortest(a *rbac.Access) (path rbac.Path) {
	for _, target := range q.Targets {
		paths, _ := a.PathsWithin(target, new(rbac.Effort))
		if len(paths) > 0 && (path == nil || len(paths[0]) < len(path)) {
			path = paths[0]
		}
	}
	return path
}

// WhyJSON writes whether a user has what the question is about, and the paths
// by which. Allowed is that answer as well.
func WhyJSON(w io.Writer, g *rbac.Graph, q Question) (allowed bool, err error) {
	paths, truncated := q.paths(g.Access(q.Query), rbac.NewEffort())
	j := newJSONWriter(w)
	j.object(func() {
		j.key("user").text(q.Query.User.Text)
		j.asked(q)
		j.key("application").orNull(q.application(g).Text)
		j.key("allowed").flag(len(paths) > 0)
		j.paths(paths, truncated)
	})
	return len(paths) > 0, j.finish()
}

// asked writes what the question is about: a permission unless a kind beside it
// says otherwise.
func (j *jsonWriter) asked(q Question) {
	j.key("permission").text(q.name())
	if kind := q.kind(); kind != rbac.KindPermission {
		j.key("kind").words(string(kind))
	}
}

// WhyText writes the same for a person to read.
func WhyText(w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory, look Look) (allowed bool, err error) {
	paths, truncated := q.paths(g.Access(q.Query), rbac.NewEffort())
	err = textOutput(w, func(out *bufio.Writer) {
		who, what := personLine(d, q.Query.User), q.title(g, d)
		if len(paths) == 0 {
			fmt.Fprintf(out, "%s %s does not have %s\n", look.bold("no:"), who, what)
			return
		}
		count := plural(len(paths), "path")
		if truncated {
			count = "more than " + count
		}
		fmt.Fprintf(out, "%s %s has %s, by %s\n", look.bold("yes:"), who, what, count)
		for i, p := range paths {
			fmt.Fprintf(out, "%4d  %s%s\n", i+1, wholePath(p), q.owner(g, d, p))
		}
	})
	return len(paths) > 0, err
}

// owner tells apart, where the question stands for several things, which one a
// path leads to.
func (q Question) owner(g *rbac.Graph, d *rbac.Directory, p rbac.Path) string {
	if len(q.Targets) < 2 {
		return ""
	}
	app := applicationOf(g, p[len(p)-1].To())
	if app.IsZero() {
		return ""
	}
	return " in " + applicationName(d, app)
}

// WhyCSV writes a row for each path: the user, what it leads to and in which
// application, the path.
func WhyCSV(w io.Writer, g *rbac.Graph, q Question) (allowed bool, err error) {
	paths, _ := q.paths(g.Access(q.Query), rbac.NewEffort())
	c := newCSVWriter(w, "user", string(q.kind()), "application", "path")
	for _, p := range paths {
		to := p[len(p)-1].To()
		c.row(q.Query.User.String(), to.ID.String(), applicationOf(g, to).String(), wholePath(p))
	}
	return len(paths) > 0, c.finish()
}
