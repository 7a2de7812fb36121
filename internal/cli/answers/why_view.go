package answers

import (
	"bufio"
	"fmt"
	"io"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// whyJSON writes whether a user has what the question is about, and the paths
// by which. Allowed is that answer as well.
func whyJSON(w io.Writer, g *rbac.Graph, q Question) (allowed bool, err error) {
	paths, truncated := q.paths(g.Access(q.Query), rbac.NewEffort())
	j := output.NewJSON(w)
	j.Object(func() {
		j.Format("why")
		writeUnread(j, unread(g, nil))
		j.Key("user").Text(q.Query.User.Text)
		writeAsked(j, g, q)
		j.Key("application").TextOrNull(q.application(g).Text)
		j.Key("allowed").Flag(len(paths) > 0)
		j.Paths(paths, truncated)
	})
	return len(paths) > 0, j.Finish()
}

// writeAsked writes what the question is about: a permission unless a kind beside it
// says otherwise.
func writeAsked(j *output.JSONWriter, g *rbac.Graph, q Question) {
	j.Key("permission").Text(q.name())
	j.Known("permission_name", q.thing(g))
	if kind := q.kind(); kind != rbac.KindPermission {
		j.Key("kind").Words(string(kind))
	}
}

// whyText writes the same for a person to read.
func whyText(w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory, look output.Look) (allowed bool, err error) {
	paths, truncated := q.paths(g.Access(q.Query), rbac.NewEffort())
	err = output.WriteText(w, func(out *bufio.Writer) {
		who, what := output.PersonLine(d, q.Query.User), q.title(g, d)
		if len(paths) == 0 {
			fmt.Fprintf(out, "%s %s does not have %s\n", look.Bold("no:"), who, what)
			return
		}
		count := text.Counted(len(paths), "path")
		if truncated {
			count = "more than " + count
		}
		fmt.Fprintf(out, "%s %s has %s, by %s\n", look.Bold("yes:"), who, what, count)
		for i, p := range paths {
			fmt.Fprintf(out, "%4d  %s%s\n", i+1, look.WholePath(d, q.Query.User, p), q.owner(g, d, p))
		}
	})
	return len(paths) > 0, err
}

// whyCSV writes a row for each path: the user, what it leads to and in which
// application, the path.
func whyCSV(w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory, look output.Look) (allowed bool, err error) {
	paths, _ := q.paths(g.Access(q.Query), rbac.NewEffort())
	c := output.NewCSV(w, q.columns()...)
	for _, p := range paths {
		q.row(c, g, d, q.Query.User, p, look)
	}
	return len(paths) > 0, c.Finish()
}
