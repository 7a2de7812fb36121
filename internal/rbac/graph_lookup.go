package rbac

import (
	"slices"

	"authzx/internal/rbac/relation"
)

func (g *index) groupIDs(list []int32) []GroupID {
	return idsOf(list, func(n int32) GroupID { return g.groups.Record(n).ID })
}

func (g *index) roleIDs(list []int32) []RoleID {
	return idsOf(list, func(n int32) RoleID { return g.roles.Record(n).ID })
}

func (g *index) permissionIDs(list []int32) []PermissionID {
	return idsOf(list, func(n int32) PermissionID { return g.permissions.Record(n).ID })
}

// Parents are the groups that nest a group, in stored order.
func (g *Graph) Parents(id GroupID) []GroupID {
	n, ok := g.groups.Node(id)
	if !ok {
		return nil
	}
	return g.groupIDs(g.parents.Of(n))
}

// Children are the groups that a group nests, in the order of its list, without
// those that are not there.
func (g *Graph) Children(id GroupID) []GroupID {
	n, ok := g.groups.Node(id)
	if !ok {
		return nil
	}
	return g.groupIDs(g.children.Of(n))
}

// DirectGroups are the groups that list a user, in stored order.
func (g *Graph) DirectGroups(id UserID) []GroupID {
	n, ok := g.users.node(id)
	if !ok {
		return nil
	}
	return g.groupIDs(g.memberOf.Of(n))
}

// DirectRoles are the roles that list a user, in stored order.
func (g *Graph) DirectRoles(id UserID) []RoleID {
	n, ok := g.users.node(id)
	if !ok {
		return nil
	}
	return g.roleIDs(g.userRoles.Of(n))
}

// RoleGroups are the groups that grant a role themselves, in stored order.
func (g *Graph) RoleGroups(id RoleID) []GroupID {
	n, ok := g.roles.Node(id)
	if !ok {
		return nil
	}
	return g.groupIDs(g.roleGroups.Of(n))
}

// RoleUsers are the users whom a role lists, each once, in the order of its list.
func (g *Graph) RoleUsers(id RoleID) []UserID {
	n, ok := g.roles.Node(id)
	if !ok {
		return nil
	}
	return idsOf(g.roleUsers.Of(n), g.users.id)
}

// PermissionRoles are the roles that hold a permission, in stored order.
func (g *Graph) PermissionRoles(id PermissionID) []RoleID {
	n, ok := g.permissions.Node(id)
	if !ok {
		return nil
	}
	return g.roleIDs(g.permRoles.Of(n))
}

// GroupRole is a role that a group's members have, and the group that grants
// it: the group itself or one above.
type GroupRole struct {
	Role   RoleID
	Group  GroupID
	Direct bool
}

// EffectiveRoles are the roles that membership in a group gives, in stored
// order, each with every group that grants it; the group itself comes first.
func (g *Graph) EffectiveRoles(id GroupID) []GroupRole {
	n, ok := g.groups.Node(id)
	if !ok {
		return nil
	}
	w := g.memo.borrow(&g.index)
	given := w.grants(n)
	g.memo.spare.Store(w)
	groups := slices.Sorted(slices.Values(given.groups))
	var list []GroupRole
	for _, role := range slices.Sorted(slices.Values(given.roles)) {
		roleID := g.roles.Record(role).ID
		if g.groupRoles.Has(n, role) {
			list = append(list, GroupRole{roleID, id, true})
		}
		for _, granting := range g.roleGroups.Of(role) {
			if _, is := slices.BinarySearch(groups, granting); is && granting != n {
				list = append(list, GroupRole{roleID, g.groups.Record(granting).ID, false})
			}
		}
	}
	return list
}

// Member is a user who belongs to a group.
type Member struct {
	User   UserID
	Direct bool
	// Via is a shortest chain of groups from the one that lists the user up to
	// the group asked about, both included; nil for a direct member.
	Via []GroupID
}

// Members are all who belong to a group: direct members in stored order, then
// those who belong by a nested group, nearest first. Each user comes once.
func (g *Graph) Members(id GroupID) []Member {
	n, ok := g.groups.Node(id)
	if !ok {
		return nil
	}
	var list []Member
	seen := relation.NewSet(int(g.users.len()))
	above := map[int32]int32{n: n}
	for queue := []int32{n}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		var via []GroupID
		for _, user := range g.members.Of(at) {
			if seen.Has(user) {
				continue
			}
			seen.Add(user)
			if at != n && via == nil {
				via = g.chain(above, at, n)
			}
			list = append(list, Member{g.users.id(user), at == n, via})
		}
		for _, child := range g.children.Of(at) {
			if _, ok := above[child]; !ok {
				above[child] = at
				queue = append(queue, child)
			}
		}
	}
	return list
}

func (g *index) chain(above map[int32]int32, from, to int32) []GroupID {
	chain := []GroupID{g.groups.Record(from).ID}
	for from != to {
		from = above[from]
		chain = append(chain, g.groups.Record(from).ID)
	}
	return chain
}

// MemberCount is how many users belong to a group: those that it lists, and
// all, nested groups included.
func (g *Graph) MemberCount(id GroupID) (direct, all int) {
	n, ok := g.groups.Node(id)
	if !ok {
		return 0, 0
	}
	direct = len(g.members.Of(n))
	if len(g.children.Of(n)) == 0 {
		return direct, direct
	}
	c, ok := g.memo.counter.Get().(*counter)
	if !ok || len(c.met) < int(g.users.len()) {
		c = &counter{below: relation.NewSet(int(g.groups.N)), met: make([]int32, g.users.len())}
	}
	all = c.count(&g.index, n)
	g.memo.counter.Put(c)
	return direct, all
}

// counter counts the members of groups, of one after the other: lists as long as there are
// users are not made anew for each.
type counter struct {
	below  relation.Set
	groups []int32
	met    []int32 // user -> the last turn in which they were counted
	turn   int32
}

func (c *counter) count(g *index, group int32) (members int) {
	c.turn++
	g.descend(&c.below, group)
	c.groups = c.below.Drain(c.groups[:0])
	for _, n := range c.groups {
		for _, user := range g.members.Of(n) {
			if c.met[user] != c.turn {
				c.met[user] = c.turn
				members++
			}
		}
	}
	return members
}
