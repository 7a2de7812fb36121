package rbac

import (
	"iter"
	"slices"

	"authzx/internal/rbac/relation"
)

// UserAccess is what one user has, without regard to logins: the groups,
// roles and permissions that the server calculates, over all applications.
// It is valid only during the call that was given it.
type UserAccess struct {
	w    *walker
	user int32
}

// User is whose access it is.
func (u UserAccess) User() UserID { return u.w.g.users.id(u.user) }

// Counts is how many groups, roles and permissions the user has.
func (u UserAccess) Counts() (groups, roles, permissions int) {
	return len(u.w.groups.list), len(u.w.roles.list), len(u.w.permissions.list)
}

// Groups yields the user's groups in the server's order.
func (u UserAccess) Groups() iter.Seq[GroupID] {
	return inOrder(&u.w.groups, func(n int32) GroupID { return u.w.g.groups.Record(n).ID })
}

// Roles yields the user's roles in the server's order.
func (u UserAccess) Roles() iter.Seq[RoleID] {
	return inOrder(&u.w.roles, func(n int32) RoleID { return u.w.g.roles.Record(n).ID })
}

// Permissions yields the user's permissions in the server's order.
func (u UserAccess) Permissions() iter.Seq[PermissionID] {
	return inOrder(&u.w.permissions, func(n int32) PermissionID { return u.w.g.permissions.Record(n).ID })
}

// inOrder yields what was gathered in the server's order, by id.
func inOrder[ID any](list *gathering, id func(int32) ID) iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for _, n := range list.ordered() {
			if !yield(id(n)) {
				return
			}
		}
	}
}

// EachUser calls visit with the access of every user that the graph mentions,
// in the order of Users, until visit gives false. It is the fast way to the
// access of all: what a group gives is worked out once, and what a user has is
// put in order only when it is asked for.
func (g *Graph) EachUser(visit func(UserAccess) bool) {
	w := g.walker()
	for n := range g.users.len() {
		if g.users.over && !g.mentions(n) {
			continue
		}
		w.access(n)
		if !visit(UserAccess{w, n}) {
			return
		}
	}
}

// walker works out the access of one user after another.
type walker struct {
	g *index
	gathered
	above gathered // what one group gives, while it is worked out
	stack []int32
}

// gathered are groups, roles and permissions being gathered.
type gathered struct {
	groups, roles, permissions gathering
}

func (g *index) walker() *walker { return &walker{g: g, gathered: g.gathered(), above: g.gathered()} }

func (g *index) gathered() gathered {
	return gathered{newGathering(g.groups.N), newGathering(g.roles.N), newGathering(g.permissions.N)}
}

// settled is what was gathered, to be kept.
func (a *gathered) settled() *grants {
	n, m := len(a.groups.list), len(a.roles.list)
	all := make([]int32, 0, n+m+len(a.permissions.list))
	all = append(append(append(all, a.groups.list...), a.roles.list...), a.permissions.list...)
	return &grants{all[:n:n], all[n : n+m : n+m], all[n+m:]}
}

// access gathers what user n has.
func (w *walker) access(n int32) {
	w.groups.reset()
	w.roles.reset()
	w.permissions.reset()
	for _, group := range w.g.memberOf.Of(n) {
		p := w.grants(group)
		w.groups.take(p.groups)
		w.roles.take(p.roles)
		w.permissions.take(p.permissions)
	}
	w.groups.close()
	w.roles.close() // roles that list the user come behind
	for _, role := range w.g.userRoles.Of(n) {
		w.roles.take1(role)
		w.permissions.take(w.g.rolePerms.Of(role))
	}
	w.permissions.close()
}

// gathering unites lists of numbers. It tells repeats by a mark for each
// number, which holds the round in which it was last met, and orders what it has
// only on demand.
type gathering struct {
	list   []int32
	front  int // how much of list is to be put in order; the rest stays as it came
	sorted bool
	round  uint32
	met    []uint32
	set    *relation.Set // for putting in order; empty between uses
	n      int32         // numbers are below it
}

func newGathering(n int32) gathering { return gathering{n: n} }

func (u *gathering) reset() {
	u.list, u.sorted = u.list[:0], false
	u.round++
	if u.met == nil {
		u.met = make([]uint32, u.n)
	} else if u.round == 0 {
		clear(u.met)
		u.round = 1
	}
}

// take adds a list. The loop has no branch for a repeat: it can't be foreseen.
func (u *gathering) take(list []int32) {
	k := len(u.list)
	u.list = slices.Grow(u.list, len(list))
	out := u.list[:k+len(list)]
	met, round := u.met, u.round
	for _, n := range list {
		out[k] = n
		step := 0
		if met[n] != round {
			step = 1
		}
		met[n] = round
		k += step
	}
	u.list = out[:k]
}

func (u *gathering) take1(n int32) {
	if u.met[n] != u.round {
		u.met[n] = u.round
		u.list = append(u.list, n)
	}
}

// close ends the part of the list that ordered puts in order.
func (u *gathering) close() { u.front = len(u.list) }

func (u *gathering) has(n int32) bool { return int(n) < len(u.met) && u.met[n] == u.round }

// fewToSort is up to how many numbers sorting is quicker than a set.
const fewToSort = 24

func (u *gathering) ordered() []int32 {
	switch {
	case u.sorted:
	case u.front <= fewToSort:
		slices.Sort(u.list[:u.front])
	default:
		if u.set == nil {
			set := relation.NewSet(int(u.n))
			u.set = &set
		}
		u.set.AddAll(u.list[:u.front])
		u.set.Drain(u.list[:0])
	}
	u.sorted = true
	return u.list
}
