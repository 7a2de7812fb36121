// Package suggest searches for the changes that give a user a permission, a role or the
// membership of a group, or take it away, smallest effect first.
package suggest

import (
	"cmp"
	"context"

	"authzx/internal/rbac"
)

// Goal is a permission, a role or a group that a user should have, or should have no
// longer. A permission goes by its id: a role of any application gives it.
type Goal struct {
	User  rbac.UserID
	Thing rbac.Ref
	Take  bool // away, rather than give
	// Login judges the goal at a login, where mappings count, and lets mappings be
	// changed too; nil leaves them out.
	Login *rbac.Login
}

// Score is how much a way alters, mappings left out.
type Score struct {
	Permissions int // pairs of a user and a permission that are gained or lost
	Users       int // who gain or lose any
	// Holders are the users who gain or lose the role or the group itself; of a goal
	// that is a permission 0, since they are counted already.
	Holders int
}

func (s Score) compare(t Score) int {
	return cmp.Or(cmp.Compare(s.Permissions, t.Permissions), cmp.Compare(s.Users, t.Users), cmp.Compare(s.Holders, t.Holders))
}

func scoreOf(e rbac.Effect) Score {
	s := Score{Users: len(e.Users)}
	for _, u := range e.Users {
		s.Permissions += len(u.Gained) + len(u.Lost)
	}
	return s
}

// score is how much lies between two graphs, of which the second reaches a goal.
func (w Goal) score(before, after *rbac.Graph, e rbac.Effect) Score {
	s := scoreOf(e)
	if n := w.holders(after) - w.holders(before); n < 0 {
		s.Holders = -n
	} else {
		s.Holders = n
	}
	return s
}

// holders is how many users have the role or group of a goal.
func (w Goal) holders(g *rbac.Graph) int {
	switch w.Thing.Kind {
	case rbac.KindGroup:
		_, all := g.MemberCount(rbac.GroupID{Text: w.Thing.ID})
		return all
	case rbac.KindRole:
		return len(g.WhoCan(w.Thing, rbac.Reach{}))
	}
	return 0
}

// Way is one way to reach a goal.
type Way struct {
	Changes []rbac.Change
	Effect  rbac.Effect // mappings left out
	Score   Score
}

// Granted reports whether a goal is reached as things are.
func (w Goal) Granted(g *rbac.Graph) bool {
	has := g.Access(rbac.Query{User: w.User, Login: w.Login}).Has(w.Thing)
	return has != w.Take
}

// permission is the permission that is wished for; zero where it is no permission.
func (w Goal) permission() rbac.PermissionID {
	if w.Thing.Kind != rbac.KindPermission {
		return rbac.PermissionID{}
	}
	return rbac.PermissionID{Text: w.Thing.ID}
}

// roles are the roles that give what is wished for, or that themselves are.
func (w Goal) roles(g *rbac.Graph) []rbac.RoleID {
	if w.Thing.Kind == rbac.KindRole {
		return []rbac.RoleID{{Text: w.Thing.ID}}
	}
	return g.PermissionRoles(w.permission())
}

func exists(g *rbac.Graph, thing rbac.Ref) (there bool) {
	switch thing.Kind {
	case rbac.KindPermission:
		_, there = g.Permission(rbac.PermissionID{Text: thing.ID})
	case rbac.KindRole:
		_, there = g.Role(rbac.RoleID{Text: thing.ID})
	case rbac.KindGroup:
		_, there = g.Group(rbac.GroupID{Text: thing.ID})
	}
	return there
}

// Ways are the ways to reach a goal, at most limit of them, those first that alter
// least: by Score, then by the number of changes. All single changes of ties (of
// members, nested groups, grants, assignments, permissions of roles, and mappings
// at a login) are considered; only where none will do, the smallest sets of
// changes. What the server would refuse is left out. There is none when the goal
// is fulfilled already. It ends early, with the context's error, when ctx does.
func Ways(ctx context.Context, g *rbac.Graph, w Goal, limit int) ([]Way, error) {
	if w.Granted(g) {
		return nil, nil
	}
	if !exists(g, w.Thing) {
		return nil, nil
	}
	if w.Take {
		return best(ctx, g, w, newNetwork(g, w).cuts(), limit)
	}
	give := newGiving(g, w)
	ways, err := best(ctx, g, w, give.singles(), limit)
	if err != nil || len(ways) > 0 {
		return ways, err
	}
	return best(ctx, g, w, give.pairs(), limit)
}
