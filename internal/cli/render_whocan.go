package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"

	"authzx/internal/rbac"
)

// holders yields the access of every user who has any of the targets, each
// once, in the graph's order.
func (q Question) holders(ctx context.Context, g *rbac.Graph) iter.Seq[*rbac.Access] {
	reach := rbac.Reach{Application: q.Query.Application, Login: q.Query.Login}
	return until(ctx, func(yield func(*rbac.Access) bool) {
		for _, user := range q.users(g, reach) {
			one := q.Query
			one.User = user
			if !yield(g.Access(one)) {
				return
			}
		}
	})
}

func (q Question) users(g *rbac.Graph, reach rbac.Reach) []rbac.UserID {
	if len(q.Targets) == 1 {
		list := g.WhoCan(q.Targets[0], reach)
		users := make([]rbac.UserID, len(list))
		for i, h := range list {
			users[i] = h.User
		}
		return users
	}
	any := make(map[rbac.UserID]bool)
	for _, target := range q.Targets {
		for _, h := range g.WhoCan(target, reach) {
			any[h.User] = true
		}
	}
	users := make([]rbac.UserID, 0, len(any))
	for _, user := range g.Users() {
		if any[user] {
			users = append(users, user)
		}
	}
	return users
}

// WhoCanJSON writes every user who has what the question is about, with the
// paths by which.
func WhoCanJSON(ctx context.Context, w io.Writer, g *rbac.Graph, q Question) error {
	j, effort := newJSONWriter(w), rbac.NewEffort()
	j.object(func() {
		j.asked(q)
		j.key("application").orNull(q.application(g).Text)
		j.key("users").array(func() {
			for a := range q.holders(ctx, g) {
				paths, truncated := q.paths(a, effort)
				j.object(func() {
					j.key("user").text(a.Query().User.Text)
					j.paths(paths, truncated)
				})
			}
		})
	})
	return j.finish()
}

// WhoCanText writes the same for a person to read, each user with the shortest
// path.
func WhoCanText(ctx context.Context, w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory, look Look) error {
	return textOutput(w, func(out *bufio.Writer) {
		table, effort := textTable{columns: make([]column, 4), indent: "  "}, rbac.NewEffort()
		for a := range q.holders(ctx, g) {
			paths, truncated := q.paths(a, effort)
			by, more := pathsText(paths, truncated)
			user := a.Query().User
			name, contact := personCells(d, user)
			table.row(name, contact, by, more)
		}
		fmt.Fprintln(out, look.bold(fmt.Sprintf("%s: %s", q.title(g, d), plural(len(table.rows), "user"))))
		table.write(out, look)
	})
}

// WhoCanCSV writes a row for each user with the shortest path.
func WhoCanCSV(ctx context.Context, w io.Writer, g *rbac.Graph, q Question, d *rbac.Directory) error {
	c := newCSVWriter(w, "user", "user_name", "user_email", string(q.kind()), "application", "path")
	for a := range q.holders(ctx, g) {
		path := q.shortest(a)
		if path == nil {
			continue
		}
		to := path[len(path)-1].To()
		p := personOf(d, a.Query().User)
		c.row(p.ID.String(), p.Name.String(), p.Email.String(), to.ID.String(), applicationOf(g, to).String(), pathText(path))
	}
	return c.finish()
}
