package answers

import (
	"context"
	"iter"
	"slices"

	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/text"
)

// questionOf is what is asked about what an id or a name means.
func questionOf(ctx context.Context, p *session.State, thing string, q rbac.Query) (Question, error) {
	targets, err := p.Targets(ctx, thing, q.Application)
	return Question{Asked: text.New(thing), Targets: targets, Query: q}, err
}

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

// thing is what the one target is called; the zero text where there are several.
func (q Question) thing(g *rbac.Graph) text.Text {
	if len(q.Targets) != 1 {
		return text.Text{}
	}
	return g.Name(q.Targets[0])
}

// columns are those of a table of users and the paths by which they have what was asked.
func (q Question) columns() []string {
	kind := string(q.kind())
	return []string{"user", "user_name", "user_email", kind + "_id", kind, "application", "application_name", "path"}
}

// row writes a user and one path.
func (q Question) row(c *output.CSVWriter, g *rbac.Graph, d *rbac.Directory, user rbac.UserID, path rbac.Path, look output.Look) {
	p, to := output.PersonOf(d, user), path[len(path)-1].To()
	app := output.ApplicationOf(g, to)
	c.Row(user.String(), p.Name.String(), p.Email.String(), to.ID.String(), g.Name(to).String(),
		app.String(), d.Name(app.Ref()).String(), look.Path(path))
}

// application is the one asked about or, failing that, the one that the only
// target belongs to.
func (q Question) application(g *rbac.Graph) rbac.ClientID {
	if !q.Query.Application.IsZero() || len(q.Targets) != 1 {
		return q.Query.Application
	}
	return output.ApplicationOf(g, q.Targets[0])
}

// title is the question's subject for a person to read.
func (q Question) title(g *rbac.Graph, d *rbac.Directory) string {
	if len(q.Targets) != 1 {
		return q.Asked.String()
	}
	title := output.Label(g.Name(q.Targets[0]), q.Targets[0].ID)
	if app := output.ApplicationOf(g, q.Targets[0]); !app.IsZero() {
		title += " in " + output.ApplicationName(d, app)
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

// nearest finds a shortest way to any of the targets for one user after another; nil
// where there is none.
func (q Question) nearest(g *rbac.Graph) func(rbac.UserID) rbac.Path {
	reach := rbac.Reach{Application: q.Query.Application, Login: q.Query.Login}
	all := make([]*rbac.Nearest, len(q.Targets))
	for i, target := range q.Targets {
		all[i] = g.Nearest(target, reach)
	}
	return func(user rbac.UserID) (best rbac.Path) {
		for _, near := range all {
			if path := near.Path(user); path != nil && (best == nil || len(path) < len(best)) {
				best = path
			}
		}
		return best
	}
}

// owner tells apart, where the question stands for several things, which one a
// path leads to.
func (q Question) owner(g *rbac.Graph, d *rbac.Directory, p rbac.Path) string {
	if len(q.Targets) < 2 {
		return ""
	}
	app := output.ApplicationOf(g, p[len(p)-1].To())
	if app.IsZero() {
		return ""
	}
	return " in " + output.ApplicationName(d, app)
}

// holders yields the access of every user who has any of the targets, each
// once, in the graph's order.
func (q Question) holders(ctx context.Context, g *rbac.Graph) iter.Seq[*rbac.Access] {
	reach := rbac.Reach{Application: q.Query.Application, Login: q.Query.Login}
	return until(ctx, routine.Ahead(q.users(g, reach), func(user rbac.UserID) *rbac.Access {
		one := q.Query
		one.User = user
		return g.Access(one)
	}))
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
