package suggest

import (
	"cmp"
	"slices"

	"authzx/internal/rbac"
)

// LikeIn are the fewest changes of a user's own ties after which the user has, of what
// the model has, these things. Nothing comes along that the model lacks, and of equally
// few changes those are taken that bring the least along. The model's query may be at a
// login: what a mapping gives there is given as a membership. What the model lacks is
// left out.
func LikeIn(g *rbac.Graph, user rbac.UserID, model rbac.Query, things []rbac.Ref) []rbac.Change {
	if user == model.User {
		return nil
	}
	have, want := g.Access(rbac.Query{User: user}), g.Access(rbac.Query{User: model.User, Login: model.Login})
	c := &cover{g: g, have: have, tries: maxTries}
	for _, thing := range things {
		if want.Has(thing) && !have.Has(thing) && !slices.Contains(c.needed, thing) {
			c.needed = append(c.needed, thing)
		}
	}
	for _, group := range want.Groups() {
		c.offer(rbac.AddMember(group, user), group, g.EffectiveRoles(group))
	}
	for _, role := range want.Roles() {
		c.offer(rbac.AssignRole(user, role), rbac.GroupID{}, []rbac.GroupRole{{Role: role}})
	}
	slices.SortStableFunc(c.offers, func(a, b offer) int {
		return cmp.Or(cmp.Compare(len(b.gives), len(a.gives)), cmp.Compare(a.brings, b.brings))
	})
	c.choose(nil, 0, make([]int, len(c.needed)))
	var changes []rbac.Change
	for _, i := range c.best {
		changes = append(changes, c.offers[i].change)
	}
	return changes
}

// maxTries bounds the search for the smallest set of changes: it goes by way of the best
// first, so that what is found till then is good.
const maxTries = 20_000

// cover searches for the fewest offers that together give what is needed.
type cover struct {
	g      *rbac.Graph
	have   *rbac.Access
	needed []rbac.Ref
	offers []offer
	best   []int // of offers
	brings int   // what the best brings along
	tries  int
}

// offer is one change, what it gives of what is needed, and how many permissions come
// with it.
type offer struct {
	change rbac.Change
	gives  []int // of what is needed
	brings int
}

// offer notes a change that gives a group, where there is one, and roles.
func (c *cover) offer(change rbac.Change, group rbac.GroupID, roles []rbac.GroupRole) {
	given := make(map[rbac.Ref]bool)
	if group != (rbac.GroupID{}) {
		given[group.Ref()] = true
		for _, above := range c.g.Above(group) {
			given[above.Group.Ref()] = true
		}
	}
	o := offer{change: change}
	for _, granted := range roles {
		given[granted.Role.Ref()] = true
		role, _ := c.g.Role(granted.Role)
		for _, p := range role.Permissions {
			if !given[p.Ref()] && !c.have.Has(p.Ref()) {
				o.brings++
			}
			given[p.Ref()] = true
		}
	}
	for i, thing := range c.needed {
		if given[thing] {
			o.gives = append(o.gives, i)
		}
	}
	if len(o.gives) > 0 {
		c.offers = append(c.offers, o)
	}
}

// choose tries the offers that give what is hardest to come by of what is not covered
// yet, after those taken already.
func (c *cover) choose(taken []int, brings int, covered []int) {
	hardest, ways := -1, 0
	for i, times := range covered {
		if n := c.giving(i); times == 0 && n > 0 && (hardest < 0 || n < ways) {
			hardest, ways = i, n
		}
	}
	switch {
	case hardest < 0:
		if c.best == nil || len(taken) < len(c.best) || len(taken) == len(c.best) && brings < c.brings {
			c.best, c.brings = slices.Clone(taken), brings
		}
		return
	case c.best != nil && (len(taken)+1 > len(c.best) || c.tries <= 0):
		return
	}
	for i, o := range c.offers {
		if !slices.Contains(o.gives, hardest) {
			continue
		}
		c.tries--
		for _, n := range o.gives {
			covered[n]++
		}
		c.choose(append(taken, i), brings+o.brings, covered)
		for _, n := range o.gives {
			covered[n]--
		}
	}
}

// giving is how many offers give one of the needed.
func (c *cover) giving(i int) (n int) {
	for _, o := range c.offers {
		if slices.Contains(o.gives, i) {
			n++
		}
	}
	return n
}
