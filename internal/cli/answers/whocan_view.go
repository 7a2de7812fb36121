package answers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// whoCanJSON writes every user who has what the question is about, with the
// paths by which.
func whoCanJSON(ctx context.Context, w io.Writer, g *rbac.Graph, q Question) error {
	j, effort := output.NewJSON(w), rbac.NewEffort()
	j.Object(func() {
		j.Format("who-can")
		writeUnread(j, unread(g, nil))
		writeAsked(j, g, q)
		j.Key("application").TextOrNull(q.application(g).Text)
		j.Key("users").Array(func() {
			for a := range q.holders(ctx, g) {
				paths, truncated := q.paths(a, effort)
				j.Object(func() {
					j.Key("user").Text(a.Query().User.Text)
					j.Paths(paths, truncated)
				})
			}
		})
	})
	return j.Finish()
}

// whoCanJSONL writes those users, each on a line of its own.
func whoCanJSONL(ctx context.Context, w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory) error {
	lines, effort := output.NewJSONLines(w), rbac.NewEffort()
	for a := range q.holders(ctx, g) {
		paths, truncated := q.paths(a, effort)
		lines.Row(func(j *output.JSONWriter) {
			j.User(d, a.Query().User)
			j.Key(string(q.kind())).Text(q.name())
			j.Known(string(q.kind())+"_name", q.thing(g))
			j.Application(d, q.application(g))
			j.Paths(paths, truncated)
		})
	}
	return lines.Finish()
}

// whoCanText writes the same for a person to read, each user with the shortest
// path.
func whoCanText(ctx context.Context, w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory, look output.Look) error {
	return output.WriteText(w, func(out *bufio.Writer) {
		table, effort := output.Table{Columns: make([]output.Column, 4), Indent: "  "}, rbac.NewEffort()
		for a := range q.holders(ctx, g) {
			paths, truncated := q.paths(a, effort)
			by, more := pathsText(look, paths, truncated)
			user := a.Query().User
			name, contact := output.PersonCells(d, user)
			table.Row(name, contact, by, more)
		}
		fmt.Fprintln(out, look.Bold(fmt.Sprintf("%s: %s", q.title(g, d), text.Counted(len(table.Rows), "user"))))
		table.Write(out, look)
	})
}

// whoCanCSV writes a row for each user with the shortest path.
func whoCanCSV(ctx context.Context, w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory, look output.Look) error {
	c := output.NewCSV(w, q.columns()...)
	shortest := q.nearest(g)
	reach := rbac.Reach{Application: q.Query.Application, Login: q.Query.Login}
	for user := range until(ctx, slices.Values(q.users(g, reach))) {
		path := shortest(user)
		if path != nil {
			q.row(c, g, d, user, path, look)
		}
	}
	return c.Finish()
}
